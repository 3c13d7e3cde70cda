import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isLogFault } from './fault.ts';
import { type Mapping, noMapping } from './mapping.ts';
import { openLog } from './open.ts';
import type { Log } from './types.ts';

/** Logs that are not part of the project; tests that need them skip where they are missing. */
export const sharedLogs = resolve(import.meta.dirname, '../../../../shared/logs');

export interface Folder {
  readonly path: (name: string) => string;
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly gzip: (name: string, content: string) => string;
  readonly remove: () => void;
}

export function folder(): Folder {
  const dir = mkdtempSync(join(tmpdir(), 'custos-logs-'));
  const path = (name: string): string => join(dir, name);
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(path(name), content);
    return path(name);
  };
  return {
    path,
    write,
    gzip: (name, content) => write(name, gzipSync(content)),
    remove: () => rmSync(dir, { recursive: true }),
  };
}

export interface ReadEvent {
  readonly case: string;
  readonly activity: string;
  readonly at: string;
  readonly day?: true;
  readonly subject?: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** Everything of a log as plain events, in the order of the replay. */
export async function readAll(
  file: string,
  mapping: Partial<Mapping> = {},
  options: { readonly zone?: string; readonly fields?: readonly string[]; readonly held?: number } = {},
): Promise<{ readonly events: readonly ReadEvent[]; readonly log: Log; readonly cases: readonly string[] }> {
  const fields = options.fields ?? [];
  const log = await openLog(file, {
    mapping: { ...noMapping, ...mapping },
    zone: options.zone ?? 'UTC',
    fields,
    held: options.held,
  });
  const events: ReadEvent[] = [];
  const cases: string[] = [];
  for await (const batch of log.batches()) {
    for (let c = 0; c < batch.cases; c++) {
      cases.push(batch.caseId(c));
      for (let i = batch.start[c]!; i < batch.start[c + 1]!; i++) {
        const subject = batch.subject === null ? '' : log.names.subjects.text(batch.subject[i]!);
        const data = batch.fields.flatMap(({ name, codes }) => {
          const value = log.names.values[fields.indexOf(name)]!.text(codes[i]!);
          return value === '' ? [] : [[name, value] as const];
        });
        events.push({
          case: batch.caseId(c),
          activity: log.names.activities.text(batch.activity[i]!),
          at: new Date(batch.at[i]!).toISOString(),
          ...(batch.day?.[i] === 1 ? { day: true } : {}),
          ...(subject === '' ? {} : { subject }),
          ...(data.length === 0 ? {} : { data: Object.fromEntries(data) }),
        });
      }
    }
  }
  return { events, log, cases };
}

/** The one line of the fault that reading this log ends in; `null` where it reads. */
export async function faultOf(file: string, mapping: Partial<Mapping> = {}): Promise<string | null> {
  try {
    await readAll(file, mapping);
    return null;
  } catch (error) {
    if (isLogFault(error)) return error.message;
    throw error;
  }
}
