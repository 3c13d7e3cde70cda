import type { Cell } from '../../cells.ts';
import type { Era } from '../era.ts';
import { administrative } from './administrative.ts';
import { civil } from './civil.ts';
import { type Line, lineCells } from './line.ts';
import { norms } from './norms.ts';
import { petitions } from './petitions.ts';
import { publicInterest } from './public-interest.ts';
import { registers } from './registers.ts';
import { supervision } from './supervision.ts';
import type { Years } from './years.ts';

/** `unpublished`: the petitions of years for which nothing is published. */
export function otherCells(era: Era, scale: number, unpublished: Years): Cell[] {
  const of = (id: string): Years => era.of(id, scale);
  const total = (id: string): number => [...of(id).values()].reduce((a, b) => a + b, 0);
  const each = (count: number): Years => new Map(era.years.map((year) => [year, Math.round(count * scale)]));
  const lines: Line[] = [
    ...norms(of),
    ...civil(of),
    ...administrative(of),
    ...publicInterest(of, total),
    ...petitions(of, total, unpublished),
    ...supervision(of),
    ...registers(of, each),
  ];
  return lines.flatMap((line) => lineCells(era, line));
}
