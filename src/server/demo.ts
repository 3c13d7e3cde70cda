/** The made-up office is made once and kept; a mark is written when it is whole. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Mark = z.object({ madeOn: z.iso.date() });
const fileIn = (dir: string): string => join(dir, 'made.json');

/** The day on which the kept demo was made; null: there is none, or its making was broken off. */
export function demoMade(dir: string): string | null {
  if (!existsSync(fileIn(dir))) return null;
  const parsed = Mark.safeParse(JSON.parse(readFileSync(fileIn(dir), 'utf8')));
  return parsed.success ? parsed.data.madeOn : null;
}

export const markDemo = (dir: string, madeOn: string): void =>
  writeFileSync(fileIn(dir), `${JSON.stringify({ madeOn })}\n`);
