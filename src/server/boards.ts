/** The boards of a law pack (`dashboards.yaml`): which measures whom concerns. A pack may have none. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const Id = z.string().regex(/^[a-z0-9-]+$/, 'expected small letters, digits and -');
const Tile = z
  .strictObject({
    measure: Id,
    by: Id.optional(),
    of: z.literal('desk').optional(),
    period: z.enum(['year', 'month']).default('year'),
  })
  .refine((tile) => tile.by === undefined || tile.of === undefined, {
    path: ['of'],
    message: 'a tile of one department has no parts; expected by or of',
  });
const Board = z.strictObject({
  id: Id,
  title: Text,
  about: Text,
  /** Roles of pack.yaml. */
  roles: z.array(z.string()).min(1),
  sections: z.array(z.strictObject({ title: Text, tiles: z.array(Tile).min(1) })).min(1),
});
export type Board = z.infer<typeof Board>;

export type Measured = { readonly id: string; readonly dimensions?: readonly string[] };
/** What a board may name. */
export type Known = { readonly measures: readonly Measured[]; readonly roles: readonly { readonly id: string }[] };
type Read =
  | { readonly ok: true; readonly value: readonly Board[] }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Parts that every measure has: its time, and who in the office it concerns. */
const always = new Set(['year', 'month', 'desk', 'procedure', 'office']);

/** Every fault is one line: where, what, and what was expected. */
export function readBoards(text: string, { measures, roles }: Known): Read {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (path: readonly PropertyKey[]): string => {
    const node = document.getIn(path as string[], true) as { range?: [number, number, number] } | undefined;
    return `dashboards.yaml:${node?.range ? lines.linePos(node.range[0]).line : 1}`;
  };
  if (document.errors.length > 0)
    return {
      ok: false,
      faults: document.errors.map(
        (error) => `dashboards.yaml:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`,
      ),
    };
  const read = z.array(Board).safeParse(document.toJS());
  if (!read.success)
    return {
      ok: false,
      faults: read.error.issues.map((issue) => `${at(issue.path)}: ${issue.path.join('.')}: ${issue.message}`),
    };
  const known = new Map(measures.map((one) => [one.id, one]));
  const faults = read.data.flatMap((board, b) =>
    board.sections.flatMap((section, s) =>
      section.tiles.flatMap((tile, t): string[] => {
        const where = at([b, 'sections', s, 'tiles', t]);
        const measure = known.get(tile.measure);
        if (!measure) return [`${where}: no measure "${tile.measure}"; expected one of measures/*.yaml`];
        const { dimensions } = measure;
        if (tile.by === undefined || dimensions === undefined || always.has(tile.by) || dimensions.includes(tile.by))
          return [];
        return [`${where}: "${tile.measure}" has no parts by ${tile.by}; expected ${dimensions.join(', ')}`];
      }),
    ),
  );
  for (const [b, board] of read.data.entries())
    for (const [r, role] of board.roles.entries())
      if (!roles.some((one) => one.id === role))
        faults.push(`${at([b, 'roles', r])}: no role "${role}"; expected ${roles.map((one) => one.id).join(', ')}`);
  const ids = read.data.map((board) => board.id);
  for (const [nr, id] of ids.entries())
    if (ids.indexOf(id) < nr) faults.push(`${at([nr])}: a board "${id}" stands already in the file`);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: read.data };
}

export function loadBoards(dir: string, known: Known): Read {
  const file = join(dir, 'dashboards.yaml');
  return existsSync(file) ? readBoards(readFileSync(file, 'utf8'), known) : { ok: true, value: [] };
}

/** A board is for who has one of its roles. */
export const boardsFor = (boards: readonly Board[], roles: readonly string[]): readonly Board[] =>
  boards.filter((board) => board.roles.some((role) => roles.includes(role)));
