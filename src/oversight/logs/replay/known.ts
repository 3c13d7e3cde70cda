import { logFault, shown } from '../fault.ts';
import type { Mapping } from '../mapping.ts';
import { createTimeReader } from '../time.ts';
import type { LogBatch, LogNames, LogOptions } from '../types.ts';

/** Columns that readers carry as fields of the events; no field of a procedure is called so. */
const RECORDED = '@recorded';
const ANNULS = '@annuls';
const OWN = '@id';

/** When events were recorded, and which of them take others back, beside what the events say. */
export interface Known {
  /** Milliseconds UTC for each event of a batch; null: the log does not say. */
  readonly recordedAt: (batch: LogBatch) => Float64Array | null;
  /** For each event of a batch: an ordinary one (−1), or the place in the batch of the one it takes back (−2: none of its case); null: no event does. */
  readonly annuls: (batch: LogBatch) => Int32Array | null;
}

export const ORDINARY = -1;
export const OF_NOTHING = -2;

/** How a log is to be opened so that `createKnown` finds its columns among the fields. */
export function withKnown(mapping: Mapping, zone: string, fields: readonly string[]): LogOptions {
  const more = {
    ...(mapping.recordedAt === undefined ? {} : { [RECORDED]: mapping.recordedAt }),
    ...(mapping.annuls === undefined || mapping.id === undefined
      ? {}
      : { [ANNULS]: mapping.annuls, [OWN]: mapping.id }),
  };
  return {
    mapping: { ...mapping, data: { ...mapping.data, ...more } },
    zone: mapping.zone ?? zone,
    fields: [...fields, ...Object.keys(more)],
  };
}

/** A time of recording that cannot be read is a LogFault; an event without one was recorded when it happened. */
export function createKnown(file: string, options: LogOptions, names: LogNames): Known {
  const { mapping } = options;
  const time = createTimeReader(options.zone, mapping.recordedFormat ?? mapping.format);
  const namesOf = (field: string) => names.values[options.fields.indexOf(field)];
  const [recorded, annuls, own] = [namesOf(RECORDED), namesOf(ANNULS), namesOf(OWN)];
  const moments: { at: number; day: boolean }[] = [];
  const columnOf = (batch: LogBatch, field: string): Int32Array | undefined =>
    batch.fields.find(({ name }) => name === field)?.codes;

  function momentOf(code: number): { at: number; day: boolean } {
    for (let next = moments.length; next <= code; next++) {
      const text = recorded?.text(next) ?? '';
      const bytes = Buffer.from(text);
      const at = next === 0 ? Number.NaN : time.read(bytes, 0, bytes.length);
      if (next > 0 && text.trim() !== '' && Number.isNaN(at))
        throw logFault(
          file,
          mapping.recordedAt ?? null,
          `time ${shown(text)}`,
          mapping.recordedFormat ?? mapping.format ?? 'a time as 2024-03-01 10:00:00',
        );
      moments.push({ at, day: time.day });
    }
    return moments[code]!;
  }

  return {
    recordedAt(batch) {
      const codes = columnOf(batch, RECORDED);
      if (codes === undefined) return null;
      return batch.at.map((at, i) => {
        const said = momentOf(codes[i]!);
        return Number.isNaN(said.at) ? at : said.day ? Math.max(said.at, at) : said.at;
      });
    },
    annuls(batch) {
      const codes = columnOf(batch, ANNULS);
      const ids = columnOf(batch, OWN);
      if (annuls === undefined || own === undefined || codes?.some((code) => code !== 0) !== true) return null;
      const places = new Int32Array(batch.events).fill(ORDINARY);
      for (let nr = 0; nr < batch.cases; nr++) {
        const [from, to] = [batch.start[nr]!, batch.start[nr + 1]!];
        let byId: Map<string, number> | null = null;
        for (let i = from; i < to; i++) {
          if (codes[i] === 0) continue;
          if (byId === null) {
            byId = new Map();
            for (let k = to - 1; k >= from; k--) {
              const code = ids?.[k] ?? 0;
              if (code !== 0) byId.set(own.text(code), k);
            }
          }
          places[i] = byId.get(annuls.text(codes[i]!)) ?? OF_NOTHING;
        }
      }
      return places;
    },
  };
}
