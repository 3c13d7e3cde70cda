import type { Cell } from '../cells.ts';
import { criminalCells } from './criminal.ts';
import { otherCells } from './lines.ts';

/** Every case of the nation, by kind. */
export const cellsOf = (scale: number): Cell[] => [...criminalCells(scale), ...otherCells(scale)];
