import { createColumns, createDictionaries, createSeenIds, finish, grow } from './columns.ts';
import { logFault, shown } from './fault.ts';
import { hashBytes } from './intern.ts';
import { createTally } from './notes.ts';
import { createTimeReader } from './time.ts';
import type { Log, LogBatch, LogOptions } from './types.ts';

/** An event of an OCEL 2.0 log, as every of its three forms has it. */
export interface OcelEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly objects: readonly string[];
}

/** The three forms differ only in how objects and events are found. */
export interface OcelSource {
  readonly format: 'ocel-json' | 'ocel-xml' | 'ocel-sqlite';
  readonly objects: () => AsyncIterable<{ readonly id: string; readonly type: string }>;
  readonly events: () => AsyncIterable<OcelEvent>;
}

/** Each object of one type is a case, with the events that name it; an event that names several of them belongs to each. */
export function openOcel(file: string, source: OcelSource, options: LogOptions): Log {
  const { mapping, fields } = options;
  const names = createDictionaries(fields.length);
  const counts = { traces: 0, events: 0, latest: null as number | null };
  const tally = createTally();
  let complete = false;

  async function* batches(): AsyncGenerator<LogBatch> {
    counts.events = 0;
    counts.latest = null;
    complete = false;
    tally.clear();
    const objects = new Map<string, string[]>();
    for await (const { id, type } of source.objects()) {
      const ids = objects.get(type);
      if (ids === undefined) objects.set(type, [id]);
      else ids.push(id);
    }
    const caseType = typeOfCases(file, [...objects.keys()], mapping.objectType);
    const caseIds = objects.get(caseType) ?? [];
    const caseOf = new Map(caseIds.map((id, code) => [id, code]));
    if (mapping.subjectType !== undefined && !objects.has(mapping.subjectType))
      throw logFault(
        file,
        'subject_type',
        `no objects of type ${shown(mapping.subjectType)}`,
        [...objects.keys()].join(', '),
      );
    const subjects = mapping.subjectType === undefined ? null : new Set(objects.get(mapping.subjectType));
    const time = createTimeReader(mapping.zone ?? options.zone, mapping.format);
    const seen = createSeenIds();
    const columns = createColumns(fields, subjects !== null);
    columns.cases = caseIds.length;
    counts.traces = caseIds.length;
    let read = 0;
    for await (const event of source.events()) {
      read += 1;
      const wrong = (what: string, expected: string): Error =>
        logFault(file, `event ${read} ${shown(event.id)}`, what, expected);
      const bytes = Buffer.from(event.time);
      const ms = time.read(bytes, 0, bytes.length);
      if (Number.isNaN(ms))
        throw wrong(event.time === '' ? 'no time' : `time ${shown(event.time)}`, 'a time as 2024-03-01T10:00:00Z');
      const id = Buffer.from(event.id);
      const content = Buffer.from(JSON.stringify(event));
      const verdict = seen.see(
        hashBytes(id, 0, id.length),
        hashBytes(id, 0, id.length, 0x9747b28c),
        hashBytes(content, 0, content.length),
      );
      if (verdict !== 'new') tally.add(verdict === 'same' ? 'duplicate-dropped' : 'duplicate-differs', 1, event.id);
      if (verdict === 'same') continue;
      const cases = [...new Set(event.objects)].flatMap((object) => caseOf.get(object) ?? []);
      if (cases.length === 0) {
        tally.add('without-case', 1, caseType);
        continue;
      }
      if (counts.latest === null || ms > counts.latest) counts.latest = ms;
      const addressed = subjects === null ? [] : event.objects.filter((object) => subjects.has(object));
      if (addressed.length > 1) tally.add('several-subjects', 1, mapping.subjectType);
      for (const code of cases) {
        if (columns.n === columns.capacity) grow(columns);
        const n = columns.n;
        columns.case[n] = code;
        columns.activity[n] = names.activities.ofText(event.type);
        columns.at[n] = ms;
        if (time.day) {
          columns.day[n] = 1;
          columns.anyDay = true;
        }
        if (columns.subject !== null) columns.subject[n] = names.subjects.ofText(addressed[0] ?? '');
        for (let i = 0; i < fields.length; i++) {
          const name = fields[i]!;
          const key = mapping.data[name] ?? name;
          const text = event.attributes[key] ?? (key === mapping.id ? event.id : '');
          columns.fields[i]!.codes[n] = names.values[i]!.ofText(text);
        }
        columns.n = n + 1;
        counts.events += 1;
      }
    }
    if (read === 0) throw logFault(file, null, 'no events', 'an OCEL 2.0 log with events');
    complete = true;
    // The events of an OCEL log are a set: their order in the file means nothing, so it is not reported.
    yield finish(columns, (index) => caseIds[index] ?? '').batch;
  }

  return {
    format: source.format,
    names: { activities: names.activities, subjects: names.subjects, values: names.values },
    counts,
    complete: () => complete,
    notes: tally.notes,
    batches,
  };
}

function typeOfCases(file: string, types: readonly string[], wanted: string | undefined): string {
  if (types.length === 0) throw logFault(file, null, 'no objects', 'an OCEL 2.0 log with objects');
  const listed = types.join(', ');
  if (wanted !== undefined) {
    if (types.includes(wanted)) return wanted;
    throw logFault(file, 'object_type', `no objects of type ${shown(wanted)}`, `one of ${listed}`);
  }
  const [only] = types;
  if (types.length === 1 && only !== undefined) return only;
  throw logFault(
    file,
    'object types',
    `${types.length} of them (${listed})`,
    'object_type: in a mapping file (--map), saying which is the case',
  );
}
