import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, type GuardEnv, type GuardFields, missingIn, operandsOf, parseGuard } from './guard.ts';
import type { Guard, Truth, Value } from './types.ts';

type Values = Readonly<Record<string, Value>>;

const env = (values: Values = {}, done: Readonly<Record<string, { count: number; since: number }>> = {}): GuardEnv => ({
  value: (path, field) => values[`${path}.${field}`],
  count: (act) => done[act]?.count ?? 0,
  executed: (act) => (done[act]?.count ?? 0) > 0,
  since: (act) => done[act]?.since,
});

function guard(text: string, fields?: GuardFields): Guard {
  const result = parseGuard(text, fields);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
const truth = (text: string, values: Values = {}, done = {}): Truth => evaluate(guard(text), env(values, done));
const problem = (text: string, fields?: GuardFields): string => {
  const result = parseGuard(text, fields);
  return result.ok ? 'no error' : result.error.replace(`guard "${text}", `, '');
};

describe('reading', () => {
  test('words, hyphens, underscores, quotes and Chinese values', () => {
    expect(truth('act.result = accept', { 'act.result': 'accept' })).toBe(true);
    expect(truth('case.office-level = basic', { 'case.office-level': 'basic' })).toBe(true);
    expect(truth('act.has_counsel = false', { 'act.has_counsel': false })).toBe(true);
    expect(truth('act.ground = cpl-16', { 'act.ground': 'cpl-16' })).toBe(true);
    expect(truth('subject.decision = none', { 'subject.decision': 'none' })).toBe(true);
    expect(truth('act.kind = "two words"', { 'act.kind': 'two words' })).toBe(true);
    expect(truth("act.kind = 'it\\'s'", { 'act.kind': "it's" })).toBe(true);
    expect(truth('act.结果 = 不起诉', { 'act.结果': '不起诉' })).toBe(true);
  });

  test('lists, numbers, dates', () => {
    expect(truth('act.ground in [no-criminal-fact, cpl-16]', { 'act.ground': 'cpl-16' })).toBe(true);
    expect(truth('act.ground in [no-criminal-fact]', { 'act.ground': 'cpl-16' })).toBe(false);
    expect(truth('case.x in [1, 2.5, -3]', { 'case.x': -3 })).toBe(true);
    expect(truth('case.x>=3', { 'case.x': 3 })).toBe(true);
    expect(truth("case.on < '2024-01-02'", { 'case.on': '2024-01-01' })).toBe(true);
    expect(truth('case.on < 2024-01-02', { 'case.on': '2024-01-02' })).toBe(false);
    expect(truth('3 < case.x', { 'case.x': 4 })).toBe(true);
    expect(truth('act.from <= act.to', { 'act.from': '2024-01-01', 'act.to': '2024-01-01' })).toBe(true);
  });

  test('not binds closest, then and, then or', () => {
    expect(guard('not case.a = 1 and case.b = 2 or case.c = 3')).toMatchObject({
      op: 'or',
      parts: [{ op: 'and', parts: [{ op: 'not' }, { op: '=' }] }, { op: '=' }],
    });
    expect(guard('case.a = 1 and (case.b = 2 or case.c = 3)')).toMatchObject({
      op: 'and',
      parts: [{ op: '=' }, { op: 'or' }],
    });
  });

  test('a value alone means: is true', () => {
    expect(guard('executed(a)')).toEqual({ op: '=', left: { call: 'executed', act: 'a' }, right: { lit: true } });
    expect(truth('not executed(file-case)', {}, { 'file-case': { count: 1, since: 0 } })).toBe(false);
    expect(truth('case.petition and not case.closed', { 'case.petition': true, 'case.closed': false })).toBe(true);
    expect(truth('true')).toBe(true);
  });

  test('acts: count, executed, since', () => {
    const done = { 'ask-again': { count: 2, since: 12 } };
    expect(truth('count(ask-again) >= 2', {}, done)).toBe(true);
    expect(truth('count(never) = 0', {}, done)).toBe(true);
    expect(truth('since(ask-again) > 10', {}, done)).toBe(true);
    expect(truth('since(never) > 10', {}, done)).toBe('unknown');
  });

  test.each([
    ['', 'column 1: expected a value, found the end'],
    ['case.x >', 'column 9: expected a value, found the end'],
    ['case.x > 3 and', 'column 15: expected a value, found the end'],
    ['case.x = 3 case.y = 4', 'column 12: expected "and", "or" or the end, found "case.y"'],
    ['case.x == 3', 'column 9: expected a value, found "="'],
    ['(case.x = 3', 'column 12: expected ")", found the end'],
    ['case.x in a', 'column 11: expected "[", found "a"'],
    ['case.x in []', 'column 12: expected a value, found "]"'],
    ['case.x in [a, b', 'column 16: expected "]", found the end'],
    ['case.x in [act.y]', 'column 12: a list holds literal values only'],
    ['result = accept', 'column 1: "result": expected a field'],
    ['csae.x = 1', 'column 1: "csae.x": expected case., subject., act. or opening. before a field'],
    ['case.x.y = 1', 'column 1: "case.x.y" is not the name of one field'],
    ['case. = 1', 'column 1: "case." is not the name of one field'],
    ['case.x = "open', 'column 10: text begun with " has no end'],
    ['case.x $ 3', 'column 8: unexpected "$"'],
    ['executed()', 'column 10: expected the id of an act, found ")"'],
    ['exists(a)', 'column 1: "exists": expected a field'],
    ['not', 'column 4: expected a value, found the end'],
    ['3', 'column 2: expected a comparison'],
    ['case.x = 1 + 2', 'column 12: unexpected "+"'],
  ])('%s → %s', (text, error) => {
    expect(problem(text)).toContain(error);
  });
});

describe('typing', () => {
  const fields: GuardFields = {
    case: {
      amount: { type: 'money' },
      level: { type: 'enum', values: ['basic', 'city'] },
      on: { type: 'date' },
      at: { type: 'datetime' },
    },
    act: {
      result: { type: 'enum', values: ['accept', 'refuse'] },
      minor: { type: 'boolean' },
      note: { type: 'text' },
      days: { type: 'number' },
    },
    acts: ['file'],
  };

  test.each([
    'case.amount >= 30000',
    'act.result = accept',
    "act.result in [accept, 'refuse']",
    'act.minor',
    'not act.minor and act.minor = false',
    "case.on >= '2024-01-01'",
    'case.on = 2024-01-01',
    "case.at < '2024-01-01T12:00'",
    "act.note = '2024-01-01'",
    'act.days < case.amount',
    'executed(file) or count(file) > 1',
    'subject.anything = 1',
  ])('fine: %s', (text) => {
    expect(problem(text, fields)).toBe('no error');
  });

  test.each([
    ['act.result = acept', 'column 14: "acept" is no value of act.result; expected accept, refuse'],
    ['act.result in [accept, none]', 'column 24: "none" is no value of act.result'],
    ['act.minor = 1', 'column 13: number 1 compared with boolean act.minor'],
    ['act.minor = yes', 'column 13: the word "yes" compared with boolean act.minor'],
    ['case.amount = "many"', 'compared with money case.amount'],
    ['case.on = act.note', 'column 11: text act.note compared with date case.on'],
    ['case.on = tomorrow', 'compared with date case.on'],
    ['act.result > accept', 'has no order; > needs numbers or dates'],
    ['act.minor < true', 'has no order'],
    ['act.reslt = accept', 'column 1: unknown field act.reslt; expected result, minor, note, days'],
    ['act.days', 'expected a comparison'],
    ['executed(fiel)', 'column 1: unknown act fiel in executed(…)'],
    ['executed(file) = 1', 'compared with executed(file)'],
  ])('%s → %s', (text, error) => {
    expect(problem(text, fields)).toContain(error);
  });
});

describe('three values (9)', () => {
  const T = 'case.t = 1';
  const F = 'case.t = 2';
  const U = 'case.missing = 1';
  const values = { 'case.t': 1 };

  test.each<[string, Truth]>([
    [`${U} and ${F}`, false],
    [`${F} and ${U}`, false],
    [`${U} and ${T}`, 'unknown'],
    [`${U} or ${T}`, true],
    [`${T} or ${U}`, true],
    [`${U} or ${F}`, 'unknown'],
    [`not ${U}`, 'unknown'],
    [`not (${U} and ${F})`, true],
    ['case.missing != 1', 'unknown'],
    ['case.missing in [1, 2]', 'unknown'],
  ])('%s is %s', (text, expected) => {
    expect(truth(text, values)).toBe(expected);
  });

  test('null is missing; a value of another type is not false', () => {
    expect(truth('case.x = 1', { 'case.x': null })).toBe('unknown');
    expect(truth('case.x = 1', { 'case.x': '1' })).toBe('unknown');
    expect(truth('not (case.x = 1)', { 'case.x': '1' })).toBe('unknown');
    expect(truth('case.x in [1, 2]', { 'case.x': '1' })).toBe('unknown');
    expect(truth('case.x > 1', { 'case.x': [1] })).toBe('unknown');
    expect(truth('case.x < case.y', { 'case.x': 'a', 'case.y': 'b' })).toBe('unknown');
  });

  test('moments with different offsets are compared as moments', () => {
    const x = { 'case.x': '2024-01-01T08:00+08:00' };
    expect(truth("case.x = '2024-01-01T00:00Z'", x)).toBe(true);
    expect(truth("case.x < '2024-01-01T01:00Z'", x)).toBe(true);
  });

  test('what is missing is named, and only if it matters', () => {
    const named = (text: string) => missingIn(guard(text), env(values));
    expect(named(`${U} and ${T}`)).toEqual(['case.missing']);
    expect(named(`${U} and ${F}`)).toEqual([]);
    expect(named('not (case.a = 1 or act.b > 2 or case.a = 3)')).toEqual(['case.a', 'act.b']);
    expect(named('since(file) > 3')).toEqual(['since(file)']);
  });

  test('operands are listed for indexing', () => {
    expect(operandsOf(guard('case.a = 1 and not (act.b in [2] or executed(c))'))).toEqual([
      { path: 'case', field: 'a' },
      { lit: 1 },
      { path: 'act', field: 'b' },
      { call: 'executed', act: 'c' },
      { lit: true },
    ]);
  });

  const leaf = fc.constantFrom('case.p = 1', 'case.q = 1', 'case.r = 1');
  const text = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.tuple(tie('any'), fc.constantFrom('and', 'or'), tie('any')).map(([a, op, b]) => `(${a} ${op} ${b})`),
      tie('any').map((a) => `not (${a})`),
    ),
  })).any;

  test('monotone: a decided guard stays as it is when a missing field is filled in', () => {
    const some = fc.record({
      'case.p': fc.integer({ min: 1, max: 2 }),
      'case.q': fc.integer({ min: 1, max: 2 }),
      'case.r': fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(text, some, fc.subarray(['case.p', 'case.q', 'case.r']), (source, filled, absent) => {
        const partial = Object.fromEntries(Object.entries(filled).filter(([name]) => !absent.includes(name)));
        const before = truth(source, partial);
        const after = truth(source, filled);
        expect(after).not.toBe('unknown');
        if (before !== 'unknown') expect(after).toBe(before);
        else expect(missingIn(guard(source), env(partial)).every((name) => absent.includes(name))).toBe(true);
      }),
    );
  });
});
