import { apportion, type Cell, pinIn, planted } from '../cells.ts';
import type { Kit } from '../kit.ts';
import { targets } from '../targets.ts';
import { avoidedIn, type Counting } from './avoided.ts';
import { criminalCells } from './criminal/cells.ts';
import { departuresFor } from './criminal/departures.ts';
import { type Era, earlierIn, later } from './era.ts';
import { otherCells } from './lines/cells.ts';

/** Share of the cases of one person in which a departure is planted. */
const PLANTED = 0.002;

/** Every case of the nation, by kind. With `from` 2013 the five years before come behind: what is made of the later ones stays as it is. */
export function cellsOf(kit: Kit, scale: number, from: number): Cell[] {
  const cells = laterCells(kit, scale);
  return from > 2017 ? cells : [...cells, ...earlierCells(earlierIn(kit), scale, cells)];
}

function laterCells(counting: Counting, scale: number): Cell[] {
  const without = otherCells(later, scale, new Map([[later.first, 0]]));
  // One extension of 2021 less is one step avoided more: so many too many are there without it.
  const avoided = avoidedIn(counting, [...criminalCells(later, scale, 0), ...without], 2019, 2022);
  const fewer = Math.round(targets['case-ratio-reduction']!.value * scale - avoided);
  const criminal = planted(criminalCells(later, scale, fewer), PLANTED, departuresFor);
  const wanted = Math.round(targets['cases-handled-all']!.value * scale);
  const first = wanted - handled(later, [...criminal, ...without]);
  return [...criminal, ...otherCells(later, scale, new Map([[later.first, Math.max(0, first)]]))];
}

/** `after`: the cells of the later years, of which some cases come in before. */
function earlierCells(era: Era, scale: number, after: readonly Cell[]): Cell[] {
  const criminal = planted(criminalCells(era, scale, 0), PLANTED, departuresFor).map((cell) => ({
    ...cell,
    earlier: true,
  }));
  const weights = [...era.of('petitions-received', 1)];
  const none = new Map(weights.map(([year]) => [year, 0]));
  const wanted = [...era.of('cases-handled-all', scale).values()].reduce((a, b) => a + b, 0);
  const left = wanted - handled(era, [...after, ...criminal, ...otherCells(era, scale, none)]);
  const petitions = apportion(
    Math.max(0, left),
    weights.map(([, weight]) => weight),
  );
  const others = otherCells(era, scale, new Map(weights.map(([year], nr) => [year, petitions[nr]!])));
  return [...criminal, ...others.map((cell) => ({ ...cell, earlier: true }))];
}

/** Procedures whose matters are added up as cases handled, with the act whose year it is where that is not the opening. */
const HANDLED: Readonly<Record<string, string | null>> = {
  'criminal.arrest-review': null,
  'criminal.prosecution-review': 'criminal.prosecution-review/receive-case',
  'criminal.judicial-personnel-investigation': 'criminal.judicial-personnel-investigation/file-case',
  'civil.judgment-supervision': null,
  'civil.trial-illegality': null,
  'civil.enforcement': null,
  'civil.false-litigation': null,
  'civil.support-suit': null,
  'administrative.judgment-supervision': null,
  'administrative.trial-illegality': null,
  'administrative.enforcement-supervision': null,
  'administrative.non-litigation-enforcement': null,
  'public-interest.administrative': null,
  'public-interest.civil': null,
  'public-interest.incidental-civil': null,
  'petition.handling': null,
};

function handled({ first, last }: Era, cells: readonly Cell[]): number {
  return cells.reduce(
    (sum, cell) =>
      sum +
      cell.count *
        cell.course.chapters.filter(({ procedure, severed }, chapter) => {
          const act = HANDLED[procedure];
          if (act === undefined || severed !== undefined) return false;
          const year = act === null ? cell.year : (pinIn(cell.pins, act, chapter)?.year ?? cell.year);
          return year >= first && year <= last;
        }).length,
    0,
  );
}
