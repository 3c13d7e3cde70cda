import {
  type Act,
  type Alignment,
  actsOfCase,
  align,
  type CaseState,
  compile,
  type Departure,
  fold,
  type Violation,
} from '#engine/index.ts';
import {
  actTitle,
  explainAlignment,
  explainDeparture,
  explainDue,
  explainNote,
  explainViolation,
  ruleOf,
  type Scene,
  type Sentence,
  type Text,
} from '#law/index.ts';
import type { Mapping } from '../mapping.ts';
import { openLog } from '../open.ts';
import type { LogBatch, LogNames, LogNote } from '../types.ts';
import { createActTable, createValueTable, fieldsOf, UNKNOWN } from './acts.ts';
import { engineColumns, noSums } from './engine-columns.ts';
import { findCase } from './find-case.ts';
import { createKnown, ORDINARY, withKnown } from './known.ts';
import type { Chosen } from './procedure.ts';

/** Logs that the search for the shortest explanation tries at most, fewer for a long case: each is folded whole. */
const MOST_LOGS = 600;
const MOST_ACTS_FOLDED = 60_000;

export interface OneCaseRequest {
  readonly file: string;
  readonly name: string;
  readonly mapping: Mapping;
  /** Name of the mapping file, for faults. */
  readonly mapFile: string;
  readonly chosen: Chosen;
  /** End of observation, ms; null: the latest moment in the log. */
  readonly until: number | null;
  /** Only what was recorded by this moment is known; absent: everything is. */
  readonly knownAt?: number;
  /** Logs that the search may try; for tests. */
  readonly budget?: number;
}

/** One event of a case as the log has it. */
export interface CaseEvent {
  /** `#1`, `#2` … as departures name acts; null: no act of the procedure. */
  readonly act: string | null;
  readonly at: number;
  readonly day_only: boolean;
  readonly activity: string;
  readonly type: string | null;
  readonly title: Text | null;
  readonly subject: string | null;
  readonly ignored: boolean;
}

/** A departure of a case with its arithmetic. Moments are ms UTC. */
export interface CaseDeparture {
  readonly key: string;
  readonly kind: Violation['kind'];
  readonly rule: string;
  readonly cite: string;
  readonly act: string | null;
  readonly subject: string | null;
  readonly at: number;
  readonly due: { readonly at: number; readonly date: string; readonly provisional: boolean } | null;
  readonly late_ms: number | null;
  readonly late_days: number | null;
  readonly text: Text;
  readonly derivation: readonly Sentence[];
}

/** One change that the shortest explanation names. */
export interface Change {
  readonly kind: Departure['kind'];
  readonly act: string | null;
  readonly type: string;
  readonly subject: string | null;
  readonly was: number | null;
  readonly at: number | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly by: number | null;
  readonly rule: string;
  readonly cite: string;
  readonly text: Text;
}

export interface Explanation {
  readonly changes: readonly Change[];
  /** The search ended before it found an explanation of everything; `said` tells it in words. */
  readonly gave_up: boolean;
  readonly said: Text | null;
  readonly tried: number;
  /** Departures that the changes do not take away. */
  readonly left: readonly { readonly kind: Violation['kind']; readonly rule: string; readonly cite: string }[];
  /** Departures of an act's own data, which no other course of acts takes away. */
  readonly aside: number;
}

export interface OneCase {
  readonly until: number | null;
  readonly events: readonly CaseEvent[];
  /** Events after the end of observation; not among `events`. */
  readonly later: number;
  readonly departures: readonly CaseDeparture[];
  /** null: nothing to explain. */
  readonly explanation: Explanation | null;
  readonly remarks: readonly Text[];
  readonly namesakes: number;
  readonly withoutSubject: number;
  readonly ofNothing: number;
  readonly notes: readonly LogNote[];
}

/** One case of a log of any kind: its course, its departures, and the shortest explanation of them. Faults are thrown as LogFaults. */
export async function replayOneCase(request: OneCaseRequest): Promise<OneCase> {
  const { file, mapping, chosen } = request;
  const { law, world } = chosen;
  const fields = fieldsOf(law.procedure);
  const options = withKnown(mapping, world.calendar.zone, [...fields.keys()]);
  const log = await openLog(file, options);
  const acts = createActTable(law, mapping, log.names.activities, { log: file, map: request.mapFile });
  const { batch, namesakes } = await findCase(log, file, request.name);
  const values = new Map(
    [...fields].map(([name, type], nr) => [name, createValueTable(type, log.names.values[nr]!, world.calendar)]),
  );
  const sums = noSums();
  const known = createKnown(file, options, log.names);
  const naming = { procedure: law.procedure, acts, values, subject: log.names.subjects.text, known };
  const columns = engineColumns(batch, naming, sums);
  const all = actsOfCase(compile(law.procedure, world), columns, 0);
  const { knownAt = Number.POSITIVE_INFINITY } = request;
  const { latest } = log.counts;
  const until = request.until ?? (latest === null ? null : Math.min(latest, knownAt));
  const now = until ?? 0;
  const done = all.filter(({ recordedAt }) => recordedAt <= knownAt);
  const { scene, ...judged } = judgeCase(chosen, done, now, request.budget);
  const recorded = known.recordedAt(batch);
  const annuls = known.annuls(batch);
  const actOf = (event: number): number =>
    annuls === null || annuls[event] === ORDINARY ? acts.actOf(batch.activity[event]!) : NO_ACT;
  const course = eventsOf(batch, log.names, actOf, all, scene);
  const events = course.filter(({ at }, i) => at <= now && (recorded?.[i] ?? at) <= knownAt);
  return {
    until,
    events,
    later: batch.events - events.length,
    ...judged,
    namesakes,
    withoutSubject: sums.withoutSubject,
    ofNothing: sums.ofNothing,
    notes: log.notes(),
  };
}

/** Departures of a case as `done`, and their shortest explanation. */
function judgeCase(chosen: Chosen, done: readonly Act[], now: number, budget?: number) {
  const { law, pack, world } = chosen;
  const state = fold(law.procedure, done, world, { now });
  const scene: Scene = { pack, procedure: law, state };
  return {
    scene,
    departures: state.violations.map((one) => departureOf(scene, one)),
    explanation: state.violations.length === 0 ? null : explanationOf(scene, chosen, done, budget),
    remarks: state.notes.map((note) => explainNote(scene, note).text),
  };
}

/** The same of acts that come from no log, in order of time; `until`: end of observation. */
export function oneCaseOf(chosen: Chosen, acts: readonly Act[], until: number): OneCase {
  const { scene, ...judged } = judgeCase(chosen, acts, until);
  const events = acts
    .filter(({ at }) => at <= until)
    .map((act): CaseEvent => {
      const isKnown = chosen.law.acts.some(({ id }) => id === act.type);
      return {
        act: act.id,
        at: act.at,
        day_only: act.precision === 'day',
        activity: act.type,
        type: isKnown ? act.type : null,
        title: isKnown ? actTitle(chosen.law, act.type) : null,
        subject: act.operation?.kind === 'sever' ? act.operation.subjects.join(' ') : act.subject,
        ignored: false,
      };
    });
  const none = { namesakes: 0, withoutSubject: 0, ofNothing: 0, notes: [] };
  return { until, events, later: acts.length - events.length, ...judged, ...none };
}

/** An event that takes another back. */
const NO_ACT = -3;

function eventsOf(
  batch: LogBatch,
  names: LogNames,
  actOf: (event: number) => number,
  acts: readonly Act[],
  { procedure }: Scene,
): readonly CaseEvent[] {
  const done = acts.filter((act) => act.annuls === undefined);
  let next = 0;
  return Array.from({ length: batch.events }, (_, i): CaseEvent => {
    const code = actOf(i);
    const act = code >= 0 ? done[next++]! : null;
    const named = batch.subject === null ? 0 : batch.subject[i]!;
    return {
      act: act?.id ?? null,
      at: batch.at[i]!,
      day_only: batch.day !== null && batch.day[i] === 1,
      activity: names.activities.text(batch.activity[i]!),
      type: act?.type ?? null,
      title: act === null ? null : actTitle(procedure, act.type),
      subject: named === 0 ? null : names.subjects.text(named),
      ignored: code < 0 && code !== UNKNOWN,
    };
  });
}

const ruleIn = ({ procedure }: Scene, relation: string): string => ruleOf(procedure, relation)?.id ?? relation;

function departureOf(scene: Scene, violation: Violation): CaseDeparture {
  const { key, kind, relation, cite, act, subject, at, due, byMs, byDays } = violation;
  return {
    key,
    kind,
    rule: ruleIn(scene, relation),
    cite,
    act: act ?? null,
    subject,
    at,
    due: due === undefined ? null : { at: due.at, date: due.date, provisional: due.provisional },
    late_ms: byMs ?? null,
    late_days: byDays ?? null,
    text: explainViolation(scene, violation).text,
    derivation: due === undefined ? [] : explainDue(scene, due, relation),
  };
}

function explanationOf(scene: Scene, { law, world }: Chosen, done: readonly Act[], most = MOST_LOGS): Explanation {
  const { now }: CaseState = scene.state;
  const budget = Math.max(1, Math.min(most, Math.floor(MOST_ACTS_FOLDED / Math.max(1, done.length))));
  const found: Alignment = align(law.procedure, done, world, { until: now, budget });
  return {
    changes: found.departures.map((one) => ({
      kind: one.kind,
      act: one.act,
      type: one.type,
      subject: one.subject,
      was: one.was,
      at: one.at,
      before: one.before,
      after: one.after,
      by: one.by,
      rule: ruleIn(scene, one.why.relation),
      cite: one.why.cite,
      text: explainDeparture(scene, one).text,
    })),
    gave_up: found.gaveUp,
    said: found.gaveUp ? (explainAlignment(scene, found).at(-1)?.text ?? null) : null,
    tried: found.tried,
    left: found.left.map(({ kind, relation, cite }) => ({ kind, rule: ruleIn(scene, relation), cite })),
    aside: found.aside.length,
  };
}
