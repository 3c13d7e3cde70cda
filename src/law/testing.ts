import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { committedPack } from '../../tests/packs.ts';
import { compilePack } from './load.ts';
import { describe as describeError } from './source.ts';
import type { LawPack } from './types.ts';

export const packDir = join(import.meta.dirname, '..', '..', 'law', 'cn');

/** The procedures converted from the facts, whole. */
export const six = [
  'criminal.arrest-review',
  'criminal.filing-supervision',
  'criminal.prosecution-review',
  'criminal.second-instance-protest',
  'criminal.trial-support',
  'petition.handling',
] as const;

/** The pack of China as committed; a fault in it fails the test that asks. */
export const chinaPack = (): LawPack => committedPack();

export const secondPackDir = join(packDir, '..', 'ew');

/** The pack of England and Wales as committed. */
export const secondPack = (): LawPack => committedPack('ew');

/** The shared files of the pack without its power list and what else names procedures; no role acts as the inspection office, so that a test can name an actor that is nobody. */
const shared = ['pack.yaml', 'laws.yaml', 'words.yaml'].map(
  (file) =>
    [
      file,
      readFileSync(join(packDir, file), 'utf8')
        .replace(/^ {2}- \{id: inspection-office, .*rank:.*\n/m, '')
        .replace(/^ {2}acts:\n(?: {2}.*\n)+/m, '  acts: {}\n')
        .replace(/^(?:regrouping|recusal):\n(?: {2}.*\n)+/gm, ''),
    ] as const,
);

/** A small procedure with every kind of rule, for tests that break it. */
export const small = `id: criminal.small
title: {zh: 小程序, en: Small}
summary: {zh: 测试, en: For tests}
statistic_unit: person
checked: verified
subjects:
  - {id: suspect, title: {zh: 犯罪嫌疑人, en: Suspect}}
opened_by: [ask]
facts:
  subject:
    - {name: custody, type: boolean, initial: false, from: [ask.detained]}
acts:
  - id: ask
    title: {zh: 提请, en: Ask}
    actor: police
    authority: none
    subject: suspect
    data:
      - {name: received_on, type: date}
      - {name: detained, type: boolean}
    cite: 刑诉法 §87
  - id: decide
    title: {zh: 决定, en: Decide}
    actor: prosecutor
    authority: list
    subject: suspect
    cite: 刑诉法 §90
  - id: refuse
    title: {zh: 不批准, en: Refuse}
    actor: prosecutor
    authority: chief-procurator
    subject: suspect
    cite: 刑诉法 §90
  - id: report
    title: {zh: 报告, en: Report}
    actor: prosecutor
    authority: prosecutor
    cite: 高检规则 §285
rules:
  - {id: first-ask, kind: condition, from: ask, to: [decide, refuse], cite: 刑诉法 §87}
  - {id: report-follows, kind: condition, from: ask, to: report, scope: any, cite: 刑诉法 §87}
  - {id: in-seven-days, kind: response, from: ask, to: [decide, refuse], within: P7D, from_date: received_on, rolls: custody, when: act.detained = true, cite: 刑诉法 §91}
  - {id: one-decision, kind: exclude, from: decide, to: refuse, cite: 刑诉法 §90}
outcomes:
  - {id: decided, title: {zh: 已决定, en: Decided}, acts: [decide, refuse]}
`;

/** The files of a pack with the small procedure alone. */
export const smallPack: ReadonlyMap<string, string> = new Map([...shared, ['criminal/small.yaml', small]]);

/** Compiles the small procedure after edits (text → text, each must be found) and gives the faults as lines. */
export function faultsAfter(...edits: readonly (readonly [string, string])[]): readonly string[] {
  const text = edits.reduce((file, [from, to]) => {
    if (!file.includes(from)) throw new Error(`the test's text "${from}" is not in the small procedure`);
    return file.replace(from, to);
  }, small);
  const compiled = compilePack('/pack', new Map([...shared, ['criminal/small.yaml', text]]));
  return compiled.ok
    ? compiled.value.warnings.map((one) => `warning ${describeError(one)}`)
    : compiled.error.map(describeError);
}
