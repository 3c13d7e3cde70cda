import { type Cell, persons, sized, split } from '../../cells.ts';
import type { Era } from '../era.ts';
import { messed } from '../mess.ts';
import { cellOf } from './cell.ts';
import { concludedOf, finalsOf } from './concluded.ts';
import { AFTER, type At, type Parts, type Person, type Year } from './person.ts';
import { ACCEPTED_FACTOR, APPEALS_NEXT, rate } from './rates.ts';
import { refusedOnly } from './refused.ts';
import { REVIEW } from './review.ts';
import { arrests, stage } from './stages.ts';
import { pleaOf, trialOf, wayOf } from './ways.ts';

/** `fewerExtensions`: those of 2021 that are too many for the published number of steps avoided since 2019. */
export function criminalCells(era: Era, scale: number, fewerExtensions: number): Cell[] {
  const { years } = era;
  const at = (id: string, year: number): number => era.of(id, scale).get(year) ?? 0;
  const finals = finalsOf(era, at);
  const staged = years.map((year) =>
    stage(
      concludedOf(era, year, scale, at, finals),
      year,
      concludedIn(year, at),
      era.knows([{ procedure: REVIEW, goals: [] }], year - 1),
    ),
  );
  const all = withTransfers(era, era.span === 'later' ? [...staged, runningOf(staged.at(-1)!)] : staged);
  const whole = all.map((parts, nr) => {
    const year = years[nr] ?? AFTER;
    const ways = wayOf(pleaOf(parts, year), year, scale, fewerExtensions);
    const appealsNext = year === era.last && era.span === 'earlier' ? 0 : APPEALS_NEXT;
    const plain = trialOf(ways, year, appealsNext);
    return era.span === 'later' ? messed(plain, year) : plain;
  });
  const cells = whole.flat().map(cellOf);
  const arrestedIn = arrests(years, whole);
  years.forEach((year) => {
    const arrested = arrestedIn.get(year)!;
    const wanted = Math.round((arrested.arrested * rate('refused', year)) / (1 - rate('refused', year)));
    const selfDefence = at('self-defence-not-arrested-or-prosecuted', year);
    cells.push(...refusedOnly(year, wanted - arrested.refused, selfDefence));
  });
  return cells.filter((cell) => cell.count > 0 && era.knows(cell.course.chapters, cell.year));
}

/** Prosecuted and not prosecuted in a year, probations that ended well included. */
const concludedIn = (year: Year, at: At): number =>
  Math.round(at('prosecuted-persons-all', year) / (1 - rate('nonProsecution', year)));

/** What is received in the last year and decided only after it. */
function runningOf(last: Parts): Parts {
  const able = last.filter(
    ({ of }) =>
      ['six', 'other', 'minor'].includes(of.group) &&
      of.decision !== 'transfer' &&
      // Such cases are returned to the police on the way, in which of the two years nobody could tell beforehand.
      of.decision !== 'doubt' &&
      of.duty === undefined,
  );
  const chosen = split(able, Math.round(persons(last) * 0.065), (of, taken): Person | null =>
    taken ? { ...of, year: AFTER, before: 'both' } : null,
  );
  return chosen.flatMap(({ of, ...part }) => (of === null ? [] : [{ ...part, of }]));
}

/** Received in a year, of what is decided in any. */
const receivedIn = (all: readonly Parts[], year: number): number =>
  all
    .flat()
    .filter(({ of }) => of.company !== true && (of.before === 'both' ? of.year - 1 : of.year) === year)
    .reduce((sum, { people, cases }) => sum + people * cases, 0);

/** Cases that go to another office undecided: some each year, and as many as the growth of what is received asks for. */
function withTransfers(era: Era, all: readonly Parts[]): Parts[] {
  const away = era.years.map((_, nr) => Math.round(persons(all[nr]!) * 0.008));
  if (era.span === 'later') {
    const first = receivedIn(all, era.first) + away[0]!;
    const last = receivedIn(all, era.last) + away[4]!;
    const wanted = Math.round(last / ACCEPTED_FACTOR);
    if (wanted >= first) away[0]! += wanted - first;
    else away[4]! += Math.round(first * ACCEPTED_FACTOR) - last;
  }
  const transfer = { group: 'other', offence: 'fraud', decision: 'transfer', marks: [], minor: false } as const;
  return all.map((parts, nr) => {
    const year = era.years[nr];
    if (year === undefined) return parts;
    return [...parts, ...sized<Person>({ ...transfer, year, stage: 'none', before: 'none' }, away[nr]!, 0.3, 0.2)];
  });
}
