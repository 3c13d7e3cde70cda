import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Columns, createColumns } from './columns.ts';
import { createInterner, hashBytes, type Interner } from './intern.ts';

const PARTS = 64;
const HEAD = 3;

/** Columns of some cases, complete, with the names of those cases. */
export interface Gathered {
  readonly columns: Columns;
  readonly cases: Interner;
}

/** Events of a log that is longer than what is held, put aside on disk by case. */
export interface Spill {
  /** Writes the events away, in the order of the file; their case codes look into `cases`. */
  readonly add: (columns: Columns, cases: Interner) => void;
  /** Every case whole, some at a time, its events in the order of the file. */
  readonly gathered: () => Generator<Gathered>;
  readonly close: () => void;
}

/**
 * Cases are spread over files by a hash of their names, so that each file holds whole cases and fits into memory; names stand in the files
 * too, so that none is held. The files have no name while they are open: whatever becomes of this process, nothing stays behind.
 */
export function createSpill(): Spill {
  const folder = mkdtempSync(join(tmpdir(), 'custos-spill-'));
  const files = Array.from({ length: PARTS }, (_, part) => openSync(join(folder, `${part}`), 'wx+', 0o600));
  rmSync(folder, { recursive: true });
  const totals = new Array<number>(PARTS).fill(0);
  const runs = new Array<number>(PARTS).fill(0);

  function add(columns: Columns, cases: Interner): void {
    const { n } = columns;
    const count = cases.size();
    const partOf = new Uint8Array(count);
    const local = new Int32Array(count);
    const members: number[][] = Array.from({ length: PARTS }, () => []);
    for (let code = 0; code < count; code++) {
      const name = cases.bytes(code);
      const part = hashBytes(name, 0, name.length) % PARTS;
      partOf[code] = part;
      local[code] = members[part]!.length;
      members[part]!.push(code);
    }
    const starts = new Int32Array(PARTS + 1);
    for (let i = 0; i < n; i++) starts[partOf[columns.case[i]!]! + 1]! += 1;
    for (let part = 0; part < PARTS; part++) starts[part + 1]! += starts[part]!;
    const order = new Int32Array(n);
    const next = starts.slice();
    for (let i = 0; i < n; i++) order[next[partOf[columns.case[i]!]!]!++] = i;
    for (const [part, file] of files.entries()) {
      const events = order.subarray(starts[part], starts[part + 1]);
      if (members[part]!.length === 0) continue;
      const ints = (of: Int32Array): Int32Array => events.map((event) => of[event]!);
      const names = members[part]!.map((code) => cases.bytes(code));
      const bytes = Buffer.concat(names);
      totals[part]! += events.length;
      runs[part]! += 1;
      for (const array of [
        Int32Array.of(events.length, names.length, bytes.length),
        Int32Array.from(names, ({ length }) => length),
        bytes,
        events.map((event) => local[columns.case[event]!]!),
        ints(columns.activity),
        Float64Array.from(events, (event) => columns.at[event]!),
        Uint8Array.from(events, (event) => columns.day[event]!),
        ...(columns.subject === null ? [] : [ints(columns.subject)]),
        ...columns.fields.map(({ codes }) => ints(codes)),
      ])
        write(file, array);
    }
    shape ??= { subject: columns.subject !== null, fields: columns.fields.map(({ name }) => name) };
  }
  let shape: { readonly subject: boolean; readonly fields: readonly string[] } | null = null;

  function* gathered(): Generator<Gathered> {
    if (shape === null) return;
    for (const [part, file] of files.entries()) {
      if (runs[part] === 0) continue;
      const columns = createColumns(shape.fields, shape.subject, totals[part]!);
      const cases = createInterner();
      const read = reader(file);
      for (let run = 0; run < runs[part]!; run++) {
        const [events = 0, names = 0, length = 0] = read(new Int32Array(HEAD));
        const lengths = read(new Int32Array(names));
        const bytes = read(new Uint8Array(length));
        let at = 0;
        const codes = lengths.map((size) => {
          at += size;
          return cases.code(bytes, at - size, at);
        });
        const from = columns.n;
        const to = from + events;
        const ints = (of: Int32Array): void => void read(of.subarray(from, to));
        ints(columns.case);
        for (let i = from; i < to; i++) columns.case[i] = codes[columns.case[i]!]!;
        ints(columns.activity);
        read(columns.at.subarray(from, to));
        if (read(columns.day.subarray(from, to)).includes(1)) columns.anyDay = true;
        if (columns.subject !== null) ints(columns.subject);
        for (const field of columns.fields) ints(field.codes);
        columns.n = to;
      }
      columns.cases = cases.size();
      yield { columns, cases };
    }
  }

  return {
    add,
    gathered,
    close() {
      for (const file of files) closeSync(file);
    },
  };
}

type Written = Int32Array | Float64Array | Uint8Array;

function write(file: number, array: Written): void {
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, Math.min(bytes.length - done, 2 ** 30));
}

/** Fills one array after the other with what stands in a file. */
function reader(file: number): <T extends Written>(into: T) => T {
  let position = 0;
  return (into) => {
    const bytes = Buffer.from(into.buffer, into.byteOffset, into.byteLength);
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(file, bytes, done, Math.min(bytes.length - done, 2 ** 30), position);
      if (read === 0)
        throw new Error('custos replay: a temporary file ended too early; expected what was written to it');
      done += read;
      position += read;
    }
    return into;
  };
}
