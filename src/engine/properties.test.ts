/** The invariants of section 13.1 on random procedures and logs. `CUSTOS_LONG=1` runs many more, `CUSTOS_SEED=n` repeats. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, judge, replay } from './index.ts';
import { day, isBlocking, type Rule, world } from './testing.ts';
import {
  actsOf,
  busyWorld,
  CASE_ACTS,
  EVERYTHING,
  inOrder,
  isSubjectAct,
  logArbitrary,
  procedureArbitrary,
  procedureOf,
  runs,
  SUBJECT_ACTS,
} from './testing-random.ts';
import { isPlain, reference, slotName } from './testing-reference.ts';
import type { Act, CaseState, Note, Obligation, Procedure, Violation } from './types.ts';

const T = day(11);
const NO_CLOCK_ACT = { ...EVERYTHING, clockAct: false };

const byKey = (violations: readonly Violation[]): readonly Violation[] =>
  [...violations].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

/** What a state says of the case, without the history of corrections. */
const said = ({ slots, obligations, clocks, violations, notes, closed, atRest, outcome, store }: CaseState) => ({
  slots,
  obligations,
  clocks,
  violations,
  notes,
  closed,
  atRest,
  outcome,
  store,
});

const annulment = (of: string, id: string, at: number): Act => ({
  id,
  type: 'annul',
  subject: null,
  at,
  precision: 'ms',
  recordedAt: at,
  seq: 1000 + at,
  data: {},
  annuls: of,
});

function frozen<V>(value: V): V {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

const STRUCTURE: ReadonlySet<string> = new Set(['not-opened', 'unknown-subject', 'unknown-act']);

/** What the live engine said of each act, asked before it, as `kind relation act`; `excluded act` once. */
function askedLive(procedure: Procedure, ordered: readonly Act[]): readonly string[] {
  return ordered.flatMap((act, index) => {
    const { id, type, subject, precision, data, authority } = act;
    const before = ordered.slice(0, index);
    const now = Math.max(act.at, ...before.map(({ at }) => at));
    const state = fold(procedure, before, busyWorld, { now });
    const { reasons, allowed } = judge(state, { type, subject, at: act.at, precision, data, authority }, busyWorld);
    expect(allowed).toBe(reasons.length === 0);
    const told = reasons.flatMap(({ code, relation }) => {
      if (STRUCTURE.has(code)) return [];
      return code === 'excluded' || code === 'closed' ? [`excluded ${id}`] : [`${code} ${relation} ${id}`];
    });
    const once = told.indexOf(`excluded ${id}`);
    return told.filter((what, place) => what !== `excluded ${id}` || place === once);
  });
}

/**
 * Live reasons without those that replay left undecided for a missing field (what is undecided only because an act is known to the
 * day blocks nobody): one for each note, which names the kind first; an
 * undecided effect asks for its field once, however many notes it makes.
 */
function decided(reasons: readonly string[], notes: readonly Note[]): readonly string[] {
  const undecided = notes.filter(({ kind, field }) => kind === 'undetermined' && field !== undefined);
  const effects = new Set(undecided.map(({ relation, act }) => `data ${relation} ${act}`));
  const left = reasons.filter((reason) => !effects.has(reason));
  for (const { text, relation, act } of undecided) {
    const place = left.indexOf(`${text.split(':')[0]} ${relation} ${act}`);
    if (place >= 0) left.splice(place, 1);
  }
  return left.sort();
}

describe('invariants (13.1)', () => {
  test('1 live = replay: each act judged before it happens, as replay judges it', () => {
    fc.assert(
      fc.property(procedureArbitrary(EVERYTHING), logArbitrary(), (random, log) => {
        const procedure = procedureOf(random);
        const { violations, notes, state } = replay(procedure, actsOf(log), busyWorld, { until: T });
        const ordered = state.acts.filter(({ derived }) => derived !== true);
        const replayed = violations
          .filter(({ kind }) => isBlocking(kind))
          .map(({ kind, relation, act }) => (kind === 'excluded' ? `excluded ${act}` : `${kind} ${relation} ${act}`));
        expect(decided(askedLive(procedure, ordered), notes)).toEqual([...replayed].sort());
      }),
      runs(250),
    );
  });

  test('1a replay says what the fold says', () => {
    fc.assert(
      fc.property(procedureArbitrary(EVERYTHING), logArbitrary(), (random, log) => {
        const procedure = procedureOf(random);
        const acts = actsOf(log);
        const replayed = replay(procedure, acts, busyWorld, { until: T });
        const folded = fold(procedure, acts, busyWorld, { now: T });
        expect(byKey(replayed.violations)).toEqual(byKey(folded.violations));
        expect(replayed.notes).toEqual(folded.notes);
        expect(said(replayed.state)).toEqual(said(folded));
      }),
      runs(150),
    );
  });

  test('2 what is recorded after T never changes what was known at T', () => {
    const later = fc.array(
      fc.record({
        at: fc.nat(60),
        recorded: fc.integer({ min: 1, max: 30 }),
        type: fc.constantFrom<string>(...CASE_ACTS),
      }),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(procedureArbitrary(EVERYTHING), logArbitrary(), later, (random, log, more) => {
        const procedure = procedureOf(random);
        const acts = actsOf(log);
        const added = more.map(({ at, recorded, type }, index) => ({
          ...annulment('', `later ${index}`, day(at / 4)),
          type,
          recordedAt: T + recorded,
          ...(index === 0 && acts.length > 0 ? { type: 'annul', annuls: acts[0]!.id } : { annuls: undefined }),
        }));
        const before = fold(procedure, acts, busyWorld, { now: T, knownAt: T });
        const after = fold(procedure, [...acts, ...added], busyWorld, { now: T, knownAt: T });
        expect(said(after)).toEqual(said(before));
      }),
      runs(150),
    );
  });

  test('2a later acts never change the key of a settled violation (10)', () => {
    fc.assert(
      fc.property(procedureArbitrary(EVERYTHING), logArbitrary(), fc.nat(40), (random, log, cut) => {
        const procedure = procedureOf(random);
        const acts = actsOf(log);
        const until = day(Math.floor(cut / 4) + 1) - 1;
        const early = replay(
          procedure,
          acts.filter(({ at }) => at <= until),
          busyWorld,
          { until },
        );
        const keys = new Set(replay(procedure, acts, busyWorld, { until: T }).violations.map(({ key }) => key));
        const settled = early.violations.filter(
          ({ kind }) => isBlocking(kind) || kind === 'late' || kind === 'never-done',
        );
        expect(settled.filter(({ key }) => !keys.has(key))).toEqual([]);
      }),
      runs(150),
    );
  });

  test('3 an annulment annulled: nothing happened', () => {
    fc.assert(
      fc.property(procedureArbitrary(EVERYTHING), logArbitrary(), fc.nat(8), (random, log, which) => {
        const procedure = procedureOf(random);
        const acts = actsOf(log);
        fc.pre(acts.length > 0);
        const undone = annulment(acts[which % acts.length]!.id, 'undone', day(10.5));
        const restored = annulment('undone', 'restored', day(10.6));
        const before = fold(procedure, acts, busyWorld, { now: T });
        const after = fold(procedure, [...acts, undone, restored], busyWorld, { now: T });
        expect(said(after)).toEqual(said(before));
      }),
      runs(150),
    );
  });

  test('3a an annulled act leaves only notes, moot duties and reopened ones', () => {
    fc.assert(
      fc.property(procedureArbitrary(EVERYTHING), logArbitrary(), fc.nat(8), (random, log, which) => {
        const procedure = procedureOf(random);
        const acts = actsOf(log);
        fc.pre(acts.length > 0);
        const gone = acts[which % acts.length]!;
        const without = fold(
          procedure,
          acts.filter(({ id }) => id !== gone.id),
          busyWorld,
          { now: T },
        );
        const annulled = fold(procedure, [...acts, annulment(gone.id, 'undone', day(10.5))], busyWorld, { now: T });
        const plain = (obligations: readonly Obligation[]) =>
          obligations.filter(({ state }) => state !== 'moot').map(({ key, state, due }) => ({ key, state, due }));
        expect(annulled.slots).toEqual(without.slots);
        expect(annulled.store).toEqual(without.store);
        expect(plain(annulled.obligations)).toEqual(plain(without.obligations));
        const time = (state: CaseState) => byKey(state.violations.filter(({ kind }) => !isBlocking(kind)));
        expect(time(annulled)).toEqual(time(without));
      }),
      runs(150),
    );
  });

  test('4 neither the order of rules nor of the log given changes a verdict', () => {
    fc.assert(
      fc.property(
        procedureArbitrary(EVERYTHING),
        logArbitrary(),
        fc.infiniteStream(fc.nat(1000)),
        (random, log, numbers) => {
          const shuffled = <V>(list: readonly V[]): readonly V[] =>
            list
              .map((value) => ({ value, place: numbers.next().value as number }))
              .sort((a, b) => a.place - b.place)
              .map(({ value }) => value);
          const procedure = procedureOf(random);
          const acts = actsOf(log);
          const other: Procedure = {
            ...procedure,
            acts: shuffled(procedure.acts),
            relations: shuffled(procedure.relations),
            clocks: shuffled(procedure.clocks),
          };
          const one = replay(procedure, acts, busyWorld, { until: T });
          const two = replay(other, shuffled(acts), busyWorld, { until: T });
          const brief = ({ key, kind, relation, act, byMs, at }: Violation) => ({ key, kind, relation, act, byMs, at });
          expect(byKey(two.violations).map(brief)).toEqual(byKey(one.violations).map(brief));
          expect(two.counts).toEqual(one.counts);
          const duties = (state: CaseState) => state.obligations.map(({ key, state }) => `${key} ${state}`).sort();
          expect(duties(two.state)).toEqual(duties(one.state));
        },
      ),
      runs(200),
    );
  });

  test('5 an act on time discharges, and later never heals', () => {
    fc.assert(
      fc.property(
        procedureArbitrary(NO_CLOCK_ACT),
        logArbitrary(6),
        fc.nat(40),
        fc.nat(9),
        fc.nat(60),
        fc.nat(60),
        (random, log, which, member, wait, more) => {
          const procedure = procedureOf(random);
          const acts = actsOf(log);
          const from = Math.max(day(0), ...acts.map(({ at }) => at));
          const open = fold(procedure, acts, busyWorld, { now: from }).obligations.filter(
            ({ offered, state }) =>
              offered.length > 0 && (state === 'running' || state === 'overdue' || state === 'open-undated'),
          );
          fc.pre(open.length > 0);
          const duty = open[which % open.length]!;
          const type = duty.offered[member % duty.offered.length]!;
          const stateWhenDoneAt = (at: number) => {
            const subject = isSubjectAct(type) ? (duty.subject ?? 's1') : null;
            const done: Act = {
              id: 'done',
              type,
              subject,
              at,
              precision: 'ms',
              recordedAt: at,
              seq: 1000,
              data: { x: 1 },
            };
            const state = fold(procedure, [...acts, done], busyWorld, { now: day(60) });
            return state.obligations.find(({ key }) => key === duty.key)!;
          };
          const early = stateWhenDoneAt(from + (wait * day(0.25) - wait * day(0)));
          const late = stateWhenDoneAt(from + (wait + more) * (day(0.25) - day(0)));
          if (early.metBy !== 'done' || late.metBy !== 'done') return;
          for (const { state, endedAt, due } of [early, late])
            expect(state).toBe(due !== null && endedAt! > due.at ? 'met-late' : 'met');
          if (early.state === 'met-late') expect(late.state).toBe('met-late');
        },
      ),
      runs(250),
    );
  });

  test('6 every obligation is in one state that the facts bear out, with at most one violation', () => {
    fc.assert(
      fc.property(procedureArbitrary(EVERYTHING), logArbitrary(), (random, log) => {
        const procedure = procedureOf(random);
        const { obligations, violations } = fold(procedure, actsOf(log), busyWorld, { now: T });
        expect(new Set(obligations.map(({ key }) => key)).size).toBe(obligations.length);
        expect(new Set(violations.map(({ key }) => key)).size).toBe(violations.length);
        const blamed = Map.groupBy(
          violations.filter(({ obligation }) => obligation !== undefined),
          ({ obligation }) => obligation!,
        );
        for (const [key] of blamed) expect(obligations.map((duty) => duty.key)).toContain(key);
        for (const duty of obligations) {
          const against = (blamed.get(duty.key) ?? []).map(({ kind }) => kind);
          const { state, due, endedAt, alertOnly, flags } = duty;
          switch (state) {
            case 'met':
              expect(due === null || alertOnly || endedAt! <= due.at).toBe(true);
              expect(against).toEqual([]);
              break;
            case 'met-late':
              expect(endedAt).toBeGreaterThan(due!.at);
              expect(duty.lateByMs).toBe(endedAt! - due!.at);
              expect(against).toEqual(alertOnly ? [] : ['late']);
              break;
            case 'overdue':
              expect(T).toBeGreaterThan(due!.at);
              expect(against).toEqual(['overdue']);
              break;
            case 'running':
              expect(duty.paused !== undefined || T <= due!.at).toBe(true);
              expect(against).toEqual([]);
              break;
            case 'never-done':
              expect(against).toEqual(['never-done']);
              break;
            case 'superseded':
              expect(against.every((kind) => kind === 'late')).toBe(true);
              break;
            default:
              expect({ state, against, flags }).toEqual({ state, against: [], flags });
          }
        }
      }),
      runs(250),
    );
  });

  test('7 with every slot excluded and no clock running a case is at rest', () => {
    fc.assert(
      fc.property(
        procedureArbitrary({ ...EVERYTHING, clocks: false, closing: false }),
        logArbitrary(),
        (random, log) => {
          const everything = [...CASE_ACTS, ...SUBJECT_ACTS, 'z', 't', 'off'];
          const off: readonly Rule[] = everything
            .filter((id) => id !== 't' || random.byClock)
            .map((id) => [`off →% ${id}`, { id: `off ${id}`, scope: isSubjectAct(id) ? 'present' : 'same' }] as const);
          const procedure = procedureOf(random, off);
          const last: Act = {
            id: 'off',
            type: 'off',
            subject: null,
            at: T,
            precision: 'ms',
            recordedAt: T,
            seq: 1000,
            data: {},
          };
          const state = fold(procedure, [...actsOf(log), last], busyWorld, { now: T });
          expect(state.slots.filter(({ included }) => included)).toEqual([]);
          expect(state.atRest).toBe(true);
        },
      ),
      runs(150),
    );
  });

  test('8 a plain second implementation says the same', () => {
    const what = { clocks: false, guards: false, clockAct: false, closing: false, more: false, plain: true };
    fc.assert(
      fc.property(procedureArbitrary(what), logArbitrary(14, true), (random, log) => {
        const whole = procedureOf(random);
        const narrowed = {
          ...whole,
          relations: whole.relations.map((relation) =>
            relation.scope === 'any' ? { ...relation, scope: 'all' as const } : relation,
          ),
        };
        const procedure = {
          ...narrowed,
          relations: narrowed.relations.filter((relation) => isPlain(relation, narrowed)),
        };
        const ordered = inOrder(actsOf(log));
        const { state, violations } = replay(procedure, ordered, world, { until: T });
        const expected = reference(procedure, ordered, T);
        const told = violations.map(({ kind, relation, act, targets, subject, byMs }) =>
          kind === 'excluded'
            ? `excluded ${act}`
            : isBlocking(kind)
              ? `${kind} ${relation} ${act}`
              : `${kind} ${relation} ${slotName(targets![0]!, subject)} ${byMs}`,
        );
        expect(told.sort()).toEqual(expected.violations);
        const duties = state.obligations.map(
          ({ origin, relation, source, targets, subject, state }) =>
            `${origin === 'initial' ? 'initial null' : `${relation} ${source}`} ${slotName(targets[0]!, subject)} ${state}`,
        );
        expect(duties.sort()).toEqual(expected.duties);
        expect(
          state.slots
            .map(({ act, subject, included, count }) => `${slotName(act, subject)} ${included} ${count}`)
            .sort(),
        ).toEqual(expected.slots);
      }),
      runs(500),
    );
  });

  test('9 nothing given is changed, and a repeated fold is equal', () => {
    fc.assert(
      fc.property(procedureArbitrary(EVERYTHING), logArbitrary(), (random, log) => {
        const procedure = frozen(procedureOf(random));
        const acts = frozen(actsOf(log));
        const once = fold(procedure, acts, busyWorld, { now: T });
        expect(fold(procedure, acts, busyWorld, { now: T })).toEqual(once);
        expect(JSON.parse(JSON.stringify(said(once)))).toEqual(said(once));
      }),
      runs(100),
    );
  });

  test('10 without rules between subjects, one subject never changes the verdicts on another', () => {
    const own = { ...EVERYTHING, guards: false, clockAct: false, closing: false, more: false };
    fc.assert(
      fc.property(procedureArbitrary(own), logArbitrary(12, true), (random, log) => {
        const whole = procedureOf({
          ...random,
          clocks: random.clocks.filter(({ perSubject, when }) => perSubject && when === null),
        });
        const ofSubjects = (id: string) => isSubjectAct(id);
        const procedure: Procedure = {
          ...whole,
          relations: whole.relations.filter(
            ({ from, to, scope }) =>
              scope === 'same' && [from].flat().every(ofSubjects) && [to].flat().every(ofSubjects),
          ),
        };
        const acts = actsOf(log).filter(({ subject }) => subject !== null);
        const about = (given: readonly Act[], subject: string) => {
          const { obligations, violations, slots, clocks } = fold(procedure, given, busyWorld, { now: T });
          const of = <V extends { readonly subject: string | null }>(list: readonly V[]) =>
            list.filter((one) => one.subject === subject);
          return { obligations: of(obligations), violations: of(violations), slots: of(slots), clocks: of(clocks) };
        };
        const alone = acts.filter(({ subject }) => subject === 's1');
        expect(about(acts, 's1')).toEqual(about(alone, 's1'));
      }),
      runs(150),
    );
  });

  test('11 when an act was entered changes nothing in the view as corrected (6)', () => {
    fc.assert(
      fc.property(
        procedureArbitrary(EVERYTHING),
        logArbitrary(),
        fc.array(fc.nat(20), { minLength: 9, maxLength: 9 }),
        (random, log, delays) => {
          const procedure = procedureOf(random);
          const acts = actsOf(log);
          const late = acts.map((act, index) => ({
            ...act,
            recordedAt: act.recordedAt + delays[index]! * (day(1) - day(0)),
          }));
          const without = (state: CaseState) => said({ ...state, acts: [] });
          expect(without(fold(procedure, late, busyWorld, { now: T }))).toEqual(
            without(fold(procedure, acts, busyWorld, { now: T })),
          );
        },
      ),
      runs(100),
    );
  });
});
