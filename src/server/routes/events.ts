import { createRoute } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { viewOf } from '#access/index.ts';
import type { Deps } from '../deps.ts';
import { refusals, routes } from '../env.ts';
import type { Change } from '../events.ts';

const keepAliveMs = 25_000;

const events = createRoute({
  method: 'get',
  path: '/api/events',
  tags: ['events'],
  summary: 'Server-sent events: which proceedings of the reader changed; the page then asks again',
  responses: {
    200: {
      description: '{kind: "changed", proceeding}',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    ...refusals,
  },
});

export const eventsRoutes = (deps: Deps) =>
  routes().openapi(events, (c) => {
    const { headers } = c.req.raw;
    /** Asked at each event: the session may have ended, the proceeding may be another's now. */
    const mayHear = async (change: Change): Promise<boolean> => {
      const actor = await deps.access.actorOf(headers, deps.clock());
      const facts = actor && (await deps.casework.facts(change.proceeding));
      return facts !== null && actor !== null && viewOf(actor, facts) !== null;
    };
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async (stream) => {
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      const send = async (change: Change): Promise<void> => {
        if (await mayHear(change)) await stream.writeSSE({ event: 'changed', data: JSON.stringify(change) });
      };
      const silence = deps.events.listen((change) => void send(change).catch(end), end);
      const alive = setInterval(() => void stream.write(': here\n\n').catch(end), keepAliveMs);
      stream.onAbort(end);
      await stream.writeSSE({ event: 'open', data: '{}' });
      await ended;
      clearInterval(alive);
      silence();
    });
  });
