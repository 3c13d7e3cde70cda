/**
 * Random procedures and logs for the property tests. Everything generated is text in the notation of section 13, so a shrunk
 * counterexample can be read and written down as a test of its own.
 */
import fc from 'fast-check';
import { day, guard, initially, type ProcedureSketch, period, proc, type Rule, type RuleOptions } from './testing.ts';
import type { Act, ActType, Calendar, Clock, Data, Procedure, Rolls, Scope, World } from './types.ts';

export const CASE_ACTS = ['a', 'b', 'c', 'd'] as const;
export const SUBJECT_ACTS = ['k', 'l', 'm'] as const;
/** Closes the case where the sketch says so. */
const CLOSING = 'z';
/** Done by the clock where the sketch says so. */
const CLOCK_ACT = 't';
const ACTS = [...CASE_ACTS, ...SUBJECT_ACTS, CLOSING] as const;

export const isSubjectAct = (id: string): boolean => (SUBJECT_ACTS as readonly string[]).includes(id);

export interface What {
  readonly clocks: boolean;
  readonly guards: boolean;
  readonly clockAct: boolean;
  readonly closing: boolean;
  /** Outcomes, opening acts, reopening, required fields, act guards, ranks, days instead of moments. */
  readonly more: boolean;
  /** Only what the plain reference knows: exact periods, one member a side, scope by default, `keep`. */
  readonly plain: boolean;
}
export const EVERYTHING: What = { clocks: true, guards: true, clockAct: true, closing: true, more: true, plain: false };

export interface RandomProcedure {
  readonly rules: readonly (readonly [string, RuleOptions])[];
  readonly clocks: readonly RandomClock[];
  readonly excludedAtFirst: readonly string[];
  readonly pendingAtFirst: readonly string[];
  readonly executedAtFirst: readonly string[];
  readonly closes: boolean;
  readonly byClock: boolean;
  /** More of what an act may be: each names the acts that are so. */
  readonly closesSubject: boolean;
  readonly reopens: readonly string[];
  readonly outcomes: readonly string[];
  readonly opening: readonly string[];
  readonly needsX: readonly string[];
  readonly guarded: readonly string[];
  readonly ranked: readonly string[];
}
interface RandomClock {
  readonly perSubject: boolean;
  readonly length: string;
  readonly by: readonly [starts: string, extend: string, pause: string, resume: string, restart: string, stop: string];
  readonly expiry: 'duty' | 'limit' | 'bar';
  readonly rolls: Rolls;
  readonly anchored: boolean;
  readonly when: string | null;
}
export interface RandomAct {
  readonly type: string;
  readonly subject: string | null;
  /** Quarters of a day since day 0. */
  readonly quarter: number;
  readonly x: number | null;
  /** Calendar days from the act to the date in its field `on`; null: no date given. */
  readonly on: number | null;
  readonly wholeDay: boolean;
  readonly authority: 'prosecutor' | 'chief' | null;
}

const GUARDS = [
  'subject.held = true',
  'opening.x = 1',
  'case.x > 1',
  'not (case.x > 1)',
  'act.x = 1',
  'case.x in [0, 2]',
  'executed(a)',
  'count(b) >= 2',
  'since(c) > 1 or case.x = 0',
];
const EXACT = ['1d', '2d', '12h', '5d'];
const LENGTHS = [...EXACT, '1dcal', '3dcal', 'P1W', 'P2D/working'];
const BLOCKING = ['→•', '→•!', '→◇', '→⌛'];

function scopes(blocking: boolean, from: string, to: string): readonly Scope[] {
  if (isSubjectAct(from) && isSubjectAct(to))
    return blocking ? ['same', 'any', 'all', 'others'] : ['same', 'same', 'all', 'others'];
  if (isSubjectAct(from)) return blocking ? ['any', 'all'] : ['same'];
  return isSubjectAct(to) && !blocking ? ['present', 'present-and-later'] : ['same'];
}

const pick = <T>(of: readonly T[], n: number): T => of[n % of.length]!;

function ruleArbitrary(what: What): fc.Arbitrary<readonly [string, RuleOptions]> {
  const arrows = what.plain
    ? ['→•', '→•!', '→◇', '→⌛', '•→', '→%', '→+']
    : ['→•', '→•', '→•!', '→◇', '→◇', '→⌛', '•→', '•→', '•→', '→%', '→%', '→+'];
  return fc
    .record({
      arrow: fc.constantFrom(...arrows),
      from: fc.constantFrom<string>(...ACTS),
      to: fc.constantFrom<string>(...ACTS),
      more: fc.constantFrom(0, 0, 0, 1, 2),
      length: fc.option(fc.constantFrom(...(what.plain ? EXACT : LENGTHS)), { nil: null }),
      scope: fc.nat(3),
      again: fc.constantFrom('keep' as const, 'restart' as const, 'each' as const),
      discharge: fc.constantFrom('all' as const, 'one' as const),
      cancel: fc.boolean(),
      rolls: fc.constantFrom('next' as const, 'previous' as const, 'none' as const, 'custody' as const),
      anchor: fc.constantFrom(null, null, { of: 'act' as const, field: 'on' }, { of: 'opening' as const, field: 'on' }),
      force: fc.constantFrom(null, null, null, { inForceFrom: '2024-01-04' }, { inForceTo: '2024-01-04' }),
      full: fc.boolean(),
      when: fc.option(fc.constantFrom(...GUARDS), { nil: null, freq: 2 }),
      alertOnly: fc.constantFrom(false, false, false, true),
      survivesClose: fc.constantFrom(false, false, true),
    })
    .map((r) => {
      const timed = r.arrow === '→⌛' || r.arrow === '•→' || r.arrow === '→•' || r.arrow === '→•!';
      const length = r.arrow === '→⌛' ? (r.length ?? '2d') : r.length;
      const group = isSubjectAct(r.to) ? SUBJECT_ACTS : CASE_ACTS;
      const sources = isSubjectAct(r.from) ? SUBJECT_ACTS : CASE_ACTS;
      const other = (list: readonly string[], not: string) =>
        pick(
          list.filter((id) => id !== not),
          r.more,
        );
      const severalTo = !what.plain && r.more > 0 && r.arrow === '•→';
      const severalFrom = !what.plain && r.more > 0 && (r.arrow === '→•' || r.arrow === '→•!');
      const to = severalTo ? `{${r.to}, ${other(group, r.to)}}` : r.to;
      const from = severalFrom ? `{${r.from}, ${other(sources, r.from)}}` : r.from;
      const text = `${from} ${r.arrow}${timed && length !== null ? `[${length}]` : ''} ${to}`;
      const scope = pick(scopes(BLOCKING.includes(r.arrow), r.from, r.to), what.plain ? 0 : r.scope);
      const options: RuleOptions = {
        scope,
        ...(r.when !== null && what.guards ? { when: r.when } : {}),
        ...(what.more && timed && r.anchor !== null ? { anchor: r.anchor } : {}),
        ...(what.more && r.force !== null ? r.force : {}),
        ...(what.more ? { full: r.full } : {}),
        ...(r.arrow === '•→' && !what.plain
          ? {
              again: r.again,
              discharge: r.discharge,
              rolls: r.rolls,
              alertOnly: r.alertOnly,
              survivesClose: r.survivesClose,
            }
          : {}),
        ...(r.arrow === '→⌛' && !what.plain ? { rolls: r.rolls } : {}),
        ...(r.arrow === '→%' && !what.plain ? { cancel: r.cancel } : {}),
      };
      return [text, options] as const;
    });
}

const clockArbitrary: fc.Arbitrary<RandomClock> = fc.boolean().chain((perSubject) => {
  const act = fc.constantFrom<string>(...(perSubject ? SUBJECT_ACTS : CASE_ACTS));
  return fc.record({
    perSubject: fc.constant(perSubject),
    length: fc.constantFrom(...LENGTHS.filter((length) => !length.includes('working'))),
    by: fc.tuple(act, act, act, act, act, act),
    expiry: fc.constantFrom('duty' as const, 'limit' as const, 'bar' as const),
    rolls: fc.constantFrom('next' as const, 'previous' as const, 'none' as const, 'custody' as const),
    anchored: fc.constantFrom(false, false, true),
    when: fc.option(fc.constantFrom(...GUARDS), { nil: null, freq: 2 }),
  });
});

const some = (what: What, ...of: readonly string[]): fc.Arbitrary<readonly string[]> =>
  what.more ? fc.oneof(fc.constant([]), fc.subarray([...of])) : fc.constant([]);

export function procedureArbitrary(what: What): fc.Arbitrary<RandomProcedure> {
  return fc.record({
    rules: fc.array(ruleArbitrary(what), { maxLength: 7 }),
    clocks: what.clocks ? fc.array(clockArbitrary, { maxLength: 2 }) : fc.constant([]),
    excludedAtFirst: fc.subarray<string>([...CASE_ACTS, ...SUBJECT_ACTS], { maxLength: 2 }),
    pendingAtFirst: fc.subarray<string>([...CASE_ACTS, ...SUBJECT_ACTS], { maxLength: 2 }),
    executedAtFirst: fc.subarray<string>([...CASE_ACTS, ...SUBJECT_ACTS], { maxLength: what.plain ? 0 : 1 }),
    closes: what.closing ? fc.boolean() : fc.constant(false),
    byClock: what.clockAct ? fc.constantFrom(false, false, true) : fc.constant(false),
    closesSubject: what.more && what.closing ? fc.constantFrom(false, false, true) : fc.constant(false),
    reopens: some(what, 'd'),
    outcomes: some(what, 'c', 'l'),
    opening: some(what, 'a', 'k'),
    needsX: some(what, 'a', 'b', 'k'),
    guarded: some(what, 'b', 'l'),
    ranked: some(what, 'a', 'c', 'm'),
  });
}

export function logArbitrary(maxLength = 9, plain = false): fc.Arbitrary<readonly RandomAct[]> {
  return fc.array(
    fc
      .record({
        type: fc.constantFrom<string>(...CASE_ACTS, ...CASE_ACTS, ...SUBJECT_ACTS, ...SUBJECT_ACTS, CLOSING),
        subject: fc.constantFrom('s1', 's2', 's3'),
        quarter: fc.nat(40),
        x: fc.option(fc.nat(2), { nil: null }),
        on: plain ? fc.constant(null) : fc.option(fc.integer({ min: -2, max: 3 }), { nil: null, freq: 2 }),
        wholeDay: plain ? fc.constant(false) : fc.constantFrom(false, false, false, false, true),
        authority: plain ? fc.constant(null) : fc.constantFrom(null, 'prosecutor' as const, 'chief' as const),
      })
      .map((act) => ({ ...act, subject: isSubjectAct(act.type) ? act.subject : null })),
    { maxLength },
  );
}

function clockOf(sketch: RandomClock, index: number): Partial<Clock> & Pick<Clock, 'id' | 'starts' | 'expiry'> {
  const [starts, extend, pause, resume, restart, stop] = sketch.by;
  const expiry: Clock['expiry'] =
    sketch.expiry === 'duty'
      ? { kind: 'duty', owed: [stop], alertOnly: false }
      : sketch.expiry === 'bar'
        ? { kind: 'bar', bars: [stop] }
        : { kind: 'limit' };
  return {
    id: `clock ${index}`,
    subject: sketch.perSubject ? 'K' : null,
    starts: [starts],
    length: period(sketch.length),
    extends: [{ act: extend, by: period('1d'), times: 1, cite: `law of extending clock ${index}` }],
    pausesOn: [pause],
    resumesOn: [resume],
    restartsOn: [restart],
    restartLimit: 1,
    stopsOn: sketch.expiry === 'bar' ? [] : [stop],
    expiry,
    rolls: sketch.rolls,
    anchors: sketch.anchored ? { [starts]: { of: 'act', field: 'on' }, [restart]: { of: 'opening', field: 'on' } } : {},
    ...(sketch.when === null ? {} : { when: guard(sketch.when) }),
  };
}

export function procedureOf(random: RandomProcedure, extra: readonly Rule[] = []): Procedure {
  const acts: Record<string, Partial<ActType>> = {};
  for (const id of ACTS) {
    acts[id] = {
      ...initially({
        included: !random.excludedAtFirst.includes(id),
        pending: random.pendingAtFirst.includes(id),
        executed: random.executedAtFirst.includes(id),
      }),
      fields: [
        { name: 'x', type: 'number', required: random.needsX.includes(id) },
        { name: 'on', type: 'date', required: false },
      ],
      reopen: random.reopens.includes(id),
      close: id === CLOSING ? random.closes : id === 'm' && random.closesSubject,
      ...(random.guarded.includes(id) ? { guard: { when: guard('act.x > 0'), cite: `guard of ${id}` } } : {}),
      ...(random.ranked.includes(id) ? { authority: ranked(id) } : {}),
    };
  }
  const rules: Rule[] = random.rules.map(([text, options], index) => [text, { ...options, id: `${index}: ${text}` }]);
  if (random.byClock) {
    acts[CLOCK_ACT] = { by: 'clock', actor: 'clock' };
    rules.push([`a •→[2d] ${CLOCK_ACT}`, { id: 'by the clock' }], [`${CLOCK_ACT} •→[1d] b`, { id: 'after the clock' }]);
  }
  const sketch: ProcedureSketch = {
    rules: [...rules, ...extra],
    perSubject: SUBJECT_ACTS,
    acts,
    clocks: random.clocks.map(clockOf),
    facts: [{ name: 'x', of: 'case', type: 'number', from: ACTS.map((act) => ({ act, field: 'x' })) }],
  };
  const held = { name: 'held', of: 'subject', type: 'boolean' } as const;
  const facts = [
    ...(sketch.facts ?? []),
    {
      ...held,
      setBy: [
        { acts: ['k'], value: true },
        { acts: ['l'], value: false, when: guard('act.x > 0') },
      ],
    },
  ];
  return {
    ...proc({ ...sketch, facts, outcomes: random.outcomes, opening: random.opening }),
    custody: guard('subject.held = true'),
  };
}

const ranked = (id: string): ActType['authority'] => ({
  rank: 'chief',
  cite: `rank of ${id}`,
  if: [{ when: guard('case.x = 1'), rank: 'prosecutor', cite: `lower rank of ${id}` }],
});

/** Acts of a random log; ids say what they are (`b@1.5#3`), seq is the place in the log. */
export function actsOf(random: readonly RandomAct[]): readonly Act[] {
  return random.map(({ type, subject, quarter, x, on, wholeDay, authority }, index) => {
    const at = day(wholeDay ? Math.floor(quarter / 4) : quarter / 4);
    return {
      id: `${type}${subject === null ? '' : `(${subject})`}@${quarter / 4}#${index + 1}`,
      type,
      subject,
      at,
      precision: wholeDay ? 'day' : 'ms',
      recordedAt: at,
      seq: index + 1,
      data: { ...dataOf(x), ...dateOf(on === null ? null : Math.floor(quarter / 4) + on) },
      ...(authority === null ? {} : { authority }),
    };
  });
}

const dateOf = (days: number | null): Data =>
  days === null ? {} : { on: `${new Date(day(days)).toISOString().slice(0, 10)}${days === 2 ? 'T13:20' : ''}` };
const dataOf = (x: number | null): Data => (x === null ? {} : { x });

/** Acts in replay order. [6] */
export const inOrder = (acts: readonly Act[]): readonly Act[] => [...acts].sort((a, b) => a.at - b.at || a.seq - b.seq);

/** Sunday and Saturday off, one holiday, one worked Sunday; day 0 is a Monday. */
const busy: Calendar = {
  id: 'random',
  version: '1',
  zone: 'UTC',
  knownFrom: '2023-01-01',
  knownTo: '2025-12-31',
  off: { '2024-01-03': 'holiday' },
  work: { '2024-01-07': 'make-up' },
};
export const busyWorld: World = { calendar: busy, office: {} };

/** Runs of each property: a few hundred, or `CUSTOS_LONG=1`: many thousands; `CUSTOS_SEED` repeats a run. */
export function runs(few: number): fc.Parameters<unknown> {
  const seed = process.env.CUSTOS_SEED;
  return {
    numRuns: few * (process.env.CUSTOS_LONG === '1' ? 100 : 2),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  };
}
