/**
 * Procedures and logs in the notation of the specification (section 13), for tests. `1d` is exactly 24 h, `1dcal` a calendar
 * day, `24h` and `15m` are hours and minutes; day 0 is 1 January 2024, 00:00 UTC.
 */

import { parseGuard } from './guard.ts';
import { fold, judge, replay } from './index.ts';
import { parsePeriod } from './period.ts';
import type {
  Act,
  ActType,
  Calendar,
  Clock,
  Counting,
  Data,
  Fact,
  Guard,
  Obligation,
  Period,
  Procedure,
  Relation,
  Rolls,
  Scope,
  Violation,
  ViolationKind,
  World,
} from './types.ts';

export const DAY = 86_400_000;
export const DAY_0 = Date.UTC(2024, 0, 1);
export const day = (n: number): number => DAY_0 + Math.round(n * DAY);

export interface RuleOptions {
  readonly id?: string;
  readonly when?: string;
  readonly scope?: Scope;
  readonly again?: 'keep' | 'restart' | 'each';
  readonly discharge?: 'all' | 'one';
  readonly cancel?: boolean;
  readonly full?: boolean;
  readonly rolls?: Rolls;
  readonly anchor?: { readonly of: 'act' | 'opening'; readonly field: string };
  readonly before?: readonly string[];
  readonly alertOnly?: boolean;
  readonly survivesClose?: boolean;
  readonly inForceFrom?: string;
  readonly inForceTo?: string;
}
export type Rule = string | readonly [string, RuleOptions];

export interface ProcedureSketch {
  readonly rules?: readonly Rule[];
  /** Acts addressed to a subject of kind `K`. */
  readonly perSubject?: readonly string[];
  /** What differs from an ordinary act: included, not pending, done by anybody. */
  readonly acts?: Readonly<Record<string, Partial<ActType>>>;
  readonly clocks?: readonly (Partial<Clock> & Pick<Clock, 'id' | 'starts' | 'expiry'>)[];
  readonly facts?: readonly (Partial<Fact> & Pick<Fact, 'name'>)[];
  readonly outcomes?: readonly string[];
  readonly opening?: readonly string[];
  readonly counting?: Partial<Counting>;
}

export function period(text: string): Period {
  const short = /^(\d+)(d|dcal|h|m)$/.exec(text);
  const [, n, unit] = short ?? [];
  const iso =
    short === null
      ? text
      : unit === 'd'
        ? `PT${Number(n) * 24}H`
        : unit === 'dcal'
          ? `P${n}D`
          : unit === 'h'
            ? `PT${n}H`
            : `PT${n}M`;
  return need(parsePeriod(iso));
}

export const guard = (text: string): Guard => need(parseGuard(text));

function need<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string }): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

const RULE = /^(\{[^}]*\}|\S+)\s*(→•!|→•|→◇|→⌛|•→|→%|→\+)(?:\[([^\]]+)\])?\s*(\{[^}]*\}|\S+)$/u;

const names = (text: string): readonly string[] =>
  text
    .replace(/[{}]/g, '')
    .split(',')
    .map((name) => name.trim());

/** One relation in the notation of section 3. */
export function relation(rule: Rule): Relation {
  const [text, options] = typeof rule === 'string' ? [rule, {}] : rule;
  const match = RULE.exec(text);
  if (match === null)
    throw new Error(`rule "${text}": expected FROM, an arrow (→• →•! →◇ →⌛ •→ →% →+), an optional [period] and TO`);
  const [, left, arrow, within, right] = match;
  const from = names(left!);
  const to = names(right!);
  const base = {
    id: options.id ?? text,
    cite: `law of ${options.id ?? text}`,
    scope: options.scope ?? 'same',
    ...(options.when === undefined ? {} : { when: guard(options.when) }),
    ...(options.inForceFrom === undefined ? {} : { from_date_in_force: options.inForceFrom }),
    ...(options.inForceTo === undefined ? {} : { to_date_in_force: options.inForceTo }),
  } as const;
  const anchor = options.anchor === undefined ? {} : { anchor: options.anchor };
  switch (arrow) {
    case '→•':
    case '→•!': {
      const delay = within === undefined ? {} : { delay: period(within), full: options.full ?? false };
      return { ...base, kind: 'condition', from, to: to[0]!, strict: arrow === '→•!', ...delay, ...anchor };
    }
    case '→◇':
      return { ...base, kind: 'milestone', from: from[0]!, to: to[0]! };
    case '→⌛':
      return {
        ...base,
        kind: 'window',
        from: from[0]!,
        to: to[0]!,
        length: period(within!),
        rolls: options.rolls ?? 'none',
        ...anchor,
      };
    case '•→':
      return {
        ...base,
        kind: 'response',
        from,
        to,
        rolls: options.rolls ?? 'none',
        again: options.again ?? 'keep',
        discharge: options.discharge ?? 'all',
        alertOnly: options.alertOnly ?? false,
        survivesClose: options.survivesClose ?? false,
        ...(within === undefined ? {} : { within: period(within) }),
        ...(options.before === undefined ? {} : { before: options.before }),
        ...anchor,
      };
    case '→%':
      return { ...base, kind: 'exclude', from, to, cancel: options.cancel ?? false };
    default:
      return { ...base, kind: 'include', from, to };
  }
}

/** A procedure out of a sketch; acts are those named anywhere in it. */
export function proc(sketch: ProcedureSketch): Procedure {
  const relations = (sketch.rules ?? []).map(relation);
  const clocks = (sketch.clocks ?? []).map(clockOf);
  const named = new Set<string>(Object.keys(sketch.acts ?? {}));
  const add = (...ids: readonly string[]) => {
    for (const id of ids) named.add(id);
  };
  for (const one of relations)
    add(...[one.from].flat(), ...[one.to].flat(), ...(one.kind === 'response' ? (one.before ?? []) : []));
  for (const clock of clocks) {
    add(...clock.starts, ...clock.pausesOn, ...clock.resumesOn, ...clock.restartsOn, ...clock.stopsOn);
    add(...clock.extends.map(({ act }) => act));
    if (clock.expiry.kind === 'duty') add(...clock.expiry.owed);
    if (clock.expiry.kind === 'bar') add(...clock.expiry.bars);
  }
  add(...(sketch.perSubject ?? []), ...(sketch.outcomes ?? []), ...(sketch.opening ?? []));
  return {
    id: 'test',
    version: '1',
    opening: sketch.opening ?? [],
    acts: [...named].map((id) => actOf(id, sketch)),
    relations,
    clocks,
    facts: (sketch.facts ?? []).map((fact) => ({ of: 'case', type: 'number', from: [], setBy: [], ...fact })),
    outcomes: (sketch.outcomes ?? []).map((id) => ({ id, acts: [id] })),
    counting: { monthEnd: 'same', hours: 'exact', rolls: 'none', ...sketch.counting },
    ranks: ['prosecutor', 'chief'],
  };
}

function actOf(id: string, sketch: ProcedureSketch): ActType {
  return {
    id,
    subject: (sketch.perSubject ?? []).includes(id) ? 'K' : null,
    by: 'office',
    actor: 'prosecutor',
    authority: { rank: 'none', cite: `law of ${id}`, if: [] },
    fields: [],
    close: false,
    reopen: false,
    initially: { included: true, pending: false, executed: false },
    cite: `law of ${id}`,
    ...sketch.acts?.[id],
  };
}

function clockOf(sketch: Partial<Clock> & Pick<Clock, 'id' | 'starts' | 'expiry'>): Clock {
  return {
    cite: `law of ${sketch.id}`,
    subject: null,
    anchors: {},
    length: null,
    extends: [],
    pausesOn: [],
    resumesOn: [],
    pausedDaysInclusive: false,
    restartsOn: [],
    stopsOn: [],
    rolls: 'none',
    ...sketch,
  };
}

export const initially = (bits: Partial<ActType['initially']>): Partial<ActType> => ({
  initially: { included: true, pending: false, executed: false, ...bits },
});

export const calendar = (zone = 'UTC'): Calendar => ({
  id: 'test',
  version: '1',
  zone,
  knownFrom: '2020-01-01',
  knownTo: '2030-12-31',
  off: {},
  work: {},
});
export const world: World = { calendar: calendar(), office: {} };

const ENTRY = /^([a-z][a-z-]*?)(?:\(([\w.+()/-]+)\))?(\d+(?:\.\d+)?)(?:\+(\d+)ms)?(?:#(\d+))?(?:@(\d+(?:\.\d+)?))?$/;

/**
 * A log such as `a0 b(s1)1.5 b1+1ms a0#2 b6@21 annul(b4)20`: act, subject, day; `#` seq (else the place in the text),
 * `@` day recorded (else the day of the act). An act's id is its entry as written, without `#` and `@`, numbered (`a0/2`) if
 * it stands there twice. `data` by id.
 */
export function log(text: string, data: Readonly<Record<string, Data>> = {}): readonly Act[] {
  const seen = new Map<string, number>();
  return text
    .split(/\s+/)
    .filter((entry) => entry !== '')
    .map((entry, index) => {
      const match = ENTRY.exec(entry);
      if (match === null) throw new Error(`log entry "${entry}": expected ACT(SUBJECT)DAY, e.g. b(s1)1.5`);
      const [, type, inner, at, ms, seq, recorded] = match;
      const written = entry.replace(/[#@].*$/, '');
      const times = (seen.get(written) ?? 0) + 1;
      seen.set(written, times);
      const id = times === 1 ? written : `${written}/${times}`;
      const annuls = type === 'annul' ? { annuls: inner } : {};
      const moment = day(Number(at)) + Number(ms ?? 0);
      return {
        id,
        type: type!,
        subject: type === 'annul' ? null : (inner ?? null),
        at: moment,
        precision: 'ms' as const,
        recordedAt: recorded === undefined ? moment : day(Number(recorded)),
        seq: seq === undefined ? index + 1 : Number(seq),
        data: data[id] ?? {},
        ...annuls,
      };
    });
}

/** Replay of a log text over a sketch, observed until day `until`. */
export const run = (sketch: ProcedureSketch, text: string, until: number, data?: Readonly<Record<string, Data>>) =>
  replay(proc(sketch), log(text, data), world, { until: day(until) });

/** The live answer at the day of `act`, with the acts of the log before it (in replay order) known. */
export function ask(sketch: ProcedureSketch, text: string, proposal: string, data?: Data) {
  const [asked] = log(proposal);
  const { type, subject, at } = asked!;
  const procedure = proc(sketch);
  const state = fold(procedure, log(text), world, { now: at });
  return judge(state, data === undefined ? { type, subject, at } : { type, subject, at, data }, world);
}

const BLOCKING: ReadonlySet<string> = new Set([
  'excluded',
  'condition-missing',
  'too-early',
  'milestone-open',
  'out-of-time',
  'not-authorised',
  'data',
  'extension-out-of-time',
  'extension-spent',
  'restart-limit',
]);

/** A departure of one act, not of time. */
export const isBlocking = (kind: ViolationKind): boolean => BLOCKING.has(kind);

/** Violations as short words, sorted: `condition-missing b0`, `late b 0.5d`, `overdue b(s2)`. Days are rounded to a millionth. */
export const told = (violations: readonly Violation[]): readonly string[] => violations.map(tellViolation).sort();

function tellViolation(violation: Violation): string {
  if (BLOCKING.has(violation.kind)) return `${violation.kind} ${violation.act}`;
  const late = violation.kind === 'late' || violation.kind === 'limit-exceeded' ? ` ${days(violation.byMs)}` : '';
  const targets = (violation.targets ?? []).join('|') || violation.relation;
  return `${violation.kind} ${targets}${violation.subject === null ? '' : `(${violation.subject})`}${late}`;
}

/** Obligations as short words in the order they were opened: `b(s1) met`, `b|c met-late 2d`, `b overdue`. */
export const owed = (obligations: readonly Obligation[]): readonly string[] =>
  [...obligations]
    .map((obligation, index) => ({ obligation, index }))
    .sort((a, b) => a.obligation.openedAt - b.obligation.openedAt || a.index - b.index)
    .map(({ obligation: { targets, subject, state, lateByMs } }) => {
      const late = state === 'met-late' ? ` ${days(lateByMs)}` : '';
      return `${targets.join('|')}${subject === null ? '' : `(${subject})`} ${state}${late}`;
    });

const days = (ms: number | undefined): string =>
  ms === undefined ? '?' : ms % 1000 !== 0 ? `${ms}ms` : `${Math.round((ms / DAY) * 1e6) / 1e6}d`;
