import type { Encoding, Opening } from './bytes.ts';
import { textOf } from './bytes.ts';
import { type Columns, createColumns, createDictionaries, createSeenIds, finish, grow } from './columns.ts';
import { logFault, shown } from './fault.ts';
import { createInterner, hashBytes } from './intern.ts';
import { isAct, type LifecycleRule } from './lifecycle.ts';
import { createTally } from './notes.ts';
import { createSpill, type Spill } from './spill.ts';
import { columnsOf, type TableColumns } from './tables.ts';
import { createTimeReader } from './time.ts';
import type { Log, LogBatch, LogOptions } from './types.ts';

const LONGEST = 16 * 2 ** 20;
const BATCH = 1 << 17;
/** Up to here a log with its cases mixed up is held in columns; a longer one is put aside on disk, case by case. */
const HELD = 1 << 25;
const SEPARATORS = [',', ';', '\t', '|'];

/** The separator that stands most often in the first line, outside of quotes. */
export function separatorOf(line: string): string {
  const bare = line.replace(/"(?:[^"]|"")*"/g, '');
  const counted = SEPARATORS.map((separator) => ({ separator, times: bare.split(separator).length - 1 }));
  return counted.reduce((best, one) => (one.times > best.times ? one : best)).separator;
}

/** Fields of one line of the header; quotes doubled inside quotes. */
function headerOf(line: string, separator: string): readonly string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (line[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === separator) {
      fields.push(field.trim());
      field = '';
    } else field += c;
  }
  return [...fields, field.trim()];
}

/** CSV by RFC 4180 with any separator; each row one event, the cases in any order. */
export function openCsv(file: string, opening: Opening, encoding: Encoding, options: LogOptions): Log {
  const { mapping, fields } = options;
  const names = createDictionaries(fields.length);
  const counts = { traces: 0, events: 0, latest: null as number | null };
  const tally = createTally();

  const ready: LogBatch[] = [];

  let spill: Spill | null = null;
  let final = false;

  async function* batches(): AsyncGenerator<LogBatch> {
    try {
      yield* all();
    } finally {
      spill?.close();
      spill = null;
    }
  }

  async function* all(): AsyncGenerator<LogBatch> {
    counts.events = 0;
    final = false;
    tally.clear();
    if (encoding.guessed)
      tally.say(
        'encoding',
        `read as ${encoding.label}, since it is not valid UTF-8; \`encoding:\` in the mapping says otherwise`,
      );
    let scan: Scan | null = null;
    /** Some programs write `sep=;` above the header. */
    let separator: string | undefined;
    let carry: Buffer | null = null;
    for await (const chunk of textOf(file, opening, encoding)) {
      let bytes: Buffer = carry === null ? chunk : Buffer.concat([carry, chunk]);
      carry = null;
      if (scan === null) {
        const end = bytes.indexOf(10);
        if (end < 0) {
          if (bytes.length > LONGEST)
            throw logFault(file, 'line 1', 'no line end in the first 16 MiB', 'a header line');
          carry = Buffer.from(bytes);
          continue;
        }
        const first = bytes.toString('utf8', 0, end).replace(/\r$/, '');
        const own = /^"?sep=(.)"?$/i.exec(first)?.[1];
        if (own !== undefined && separator === undefined) {
          separator = own;
          carry = Buffer.from(bytes.subarray(end + 1));
          if (carry.indexOf(10) < 0) continue;
          bytes = carry;
          carry = null;
        }
        const to = bytes.indexOf(10);
        scan = startOf(bytes.toString('utf8', 0, to).replace(/\r$/, ''), separator);
        bytes = bytes.subarray(to + 1);
      }
      const done = scan.rows(bytes, false);
      yield* ready.splice(0);
      if (done < bytes.length) {
        if (bytes.length - done > LONGEST)
          throw logFault(file, `line ${scan.line()}`, 'a row longer than 16 MiB', 'a closing quote');
        carry = Buffer.from(bytes.subarray(done));
      }
    }
    if (scan === null) throw logFault(file, null, 'one line only', 'a header line and rows');
    if (carry !== null) scan.rows(carry, true);
    if (counts.events === 0) throw logFault(file, null, 'no rows below the header', 'one row for each event');
    yield* ready.splice(0);
    yield* scan.finish();
  }

  function startOf(line: string, said: string | undefined): Scan {
    const separator = mapping.separator ?? said ?? separatorOf(line);
    if (mapping.separator === undefined && separator !== ',')
      tally.say('separator', `fields parted by ${separator === '\t' ? 'tab' : `"${separator}"`}`);
    const header = headerOf(line, separator);
    const columns = columnsOf(file, header, options);
    if (columns.guessed !== null) tally.say('columns', columns.guessed);
    return scanner(separator.charCodeAt(0), header.length, columns, said === undefined ? 2 : 3);
  }

  interface Scan {
    /** Reads whole rows; gives the position after the last one. `last`: the bytes end the file. */
    readonly rows: (bytes: Buffer, last: boolean) => number;
    readonly line: () => number;
    readonly finish: () => Generator<LogBatch>;
  }

  function scanner(separator: number, width: number, at: TableColumns, firstLine: number): Scan {
    const grouped = mapping.grouped === true;
    const most = options.held ?? HELD;
    const guess = Math.min(Math.max(4096, Math.ceil((opening.size * (opening.gzip ? 8 : 1)) / 48)), 1 << 24, most);
    const fresh = (capacity: number): Columns =>
      createColumns(
        fields.filter((_, i) => at.fields[i]! >= 0),
        at.subject >= 0,
        capacity,
      );
    let columns = fresh(grouped ? BATCH * 2 : guess);
    let cases = names.cases;
    /** Cases before this one are in a batch already given out; cases up to `newest` were met. */
    let base = 0;
    let newest = -1;
    const kept = at.fields
      .map((column, index) => ({ column, values: names.values[index]! }))
      .filter(({ column }) => column >= 0);
    const time = createTimeReader(mapping.zone ?? options.zone, mapping.format);
    const from = new Int32Array(width + 1);
    const to = new Int32Array(width + 1);
    const doubled = new Uint8Array(width + 1);
    const rule: LifecycleRule = mapping.lifecycle ?? 'standard';
    const lifecycles = createInterner(['']);
    const acts: (boolean | undefined)[] = [true];
    const seen = createSeenIds();
    const [firstActivity = 0, ...moreActivities] = at.activity;
    let line = firstLine;
    let buffer: Buffer = Buffer.alloc(0);
    let lastCase = -1;
    let lastFrom = 0;
    let lastTo = -1;
    let lastBytes: Buffer | null = null;

    const wrong = (what: string, expected: string): Error => logFault(file, `line ${line}`, what, expected);
    const text = (column: number): string => {
      const raw = buffer.toString('utf8', from[column]!, to[column]!);
      return doubled[column] === 1 ? raw.replaceAll('""', '"') : raw;
    };
    const codeIn = (
      dictionary: { code: (b: Uint8Array, f: number, t: number) => number; ofText: (t: string) => number },
      column: number,
    ): number =>
      doubled[column] === 1 ? dictionary.ofText(text(column)) : dictionary.code(buffer, from[column]!, to[column]!);

    /** Rows of a case often follow each other: then its bytes are those of the row before. */
    const caseCode = (): number => {
      const [start, end] = [from[at.case]!, to[at.case]!];
      if (lastBytes === buffer && end - start === lastTo - lastFrom && doubled[at.case] === 0) {
        let i = 0;
        const length = end - start;
        while (i < length && buffer[start + i] === buffer[lastFrom + i]) i += 1;
        if (i === length) return lastCase;
      }
      if (start === end) throw wrong('no case', 'a value in the column of the case');
      lastCase = codeIn(cases, at.case);
      lastBytes = buffer;
      lastFrom = start;
      lastTo = doubled[at.case] === 1 ? -1 : end;
      return lastCase;
    };

    const batchOf = (): LogBatch => {
      columns.cases = newest + 1 - base;
      const offset = base;
      const { batch, outOfOrder } = finish(columns, (index) => names.cases.text(index + offset));
      tally.add('out-of-order', outOfOrder);
      base = newest + 1;
      counts.traces = base;
      return batch;
    };

    const putAside = (): void => {
      spill ??= createSpill();
      spill.add(columns, cases);
      columns.n = 0;
      columns.day.fill(0);
      cases = createInterner();
      newest = -1;
      lastBytes = null;
    };

    /** Where the cases stand together, those behind are done when the next one begins. */
    const begin = (code: number): void => {
      if (code > newest) {
        if (grouped && columns.n >= BATCH) {
          ready.push(batchOf());
          columns = fresh(BATCH * 2);
        }
        newest = code;
      } else if (grouped && code < newest)
        throw wrong(
          `case ${shown(text(at.case))} comes again`,
          'all rows of a case together (grouped: true in the mapping)',
        );
    };

    const row = (rowFrom: number, rowTo: number): void => {
      if (columns.n >= most && !grouped) putAside();
      counts.events += 1;
      const ms = time.read(buffer, from[at.time]!, to[at.time]!);
      if (Number.isNaN(ms)) {
        const found = text(at.time);
        const expected =
          mapping.format ?? 'a time as 2024-03-01 10:00:00 (or timestamp: {column, format} in the mapping)';
        throw wrong(found.trim() === '' ? 'no time' : `time ${shown(found)}`, expected);
      }
      if (counts.latest === null || ms > counts.latest) counts.latest = ms;
      const code = caseCode();
      begin(code);
      if (at.id >= 0 && to[at.id]! > from[at.id]!) {
        const high = hashBytes(buffer, from[at.id]!, to[at.id]!);
        const low = hashBytes(buffer, from[at.id]!, to[at.id]!, 0x9747b28c);
        const found = seen.see(high, low, hashBytes(buffer, rowFrom, rowTo));
        if (found !== 'new') tally.add(found === 'same' ? 'duplicate-dropped' : 'duplicate-differs', 1, text(at.id));
        if (found === 'same') return;
      }
      if (at.lifecycle >= 0) {
        const step = codeIn(lifecycles, at.lifecycle);
        let act = acts[step];
        if (act === undefined) {
          act = isAct(rule, lifecycles.text(step));
          acts[step] = act;
        }
        if (!act) {
          tally.add('lifecycle', 1, lifecycles.text(step));
          return;
        }
      }
      if (columns.n === columns.capacity) grow(columns);
      const n = columns.n;
      columns.case[n] = code - base;
      columns.activity[n] =
        moreActivities.length === 0
          ? codeIn(names.activities, firstActivity)
          : names.activities.ofText(
              at.activity
                .map(text)
                .filter((part) => part !== '')
                .join('+'),
            );
      columns.at[n] = ms;
      if (time.day) {
        columns.day[n] = 1;
        columns.anyDay = true;
      }
      if (columns.subject !== null) columns.subject[n] = codeIn(names.subjects, at.subject);
      for (let i = 0; i < kept.length; i++) columns.fields[i]!.codes[n] = codeIn(kept[i]!.values, kept[i]!.column);
      columns.n = n + 1;
    };

    const rows = (bytes: Buffer, last: boolean): number => {
      buffer = bytes;
      lastBytes = null;
      const end = bytes.length;
      let at = 0;
      for (;;) {
        const rowFrom = at;
        let column = 0;
        let i = at;
        let lines = 1;
        let complete = false;
        while (i <= end) {
          let start = i;
          let stop = i;
          doubled[Math.min(column, width)] = 0;
          if (i < end && bytes[i] === 34) {
            i += 1;
            start = i;
            for (;;) {
              while (i < end && bytes[i] !== 34) {
                if (bytes[i] === 10) lines += 1;
                i += 1;
              }
              if (i < end && bytes[i + 1] === 34 && i + 1 < end) {
                doubled[Math.min(column, width)] = 1;
                i += 2;
                continue;
              }
              break;
            }
            if (i >= end) {
              if (last) throw wrong('a quote that is never closed', '"');
              return rowFrom;
            }
            stop = i;
            i += 1;
            if (i >= end && !last) return rowFrom;
            while (i < end && bytes[i] !== separator && bytes[i] !== 10) {
              if (bytes[i] !== 13 && bytes[i] !== 32)
                throw wrong('text after a closing quote', 'the separator or the end of the line');
              i += 1;
            }
          } else {
            while (i < end) {
              const c = bytes[i]!;
              if (c === separator || c === 10) break;
              i += 1;
            }
            stop = i;
            if (stop > start && bytes[stop - 1] === 13 && (i >= end || bytes[i] === 10)) stop -= 1;
          }
          if (i >= end && !last) return rowFrom;
          if (column < width) {
            from[column] = start;
            to[column] = stop;
          }
          column += 1;
          if (i >= end || bytes[i] === 10) {
            complete = true;
            i += 1;
            break;
          }
          i += 1;
        }
        if (!complete) return rowFrom;
        const blank = column === 1 && to[0] === from[0];
        if (!blank) {
          if (column !== width) throw wrong(`${column} fields`, `${width} as in the header`);
          row(rowFrom, i - 1);
        }
        line += lines;
        at = i;
        if (at >= end) return end;
      }
    };

    return {
      rows,
      line: () => line,
      *finish() {
        for (const dictionary of [names.activities, names.subjects]) checkText(dictionary);
        final = true;
        if (spill === null) {
          yield batchOf();
          return;
        }
        putAside();
        columns = fresh(0);
        counts.traces = 0;
        for (const whole of spill.gathered()) {
          const { batch, outOfOrder } = finish(whole.columns, whole.cases.text);
          tally.add('out-of-order', outOfOrder);
          counts.traces += batch.cases;
          yield batch;
        }
      },
    };
  }

  /** The start of a file may be plain ASCII and what follows not UTF-8. */
  function checkText(dictionary: { size: () => number; text: (code: number) => string }): void {
    for (let code = 0; code < dictionary.size(); code++) {
      if (dictionary.text(code).includes('\ufffd') && encoding.label === 'utf-8')
        throw logFault(
          file,
          null,
          `${shown(dictionary.text(code))} is not valid UTF-8`,
          'encoding: in the mapping file, such as gb18030',
        );
    }
  }

  return {
    format: 'csv',
    names: { activities: names.activities, subjects: names.subjects, values: names.values },
    counts,
    complete: () => final,
    notes: tally.notes,
    batches,
  };
}
