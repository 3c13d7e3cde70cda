import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { showProcedure, showText } from './show.ts';
import { chinaPack, packDir } from './testing.ts';

const pack = chinaPack();
const facts = join(import.meta.dirname, '..', '..', '..', 'shared', 'law');
const files = ['petitions', 'management'].map((name) => join(facts, `${name}.yaml`));
const there = files.every((file) => existsSync(file));

interface Rule {
  readonly kind: string;
  readonly cite: string;
  readonly from: string | readonly string[];
  readonly to: string | readonly string[];
  readonly within?: string;
  readonly after?: string;
  readonly when?: string;
  readonly alert_only?: boolean;
}
interface Procedure {
  readonly id: string;
  readonly acts: readonly { readonly id: string; readonly cite: string; readonly actor: string }[];
  readonly rules: readonly Rule[];
  readonly clocks: readonly { readonly name: string; readonly cite: string }[];
  readonly opens?: readonly { readonly on: string; readonly procedure: string }[];
  readonly doubts: readonly string[];
}

const flat = (names: string | readonly string[]) => [...(typeof names === 'string' ? [names] : names)].sort();
const sign = ({ kind, cite, from, to, within, after, when, alert_only }: Rule) =>
  JSON.stringify([kind, cite, flat(from), flat(to), within ?? null, after ?? null, when ?? null, alert_only ?? false]);
const sorted = (lines: readonly string[]) => [...lines].sort();

describe('every petition and management procedure of the facts (skipped where ../shared/law is not there)', () => {
  const all = there ? files.flatMap((file) => parse(readFileSync(file, 'utf8')) as Procedure[]) : [];

  test.skipIf(!there)('is in the pack', () => {
    expect(all).toHaveLength(26);
    expect(all.map((one) => one.id).filter((id) => pack.procedures[id] === undefined)).toEqual([]);
  });

  test.skipIf(!there).each(all.map((one) => [one.id, one] as const))('%s', (id, fact) => {
    const written = pack.procedures[id]!;
    expect(sorted(written.acts.map((act) => `${act.id} ${act.actor} ${act.cite}`))).toEqual(
      sorted(fact.acts.map((act) => `${act.id} ${act.actor} ${act.cite}`)),
    );
    const rules = written.rules.map(({ within, after, when, alertOnly, ...rule }) =>
      sign({
        ...rule,
        alert_only: alertOnly,
        ...(within === null ? {} : { within }),
        ...(after === null ? {} : { after }),
        ...(when === null ? {} : { when }),
      }),
    );
    expect(sorted(rules)).toEqual(sorted(fact.rules.map(sign)));
    expect(written.clocks.map((clock) => [clock.id, clock.cite])).toEqual(
      fact.clocks.map((clock) => [clock.name, clock.cite]),
    );
    const links = (list: readonly { readonly on: string; readonly procedure: string }[]) =>
      sorted([...new Set(list.map((link) => `${link.on} ${link.procedure}`))]);
    expect(links(written.opens)).toEqual(links(fact.opens ?? []));
    expect(written.doubts.length).toBeGreaterThanOrEqual(fact.doubts.length);
  });
});

test('what the power list leaves to a post is said so, in both languages', () => {
  const shown = showProcedure(pack, 'management.disclosure')!;
  expect(
    pack.procedures['management.disclosure']?.procedure.acts.find((act) => act.id === 'publish-document'),
  ).toMatchObject({ by: 'office', authority: { rank: 'none' } });
  expect(showText(pack, shown, 'zh')).toContain('案件管理部门，按权力清单依职责办理');
  expect(showText(pack, shown, 'en')).toContain('Case management, by its post under the power list');
});

describe('scenarios', () => {
  const all = readdirSync(join(packDir, 'scenarios')).flatMap(
    (file) => parse(readFileSync(join(packDir, 'scenarios', file), 'utf8')) as { procedure: string; steps: unknown }[],
  );
  const ids = Object.keys(pack.procedures).filter((id) => /^(petition|management)\./.test(id));

  test('three for each procedure, and an act that is forbidden where anything is', () => {
    expect(ids.length).toBeGreaterThanOrEqual(26);
    const short = ids.filter((id) => {
      const mine = all.filter((one) => one.procedure === id);
      const forbids = pack.procedures[id]!.rules.some((rule) => rule.kind !== 'response');
      return mine.length < 3 || (forbids && !JSON.stringify(mine).includes('not_enabled'));
    });
    expect(short).toEqual([]);
  });
});
