/** YAML files of the law pack, read with the line of everything that is wrong in them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

export type Path = readonly (string | number)[];

export interface Read<T> {
  /** Null: the file is missing or does not fit its shape; `faults` say why (a missing file has none). */
  readonly value: T | null;
  readonly faults: readonly string[];
  /** `measures/x.yaml:12: message`, the line being that of the path (or of the nearest thing around it). */
  at(path: Path, message: string): string;
}

/** Reads one file of a pack by a shape. Every fault is one line: file, line, what, expected. */
export function readYaml<T>(dir: string, file: string, shape: z.ZodType<T>): Read<T> {
  const where = join(dir, file);
  if (!existsSync(where)) return { value: null, faults: [], at: (_, message) => `${file}:1: ${message}` };
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(where, 'utf8'), { lineCounter: lines });
  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const at = (path: Path, message: string): string => `${file}:${lineOf(path)}: ${message}`;
  if (document.errors.length > 0) {
    const faults = document.errors.map(
      (error) => `${file}:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`,
    );
    return { value: null, faults, at };
  }
  const read = shape.safeParse(document.toJS());
  if (read.success) return { value: read.data, faults: [], at };
  const faults = read.error.issues.map((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol');
    return at(path, `${path.join('.') || file}: ${issue.message}`);
  });
  return { value: null, faults, at };
}
