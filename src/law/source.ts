import { isMap, isPair, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { nearest } from './nearest.ts';
import type { LawError, Where } from './types.ts';

export type Path = readonly (string | number)[];

/** A YAML file that remembers where each of its values stands. */
export interface Source {
  readonly file: string;
  readonly data: unknown;
  /** Place of the value at a path; of the nearest thing above it where there is none. `key`: of the name before the value. */
  readonly at: (path: Path, part?: 'value' | 'key') => Where;
}

export type Complain = (source: Source, path: Path, fault: Fault) => void;
export interface Fault {
  readonly check: string;
  readonly message: string;
  readonly found?: string;
  readonly expected?: string;
  readonly part?: 'value' | 'key';
}

export function faultAt(source: Source, path: Path, fault: Fault, procedure: string | null): LawError {
  return {
    ...source.at(path, fault.part),
    procedure,
    check: fault.check,
    path: pathText(path),
    message: fault.message,
    found: fault.found ?? null,
    expected: fault.expected ?? null,
  };
}

/** `acts[3].data[0].type` */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

/** One line: `criminal/arrest-review.yaml:41:7 acts[3].actor: found "polise", expected police (did you mean police?)`. */
export function describe(error: LawError): string {
  const place = `${error.file}:${error.line}:${error.column}`;
  return `${place} ${error.path === '' ? '' : `${error.path}: `}${error.message}`;
}

/** Reads YAML with positions. A text that is no YAML, or names a key twice, gives every fault of it. */
export function readSource(
  file: string,
  text: string,
): { readonly source: Source; readonly errors: readonly LawError[] } {
  const counter = new LineCounter();
  const doc = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const place = (offset: number): Where => {
    const { line, col } = counter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const at = (path: Path, part: 'value' | 'key' = 'value'): Where => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = depth === 0 ? doc.contents : doc.getIn(path.slice(0, depth), true);
      const parent = depth === 0 ? null : depth === 1 ? doc.contents : doc.getIn(path.slice(0, depth - 1), true);
      if (part === 'key' && isMap(parent)) {
        const key = keyNode(parent, path[depth - 1]);
        if (key !== null) return place(key);
      }
      const range = node !== null && typeof node === 'object' && 'range' in node ? node.range : null;
      if (Array.isArray(range) && typeof range[0] === 'number') return place(range[0]);
    }
    return { file, line: 1, column: 1 };
  };
  const source: Source = { file, data: doc.errors.length > 0 ? null : doc.toJS(), at };
  const errors = doc.errors.map(
    (error): LawError => ({
      ...place(error.pos[0]),
      procedure: null,
      check: 'yaml',
      path: '',
      message: `not readable as YAML: ${error.message.split('\n')[0] ?? error.code}`,
      found: null,
      expected: null,
    }),
  );
  return { source, errors };
}

function keyNode(map: YAMLMap, name: string | number | undefined): number | null {
  for (const pair of map.items) {
    if (isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(name))
      return pair.key.range?.[0] ?? null;
  }
  return null;
}

/** `expected one of a, b, c (did you mean b?)`, cut where the list is long. */
export function expectedOf(name: string, known: readonly string[], what: string): { expected: string; text: string } {
  const near = nearest(name, known);
  const shown = known.length > 12 ? `${known.slice(0, 10).join(', ')} … (${known.length})` : known.join(', ');
  const expected = near ?? (known.length === 0 ? `${what} (there is none)` : `${what}: ${shown}`);
  return { expected, text: near === null ? `expected ${expected}` : `did you mean ${near}?` };
}
