import { describe, expect, test } from 'vitest';
import { fold } from '../fold.ts';
import { judge } from '../judge.ts';
import { guard, initially, type ProcedureSketch, period, proc, world } from '../testing.ts';
import type { Procedure } from '../types.ts';
import type { Check, Finding, Run } from './findings.ts';
import { type VerifyOptions, verify } from './verify.ts';
import { enteredActs } from './witness.ts';

const procedure = (sketch: ProcedureSketch | Procedure): Procedure => ('relations' in sketch ? sketch : proc(sketch));

/** Findings of one check as short words; every run in the answer is replayed before. */
function found(sketch: ProcedureSketch | Procedure, check: Check, options: VerifyOptions = {}): readonly string[] {
  const made = procedure(sketch);
  const { findings, examples } = verify(made, world, options);
  for (const run of Object.values(examples)) replayed(made, run);
  for (const { witness } of findings) if (witness !== undefined) replayed(made, witness);
  return findings.filter((one) => one.check === check).map(told);
}
const told = ({ kind, severity, decided, acts }: Finding): string =>
  `${kind} ${acts.join(' ')} ${severity}${decided ? '' : ' undecided'}`;

/** Each act of the run is allowed by the live path when it is done, and at its end nothing is in breach. */
function replayed(made: Procedure, run: Run): void {
  const there = { ...world, office: run.office };
  const entered = enteredActs(run);
  for (const [i, { type, subject, at, data }] of entered.entries()) {
    const before = fold(made, entered.slice(0, i), there, { now: at - 1 });
    expect(judge(before, { type, subject, at, data }, there)).toMatchObject({ allowed: true, reasons: [] });
  }
  const state = fold(made, entered, there, { now: run.until });
  expect(state.violations).toEqual([]);
  expect(state.acts.map((act) => act.type)).toEqual(run.acts.map((act) => act.type));
}
const shown = (sketch: ProcedureSketch | Procedure, act: string, options: VerifyOptions = {}): string =>
  (verify(procedure(sketch), world, options).examples[act]?.acts ?? [])
    .map(({ type, subject }) => (subject === null ? type : `${type}(${subject})`))
    .join(' ');

describe('S2 an act that needs itself', () => {
  test('can never happen; E05', () => {
    expect(found({ rules: ['a →• a'] }, 'S2')).toEqual(['self-condition a error']);
  });
  test('negative: it may be excluded, was done at first, or needs another as well', () => {
    expect(found({ rules: ['a →• a', 'x →% a', 'y →+ a'] }, 'S2')).toEqual([]);
    expect(found({ rules: ['a →• a'], acts: { a: initially({ executed: true }) } }, 'S2')).toEqual([]);
    expect(found({ rules: ['{a, c} →• a'] }, 'S2')).toEqual([]);
  });
});

describe('S3 dead acts', () => {
  test('two that need each other; one that nothing includes; one behind a dead one', () => {
    expect(found({ rules: ['a →• b', 'b →• a', 'b →• c'] }, 'S3')).toEqual(
      ['dead b error', 'dead a error', 'dead c error'].sort((x, y) => 'abc'.indexOf(x[5]!) - 'abc'.indexOf(y[5]!)),
    );
    expect(found({ rules: ['x →% a'], acts: { a: initially({ included: false }) } }, 'S3')).toEqual(['dead a error']);
  });
  test('an act of the clock that nothing dated brings, and an act whose own guard never holds', () => {
    expect(found({ rules: ['a •→ t'], acts: { t: { by: 'clock' } } }, 'S3')).toEqual(['dead t error']);
    const never = {
      guard: { when: guard('act.x > 3 and act.x < 2'), cite: 'x' },
      fields: [{ name: 'x', type: 'number', required: true }],
    } as const;
    expect(found({ rules: ['a •→ b'], acts: { b: never } }, 'S3')).toEqual(['dead b error']);
  });
  test('negative: freed by exclusion, by an alternative, by an include, by a guard, by a period', () => {
    expect(found({ rules: ['a →• b', 'b →• a', 'x →% a'] }, 'S3')).toEqual([]);
    expect(found({ rules: ['{a, c} →• b', 'b →• a'] }, 'S3')).toEqual([]);
    expect(found({ rules: ['x →+ a'], acts: { a: initially({ included: false }) } }, 'S3')).toEqual([]);
    expect(found({ rules: [['a →• b', { when: 'case.x = 1' }], 'b →• a'] }, 'S3')).toEqual([]);
    expect(found({ rules: ['a •→[2d] t'], acts: { t: { by: 'clock' } } }, 'S3')).toEqual([]);
  });
  test('a strict condition is not freed by exclusion', () => {
    expect(found({ rules: ['a →•! b', 'b →• a', 'x →% a'] }, 'S3')).toEqual(['dead a error', 'dead b error'].sort());
  });
});

describe('S4 possible acts, with the shortest run found', () => {
  test('through conditions, subjects, includes, milestones, guards, delays and the clock', () => {
    expect(shown({ rules: ['a →• b', 'b →• c', 'd →• e'] }, 'c')).toBe('a b c');
    expect(shown({ perSubject: ['k'], rules: [['k →• b', { scope: 'any' }]] }, 'b')).toBe('k(K-1) b');
    const two: ProcedureSketch = { perSubject: ['k', 'l'], rules: [['k →•! l', { scope: 'others' }]] };
    expect(
      shown(
        {
          ...two,
          rules: ['k →• l', ['k →% l', { scope: 'same' }], ['k →+ l', { scope: 'others' }]],
          acts: { l: { subject: 'K', ...initially({ included: false }) } },
        },
        'l',
      ),
    ).toBe('k(K-1) k(K-2) l(K-1)');
    expect(shown({ rules: ['a →◇ b', 'x •→ a'], acts: { a: initially({ pending: true }) } }, 'b')).toBe('a b');
    const asks: ProcedureSketch = {
      rules: [['a →+ b', { when: 'act.x > 41 and act.x < 43' }]],
      acts: { a: { fields: [{ name: 'x', type: 'number', required: true }] }, b: initially({ included: false }) },
    };
    expect(verify(proc(asks), world).examples.b?.acts.map(({ data }) => data)).toEqual([{ x: 42 }, {}]);
    const waits = verify(proc({ rules: ['a →•[60d] b'] }), world).examples.b!.acts;
    expect(waits[1]!.at - waits[0]!.at).toBe(60 * 86_400_000);
    expect(shown({ rules: ['a •→[2d] t', 't →•! b'], acts: { t: { by: 'clock' } } }, 'b')).toBe('a t b');
  });
  test('what falls due while it waits is done before', () => {
    expect(shown({ rules: ['a •→[30d] t', 'a •→[2d] n', 't →•! b'], acts: { t: { by: 'clock' } } }, 'b')).toBe(
      'a n t b',
    );
  });
  test('what an effect outside the looked-at part must know is filled in', () => {
    const sketch: ProcedureSketch = {
      rules: ['a →• b', ['b →% z', { when: 'act.x = 1' }]],
      acts: { b: { by: 'outside', fields: [{ name: 'x', type: 'number', required: true }] } },
    };
    expect(verify(proc(sketch), world).examples.b?.acts.map(({ data }) => Object.keys(data))).toEqual([[], ['x']]);
    expect(found(sketch, 'S5')).toEqual([]);
  });
  test('only in an office of the right kind', () => {
    const here: ProcedureSketch = { rules: [['x →• b', { when: 'case.level = basic' }], 'b →• x'] };
    expect(verify(proc(here), world).examples.b).toMatchObject({ acts: [{ type: 'b' }], office: { level: '·' } });
  });
  test('an act that the fixpoint lets pass and no marking reaches cannot happen', () => {
    const never: ProcedureSketch = { rules: ['a →% b', 'b →% a', 'a →• c', 'b →• c', 'a →•! c', 'b →•! c'] };
    expect(found(never, 'S3')).toEqual([]);
    expect(found(never, 'S4')).toEqual(['impossible c warning']);
    expect(found({ rules: ['a →• c', 'b →• c', 'a →•! c', 'b →•! c'] }, 'S4')).toEqual([]);
  });
});

describe('S5 what is not decided is said', () => {
  const hard: ProcedureSketch = { rules: ['a →% b', 'b →% a', 'a →•! c', 'b →•! c'] };
  test('with no work allowed', () => {
    expect(found(hard, 'S5', { work: 0 })).toEqual([
      'not-decided a warning undecided',
      'not-decided b warning undecided',
      'not-decided c warning undecided',
    ]);
  });
  test('a run that time forbids is not shown: the window has closed before the delay has run', () => {
    expect(found({ rules: ['a →•[5d] b', 'a →⌛[2d] b'] }, 'S5')).toEqual(['not-decided b warning undecided']);
    expect(found({ rules: ['a →•[2d] b', 'a →⌛[5d] b'] }, 'S5')).toEqual([]);
  });
  test('negative: enough work', () => {
    expect(found(hard, 'S5')).toEqual([]);
  });
});

describe('S6 duties that nobody can meet', () => {
  test('a duty to a dead act; a duty that its own source rules out; one behind what the source rules out', () => {
    expect(found({ rules: ['a •→ b', 'b →• b'] }, 'S6')).toEqual(['dead a b error']);
    expect(found({ rules: ['a •→ b', 'a →% b'] }, 'S6')).toEqual(['ruled-out a b error']);
    expect(found({ rules: ['a •→ b', 'c →•! b', 'a →•! c', 'a →% c'] }, 'S6')).toEqual(['ruled-out a b error']);
  });
  test('a clock whose owed act is dead', () => {
    const clock = {
      id: 'k',
      starts: ['a'],
      length: period('P3D'),
      expiry: { kind: 'duty', owed: ['b'], alertOnly: false },
    } as const;
    expect(found({ rules: ['b →• b'], clocks: [clock] }, 'S6')).toEqual(['dead a b error']);
    expect(found({ clocks: [clock] }, 'S6')).toEqual([]);
  });
  test('negative: brought back, done before, an alternative, another subject', () => {
    expect(found({ rules: ['a •→ b', 'a →% b', 'c →+ b'] }, 'S6')).toEqual([]);
    expect(found({ rules: ['a •→ b', 'c →•! b', 'a →% c'] }, 'S6')).toEqual([]);
    expect(found({ rules: ['a •→ {b, d}', 'b →• b'] }, 'S6')).toEqual([]);
  });
});

describe('S7 time-locks', () => {
  test('a deadline shorter than the delays on the way', () => {
    expect(found({ rules: ['a •→[2d] b', 'a →•[9d] b'] }, 'S7')).toEqual(['too-short a b error']);
    expect(found({ rules: ['a •→[10d] b', 'a →•[9d] c', 'c →•[9d] b'] }, 'S7')).toEqual(['too-short a b error']);
    expect(found({ rules: ['a •→[2d] b', 'a →•[9d] b', 'a →% a', 'x →% a'] }, 'S7')).toEqual(['too-short a b error']);
  });
  test('negative: enough time; the step before may have been done long ago; another way round', () => {
    expect(found({ rules: ['a •→[10d] b', 'a →•[9d] b'] }, 'S7')).toEqual([]);
    expect(found({ rules: ['a •→[10d] b', 'c →•[30d] b'] }, 'S7')).toEqual([]);
    expect(found({ rules: ['a •→[2d] b', '{a, d} →•[9d] b'] }, 'S7')).toEqual([]);
    expect(found({ rules: ['a •→[10d] b', 'a →•[9d] c', 'c →•[9d] b', 'x →% c'] }, 'S7')).toEqual([]);
    expect(found({ rules: ['a •→[2d] b', ['a →•[9d] b', { when: 'case.x = 1' }]] }, 'S7')).toEqual([]);
  });
});

describe('S8 cases that never come to rest', () => {
  test('deadlock: whichever of two is done first, the other stays owed behind a milestone', () => {
    const lock: ProcedureSketch = { rules: ['a •→ b', 'a •→ c', 'b →◇ c', 'c →◇ b'], opening: ['a'] };
    expect(found(lock, 'S8')).toEqual(['no-rest b c warning']);
    expect(found({ ...lock, rules: ['a •→ b', 'a •→ c', 'b →◇ c'] }, 'S8')).toEqual([]);
  });
  test('livelock: each answer asks anew', () => {
    expect(found({ rules: ['a •→ b', 'b •→ a'], opening: ['a'] }, 'S8')).toEqual(['no-rest b warning']);
    expect(
      found(
        {
          rules: ['a •→ b', ['b •→ a', { when: 'act.x = 1' }]],
          opening: ['a'],
          acts: { b: { fields: [{ name: 'x', type: 'number', required: true }] } },
        },
        'S8',
      ),
    ).toEqual([]);
  });
  test('only after something that may or may not be done, and it is shown', () => {
    const trap: ProcedureSketch = { rules: ['a •→ b', 'c →% d', 'd →•! b'], opening: ['a'] };
    const [finding] = verify(proc(trap), world).findings.filter(({ check }) => check === 'S8');
    expect(finding).toMatchObject({
      kind: 'no-rest',
      decided: true,
      witness: { acts: [{ type: 'a' }, { type: 'c' }] },
    });
    expect(found({ ...trap, rules: ['a •→ b', 'c →% d', 'd →• b'] }, 'S8')).toEqual([]);
  });
  test('only with two subjects', () => {
    const two: ProcedureSketch = {
      perSubject: ['k', 'l'],
      opening: ['k'],
      rules: ['k •→ l', 'k →% k', ['l →% l', { scope: 'others' }], ['l →•! z', { scope: 'all' }]],
      acts: { z: initially({ pending: true }) },
    };
    expect(found(two, 'S8', { subjects: 1 })).toEqual([]);
    expect(found(two, 'S8')).toEqual(['no-rest z l warning']);
  });
  test('once a window has closed, the duty without a date that it bars stays owed for ever', () => {
    const barred: ProcedureSketch = { rules: ['a •→ b', 'a →⌛[5d] b', 'a →% a'], opening: ['a'] };
    expect(found({ ...barred, rules: ['a •→ b', 'a →⌛[5d] b'] }, 'S8')).toEqual([]);
    expect(found(barred, 'S8')).toEqual(['no-rest b warning']);
    expect(found({ ...barred, rules: ['a •→ b', 'a →⌛[5d] b', 'a →% a', 'c →% b'] }, 'S8')).toEqual([]);
    expect(found({ ...barred, rules: ['a •→[5d] b', 'a →⌛[5d] b', 'a →% a'] }, 'S8')).toEqual([]);
    expect(found({ ...barred, rules: ['a •→ b', 'c →⌛[5d] b', 'c →% c'] }, 'S8')).toEqual(['no-rest b warning']);
    const bar = { id: 'k', starts: ['a'], length: period('P5D'), expiry: { kind: 'bar', bars: ['b'] } } as const;
    expect(found({ rules: ['a •→ b'], opening: ['a'], clocks: [bar] }, 'S8')).toEqual(['no-rest b warning']);
    expect(found({ rules: ['a •→ b'], opening: ['a'], clocks: [{ ...bar, restartsOn: ['r'] }] }, 'S8')).toEqual([]);
  });
  test('what was not looked at whole is said', () => {
    const rules = Array.from({ length: 14 }, (_, i) => [
      `open •→ a${'bcdefghijklmno'[i]}`,
      `x${'bcdefghijklmno'[i]} →% a${'bcdefghijklmno'[i]}`,
    ]).flat();
    expect(found({ rules, opening: ['open'] }, 'S8')).toEqual([]);
    expect(found({ rules: [...rules, 'xb →⌛[5d] ab'], opening: ['open'] }, 'S8')).toEqual([
      'not-decided  note undecided',
    ]);
  });
});

describe('S9 outcomes', () => {
  test('that no run reaches', () => {
    expect(found({ rules: ['a →• a'], outcomes: ['a'] }, 'S9')).toEqual(['unreachable a error']);
    expect(found({ rules: ['b →• a'], outcomes: ['a'] }, 'S9')).toEqual([]);
    expect(found({ rules: ['a →% b', 'b →% a', 'a →•! c', 'b →•! c'], outcomes: ['c'] }, 'S9')).toEqual([
      'unreachable c warning',
    ]);
  });
  test('reached without an act that they need, with a run', () => {
    const mandatory = [{ outcome: 'z', act: 'm' }];
    expect(found({ rules: ['a →• z', 'm →• y'], outcomes: ['z'] }, 'S9', { mandatory })).toEqual([
      'without-mandatory m error',
    ]);
    expect(found({ rules: ['m →• z', 'x →% m'], outcomes: ['z'] }, 'S9', { mandatory })).toEqual([
      'without-mandatory m error',
    ]);
    expect(found({ rules: ['m →• z'], outcomes: ['z'] }, 'S9', { mandatory })).toEqual([]);
    expect(found({ rules: ['m →•! z', 'x →% m'], outcomes: ['z'] }, 'S9', { mandatory })).toEqual([]);
    expect(
      found({ rules: ['m →◇ z'], outcomes: ['z'], acts: { m: initially({ pending: true }) } }, 'S9', { mandatory }),
    ).toEqual([]);
  });
  test('subject by subject', () => {
    const mandatory = [{ outcome: 'z', act: 'm' }];
    const each = (scope: 'same' | 'any'): ProcedureSketch => ({
      perSubject: ['m', 'z'],
      rules: [['m →•! z', { scope }]],
      outcomes: ['z'],
    });
    expect(found(each('same'), 'S9', { mandatory })).toEqual([]);
    expect(found(each('any'), 'S9', { mandatory })).toEqual(['without-mandatory m error']);
  });
});

describe('S9 an outcome with a guard', () => {
  const field = (...values: readonly string[]) => ({
    fields: [{ name: 'result', type: 'enum', values, required: true }] as const,
  });
  const made = (sketch: ProcedureSketch, when: string): Procedure => {
    const plain = proc(sketch);
    return { ...plain, outcomes: [{ id: 'z', acts: ['z'], when: guard(when) }] };
  };
  test('is reached only where it holds', () => {
    const z = { acts: { z: field('yes', 'no') } };
    expect(found(made(z, 'act.result = yes'), 'S9')).toEqual([]);
    expect(found(made(z, 'act.result = yes and act.result = no'), 'S9')).toEqual(['unreachable z warning']);
    const facts = [
      { name: 'heard', of: 'case', type: 'boolean', initial: false, setBy: [{ acts: ['hear'], value: true }] },
    ] as const;
    expect(found(made({ ...z, facts, rules: ['hear →• y'] }, 'case.heard = true'), 'S9')).toEqual([]);
    expect(found(made({ ...z, facts, rules: ['z →% hear', 'hear →% z'] }, 'case.heard = true'), 'S9')).toEqual([
      'unreachable z warning',
    ]);
  });
  test('needs its act only where it comes about', () => {
    const mandatory = [{ outcome: 'z', act: 'm' }];
    const only = (value: string): Procedure =>
      made(
        { rules: [['m →• z', { when: 'act.result = yes' }]], acts: { z: field('yes', 'no') } },
        `act.result = ${value}`,
      );
    expect(found(only('no'), 'S9', { mandatory })).toEqual(['without-mandatory m error']);
    expect(found(only('yes'), 'S9', { mandatory })).toEqual([]);
  });
});

describe('E48 all over nobody', () => {
  const waits = { perSubject: ['a', 'enter'], opening: ['o'] } as const;
  test('is warned of where the act of the case can be done before anybody is there', () => {
    expect(found({ rules: [['a →• b', { scope: 'all' }], 'o →• b'], ...waits }, 'S4')).toEqual([
      'all-of-nobody b warning',
    ]);
  });
  test('negative: a subject opens the case, somebody must be there besides, or any is asked', () => {
    expect(
      found({ rules: [['a →• b', { scope: 'all' }]], perSubject: ['a', 'enter'], opening: ['enter'] }, 'S4'),
    ).toEqual([]);
    const somebody = [['a →• b', { scope: 'all' }], 'o →• b', ['enter →• b', { scope: 'any' }]] as const;
    expect(found({ rules: somebody, ...waits }, 'S4')).toEqual([]);
    expect(found({ rules: [['a →• b', { scope: 'any' }], 'o →• b'], ...waits }, 'S4')).toEqual([]);
  });
});

describe('S10 contradictions', () => {
  const x = { fields: [{ name: 'x', type: 'number', required: true }] } as const;
  test('a guard that never holds, by its intervals', () => {
    expect(found({ rules: [['a •→ b', { when: 'act.x > 3 and act.x <= 3' }]], acts: { a: x } }, 'S10')).toEqual([
      'guard-never a warning',
    ]);
    expect(found({ rules: [['a •→ b', { when: 'act.x > 3 and act.x < 4' }]], acts: { a: x } }, 'S10')).toEqual([]);
    expect(
      found({ rules: [['a •→ b', { when: 'act.x in [1, 2] and not (act.x < 3)' }]], acts: { a: x } }, 'S10'),
    ).toEqual(['guard-never a warning']);
    expect(found({ rules: [['a •→ b', { when: 'count(a) < 1 and executed(a)' }]] }, 'S10')).toEqual([]);
  });
  test('a fact that nothing sets to what the guard asks', () => {
    const facts = [{ name: 'held', of: 'subject', type: 'boolean', initial: false, setBy: [] }] as const;
    const held: ProcedureSketch = {
      perSubject: ['k', 'l'],
      rules: [['k •→ l', { when: 'subject.held = true' }]],
      facts,
    };
    expect(found(held, 'S10')).toEqual(['guard-never k warning']);
    expect(found({ ...held, facts: [{ ...facts[0], setBy: [{ acts: ['k'], value: true }] }] }, 'S10')).toEqual([]);
  });
  test('out and back by one act', () => {
    expect(found({ rules: ['a →% b', 'a →+ b'] }, 'S10')).toEqual(['out-and-back a b error']);
    expect(
      found(
        {
          rules: [
            ['a →% b', { when: 'act.x = 1' }],
            ['a →+ b', { when: 'act.x = 2' }],
          ],
          acts: { a: x },
        },
        'S10',
      ),
    ).toEqual([]);
    expect(
      found(
        {
          rules: [
            ['a →% b', { when: 'act.x < 3' }],
            ['a →+ b', { when: 'act.x = 2' }],
          ],
          acts: { a: x },
        },
        'S10',
      ),
    ).toEqual(['out-and-back a b warning']);
  });
  test('two periods from two articles for one thing', () => {
    expect(found({ rules: ['a •→[7d] b', 'a •→[15d] b'] }, 'S10')).toEqual(['two-periods a b warning']);
    expect(
      found(
        {
          rules: [
            ['a •→[7d] b', { when: 'act.x = 1' }],
            ['a •→[15d] b', { when: 'act.x = 2' }],
          ],
          acts: { a: x },
        },
        'S10',
      ),
    ).toEqual([]);
    expect(
      found(
        {
          rules: [
            ['a •→[7d] b', { inForceTo: '2020-01-01' }],
            ['a •→[15d] b', { inForceFrom: '2020-01-01' }],
          ],
        },
        'S10',
      ),
    ).toEqual([]);
  });
});

describe('S11 roles', () => {
  const roles = [{ acts: ['prosecutor'], rank: 'prosecutor' }];
  test('nobody acts, nobody decides, a pair that cannot be kept', () => {
    const sketch: ProcedureSketch = {
      rules: ['a •→ b'],
      acts: { a: { actor: 'notary' }, b: { authority: { rank: 'chief', cite: 'x', if: [] } }, c: { by: 'outside' } },
    };
    expect(
      found(sketch, 'S11', {
        roles,
        incompatible: [
          ['b', 'c'],
          ['a', 'a'],
        ],
      }),
    ).toEqual(['nobody-acts a error', 'nobody-decides b warning', 'pair-outside b c warning', 'pair-of-one a error']);
  });
  test('negative', () => {
    expect(found({ rules: ['a •→ b'] }, 'S11', { roles, incompatible: [['a', 'b']] })).toEqual([]);
  });
});

test('the same answer every time, within the work allowed', () => {
  const sketch = proc({ rules: ['a •→ b', 'a •→ c', 'b →◇ c', 'd →% c', 'x →• y'], opening: ['a'] });
  const [one, other] = [verify(sketch, world), verify(sketch, world)];
  expect(other).toEqual(one);
  expect(one.work.used).toBeLessThanOrEqual(one.work.allowed);
});
