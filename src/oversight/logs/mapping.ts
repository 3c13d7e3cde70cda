import { existsSync, readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { logFault, shown } from './fault.ts';
import { unknownInFormat } from './time.ts';

const name = z.union([z.string().min(1), z.number().transform(String)]);
const names = z.union([name, z.array(name).min(1)]);

const mappingFile = z
  .strictObject({
    case: name.optional().describe('Column or attribute of the case'),
    activity: names.optional().describe('Column or attribute of the activity; several are joined by +'),
    timestamp: z
      .union([
        name,
        z.strictObject({
          column: name.optional(),
          format: z.string().min(1).optional().describe('dd/MM/yyyy HH:mm:ss, epoch-ms, epoch-s; without it ISO 8601'),
          zone: z.string().min(1).optional().describe('IANA zone of times that carry no offset'),
        }),
      ])
      .optional(),
    subject: name.optional().describe('Column or attribute of whom or what an act is addressed to'),
    id: name.optional().describe('Column or attribute of the event id'),
    recorded_at: z
      .union([name, z.strictObject({ column: name, format: z.string().min(1).optional() })])
      .optional()
      .describe('When the event was recorded, for --known-at; without it when it happened'),
    annuls: name.optional().describe('Id of an earlier event that this one takes back: it is no act itself'),
    lifecycle: z
      .union([z.literal('all'), z.array(z.string()).min(1)])
      .optional()
      .describe(
        'Lifecycle steps that count as the act; without it `complete` and whatever is no step of the XES standard',
      ),
    lifecycle_column: name.optional(),
    data: z.record(z.string(), name).optional().describe('Field of the procedure: column or attribute'),
    acts: z.record(z.string(), z.string()).optional().describe('Activity of the log: act of the procedure'),
    ignore: z.array(z.string()).optional().describe('Activities that are no acts and are not reported as unknown'),
    separator: z.string().length(1).optional(),
    encoding: z.string().min(1).optional(),
    grouped: z
      .boolean()
      .optional()
      .describe('CSV: the rows of a case stand together, so that a file of any size streams'),
    object_type: z.string().min(1).optional().describe('OCEL: each object of this type is a case'),
    subject_type: z.string().min(1).optional().describe('OCEL: objects of this type are the subjects'),
  })
  .readonly();

/** How the columns or attributes of a log are to be read; every key may be left out. */
export interface Mapping {
  readonly case?: string;
  readonly activity?: readonly string[];
  readonly timestamp?: string;
  readonly format?: string;
  readonly zone?: string;
  readonly subject?: string;
  readonly id?: string;
  readonly recordedAt?: string;
  readonly recordedFormat?: string;
  readonly annuls?: string;
  readonly lifecycle?: 'all' | readonly string[];
  readonly lifecycleColumn?: string;
  readonly data: Readonly<Record<string, string>>;
  readonly acts: Readonly<Record<string, string>>;
  readonly ignore: readonly string[];
  readonly separator?: string;
  readonly encoding?: string;
  readonly grouped?: boolean;
  readonly objectType?: string;
  readonly subjectType?: string;
}

export const noMapping: Mapping = { data: {}, acts: {}, ignore: [] };

/** Reads a mapping file (YAML or JSON). Throws a fault that names the key. */
export function readMapping(file: string): Mapping {
  if (!existsSync(file) || !statSync(file).isFile())
    throw logFault(file, null, 'not there', 'a mapping file (.yaml or .json)');
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const [line = ''] = String(error instanceof Error ? error.message : error).split('\n');
    throw logFault(
      file,
      null,
      `not readable as YAML (${line})`,
      'a mapping such as {case: case_id, activity: activity}',
    );
  }
  return mappingOf(file, content);
}

export function mappingOf(file: string, content: unknown): Mapping {
  const parsed = mappingFile.safeParse(content ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.join('.') ?? '';
    if (issue?.code === 'unrecognized_keys')
      throw logFault(
        file,
        issue.keys[0] ?? path,
        'unknown key',
        `one of ${Object.keys(mappingFile.unwrap().shape).join(', ')}`,
      );
    throw logFault(
      file,
      path || 'mapping',
      issue?.message ?? 'not a mapping',
      `keys such as case, activity, timestamp`,
    );
  }
  const { data } = parsed;
  const time =
    typeof data.timestamp === 'string' || data.timestamp === undefined ? { column: data.timestamp } : data.timestamp;
  const format = 'format' in time ? time.format : undefined;
  const zone = 'zone' in time ? time.zone : undefined;
  const recorded = typeof data.recorded_at === 'string' ? { column: data.recorded_at } : data.recorded_at;
  const recordedFormat = recorded !== undefined && 'format' in recorded ? recorded.format : undefined;
  for (const [key, given] of [
    ['timestamp.format', format],
    ['recorded_at.format', recordedFormat],
  ] as const) {
    const wrong = given === undefined ? null : unknownInFormat(given);
    if (given !== undefined && wrong !== null)
      throw logFault(file, key, `${shown(given)} (${wrong})`, 'yyyy MM dd HH mm ss SSS XXX, epoch-ms or epoch-s');
  }
  if (data.annuls !== undefined && data.id === undefined)
    throw logFault(file, 'annuls', 'no id beside it', 'id: COLUMN, which names the events that can be taken back');
  if (zone !== undefined) checkZone(file, zone);
  if (data.encoding !== undefined) checkEncoding(file, data.encoding);
  const optional = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
    value === undefined ? {} : ({ [key]: value } as Record<K, V>);
  return {
    ...optional('case', data.case),
    ...optional(
      'activity',
      data.activity === undefined ? undefined : typeof data.activity === 'string' ? [data.activity] : data.activity,
    ),
    ...optional('timestamp', time.column),
    ...optional('format', format),
    ...optional('zone', zone),
    ...optional('subject', data.subject),
    ...optional('id', data.id),
    ...optional('recordedAt', recorded?.column),
    ...optional('recordedFormat', recordedFormat),
    ...optional('annuls', data.annuls),
    ...optional('lifecycle', data.lifecycle),
    ...optional('lifecycleColumn', data.lifecycle_column),
    ...optional('separator', data.separator),
    ...optional('encoding', data.encoding),
    ...optional('grouped', data.grouped),
    ...optional('objectType', data.object_type),
    ...optional('subjectType', data.subject_type),
    data: data.data ?? {},
    acts: data.acts ?? {},
    ignore: data.ignore ?? [],
  };
}

function checkZone(file: string, zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw logFault(file, 'timestamp.zone', `no time zone ${shown(zone)}`, 'an IANA zone like Europe/Rome');
  }
}

function checkEncoding(file: string, encoding: string): void {
  try {
    new TextDecoder(encoding);
  } catch {
    throw logFault(
      file,
      'encoding',
      `no encoding ${shown(encoding)}`,
      'utf-8, gb18030, windows-1252 or another WHATWG name',
    );
  }
}
