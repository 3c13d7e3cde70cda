/** For the property tests: the same cases replayed live and over columns, with procedures made richer than `testing-random.ts` makes them. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { replay } from '../replay.ts';
import { period } from '../testing.ts';
import { busyWorld } from '../testing-random.ts';
import type { Act, ActType, Clock, Procedure, Relation, Violation, World } from '../types.ts';
import { columnsOf } from './builder.ts';
import { compile, replayColumns } from './replay.ts';
import { countLive, newTally, type Verdict, verdictOf } from './tally.ts';
import { type ColumnViolation, violationOf } from './violation.ts';
import { type WatchedDuty, watchedIn } from './watched.ts';

const byKey = (violations: readonly Violation[]): readonly Violation[] =>
  [...violations].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at));

const inOrder = (duties: readonly WatchedDuty[]): readonly string[] => duties.map((one) => JSON.stringify(one)).sort();

export interface Setting {
  readonly until: number;
  readonly knownAt?: number;
  readonly world?: World;
}

/** Expects one answer from both paths; gives the verdict over columns. */
export function compare(procedure: Procedure, cases: readonly (readonly Act[])[], setting: Setting): Verdict {
  const { until, knownAt, world = busyWorld } = setting;
  const compiled = compile(procedure, world);
  const columns = columnsOf(
    compiled,
    cases.map((acts, nr) => ({ id: `case ${nr}`, acts })),
  );
  const found: ColumnViolation[] = [];
  const groups = Object.fromEntries(compiled.program.rules.map(({ id }, nr) => [id, `group ${nr % 3}`]));
  const verdict = replayColumns(compiled, columns, { until, knownAt, groups, onViolation: (one) => found.push(one) });
  const watched: WatchedDuty[] = [];
  const watching = replayColumns(compiled, columns, { until, knownAt, groups, onWatched: (one) => watched.push(one) });
  expect(watching).toEqual(verdict);
  const tally = newTally(compiled.program, groups);
  for (const [nr, acts] of cases.entries()) {
    const live = replay(procedure, acts, world, { until, knownAt });
    const own = found.filter((one) => one.case === nr).map((one) => violationOf(compiled, one));
    expect(byKey(own)).toEqual(byKey(live.violations));
    countLive(tally, live.state, nr);
    expect(inOrder(watched.filter((one) => one.case === nr))).toEqual(inOrder(watchedIn(live.state, nr)));
  }
  tally.cases = cases.length;
  const expected = verdictOf(tally, compiled.program.acts.length, columns.unknown);
  expect({ ...verdict, liveCases: 0, unknown: [] }).toEqual({ ...expected, liveCases: 0, unknown: [] });
  expect(verdict.casesWithViolations).toBe(new Set(found.map((one) => one.case)).size);
  for (const [group, traces] of Object.entries(verdict.groupTraces)) {
    const broken = found.filter(({ relation }) => groups[relation] === group).map((one) => one.case);
    expect(traces).toBe(new Set(broken).size);
  }
  const silent = replayColumns(compiled, columns, { until, knownAt, groups });
  expect(silent).toEqual(verdict);
  return verdict;
}

/** Calendars in other zones, with clock changes, and one that ends soon, so that dates stay provisional. */
export const WORLDS: readonly World[] = [
  busyWorld,
  ...['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Pacific/Auckland'].map(
    (zone): World => ({ ...busyWorld, calendar: { ...busyWorld.calendar, zone } }),
  ),
  { calendar: { ...busyWorld.calendar, knownTo: '2024-01-05' }, office: { x: 1 } },
];

/** What a procedure gets beside what `procedureOf` gives it. */
export interface Richer {
  readonly pad: number;
  readonly before: boolean;
  readonly otherKind: boolean;
  readonly lengthField: boolean;
  readonly byField: boolean;
  readonly toDate: boolean;
  readonly sendsAway: boolean;
  readonly measured: boolean;
  readonly owedByCase: boolean;
  /** Acts of the case meet the duties of clocks as well as those of the subject. */
  readonly owedByBoth: boolean;
  readonly inclusive: boolean;
  readonly windowOfClock: boolean;
}
const often = fc.constantFrom(false, false, true);
export const richerArbitrary: fc.Arbitrary<Richer> = fc.record({
  pad: fc.constantFrom(0, 0, 30, 70),
  before: often,
  otherKind: often,
  lengthField: often,
  byField: often,
  toDate: often,
  sendsAway: often,
  measured: often,
  owedByCase: often,
  owedByBoth: often,
  inclusive: often,
  windowOfClock: often,
});

export function enriched(procedure: Procedure, richer: Richer): Procedure {
  const idle = (nr: number): ActType => ({ ...procedure.acts[0]!, id: `idle ${nr}`, subject: null, close: false });
  const acts = procedure.acts.map((act) => (richer.otherKind && act.id === 'm' ? { ...act, subject: 'L' } : act));
  const clocks = procedure.clocks.map((clock) => richerClock(clock, richer));
  return {
    ...procedure,
    acts: [...Array.from({ length: richer.pad }, (_, nr) => idle(nr)), ...acts],
    relations: [
      ...procedure.relations.map(
        (relation): Relation =>
          relation.kind === 'response' && richer.before ? { ...relation, before: ['c', 'l'] } : relation,
      ),
      ...(richer.windowOfClock ? clocks.map(windowOf) : []),
    ],
    clocks: [...clocks, ...(richer.measured ? [measuredClock] : [])],
  };
}

function richerClock(clock: Clock, richer: Richer): Clock {
  return {
    ...clock,
    pausedDaysInclusive: richer.inclusive,
    ...(richer.lengthField ? { lengthField: 'x' } : {}),
    ...(richer.sendsAway ? { sendsAway: ['b', 'k'] } : {}),
    extends: clock.extends.map((extension) => ({
      ...extension,
      times: 2,
      timesTotal: 3,
      ...(richer.byField ? { byField: 'x', by: period('P2D') } : {}),
      ...(richer.toDate ? { toDate: 'on' } : {}),
    })),
    ...(richer.owedByBoth && clock.expiry.kind === 'duty'
      ? { expiry: { ...clock.expiry, owed: ['d', ...clock.expiry.owed, 'a'] } }
      : {}),
    ...(richer.owedByCase && clock.expiry.kind === 'duty'
      ? { expiry: { ...clock.expiry, owed: ['a', 'd'], alertOnly: richer.inclusive } }
      : {}),
  };
}

const windowOf = (clock: Clock, nr: number): Relation => ({
  id: `window of ${clock.id}`,
  kind: 'window',
  cite: 'law of the window',
  scope: 'same',
  from: clock.starts[0]!,
  to: clock.subject === null ? 'c' : 'l',
  rolls: 'none',
  clock: clock.id,
  ...(nr === 0 ? {} : { from_date_in_force: '2024-01-02' }),
});

const measuredClock: Clock = {
  id: 'measured',
  cite: 'law of the measured',
  subject: 'K',
  starts: ['k'],
  stopsOn: ['k'],
  anchors: { k: { of: 'act', field: 'on' } },
  length: period('1dcal'),
  extends: [],
  pausesOn: [],
  resumesOn: [],
  pausedDaysInclusive: false,
  restartsOn: [],
  expiry: { kind: 'bar', bars: ['l'] },
  rolls: 'next',
};
