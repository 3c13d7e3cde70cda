import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { chinaPack } from './testing.ts';

const pack = chinaPack();
const facts = join(import.meta.dirname, '..', '..', '..', 'shared', 'law');
const files = ['pretrial', 'prosecution', 'execution'].map((name) => join(facts, `criminal-${name}.yaml`));

interface FactRule {
  readonly kind: string;
  readonly cite: string;
  readonly from: string | readonly string[];
  readonly to: string | readonly string[];
  readonly within?: string;
  readonly when?: string;
  readonly alert_only?: boolean;
  readonly if_overdue?: string;
}
interface FactProcedure {
  readonly id: string;
  readonly acts: readonly {
    readonly id: string;
    readonly cite: string;
    readonly actor: string;
    readonly authority: string;
    readonly data?: readonly { readonly name: string }[];
  }[];
  readonly rules: readonly FactRule[];
  readonly clocks?: readonly { readonly cite: string; readonly name: string }[];
  readonly doubts?: readonly string[];
}

/** Rules that the law files have and the facts have not, or have otherwise; each is told among the doubts of its procedure. */
const mended: Readonly<Record<string, readonly string[]>> = {
  'criminal.retrial-protest': ['error-found-later-is-reviewed', 'passed-on-petition-is-reviewed-elsewhere'],
  'criminal.reconciliation': ['new-agreement-reopens-decision', 'unaccepted-agreement-is-not-drawn-up'],
  'criminal.property-execution-supervision': [
    'finding-is-dealt-with',
    'found-lawful-only-after-a-check',
    'found-lawful-ends-it',
    'corrected-was-no-lawful-case',
  ],
  'criminal.in-absentia': ['return-follows-prosecution', 'trial-follows-prosecution'],
};

/** Acts that the law files have and the facts have not; told among the doubts likewise. */
const added: Readonly<Record<string, readonly string[]>> = {
  'criminal.property-execution-supervision': ['no-violation'],
};

const flat = (names: string | readonly string[]) => [...(typeof names === 'string' ? [names] : names)].sort();
const sign = (rule: FactRule) =>
  JSON.stringify([
    rule.kind,
    rule.cite,
    flat(rule.from),
    flat(rule.to),
    rule.within ?? null,
    rule.when ?? null,
    rule.alert_only ?? false,
    rule.if_overdue ?? null,
  ]);

describe('every criminal procedure of the facts (skipped where ../shared/law is not there)', () => {
  const there = files.every((file) => existsSync(file));
  const all = there ? files.flatMap((file) => parse(readFileSync(file, 'utf8')) as FactProcedure[]) : [];

  test.skipIf(!there)('is in the pack', () => {
    expect(all).toHaveLength(30);
    expect(all.map((one) => one.id).filter((id) => pack.procedures[id] === undefined)).toEqual([]);
  });

  test.skipIf(!there).each(all.map((one) => [one.id, one] as const))('%s', (id, fact) => {
    const written = pack.procedures[id]!;
    const sorted = <T extends { readonly id: string }>(list: readonly T[]) =>
      [...list].sort((a, b) => a.id.localeCompare(b.id));
    // The pack may ask for more than the facts name (what figures are broken down by), but only where it may be left blank.
    const known = new Set(fact.acts.flatMap((act) => (act.data ?? []).map((one) => `${act.id} ${one.name}`)));
    const acts = written.acts.filter((act) => !(added[id] ?? []).includes(act.id));
    const more = acts.flatMap((act) => act.data.filter((one) => !known.has(`${act.id} ${one.name}`)));
    expect(more.filter((one) => one.required)).toEqual([]);
    expect(
      sorted(acts).map((act) => [
        act.id,
        act.cite,
        act.actor,
        act.authority,
        act.data.map((one) => one.name).filter((name) => known.has(`${act.id} ${name}`)),
      ]),
    ).toEqual(
      sorted(fact.acts).map((act) => [
        act.id,
        act.cite,
        act.actor,
        act.authority,
        (act.data ?? []).map((one) => one.name),
      ]),
    );
    const own = mended[id] ?? [];
    const kept = written.rules
      .filter((rule) => !own.includes(rule.id))
      .map((rule) =>
        sign({
          kind: rule.kind,
          cite: rule.cite,
          from: rule.from,
          to: rule.to,
          alert_only: rule.alertOnly,
          ...(rule.within === null ? {} : { within: rule.within }),
          ...(rule.when === null ? {} : { when: rule.when }),
          ...(rule.ifOverdue === null ? {} : { if_overdue: rule.ifOverdue }),
        }),
      );
    const given = fact.rules.map(sign);
    expect(kept.filter((one) => !given.includes(one))).toEqual([]);
    expect(given.filter((one) => !kept.includes(one)).length).toBeLessThanOrEqual(own.length);
    expect(kept.length).toBeGreaterThanOrEqual(fact.rules.length - own.length);
    expect(written.clocks.map((clock) => [clock.cite, clock.title.en.toLowerCase()])).toEqual(
      (fact.clocks ?? []).map((clock) => [clock.cite, clock.name]),
    );
    expect(written.doubts.length).toBeGreaterThanOrEqual((fact.doubts ?? []).length + (own.length > 0 ? 1 : 0));
  });
});
