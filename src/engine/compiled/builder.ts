import { inOrder } from '../corrections.ts';
import type { LoggedCase } from '../replay.ts';
import type { Act, Value } from '../types.ts';
import type { Columns, DataColumn } from './columns.ts';
import type { Program } from './program.ts';

/** Acts that columns can hold; what else casework records (leaving, severing, history) is told. */
export const fitsColumns = (act: Act): boolean =>
  act.operation === undefined && act.history === undefined && !Object.values(act.data).includes(null);

/**
 * Cases as columns, each in replay order. Throws RangeError for an act that columns cannot hold (`fitsColumns`): replay such a case by
 * `replay`, its counts are the same.
 */
export function columnsOf({ program: p }: { readonly program: Program }, cases: readonly LoggedCase[]): Columns {
  const { calendar } = p.world;
  const unknown: string[] = [];
  const ordered = cases.map(({ acts }) => inOrder(acts, calendar));
  const events = ordered.reduce((sum, acts) => sum + acts.length, 0);
  const act = new Uint16Array(events);
  const time = new Float64Array(events);
  const subject = new Uint16Array(events);
  const caseOffsets = new Uint32Array(cases.length + 1);
  const precision = new Uint8Array(events);
  const recordedAt = new Float64Array(events);
  const seq = new Uint32Array(events);
  const annuls = new Int32Array(events).fill(-1);
  const ids: string[] = [];
  const subjects: string[][] = [];
  const data = new Map<string, { readonly codes: Int32Array; readonly dictionary: Value[] }>();
  const authority = dictionary(events);
  let at = 0;
  for (const [nr, acts] of ordered.entries()) {
    const names: string[] = [];
    const place = new Map(acts.map((one, i) => [one.id, i]));
    for (const one of acts) {
      if (!fitsColumns(one))
        throw new RangeError(
          `${cases[nr]!.id}: ${one.id} cannot stand in columns (leave, sever, history, or a field that is null)`,
        );
      act[at] = p.codes.get(one.type) ?? p.acts.length + numberOf(unknown, one.type);
      time[at] = one.at;
      subject[at] = one.subject === null ? 0 : numberOf(names, one.subject) + 1;
      precision[at] = one.precision === 'day' ? 1 : 0;
      recordedAt[at] = one.recordedAt;
      seq[at] = one.seq;
      if (one.annuls !== undefined) annuls[at] = place.get(one.annuls) ?? -2;
      if (one.authority !== undefined) put(authority, at, one.authority);
      for (const [field, value] of Object.entries(one.data)) {
        let column = data.get(field);
        if (column === undefined) {
          column = dictionary(events);
          data.set(field, column);
        }
        put(column, at, value);
      }
      ids.push(one.id);
      at += 1;
    }
    subjects.push(names);
    caseOffsets[nr + 1] = at;
  }
  return {
    act,
    time,
    subject,
    caseOffsets,
    ids,
    subjects,
    seq,
    recordedAt,
    unknown,
    ...(authority.dictionary.length > 0 ? { authority } : {}),
    ...(precision.includes(1) ? { precision } : {}),
    ...(annuls.some((one) => one !== -1) ? { annuls } : {}),
    data: Object.fromEntries(data) as Readonly<Record<string, DataColumn>>,
    ...(cases.some(({ endOfObservation }) => endOfObservation !== undefined)
      ? {
          endOfObservation: Float64Array.from(cases, (one) => one.endOfObservation ?? Number.POSITIVE_INFINITY),
        }
      : {}),
  };
}

const dictionary = (events: number) => ({ codes: new Int32Array(events).fill(-1), dictionary: [] as Value[] });

function put(column: { readonly codes: Int32Array; readonly dictionary: Value[] }, event: number, value: Value): void {
  column.codes[event] = numberOf(column.dictionary, value);
}

function numberOf<V extends Value>(list: V[], value: V): number {
  const known = list.indexOf(value);
  if (known >= 0) return known;
  list.push(value);
  return list.length - 1;
}
