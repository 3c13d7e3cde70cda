import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Checked, checkJudgment } from './findings.ts';
import { readJudgmentFile } from './judgments/files.ts';
import type { Judgment } from './judgments/judgment.ts';
import type { Finding } from './schemas.ts';
import { chinaPack } from './testing.ts';

const file = join(import.meta.dirname, '..', '..', '..', 'shared', 'judgments', 'heads.jsonl');

interface One extends Checked {
  readonly id: string;
  readonly judgment: Judgment;
  readonly text: string;
}

async function checked(): Promise<readonly One[]> {
  const all: One[] = [];
  for await (const found of readJudgmentFile(file)) {
    if (!found.ok || !found.item.result.ok) continue;
    const { judgment } = found.item.result;
    all.push({
      id: found.item.id,
      text: found.item.text,
      judgment,
      ...checkJudgment(chinaPack(), judgment, found.item.text),
    });
  }
  return all;
}

const DAY = 86_400_000;
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** Adds a period of months and days to a day by hand, as the law counts it in criminal cases. */
function plus(date: string, period: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const months = Number(/(\d+)M/.exec(period)?.[1] ?? 0);
  const days = Number(/(\d+)D/.exec(period)?.[1] ?? 0);
  const last = (y: number, m: number): number => new Date(Date.UTC(y, m + 1, 0)).getUTCDate();
  const target = month - 1 + months;
  const longest = last(year, target);
  const from = months > 0 && day === last(year, month - 1) ? longest : Math.min(day, longest);
  return new Date(Date.UTC(year, target, from) + days * DAY).toISOString().slice(0, 10);
}

const ruleOf = (finding: Finding) => {
  const law = chinaPack().procedures['criminal.judgment-supervision'];
  const rule = law?.rules.find((one) => one.id === finding.rule);
  if (rule === undefined) throw new Error(`no rule ${finding.rule}`);
  return rule;
};

describe.skipIf(!existsSync(file))(
  'the real heads (../shared/judgments; skipped where they are not there)',
  async () => {
    const all = existsSync(file) ? await checked() : [];
    const findings = all.flatMap((one) => one.findings.map((finding) => ({ ...one, finding })));

    test('every head is read and checked', () => {
      expect(all.length).toBe(258);
      expect(findings.length).toBeGreaterThan(10);
    });

    test('the reckoning of every finding adds up when done by hand', () => {
      for (const { id, finding } of findings) {
        const rule = ruleOf(finding);
        const [from, to] = finding.acts;
        if (rule.within === null || from === undefined || to === undefined) continue;
        const unrolled = plus(from.on, rule.within);
        const limit = finding.steps.filter((step) => step.cites.length > 0)[0]?.date;
        expect([id, limit]).toEqual([id, unrolled]);
        const over = finding.daysOver ?? 0;
        expect(over).toBeGreaterThan(0);
        const rolled = daysBetween(unrolled, to.on) - over;
        expect([id, rolled >= 0 && rolled <= 10, rule.rolls === 'none' ? rolled : 0]).toEqual([id, true, 0]);
      }
    });

    test('every act of a finding stands in the text where its place says', () => {
      for (const { finding, text, id } of findings)
        for (const { span, type } of finding.acts) {
          if (span === null) continue;
          expect([id, type, text.slice(span.from, span.to)]).toEqual([id, type, expect.stringMatching(/日|号|逮捕/)]);
        }
    });

    test('one accusation, read and found right by a person: J611, approved on the thirty-eighth day', () => {
      const certain = findings.filter(({ finding }) => finding.certainty === 'certain');
      expect(
        certain.map(({ id, finding }) => [id, finding.rule, finding.daysOver, ...finding.acts.map((act) => act.on)]),
      ).toEqual([['J611', 'detention-longest-2012', 1, '2017-12-22', '2018-01-29']]);
    });

    test('no finding contradicts the reader, and what depends names its fact', () => {
      for (const { finding } of findings) {
        expect(finding.cites.length).toBeGreaterThan(0);
        expect(finding.dependsOn.length > 0).toBe(finding.certainty === 'depends');
        for (const { answers } of finding.dependsOn)
          expect(new Set(answers.map(({ broken }) => broken))).toEqual(new Set([true, false]));
      }
    });
  },
);
