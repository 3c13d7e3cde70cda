import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { dayIn, viewOf } from '#access/index.ts';
import { type FigureRows, type Period, parsePeriod } from '#measures/index.ts';
import type { Deps } from './deps.ts';
import { type Env, stop } from './env.ts';

/** The period asked for; without one, this year until today. */
export function periodOf(deps: Deps, c: Context<Env>, text: string | undefined): Period {
  const today = dayIn(deps.pack.zone, c.var.now);
  const parsed = parsePeriod(text || `${today.slice(0, 4)}-01-01..${today}`);
  if (!parsed.ok) throw stop(400, parsed.error);
  return parsed.value;
}

type Rows = z.infer<typeof FigureRows>;
type Row = Rows['rows'][number];

/** Rows of proceedings that are not the reader's keep their place in the count, and nothing that names the case. */
export async function withinEntitlement(deps: Deps, c: Context<Env>, found: Rows): Promise<Rows> {
  const known = await deps.casework.namedFacts([...new Set(found.rows.map((row) => row.proceeding))]);
  const hidden = (row: Row, nr: number): Row => ({
    ...row,
    key: `hidden-${nr}`,
    proceeding: '',
    case: '',
    number: null,
    numberText: null,
    subject: null,
  });
  return {
    ...found,
    rows: found.rows.map((row, nr) => {
      const one = known.get(row.proceeding);
      return one && viewOf(c.var.actor, one.facts) !== null ? { ...row, numberText: one.number } : hidden(row, nr);
    }),
  };
}
