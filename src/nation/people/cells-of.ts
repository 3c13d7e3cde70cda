import { type Cell, planted } from '../cells.ts';
import { targets } from '../targets.ts';
import { avoidedIn, type Counting } from './avoided.ts';
import { criminalCells, departuresFor } from './criminal.ts';
import { otherCells } from './lines.ts';

/** Share of the cases of one person in which a departure is planted. */
const PLANTED = 0.002;

/** Every case of the nation, by kind. */
export function cellsOf(counting: Counting, scale: number): Cell[] {
  const without = otherCells(scale, 0);
  // One extension of 2021 less is one step avoided more: so many too many are there without it.
  const avoided = avoidedIn(counting, [...criminalCells(scale, 0), ...without], 2019, 2022);
  const fewer = Math.round(targets['case-ratio-reduction']!.value * scale - avoided);
  const criminal = planted(criminalCells(scale, fewer), PLANTED, departuresFor);
  const wanted = Math.round(targets['cases-handled-all']!.value * scale);
  const first = wanted - handled(criminal) - handled(without);
  return [...criminal, ...otherCells(scale, Math.max(0, first))];
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

function handled(cells: readonly Cell[]): number {
  return cells.reduce(
    (sum, cell) =>
      sum +
      cell.count *
        cell.course.chapters.filter(({ procedure }) => {
          const act = HANDLED[procedure];
          if (act === undefined) return false;
          const year = act === null ? cell.year : (cell.pins.find((pin) => pin.act === act)?.year ?? cell.year);
          return year >= 2018 && year <= 2022;
        }).length,
    0,
  );
}
