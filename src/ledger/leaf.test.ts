import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unfitJson } from './fit.ts';
import { canonical, type Json, leafBytes, leafHash } from './index.ts';
import { newAct } from './testing/acts.ts';

test('canonical JSON is that of RFC 8785, sections 3.2.2 and 3.2.3', () => {
  const numbers = JSON.parse(
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
  ) as Json;
  expect(canonical(numbers)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const keys = JSON.parse(
    '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
  ) as Json;
  expect(Object.values(JSON.parse(canonical(keys)) as object).sort()).toHaveLength(7);
  expect([...canonical(keys).matchAll(/:"([^"]+)"/g)].map((match) => match[1])).toEqual([
    'Carriage Return',
    'One',
    'Control',
    'Latin Small Letter O With Diaeresis',
    'Euro Sign',
    'Emoji: Grinning Face',
    'Hebrew Letter Dalet With Dagesh',
  ]);
});

test('the leaf of a fixed act never changes', () => {
  const act = {
    ...newAct('p-1', { id: '0b0e7f9e-0000-4000-8000-000000000001', ground: '笔误' }),
    version: 3,
    recordedAt: 1_772_500_000_000,
    salt: '000102030405060708090a0b0c0d0e0f',
  };
  const text =
    '{"actor":"u-1","caseId":"case-of-p-1","data":{"count":2,"嫌疑人":"张三"},"ground":"笔误","id":"0b0e7f9e-0000-4000-8000-000000000001",' +
    '"occurredAt":1772499723004,"office":"110105","precision":"ms","procedure":"criminal.arrest-review@1","proceeding":"p-1",' +
    '"recordedAt":1772500000000,"role":"case-management","subject":null,"type":"received","version":3}';
  const bytes = Buffer.concat([Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex'), Buffer.from(text)]);
  expect(Buffer.from(leafBytes(act)).toString('latin1')).toBe(bytes.toString('latin1'));
  expect(leafHash(act)).toBe(
    createHash('sha256')
      .update(Buffer.concat([Buffer.from([0]), bytes]))
      .digest('hex'),
  );
  expect(leafHash({ ...act, annuls: undefined, replaces: undefined })).toBe(leafHash(act));
});

test('what the ledger takes survives JSON, and its canonical form does not depend on the order of keys', () => {
  const shuffled = (value: Json): Json => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(shuffled);
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, member]) => [key, shuffled(member as Json)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      fc.pre(unfitJson(value, 'data') === undefined);
      const text = canonical(value as Json);
      expect(canonical(JSON.parse(text) as Json)).toBe(text);
      expect(canonical(shuffled(value as Json))).toBe(text);
    }),
  );
});
