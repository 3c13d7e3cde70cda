import { legalDate } from '../calendar.ts';
import { planOf } from '../plan.ts';
import type { Act, CaseState, Violation, World } from '../types.ts';

/** A place in the order of a log. */
export interface Place {
  readonly at: number;
  readonly precision: 'ms' | 'day';
  readonly seq: number;
}

/** One way to take away a violation. `before`, `after`: the act that the place is named by; `by`: the last moment allowed. */
export type Repair =
  | {
      readonly kind: 'move';
      readonly act: string;
      readonly to: Place;
      readonly before?: string;
      readonly after?: string;
      readonly by?: number;
    }
  | {
      readonly kind: 'insert';
      readonly type: string;
      readonly subject: string | null;
      readonly to: Place;
      readonly before?: string;
      readonly by?: number;
    }
  | { readonly kind: 'remove'; readonly act: string }
  | { readonly kind: 'authority'; readonly act: string };

interface Log {
  readonly acts: readonly Act[];
  readonly world: World;
}

/** Ways to take away the violation of a log, those first that change the least. */
export function repairsOf(state: CaseState, violation: Violation, log: Log): readonly Repair[] {
  const act = log.acts.find((one) => one.id === violation.act);
  switch (violation.kind) {
    case 'condition-missing':
    case 'milestone-open':
      return act === undefined ? [] : broughtBefore(state, violation, act, log);
    case 'excluded':
      return act === undefined ? [] : aroundExclusion(state, violation, act, log);
    case 'too-early':
      return act === undefined ? [] : notSoEarly(violation, act, log);
    case 'out-of-time':
    case 'late':
      return act === undefined ? [] : inTime(state, violation, act, log);
    case 'limit-exceeded':
      return act === undefined
        ? done(state, violation, stopsOf(state, violation), log)
        : inTime(state, violation, act, log);
    case 'overdue':
    case 'never-done':
      return done(state, violation, violation.targets ?? [], log);
    case 'extension-out-of-time':
      return act === undefined ? [] : [...beforeClockEnds(state, violation, act), remove(act.id)];
    case 'not-authorised':
      return act === undefined ? [] : [{ kind: 'authority', act: act.id }, remove(act.id)];
    default:
      return act === undefined ? [] : [remove(act.id)];
  }
}

const remove = (act: string): Repair => ({ kind: 'remove', act });
const blamed = ({ acts }: Log, { blame }: Violation): Act | undefined => acts.find((one) => one.id === blame);

const sameDay = (log: Log, act: Act): readonly Act[] => {
  const date = legalDate(act.at, log.world.calendar);
  return log.acts.filter((one) => one.id !== act.id && legalDate(one.at, log.world.calendar) === date);
};

export function placeBefore(log: Log, act: Act): Place {
  const prior = sameDay(log, act).flatMap((one) => (one.seq < act.seq ? [one.seq] : []));
  const seq = prior.length === 0 ? act.seq - 1 : (Math.max(...prior) + act.seq) / 2;
  return { at: act.at, precision: act.precision, seq };
}
export function placeAfter(log: Log, act: Act): Place {
  const next = sameDay(log, act).flatMap((one) => (one.seq > act.seq ? [one.seq] : []));
  const seq = next.length === 0 ? act.seq + 1 : (Math.min(...next) + act.seq) / 2;
  return { at: act.at, precision: act.precision, seq };
}
const placeAt = (at: number, seq: number): Place => ({ at, precision: 'ms', seq });

const isAfter = (one: Act, other: Act): boolean => one.at > other.at || (one.at === other.at && one.seq > other.seq);

/** Subject at which an act of the type would be done to answer for a violation. */
function subjectFor(state: CaseState, type: string, violation: Violation): string | null | undefined {
  const kind = planOf(state.procedure).acts.get(type)?.type.subject;
  if (kind === undefined) return undefined;
  if (kind === null) return null;
  const wanted = violation.sourceSubject ?? violation.subject;
  const fits = state.subjects.find((one) => one.id === wanted && one.kind === kind);
  return (fits ?? state.subjects.find((one) => one.kind === kind && one.left === null))?.id;
}

/** What was missing or still owed comes before the act: moved there, or added; or the act comes after it, or is left out. */
function broughtBefore(state: CaseState, violation: Violation, act: Act, log: Log): readonly Repair[] {
  const found: Repair[] = [];
  for (const type of violation.sources ?? []) {
    const subject = subjectFor(state, type, violation);
    if (subject === undefined || planOf(state.procedure).acts.get(type)?.type.by === 'clock') continue;
    const later = log.acts.find((one) => one.type === type && one.subject === subject && isAfter(one, act));
    if (later !== undefined) {
      found.push({ kind: 'move', act: later.id, to: placeBefore(log, act), before: act.id });
      found.push({ kind: 'move', act: act.id, to: placeAfter(log, later), after: later.id });
    }
    found.push({ kind: 'insert', type, subject, to: placeBefore(log, act), before: act.id });
  }
  return [...found, remove(act.id)];
}

/** The act comes before what excluded it (or closed the case), or that after the act; or one of them is left out; or something includes it. */
function aroundExclusion(state: CaseState, violation: Violation, act: Act, log: Log): readonly Repair[] {
  const by = blamed(log, violation);
  const around: readonly Repair[] =
    by === undefined || by.id === act.id
      ? []
      : [
          { kind: 'move', act: act.id, to: placeBefore(log, by), before: by.id },
          { kind: 'move', act: by.id, to: placeAfter(log, act), after: act.id },
          remove(act.id),
          remove(by.id),
        ];
  const including = state.procedure.relations
    .filter((one) => one.kind === 'include' && one.to.includes(act.type))
    .flatMap((one) => (one.kind === 'include' ? one.from : []));
  const inserts = [...new Set(including)].flatMap((type): readonly Repair[] => {
    const subject = subjectFor(state, type, violation);
    const later = log.acts.find((one) => one.type === type && one.subject === subject && isAfter(one, act));
    if (subject === undefined) return [];
    const to = placeBefore(log, act);
    return [
      ...(later === undefined ? [] : [{ kind: 'move', act: later.id, to, before: act.id } as const]),
      { kind: 'insert', type, subject, to, before: act.id },
    ];
  });
  return [...around, ...inserts, remove(act.id)];
}

function notSoEarly(violation: Violation, act: Act, log: Log): readonly Repair[] {
  const by = blamed(log, violation);
  const ms = violation.byMs ?? 0;
  return [
    { kind: 'move', act: act.id, to: placeAt(act.at + ms, act.seq), ...(by === undefined ? {} : { after: by.id }) },
    ...(by === undefined
      ? []
      : [{ kind: 'move', act: by.id, to: placeAt(by.at - ms, by.seq), before: act.id } as const]),
    remove(act.id),
  ];
}

function inTime(state: CaseState, violation: Violation, act: Act, log: Log): readonly Repair[] {
  const due = violation.due?.at;
  return [
    ...(due === undefined ? [] : [{ kind: 'move', act: act.id, to: placeAt(due, act.seq), by: due } as const]),
    ...sourceInBreach(state, violation, log),
    ...(violation.kind === 'out-of-time' ? [remove(act.id)] : []),
  ];
}

/** What made a duty owed is argued away only where it was itself not allowed: what happened, happened. */
function sourceInBreach(state: CaseState, violation: Violation, log: Log): readonly Repair[] {
  const source = blamed(log, violation);
  const wrongly = state.violations.some((one) => one.act === source?.id && one.obligation === undefined);
  return source === undefined || !wrongly || source.id === violation.act ? [] : [remove(source.id)];
}

/** What is owed and was never done is added in time. */
function done(state: CaseState, violation: Violation, targets: readonly string[], log: Log): readonly Repair[] {
  const duty = state.obligations.find((one) => one.key === violation.obligation);
  const closing = violation.kind === 'never-done' ? log.acts.find((one) => one.at === duty?.endedAt) : undefined;
  const to =
    closing !== undefined
      ? placeBefore(log, closing)
      : violation.due !== undefined
        ? placeAt(violation.due.at, Number.MAX_SAFE_INTEGER)
        : null;
  const inserts =
    to === null
      ? []
      : targets.flatMap((type): readonly Repair[] => {
          const subject = subjectFor(state, type, violation);
          if (subject === undefined || planOf(state.procedure).acts.get(type)?.type.by === 'clock') return [];
          const limit = violation.due === undefined ? {} : { by: violation.due.at };
          return [
            { kind: 'insert', type, subject, to, ...limit, ...(closing === undefined ? {} : { before: closing.id }) },
          ];
        });
  return [...inserts, ...sourceInBreach(state, violation, log)];
}

const stopsOf = (state: CaseState, violation: Violation): readonly string[] =>
  state.procedure.clocks.find((one) => one.id === violation.relation)?.stopsOn ?? [];

/** The extending act while its clock still ran. */
function beforeClockEnds(state: CaseState, violation: Violation, act: Act): readonly Repair[] {
  const due = state.clocks.find((one) => one.clock === violation.relation && one.subject === violation.subject)?.due;
  return due === null || due === undefined || due.at >= act.at
    ? []
    : [{ kind: 'move', act: act.id, to: placeAt(due.at, act.seq), by: due.at }];
}
