import type { Context } from 'hono';
import { may, type OfficeAction } from '#access/index.ts';
import { type Env, stop } from './env.ts';

/** Ends the request with 403 and the words of the policy when the office's policies do not permit this. */
export function permit(c: Context<Env>, action: OfficeAction): void {
  const answer = may(c.var.actor, action);
  if (!answer.allowed) throw stop(403, answer.words);
}
