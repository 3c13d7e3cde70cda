/** The figures of the pack against the list of the five-year report: every figure that can be computed is there under its id. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseCite } from '#law/index.ts';
import { schemaFiles } from './schema-files.ts';
import { act, figuresOver, now, ownLaw, sourceOf } from './testing.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const listed = here('../../../shared/report/figures.yaml');
const law = ownLaw();
const { figures, measures, families } = law.catalogue;
const { laws } = law.pack;

interface Listed {
  readonly id: string;
  readonly section: string;
  readonly unit: string;
  readonly computable: string;
  readonly period: { readonly year: number } | { readonly from: number; readonly to: number };
}
const there = existsSync(listed);
if (!there) console.info(`${listed} is not there: the ids of the report are not checked`);
const wanted = (there ? (parse(readFileSync(listed, 'utf8')) as { figures: Listed[] }).figures : []).filter(
  (one) => one.computable === 'yes',
);
/** The list gives no year for this one; the law has had the system since 26 October 2018 only, so the figure is that of 2022. */
const moved: Readonly<Record<string, string>> = { 'plead-guilty-application-rate': '2022' };
const periodOf = ({ id, period }: Listed): string =>
  moved[id] ?? ('year' in period ? String(period.year) : `${period.from}..${period.to}`);

describe('figures of the report (skipped where ../shared/report is not there)', () => {
  test.skipIf(!there)('every computable figure, under its id, section and period, once and first', () => {
    expect(wanted).toHaveLength(118);
    expect(figures.slice(0, wanted.length).map((one) => `${one.id} ${one.section} ${one.period}`)).toEqual(
      wanted.map((one) => `${one.id} ${one.section} ${periodOf(one)}`),
    );
  });

  test.skipIf(!there)('counts persons where the report counts persons, and so on', () => {
    const plain = wanted.filter((one) => ['person', 'case', 'item', 'yuan', 'mu'].includes(one.unit));
    const wrong = plain.flatMap((one) => {
      const figure = figures.find(({ id }) => id === one.id);
      if (figure?.as !== 'value') return [];
      const unit = measures.find(({ id }) => id === figure.measure)?.unit;
      return unit === one.unit ? [] : [`${one.id}: ${unit}, in the report ${one.unit}`];
    });
    expect(wrong).toEqual([]);
  });
});

test.each(Object.entries(schemaFiles()))(
  'law/schema/%s is as definition.ts says; else run node src/measures/write-schemas.ts',
  (name, text) => {
    expect(readFileSync(here(`../../law/schema/${name}`), 'utf8')).toBe(text);
  },
);

describe('measures of the pack', () => {
  test('say in both languages what they must not be used for, and where the law is', () => {
    for (const { id, not_for, cite } of measures) {
      expect([id, not_for.zh.length > 5, not_for.en.length > 10, cite.length > 3]).toEqual([id, true, true, true]);
    }
  });

  test('cite laws that the pack knows, or say that it is a choice of the pack', () => {
    const unknown = measures.flatMap((one) =>
      parseCite(laws, one.cite)
        .filter((part) => part.mark !== 'model' && !part.known)
        .map((part) => `${one.id}: ${part.law}`),
    );
    expect(unknown).toEqual([]);
  });

  test('every family is counted or looked for by some measure', () => {
    const used = new Set(
      measures
        .flatMap((one) => [
          ...(one.counts ?? []),
          ...(one.numerator?.sets ?? []),
          ...(one.denominator?.sets ?? []),
          ...one.excluded.flatMap((part) => part.sets),
        ])
        .flatMap((set) =>
          set.of === 'acts'
            ? [
                ...set.acts,
                ...(set.before ?? []),
                ...(set.not_before ?? []),
                ...(set.after ?? []),
                ...(set.not_after ?? []),
              ]
            : [],
        ),
    );
    expect(families.filter((family) => !used.has(family.id)).map((family) => family.id)).toEqual([]);
  });

  test('an alternative that a definition names is there', () => {
    const titles = new Set(measures.map((one) => one.title.zh));
    const named = measures.flatMap((one) =>
      one.choices.flatMap((choice) =>
        [...choice.zh.matchAll(/见“([^”]+)”|^“([^”]+)”的另一种/g)].map((match) => match[1] ?? match[2] ?? ''),
      ),
    );
    expect(named.length).toBeGreaterThan(12);
    expect(named.filter((title) => !titles.has(title))).toEqual([]);
  });
});

describe('named figures', () => {
  const acts = Array.from({ length: 10 }, (_, i) =>
    act('criminal.prosecution-review/prosecute', { index: i + 1, caseId: `c${i}`, date: `${2013 + i}-06-03` }),
  );
  const open: { close(): void }[] = [];
  afterAll(() => {
    for (const figures of open) figures.close();
  });

  test('each can be asked for, at the top and at one office, and says what it means', async () => {
    const over = await figuresOver(law, sourceOf(acts));
    open.push(over);
    const faults: string[] = [];
    for (const { id } of figures)
      for (const scope of ['all', 'o1']) {
        const figure = await over.named(id, scope, now);
        if (!figure.ok) faults.push(`${id} at ${scope}: ${figure.error.en}`);
        else if (figure.value.display.zh === '' || figure.value.notFor.en === '') faults.push(`${id}: says nothing`);
      }
    expect(faults).toEqual([]);
    const five = await over.named('prosecuted-persons-all', 'all', now);
    expect(five.ok && [five.value.value, five.value.base?.value]).toEqual([5, 5]);
    const first = await over.named('petition-first-reply-deadline', 'all', now);
    expect(first.ok && [first.value.value, first.value.unit.code]).toEqual([7, 'day']);
    const second = await over.named('petition-substantive-reply-deadline', 'all', now);
    expect(second.ok && [second.value.value, second.value.unit.code]).toEqual([3, 'month']);
  });
});
