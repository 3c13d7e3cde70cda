/** Which boards the reader has, and of which measures their tiles are. The numbers come from the measures themselves. */
import { createRoute, z } from '@hono/zod-openapi';
import { dayIn } from '#access/index.ts';
import { schemas } from '#casework/index.ts';
import { boardsFor } from '../boards.ts';
import type { Deps } from '../deps.ts';
import { json, refusals, routes } from '../env.ts';
import { officeOf } from '../office.ts';
import { permit } from '../permit.ts';

const { Text } = schemas;
const Tile = z.object({
  /** Unique on the board. */
  id: z.string(),
  measure: z.string(),
  title: Text,
  by: z.string().nullable(),
  /** Only the reader's department: its id, the key among the parts by desk. */
  desk: z.string().nullable(),
  period: z.string().meta({ description: 'As the measures take it' }),
});
export const Dashboard = z
  .object({
    desk: z.object({ id: z.string(), title: Text }).nullable(),
    boards: z.array(
      z.object({
        id: z.string(),
        title: Text,
        about: Text,
        sections: z.array(z.object({ title: Text, tiles: z.array(Tile) })),
      }),
    ),
  })
  .meta({ id: 'Dashboard' });

const page = createRoute({
  method: 'get',
  path: '/api/dashboard',
  tags: ['measures'],
  summary: 'The boards for the reader’s roles: tiles of measures',
  responses: { 200: json(Dashboard, 'The boards; none for who has no task with one'), ...refusals },
});

/** The year or the month so far. */
const periodFor = (period: 'year' | 'month', today: string): string =>
  `${today.slice(0, period === 'month' ? 8 : 5)}${period === 'month' ? '01' : '01-01'}..${today}`;

export const dashboardRoutes = (deps: Deps) => {
  const titles = new Map(deps.figures.measures.map((one) => [one.id, one.title]));
  return routes().openapi(page, (c) => {
    permit(c, 'read-figures');
    const { actor, now } = c.var;
    const today = dayIn(deps.pack.zone, now);
    const desk = officeOf(deps.offices, actor.office).desks.find((one) => one.id === actor.desk) ?? null;
    const boards = boardsFor(deps.boards, actor.roles).map((board) => ({
      id: board.id,
      title: board.title,
      about: board.about,
      sections: board.sections
        .map((section, s) => ({
          title: section.title,
          tiles: section.tiles
            .filter((tile) => tile.of === undefined || desk !== null)
            .map((tile, t) => ({
              id: `${s}-${t}`,
              measure: tile.measure,
              title: titles.get(tile.measure) ?? { zh: tile.measure, en: tile.measure },
              by: tile.of === 'desk' ? 'desk' : (tile.by ?? null),
              desk: tile.of === 'desk' ? (desk?.id ?? null) : null,
              period: periodFor(tile.period, today),
            })),
        }))
        .filter((section) => section.tiles.length > 0),
    }));
    return c.json({ desk: desk && { id: desk.id, title: desk.title }, boards }, 200);
  });
};
