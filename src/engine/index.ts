/**
 * Door of the engine: pure functions over plain data. No I/O, no machine clock, no law.
 *
 *   parsePeriod(text): Result<Period>                                     [6.1]
 *   parseGuard(text, fields?): Result<Guard>                              [9]
 *   evaluate(guard, env): Truth
 *   endOf(at, period, {counting, rolls, custody}, calendar, cite): Due    [6.1]
 *   earliestOf(at, period, full, calendar): number                        [6.1 no. 5]
 *   legalDate(at, calendar): string; startOfDay(date, calendar): number; endOfDay(date, calendar): number
 *   fold(procedure, acts, world, {now, knownAt?}): CaseState              [3-8]
 *   judge(state, proposal, world): Judgement                              [3.1]
 *   survey(state, world, {at, authority?}): {type, subject, judgement}[]  every act × present subject (acts of actor clock left out)
 *   preview(state, act, world): {opened, ended, excluded, included, clocks} what an act would cause
 *   replay(procedure, acts, world, {until}): {state, violations, notes, counts}  [10]
 *   replayLog(procedure, cases, world, end): replays one after the other; endOfLog(cases)            [6, 10]
 *   revisions(before, after): {obligation, before, after}[]  states that a late entry or correction changed  [6, 8]
 *   revisedDues(before, after): {obligation, before, after, how: moved|settled}[]; keepSettled(before, after): CaseState
 *   align(procedure, acts, world, {until, budget?}): {departures, gaveUp, left}  shortest explanation of a departure
 *   verify(procedure, world, {on?, subjects?, work?, roles?, mandatory?}): {findings, examples, work}   static checks S2 to S11  [11]
 *   verifyStructure(procedure, {roles?, incompatible?}): Finding[]        those that look at the rules only: S2, S3, S10, S11
 *   compile(procedure, world): Compiled; columnsOf(compiled, cases): Columns                         [14]
 *   replayColumns(compiled, columns, {until, knownAt?, onViolation?, onWatched?, groups?}): Verdict    the same verdicts, over columns   [10, 14]
 *   verdictOfStates(compiled, states, groups?): Verdict                    the same of cases that were folded, since columns cannot hold them
 *   replayParallel(compiled, columns, {…, workers?}): Promise<Verdict>    on several threads, the same however it is split
 *   openPool(compiled, {…, workers?}): Promise<Pool>                       threads that replay while the caller reads on: give(columns), done()
 *   partsOf(columns, events): [from, to][]                                 consecutive cases of about so many events
 *   actsOfCase(compiled, columns, nr): Act[]                               one case of the columns for the live path
 *   survival({time, ended}[]): Survival; endedBy(survival, time): number|null   Kaplan-Meier estimate of durations   [10]
 *   violationOf(compiled, columnViolation): Violation                     with the derivation of its due date
 *   benchEngine({events?, rounds?, timeSql?}): Promise<BenchReport>                 the compiled replay beside its baselines
 *   severedActs(acts, subjects, {case, carry}): Act[]; mergedActs(one, other): Act[]                 [4]
 */

export { type Alignment, type AlignOptions, align, type Departure } from './align/align.ts';
export {
  type BenchFigure,
  type BenchOptions,
  type BenchReport,
  benchEngine,
  type SqlAsked,
  type SqlTiming,
  type Timing,
} from './bench/engine.ts';
export {
  addPeriods,
  daysBetween,
  type EndRule,
  earliestOf,
  endOf,
  endOfDay,
  isWorkingDay,
  legalDate,
  momentOf,
  type Shaping,
  startOfDay,
} from './calendar.ts';
export { columnsOf, fitsColumns } from './compiled/builder.ts';
export { type Columns, casesIn, type DataColumn } from './compiled/columns.ts';
export { type ParallelOptions, partsOf, replayParallel } from './compiled/parallel.ts';
export { openPool, type Pool, type PoolOptions } from './compiled/pool.ts';
export {
  actsOfCase,
  type Compiled,
  compile,
  type ReplayOptions,
  replayColumns,
  verdictOfStates,
} from './compiled/replay.ts';
export type { RuleCounts, Verdict } from './compiled/tally.ts';
export { type ColumnViolation, violationOf } from './compiled/violation.ts';
export type { WatchedDuty } from './compiled/watched.ts';
export { type FoldOptions, fold } from './fold.ts';
export {
  evaluate,
  type FieldSpec,
  type GuardEnv,
  type GuardFields,
  missingIn,
  operandsOf,
  parseGuard,
} from './guard.ts';
export { judge } from './judge.ts';
export { parsePeriod } from './period.ts';
export {
  countsOf,
  endOfLog,
  type LoggedCase,
  type ReplayCounts,
  type Replayed,
  replay,
  replayLog,
} from './replay.ts';
export { type Revision, revisions } from './revised.ts';
export { keepSettled, type RevisedDue, revisedDues } from './revised-dues.ts';
export { mergedActs, severedActs } from './severing.ts';
export { type Preview, preview, type Surveyed, survey } from './survey.ts';
export { endedBy, type Survival, type SurvivalStep, survival, type Watched } from './survival.ts';
export * from './types.ts';
export type { Finding, Run, Verification } from './verify/findings.ts';
export type { Mandatory } from './verify/outcomes.ts';
export type { Role as VerifiedRole } from './verify/structure.ts';
export { type VerifyOptions, verify, verifyStructure } from './verify/verify.ts';
