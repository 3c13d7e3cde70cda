/**
 * A measure is a file of the law pack (`law/<pack>/measures/*.yaml`): what is counted, dated by what, once for what.
 * It says nothing that a reader of the report could not check by hand.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { LawPack } from '#law/index.ts';
import type { Result } from './words.ts';

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
/** `procedure/act` */
const ActName = z.string().regex(/^[a-z.-]+\/[a-z0-9-]+$/, 'expected procedure/act');

const ActSet = z.strictObject({
  title: Text.optional(),
  of: z.literal('acts').default('acts'),
  /** Any of these acts. */
  acts: z.array(ActName).min(1),
  /** Data of the act: field → values allowed. */
  where: z.record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()]))).optional(),
  /** What counts as one: the first such act ever of the same … */
  each: z.array(z.enum(['case', 'subject', 'proceeding', 'act'])).min(1),
  /** Only where (or: only where never) one of these acts stands for the same case and subject. */
  with: z.array(ActName).optional(),
  without: z.array(ActName).optional(),
  /** `with` and `without` look at the case, not at the subject. */
  same: z.enum(['subject', 'case']).default('subject'),
});
const DutySet = z.strictObject({
  title: Text.optional(),
  of: z.literal('duties'),
  /** `procedure/rule`; absent: every rule. */
  rules: z.array(z.string()).optional(),
  /** Time limits of the office only. */
  ours: z.boolean().default(true),
  states: z
    .array(z.enum(['met', 'met-late', 'overdue', 'never-done', 'running', 'asleep', 'withdrawn', 'superseded', 'moot']))
    .min(1),
});
const Sets = z.array(z.union([ActSet, DutySet])).min(1);

export const Definition = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    version: z.string(),
    title: Text,
    definition: Text,
    unit: z.enum(['person', 'case', 'item', 'percent', 'ratio', 'act', 'limit']),
    kind: z.enum(['count', 'rate', 'ratio']),
    cite: z.string(),
    value: Sets.optional(),
    numerator: z
      .strictObject({ title: Text, unit: z.enum(['person', 'case', 'item', 'act', 'limit']), sets: Sets })
      .optional(),
    denominator: z
      .strictObject({ title: Text, unit: z.enum(['person', 'case', 'item', 'act', 'limit']), sets: Sets })
      .optional(),
    /** Shown beside the figure: what is outside of it. */
    excluded: z.array(z.strictObject({ title: Text, sets: Sets })).default([]),
    /** Entry of ../shared/report/figures.yaml that it computes. */
    figure: z.string().optional(),
  })
  .refine(
    (m) => (m.kind === 'count' ? m.value !== undefined && !m.numerator : !m.value && m.numerator && m.denominator),
    {
      message: 'a count has `value`; a rate or ratio has `numerator` and `denominator`',
    },
  );
export type Definition = z.infer<typeof Definition>;
export type ActSet = z.infer<typeof ActSet>;
export type DutySet = z.infer<typeof DutySet>;
export type CountedSet = ActSet | DutySet;

/** Reads the measures of a pack; every fault is one line with file, line, what and what was expected. */
export function loadMeasures(pack: LawPack): Result<readonly Definition[]> & { readonly faults?: readonly string[] } {
  const folder = join(pack.dir, 'measures');
  const faults: string[] = [];
  const found: Definition[] = [];
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()) {
    const lines = new LineCounter();
    const file = `measures/${name}`;
    const document = parseDocument(readFileSync(join(folder, name), 'utf8'), { lineCounter: lines });
    for (const error of document.errors)
      faults.push(`${file}:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`);
    if (document.errors.length > 0) continue;
    const read = Definition.safeParse(document.toJS());
    if (!read.success) {
      for (const issue of read.error.issues) {
        const node = document.getIn(issue.path, true) as { range?: [number, number, number] } | undefined;
        const line = node?.range ? lines.linePos(node.range[0]).line : 1;
        faults.push(`${file}:${line}: ${issue.path.join('.') || 'measure'}: ${issue.message}`);
      }
      continue;
    }
    if (`${read.data.id}.yaml` !== basename(name))
      faults.push(`${file}:1: id is "${read.data.id}", expected "${basename(name, '.yaml')}"`);
    faults.push(...unknownNames(read.data, pack).map((fault) => `${file}: ${fault}`));
    found.push(read.data);
  }
  if (faults.length > 0) return { ok: false, error: { zh: faults.join('\n'), en: faults.join('\n') }, faults };
  return { ok: true, value: found };
}

export function setsOf(measure: Definition): readonly CountedSet[] {
  return [
    ...(measure.value ?? []),
    ...(measure.numerator?.sets ?? []),
    ...(measure.denominator?.sets ?? []),
    ...measure.excluded.flatMap((part) => part.sets),
  ];
}

/** A measure that names an act, a field or a rule which the pack does not have would count nothing, silently. */
function unknownNames(measure: Definition, pack: LawPack): string[] {
  const faults: string[] = [];
  for (const set of setsOf(measure)) {
    if (set.of === 'duties') {
      for (const name of set.rules ?? []) {
        const [id = '', rule = ''] = name.split('/');
        const procedure = pack.procedures[id];
        if (!procedure) faults.push(`no procedure "${id}"`);
        else if (![...procedure.rules, ...procedure.clocks].some((r) => r.id === rule))
          faults.push(`no rule "${rule}" in ${id}`);
      }
      continue;
    }
    for (const name of [...set.acts, ...(set.with ?? []), ...(set.without ?? [])]) {
      const [id = '', act = ''] = name.split('/');
      if (!pack.procedures[id]?.acts.some((a) => a.id === act)) faults.push(`no act "${name}" in the pack`);
    }
    for (const field of Object.keys(set.where ?? {})) {
      const known = set.acts.some((name) => {
        const [id = '', act = ''] = name.split('/');
        return pack.procedures[id]?.acts.find((a) => a.id === act)?.data.some((d) => d.name === field);
      });
      if (!known) faults.push(`no field "${field}" in ${set.acts.join(', ')}`);
    }
  }
  return faults;
}
