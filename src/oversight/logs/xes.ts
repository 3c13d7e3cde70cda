import type { Encoding, Opening } from './bytes.ts';
import { textOf } from './bytes.ts';
import { type Columns, createColumns, createDictionaries, createSeenIds, finish, grow } from './columns.ts';
import { logFault, shown } from './fault.ts';
import { createInterner, hashBytes } from './intern.ts';
import { isAct, type LifecycleRule } from './lifecycle.ts';
import { createTally } from './notes.ts';
import { createTimeReader } from './time.ts';
import type { Log, LogBatch, LogOptions } from './types.ts';
import { attribute, attributeText, createXml, type Tag } from './xml.ts';

const BATCH = 1 << 17;
const ATTRIBUTES = ['string', 'date', 'int', 'float', 'boolean', 'id', 'list', 'container'];

type Role =
  | { readonly kind: 'activity'; readonly part: number }
  | { readonly kind: 'time' | 'lifecycle' | 'id' | 'subject' }
  | { readonly kind: 'field'; readonly index: number };

/** Keys of the log that mean something; `case:KEY` is an attribute of the trace. */
function rolesOf({ mapping, fields }: LogOptions): readonly (readonly [string, Role])[] {
  const activity = mapping.activity ?? ['concept:name'];
  return [
    ...activity.map((key, part) => [key, { kind: 'activity', part }] as const),
    [mapping.timestamp ?? 'time:timestamp', { kind: 'time' }],
    [mapping.lifecycleColumn ?? 'lifecycle:transition', { kind: 'lifecycle' }],
    [mapping.id ?? 'identity:id', { kind: 'id' }],
    ...(mapping.subject === undefined ? [] : [[mapping.subject, { kind: 'subject' }] as const]),
    ...fields.map((name, index) => [mapping.data[name] ?? name, { kind: 'field', index }] as const),
  ];
}

/** XES, with or without namespace and extensions; lifecycle steps, nested attributes (`outer/inner`) and attributes of the trace. */
export function openXes(file: string, opening: Opening, encoding: Encoding, options: LogOptions): Log {
  const { mapping, fields } = options;
  const names = createDictionaries(fields.length);
  const counts = { traces: 0, events: 0, latest: null as number | null };
  const tally = createTally();
  let complete = false;
  const rule: LifecycleRule = mapping.lifecycle ?? 'standard';

  async function* batches(): AsyncGenerator<LogBatch> {
    counts.traces = 0;
    counts.events = 0;
    tally.clear();
    const keys = createInterner();
    const roleOf: (Role[] | undefined)[] = [];
    for (const [key, role] of rolesOf(options)) {
      const code = keys.ofText(key);
      roleOf[code] = [...(roleOf[code] ?? []), role];
    }
    const nested = rolesOf(options).some(([key]) => key.includes('/'));
    const caseKey = mapping.case ?? 'concept:name';
    const traceRoles = rolesOf(options).filter(([key]) => key.startsWith('case:'));
    const time = createTimeReader(mapping.zone ?? options.zone, mapping.format);
    const seen = createSeenIds();
    const lifecycles = createInterner(['']);
    const acts: (boolean | undefined)[] = [true];
    const parts = mapping.activity?.length ?? 1;
    const ready: LogBatch[] = [];

    let columns: Columns = createColumns(fields, mapping.subject !== undefined);
    let ids: string[] = [];
    let traceId: string | null = null;
    let traceFrom = 0;
    let traceFields: (readonly [Role, string])[] = [];
    let place: 'outside' | 'log' | 'trace' | 'event' = 'outside';
    let eventInTrace = 0;
    let stray = 0;
    /** Depth inside the current trace or event; attributes stand at 1, nested ones deeper. */
    let below = 0;
    let passing = 0;
    const path: string[] = [];

    let activity = 0;
    const pieces: string[] = Array.from({ length: parts }, () => '');
    let named = false;
    let at = Number.NaN;
    let day = false;
    let lifecycle = 0;
    let subject = 0;
    let idHigh = 0;
    let idLow = 0;
    let idText: string | null = null;
    let content = 0;
    const values = new Int32Array(fields.length);

    const where = (): string | null => {
      if (counts.traces === 0) return null;
      const trace = `trace ${counts.traces}${traceId === null ? '' : ` ${shown(traceId)}`}`;
      return place === 'event' ? `${trace}, event ${eventInTrace}` : trace;
    };
    const wrong = (what: string, expected: string): Error => logFault(file, where(), what, expected);

    const flush = (): void => {
      columns.cases = ids.length;
      const held = ids;
      const { batch, outOfOrder } = finish(columns, (index) => held[index] ?? '');
      tally.add('out-of-order', outOfOrder);
      ready.push(batch);
      columns = createColumns(fields, mapping.subject !== undefined, Math.min(columns.capacity, BATCH * 2));
      ids = [];
    };

    const openEvent = (): void => {
      place = 'event';
      below = 0;
      eventInTrace += 1;
      named = false;
      at = Number.NaN;
      lifecycle = 0;
      subject = 0;
      idText = null;
      content = 0;
      values.fill(0);
      if (parts > 1) pieces.fill('');
    };

    const closeEvent = (): void => {
      counts.events += 1;
      if (Number.isNaN(at)) throw wrong(`no ${mapping.timestamp ?? 'time:timestamp'}`, 'a time in every event');
      if (counts.latest === null || at > counts.latest) counts.latest = at;
      if (idText !== null) {
        const found = seen.see(idHigh, idLow, content ^ (Math.imul(counts.traces, 0x9e3779b1) >>> 0));
        if (found !== 'new') tally.add(found === 'same' ? 'duplicate-dropped' : 'duplicate-differs', 1, idText);
        if (found === 'same') {
          place = 'trace';
          return;
        }
      }
      let act = acts[lifecycle];
      if (act === undefined) {
        act = isAct(rule, lifecycles.text(lifecycle));
        acts[lifecycle] = act;
      }
      if (!act) tally.add('lifecycle', 1, lifecycles.text(lifecycle));
      else {
        if (columns.n === columns.capacity) grow(columns);
        const n = columns.n;
        columns.case[n] = ids.length - 1;
        columns.activity[n] =
          parts > 1
            ? names.activities.ofText(pieces.filter((piece) => piece !== '').join('+'))
            : named
              ? activity
              : names.activities.ofText('');
        columns.at[n] = at;
        columns.day[n] = day ? 1 : 0;
        if (day) columns.anyDay = true;
        if (columns.subject !== null) columns.subject[n] = subject;
        for (let i = 0; i < values.length; i++) columns.fields[i]!.codes[n] = values[i]!;
        columns.n = n + 1;
      }
      place = 'trace';
    };

    const take = (role: Role, tag: Tag, value: number): void => {
      const { bytes } = tag;
      const from = tag.from[value]!;
      const to = tag.to[value]!;
      const plain = tag.escaped[value] === 0;
      const text = (): string => attributeText(tag, value, file, where());
      switch (role.kind) {
        case 'activity':
          named = true;
          if (parts > 1) pieces[role.part] = text();
          else activity = plain ? names.activities.code(bytes, from, to) : names.activities.ofText(text());
          return;
        case 'time':
          at = time.read(bytes, from, to);
          day = time.day;
          if (Number.isNaN(at))
            throw wrong(
              `${mapping.timestamp ?? 'time:timestamp'} ${shown(text())}`,
              mapping.format ?? 'a time as 2024-03-01T10:00:00+01:00',
            );
          return;
        case 'lifecycle':
          lifecycle = plain ? lifecycles.code(bytes, from, to) : lifecycles.ofText(text());
          return;
        case 'id':
          idText = text();
          idHigh = hashBytes(bytes, from, to);
          idLow = hashBytes(bytes, from, to, 0x9747b28c);
          return;
        case 'subject':
          subject = plain ? names.subjects.code(bytes, from, to) : names.subjects.ofText(text());
          return;
        case 'field':
          values[role.index] = plain
            ? names.values[role.index]!.code(bytes, from, to)
            : names.values[role.index]!.ofText(text());
      }
    };

    const openAttribute = (name: number, tag: Tag): void => {
      below += 1;
      const key = attribute(tag, KEY);
      if (key < 0) {
        if (nested) path.push('');
        return;
      }
      const value = attribute(tag, VALUE);
      if (place === 'event') {
        const hash = hashBytes(tag.bytes, tag.from[key]!, tag.to[key]!);
        content =
          (content + (value < 0 ? hash : hashBytes(tag.bytes, tag.from[value]!, tag.to[value]!, hash + name))) >>> 0;
      }
      let code = keys.code(tag.bytes, tag.from[key]!, tag.to[key]!);
      if (nested) {
        path.push(keys.text(code));
        if (below > 1) code = keys.ofText(path.filter((part) => part !== '').join('/'));
      } else if (below > 1) return;
      if (value < 0) return;
      if (place === 'trace') {
        const text = keys.text(code);
        if (below === 1 && text === caseKey) {
          traceId = attributeText(tag, value, file, where());
          ids[ids.length - 1] = traceId;
        }
        for (const [wanted, role] of traceRoles)
          if (wanted === `case:${text}`) traceFields.push([role, attributeText(tag, value, file, where())]);
        return;
      }
      const found = roleOf[code];
      if (found !== undefined) for (const role of found) take(role, tag, value);
    };

    const closeTrace = (): void => {
      for (const [role, text] of traceFields) {
        if (role.kind === 'field')
          columns.fields[role.index]!.codes.fill(names.values[role.index]!.ofText(text), traceFrom, columns.n);
        if (role.kind === 'subject') columns.subject?.fill(names.subjects.ofText(text), traceFrom, columns.n);
      }
      if (traceId === null) tally.add('unnamed-trace', 1);
      if (columns.n >= BATCH) flush();
      place = 'log';
    };

    const xml = createXml(file, {
      where,
      open(name, tag) {
        if (passing > 0) {
          passing += 1;
          return;
        }
        if (place === 'outside') {
          if (name !== LOG) throw logFault(file, null, `the root element is <${xml.name(name)}>`, '<log> (XES)');
          place = 'log';
          return;
        }
        if (place === 'log') {
          if (name === TRACE) {
            counts.traces += 1;
            ids.push(`#${counts.traces}`);
            traceId = null;
            traceFrom = columns.n;
            traceFields = [];
            place = 'trace';
            below = 0;
            eventInTrace = 0;
            return;
          }
          if (name === EVENT) stray += 1;
          passing = 1;
          return;
        }
        if (place === 'trace' && below === 0 && name === EVENT) {
          openEvent();
          return;
        }
        if (known[name] === 1 || below > 0) openAttribute(name, tag);
        else passing = 1;
      },
      close() {
        if (passing > 0) {
          passing -= 1;
          return;
        }
        if (below > 0) {
          below -= 1;
          if (nested) path.pop();
        } else if (place === 'event') closeEvent();
        else if (place === 'trace') closeTrace();
      },
    });
    const [LOG, TRACE, EVENT, KEY, VALUE] = ['log', 'trace', 'event', 'key', 'value'].map(xml.code) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const known = new Uint8Array(4096);
    for (const name of ATTRIBUTES) known[xml.code(name)] = 1;

    for await (const chunk of textOf(file, opening, encoding)) {
      xml.feed(chunk);
      while (ready.length > 0) yield ready.shift()!;
    }
    xml.end();
    if (stray > 0) tally.add('outside-trace', stray);
    if (counts.traces === 0)
      throw logFault(
        file,
        null,
        stray > 0 ? `${stray} events, but no trace` : 'no trace',
        '<trace> with <event> inside <log>',
      );
    complete = true;
    if (ids.length > 0) flush();
    while (ready.length > 0) yield ready.shift()!;
  }

  return {
    format: 'xes',
    names: { activities: names.activities, subjects: names.subjects, values: names.values },
    counts,
    complete: () => complete,
    notes: tally.notes,
    batches,
  };
}
