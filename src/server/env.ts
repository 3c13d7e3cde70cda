/** What every request carries, and the answers that every route shares. */

import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Actor } from '#access/index.ts';
import { schemas as casework } from '#casework/index.ts';

export type Env = {
  Variables: {
    /** Set for every route that is not public; see auth.ts. */
    actor: Actor;
    requestId: string;
    /** ms UTC, one moment for the whole request. */
    now: number;
  };
};

export type Words = { readonly zh: string; readonly en: string };

export const ErrorBody = z
  .object({ error: casework.Text, reference: z.string().optional() })
  .meta({ id: 'Error', description: 'What is wrong, in both languages; `reference` finds it in the log' });

/** The one answer for what does not exist and for what is not the reader's. */
export const nothingHere: Words = {
  zh: '没有此项，或者您无权查看',
  en: 'There is no such thing, or it is not yours to see',
};
export const signInFirst: Words = { zh: '请先登录', en: 'Sign in first' };

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

type Answer<S extends z.ZodType> = ReturnType<typeof json<S>>;
type Refusals = Record<400 | 401 | 403 | 404, Answer<typeof ErrorBody>>;
type Recording = Refusals & Record<409 | 422, Answer<typeof casework.Refusal>>;

/** Responses that every signed-in route has. */
export const refusals: Refusals = {
  400: json(ErrorBody, 'The request could not be read; names the field'),
  401: json(ErrorBody, 'Not signed in'),
  403: json(ErrorBody, 'Not permitted; names the rule'),
  404: json(ErrorBody, 'Does not exist, or is not yours: the same answer'),
};

/** Responses of routes that record something. */
export const recording: Recording = {
  ...refusals,
  409: json(casework.Refusal, 'Somebody was faster; `since` holds what changed. Nothing was recorded'),
  422: json(casework.Refusal, 'Refused, with every reason. Nothing was recorded'),
};

const issuePath = (path: readonly PropertyKey[]): string => path.map(String).join('.') || 'body';

/** A routes file's own app: requests that do not fit their schema get 400 with the field. */
export function routes(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const [issue] = result.error.issues;
      const where = issue ? issuePath(issue.path) : 'body';
      const what = issue?.message ?? '';
      const error = { zh: `请求不符合格式：${where}：${what}`, en: `The request does not fit: ${where}: ${what}` };
      return c.json({ error }, 400);
    },
  });
}

export const forbidden = (c: Context<Env>, words: Words) => c.json({ error: words }, 403);
export const missing = (c: Context<Env>) => c.json({ error: nothingHere }, 404);

/** Ends the request with an answer, from anywhere in a handler: `throw stop(404, nothingHere)`. */
export const stop = (status: 400 | 401 | 403 | 404 | 413, error: Words): HTTPException =>
  new HTTPException(status, { message: error.en, res: Response.json({ error }, { status }) });

type Refused = z.infer<typeof casework.Refusal>;
const refusalKinds = new Set<string>(casework.Refusal.shape.kind.options);

/** A refusal of casework, by its kind (an outcome's kinds are others). */
export const isRefusal = (outcome: { readonly kind: string }): outcome is Refused => refusalKinds.has(outcome.kind);

/** A refusal as HTTP: 404 as for nothing, 409 for a conflict, else 422. */
export function refused(c: Context<Env>, refusal: Refused) {
  if (refusal.kind === 'not-found') return c.json({ error: nothingHere }, 404);
  if (refusal.kind === 'conflict') return c.json(refusal, 409);
  return c.json(refusal, 422);
}
