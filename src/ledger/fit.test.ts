import { expect, test } from 'vitest';
import { unfit, unfitJson } from './fit.ts';
import type { Json, NewAct, ProceedingAppend } from './index.ts';
import { newAct } from './testing/acts.ts';

test.each([
  [Number.NaN, 'data', 'not a finite number'],
  [Number.POSITIVE_INFINITY, 'data', 'not a finite number'],
  [{ id: Number('110105199001011234') }, 'data.id', 'beyond 2^53-1'],
  [{ n: 12n }, 'data.n', 'bigint is not JSON'],
  [{ a: undefined }, 'data.a', 'undefined is not JSON'],
  [[() => 1], 'data[0]', 'function is not JSON'],
  [{ d: new Date(0) }, 'data.d', 'is a Date'],
  [{ m: new Map() }, 'data.m', 'is a Map'],
  ['a\0b', 'data', 'NUL'],
  [['x\ud800'], 'data[0]', 'surrogate'],
  [{ 'a\0': 1 }, 'data', 'a key holds the NUL'],
  [new Array(2), 'data[0]', 'undefined is not JSON'],
])('%o is refused', (value, path, words) => {
  const found = unfitJson(value, 'data');
  expect(found).toMatchObject({ ok: false, kind: 'invalid', path });
  expect(found?.words.en).toContain(words);
  expect(found?.words.zh).toContain(path);
});

test('nesting ends at 100 levels', () => {
  const nested = (levels: number): Json => (levels === 0 ? 1 : [nested(levels - 1)]);
  expect(unfitJson(nested(100), 'data')).toBeUndefined();
  expect(unfitJson(nested(101), 'data')?.words.en).toContain('deeper than 100');
});

const part = (fields: Partial<NewAct> = {}, more: Partial<ProceedingAppend> = {}): ProceedingAppend => ({
  proceeding: 'p',
  expectedVersion: 0,
  acts: [newAct('p', fields)],
  ...more,
});
const wrong = (value: unknown): never => value as never;

test.each<[readonly ProceedingAppend[], string]>([
  [[], 'appends'],
  [[part({}, { acts: [] })], 'acts'],
  [[part({}, { expectedVersion: -1 })], 'expectedVersion'],
  [[part(), part()], 'appends[1].proceeding'],
  [[part({ id: 'X' })], 'acts[0].id'],
  [[part({ annuls: 'X' })], 'acts[0].annuls'],
  [[part({ proceeding: 'q' })], 'acts[0].proceeding'],
  [[part({ actor: '' })], 'acts[0].actor'],
  [[part({ subject: wrong(undefined) })], 'acts[0].subject'],
  [[part({ ground: 'a\0' })], 'acts[0].ground'],
  [[part({ occurredAt: 1.5 })], 'acts[0].occurredAt'],
  [[part({ precision: wrong('month') })], 'acts[0].precision'],
  [
    [{ ...part(), acts: [newAct('p', { id: part().acts[0]?.id as string }), newAct('p', { data: wrong(undefined) })] }],
    'acts[1].data',
  ],
])('append %# is refused at its place', (parts, path) => {
  expect(unfit(parts)).toMatchObject({ ok: false, kind: 'invalid', path });
});

test('the same id twice in one append is refused', () => {
  const act = newAct('p');
  expect(unfit([part({}, { acts: [act, act] })])).toMatchObject({ path: 'acts[1].id' });
  expect(unfit([part({}, { acts: [act] })])).toBeUndefined();
});
