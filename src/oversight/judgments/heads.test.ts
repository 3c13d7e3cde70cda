import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import expectations from './expectations.json' with { type: 'json' };
import type { JudgmentOfFile } from './files.ts';
import { readJudgmentFile } from './files.ts';
import type { Judgment } from './judgment.ts';
import { judgmentSchema } from './judgment.ts';

const path = join(import.meta.dirname, '../../../../shared/judgments/heads.jsonl');
const here = existsSync(path);
if (!here) console.warn(`skipped: the real heads are not at ${path}`);

async function readAll(): Promise<readonly JudgmentOfFile[]> {
  const items: JudgmentOfFile[] = [];
  for await (const one of readJudgmentFile(path)) {
    if (!one.ok) throw new Error(`${one.error.where}: ${one.error.what.en}`);
    items.push(one.item);
  }
  return items;
}

const serial = (no: string | null) => (no === null ? null : Number(/(\d+)号?$/.exec(no)?.[1] ?? Number.NaN));
const perDefendant = <T>(judgment: Judgment, pick: (one: Judgment['defendants'][number]) => T) =>
  judgment.defendants.map(pick);

/** The short values of a judgment that `expectations.json` holds; a key that is absent there is null or empty here. */
function short(judgment: Judgment): Record<string, unknown> {
  const all: Record<string, unknown> = {
    case: serial(judgment.case_no),
    instance: judgment.instance,
    indictment: serial(judgment.indictment_no),
    office: judgment.prosecuting_office === null ? null : judgment.prosecuting_office.length,
    charges: perDefendant(judgment, (one) => one.charges.length),
    detained: perDefendant(judgment, (one) => one.detained),
    arrested: perDefendant(judgment, (one) => one.arrested),
    bailed: perDefendant(judgment, (one) => one.bailed),
    prosecuted: judgment.prosecuted_on,
    accepted: judgment.accepted_on,
    trials: judgment.trials,
    first_judgment: judgment.first_judgment_on,
    appellants: judgment.appeal === null ? null : judgment.appeal.by.length,
    protest: judgment.protest === null ? null : judgment.protest.by.length,
    adjournments: judgment.adjournments.map((one) => [one.asked_on, one.from, one.to, one.count]),
    extension: judgment.extension === null ? null : [judgment.extension.approved_on, judgment.extension.length],
    public: judgment.public_hearing,
  };
  const said = ([, value]: [string, unknown]) =>
    value !== null && !(Array.isArray(value) && value.every((one) => one === null));
  return Object.fromEntries(Object.entries(all).filter(said));
}

describe.skipIf(!here)('real heads', () => {
  it('are all read or refused with a reason', async () => {
    const items = await readAll();
    expect(items).toHaveLength(258);
    for (const { result } of items) {
      if (result.ok) judgmentSchema.parse(result.judgment);
      else expect(result.reason.en).not.toBe('');
    }
    expect(items.filter((item) => !item.result.ok).map((item) => item.id)).toEqual([]);
  });

  it('say what a person read in them', async () => {
    const items = new Map((await readAll()).map((item) => [item.id, item.result]));
    expect(Object.keys(expectations).length).toBeGreaterThanOrEqual(60);
    for (const [id, expected] of Object.entries(expectations)) {
      const result = items.get(id);
      expect({ id, ...(result?.ok ? short(result.judgment) : {}) }).toEqual({ id, ...expected });
    }
  });

  it('name places that hold what was read', async () => {
    for (const { text, result } of await readAll()) {
      if (!result.ok) continue;
      const { judgment } = result;
      judgment.defendants.forEach((one, i) => {
        const span = judgment.sources[`/defendants/${i}/name`];
        expect(span && text.slice(...span)).toBe(one.name);
      });
      for (const [pointer, span] of Object.entries(judgment.sources)) {
        expect(text.slice(...span), pointer).not.toBe('');
      }
    }
  });
});
