import type { Context } from 'hono';
import { may, type ProceedingFacts, type ReadingKind, viewOf } from '#access/index.ts';
import type { Deps } from './deps.ts';
import { type Env, nothingHere, stop } from './env.ts';

/** The proceeding's facts, if the reader may see it at all; else the answer for what does not exist. */
export async function visible(
  deps: Deps,
  c: Context<Env>,
  id: string,
): Promise<{ readonly facts: ProceedingFacts; readonly view: 'whole' | 'clocks' }> {
  const facts = await deps.casework.facts(id);
  const view = facts && viewOf(c.var.actor, facts);
  if (!facts || !view) throw stop(404, nothingHere);
  return { facts, view };
}

/** Keeps who looked at what, and by which policy they may. */
export async function recordReading(
  deps: Deps,
  c: Context<Env>,
  facts: ProceedingFacts,
  what: ReadingKind,
): Promise<void> {
  const action = viewOf(c.var.actor, facts) === 'whole' ? 'read-proceeding' : 'read-clocks';
  const { policy } = may(c.var.actor, action, facts);
  await deps.access.readings.record(c.var.actor, facts.id, what, policy, c.var.now);
}
