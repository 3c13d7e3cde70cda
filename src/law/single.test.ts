import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, describe as group, it } from 'vitest';
import { loadProcedureFile } from './single.ts';
import { kebab } from './single-form.ts';
import { describe } from './source.ts';

const dir = mkdtempSync(join(tmpdir(), 'custos-single-'));
afterAll(() => rmSync(dir, { recursive: true }));
const load = (text: string, name = 'my-file.yaml') => {
  writeFileSync(join(dir, name), text);
  return loadProcedureFile(join(dir, name));
};
const made = (text: string) => {
  const loaded = load(text);
  if (!loaded.ok) throw new Error(loaded.error.map(describe).join('\n'));
  return loaded.value;
};
const faults = (text: string): readonly string[] => {
  const loaded = load(text);
  return loaded.ok ? [] : loaded.error.map((error) => describe(error).replace(`${dir}/`, ''));
};

group('a procedure in a few lines', () => {
  const { procedure, pack } = made(`
zone: Europe/Rome
acts: [Create Fine, Send Fine, {title: 缴费, data: {amount: number, on: date}}]
rules:
  - {kind: condition, from: Create Fine, to: [Send Fine, 缴费]}
  - {kind: response, from: Send Fine, to: 缴费, within: P60D}
  - {kind: response, from: Send Fine, to: 缴费}
`);
  it('has ids from titles, rules named after what they join, and any act may come first', () => {
    expect(procedure.id).toBe('log.my-file');
    expect(
      procedure.procedure.acts.map(({ id, fields }) => [id, fields.map(({ name, type }) => `${name} ${type}`)]),
    ).toEqual([
      ['create-fine', []],
      ['send-fine', []],
      ['act-3', ['amount number', 'on date']],
    ]);
    expect(procedure.rules.map(({ id, cite }) => [id, cite])).toEqual([
      ['create-fine-condition-send-fine', 'model'],
      ['send-fine-response-act-3', 'model'],
      ['send-fine-response-act-3-2', 'model'],
    ]);
    expect(procedure.procedure.opening).toEqual([]);
    expect(procedure.procedure.outcomes).toEqual([]);
  });
  it('counts by its own zone and its own way of counting', () => {
    expect(pack.calendar.zone).toBe('Europe/Rome');
    expect(procedure.procedure.counting).toEqual({ monthEnd: 'same', hours: 'exact', rolls: 'none' });
    expect(made('acts: [a]\ncounting: {rolls: next}').procedure.procedure.counting.rolls).toBe('next');
  });
  it('is warned of where an act waits for all of nobody [E48]', () => {
    const file = (more: string) =>
      `subjects: [person]\nacts: [open, {id: hear, subject: person}, close]\nrules:\n  - {id: all-heard, kind: condition, from: hear, to: close, scope: all}\n${more}`;
    const [warning, ...others] = made(file('')).warnings;
    expect([warning?.check, warning?.message, others]).toEqual([
      'S4',
      expect.stringContaining('with no person in the case, rule all-heard does not bind close'),
      [],
    ]);
    expect(made(file('  - {kind: condition, from: hear, to: close, scope: any}')).warnings).toEqual([]);
  });
  it('is warned of, not refused, where an act can never happen', () => {
    const { warnings } = made('acts: [a, b]\nrules: [{kind: condition, from: a, to: a}]');
    expect(warnings.map(({ check }) => check)).toContain('S2');
  });
});

group('what is wrong is told with its line', () => {
  it.each([
    ['rules: []', /no procedure; expected a map with acts: and rules:/],
    ['acts: [a]\nrules:\n  - {kind: condition, from: a, to: bb}', /my-file\.yaml:3:\d+ rules\[0\]\.to: no act "bb"/],
    ['acts: [a]\nrules:\n  - {kind: conditio, from: a, to: a}', /:3:\d+ rules\[0\]/],
    ['acts: [a]\nzone: Mars/Base', /:2:\d+ zone: no time zone "Mars\/Base"/],
    ['acts: [a]\ncounting: {rolls: never}', /counting/],
    ['acts: [a]\nruels: []', /:2:1 ruels: unknown key "ruels"; did you mean rules\?/],
    ['acts: [a\n', /not readable as YAML/],
    [
      'acts: [a, b]\nrules:\n  - {id: x, kind: exclude, from: a, to: a}\n  - {id: x, kind: exclude, from: b, to: b}',
      /"x" stands here a second time/,
    ],
    ['acts: [a]\nrules: [{kind: response, from: a, to: a, within: 5 days}]', /period "5 days"/],
  ])('%s', (text, expected) => {
    expect(faults(text).join('\n')).toMatch(expected);
  });
  it('a file that is not there', () => {
    const loaded = loadProcedureFile(join(dir, 'nowhere.yaml'));
    expect(loaded.ok ? '' : describe(loaded.error[0]!)).toMatch(
      /nowhere\.yaml:1:1 not there; expected a procedure file/,
    );
  });
});

it('kebab-case of names', () => {
  expect(['Send Fine', 'A_Create Offer', 'sendFine', 'Überprüfen', '受理', '  ', "Don't trust"].map(kebab)).toEqual([
    'send-fine',
    'a-create-offer',
    'send-fine',
    'uberprufen',
    null,
    null,
    'don-t-trust',
  ]);
});
