import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { lawTry } from './commands.ts';
import { tryScenarios } from './scenario/run.ts';
import { chinaPack, packDir, six } from './testing.ts';

const pack = chinaPack();
const own = readdirSync(join(packDir, 'scenarios')).map((file) => join(packDir, 'scenarios', file));
const given = join(import.meta.dirname, '..', '..', '..', 'shared', 'law', 'scenarios.yaml');

describe('scenarios of the pack', () => {
  test.each(own)('%s', (file) => {
    const report = tryScenarios(pack, readFileSync(file, 'utf8'), file);
    expect([report.failures, report.errors, report.skipped]).toEqual([[], [], []]);
    expect(report.passed).toBeGreaterThan(10);
  });

  test('at least four for each procedure', () => {
    const all = own.flatMap((file) => parse(readFileSync(file, 'utf8')) as { procedure: string }[]);
    for (const id of six) expect(all.filter((one) => one.procedure === id).length).toBeGreaterThanOrEqual(4);
  });

  test('at least three for every criminal procedure, each with an act that is forbidden by an article', () => {
    const all = own.flatMap((file) => parse(readFileSync(file, 'utf8')) as { procedure: string; steps: unknown }[]);
    const ids = Object.keys(pack.procedures).filter((id) => id.startsWith('criminal.'));
    expect(ids.length).toBeGreaterThanOrEqual(31);
    const short = ids.filter((id) => {
      const mine = all.filter((one) => one.procedure === id);
      return mine.length < 3 || !JSON.stringify(mine).includes('not_enabled');
    });
    expect(short).toEqual([]);
  });

  test.skipIf(!existsSync(given))(
    'the scenarios given with the facts (../shared/law/scenarios.yaml; skipped where it is not there)',
    () => {
      const report = tryScenarios(pack, readFileSync(given, 'utf8'), given);
      expect([report.failures, report.errors]).toEqual([[], []]);
      expect(report.passed).toBeGreaterThanOrEqual(40);
      expect(report.skipped.map((one) => one.procedure).filter((id) => Object.hasOwn(pack.procedures, id))).toEqual([]);
    },
  );
});

const base = `- id: x
  procedure: criminal.arrest-review
  steps:
    - event: {act: request-arrest, at: '2022-09-29', subject: s1, data: {detained: true, complex: false, questioning_required: false, has_counsel: true, minor: false, received_on: '2022-09-29'}}
`;
const failuresOf = (expectation: string, more = '') =>
  tryScenarios(pack, `${base}${more}    - expect: ${expectation}\n`, 'x.yaml').failures;

describe('every kind of expectation can fail, and says what there was instead', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['due', "{due: [{act: decide-arrest, by: '2022-10-07', subject: s1}]}", 'by 2022-10-06'],
    [
      'due of somebody else',
      "{due: [{act: decide-arrest, by: '2022-10-06', subject: s2}]}",
      'nothing owed on decide-arrest',
    ],
    ['owed', '{owed: [{act: question-suspect, subject: s2}]}', 'not owed'],
    ['not_owed', '{not_owed: [{act: decide-arrest, subject: s1}]}', 'running'],
    ['enabled', '{enabled: [{act: decide-review, subject: s1}]}', 'condition-missing request-review'],
    ['not_enabled', '{not_enabled: [{act: hear-suspect-in-writing, subject: s1}]}', 'possible'],
    [
      'not_enabled for another article',
      '{not_enabled: [{act: decide-arrest, subject: s1, cite: 刑诉法 §92}]}',
      'for other reasons: milestone-open',
    ],
    ['overdue', "{overdue: [{act: decide-arrest, subject: s1, at: '2022-10-06'}]}", 'running'],
    ['violations', '{violations: [{act: decide-arrest, kind: late}]}', 'no departure'],
    ['clock_ends', "{clock_ends: [{clock: review, by: '2022-10-06'}]}", 'no clock "review"'],
    ['an act that is none', '{enabled: [{act: decide}]}', 'no act decide'],
    ['a calendar date that is none', "{enabled: [{act: decide-arrest, at: '2022-02-30'}]}", '2022-02-30'],
  ];
  test.each(cases)('%s', (_, expectation, got) => {
    const failures = failuresOf(expectation);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.got).toContain(got);
  });

  test('an event of an act that the procedure does not have is a failure, not a silence', () => {
    expect(failuresOf('{}', "    - event: {act: request-arest, at: '2022-09-30'}\n")[0]?.got).toContain(
      'request-arest',
    );
  });
});

describe('a scenario as another hand may write it', () => {
  const inquiry = `- id: 17
  procedure: petition.employment-inquiry
  steps:
  - event: {act: submit-inquiry, at: 2022-09-01 09:30, data: {purpose: hire}}
  - event: {act: check-authority, at: 2022-09-02T10:00:00+08:00, data: }
  - event: {act: answer-record, at: '2022-09-05', subject: p1}
  - expect:
      due: [{act: decide-not-hire, by: '2022-09-20', subject: p1}, {act: [answer-record, answer-no-record], by: 2022-09-09, subject: 2}]
      not_owed: [{act: decide-not-hire, subject: 2}]
`;

  test('a day without a time stands after what was told of that day', () => {
    const text = `- id: x
  procedure: criminal.filing-supervision
  steps:
  - event: {act: receive-complaint, at: '2022-09-02T10:00', data: {source: victim}}
  - event: {act: request-explanation, at: '2022-09-02', data: {served_on: '2022-09-02'}}
  - expect:
      at: '2022-09-02'
      enabled: [{act: explain-not-filing}]
      due: [{act: explain-not-filing, by: '2022-09-09'}]
      not_enabled: [{act: reject-complaint, cite: 高检规则 §558}]
      not_owed: [{act: request-explanation}]
`;
    const { failures, errors, passed } = tryScenarios(pack, text, 'x.yaml');
    expect([failures, errors, passed]).toEqual([[], [], 4]);
  });

  test('an act of persons that names nobody was done to each that the scenario speaks of; times and names in any form', () => {
    const { failures, errors, passed } = tryScenarios(pack, inquiry, 'x.yaml');
    expect([failures, errors, passed]).toEqual([[], [], 3]);
  });
});

describe('a scenario file that is wrong', () => {
  test.each([
    ['an expectation of an unknown kind', `${base}    - expect: {forbidden: [{act: x}]}\n`, 'unknown key "forbidden"'],
    ['a step that says nothing', `${base}    - why: x\n`, 'a step is an event, a now or an expect'],
    ['a due without a day', `${base}    - expect: {due: [{act: x}]}\n`, 'missing by'],
    ['no list', 'id: x\n', 'expected a list'],
  ])('%s', (_, text, message) => {
    const report = tryScenarios(pack, text, 'x.yaml');
    expect(report.errors.map((one) => one.message).join('\n')).toContain(message);
    expect(report.passed).toBe(0);
  });

  test('the command says so with status 2, and 1 where an expectation fails', () => {
    expect(lawTry([{ pack, files: ['/nowhere.yaml'] }])).toMatchObject({
      status: 2,
      text: expect.stringContaining('/nowhere.yaml: not there'),
    });
  });
});
