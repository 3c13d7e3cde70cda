import { type Columns, type DataColumn, eventId, timeAt } from './columns.ts';

/** Columns with some events of one case, in the order given; the case keeps its number. */
export function gathered(columns: Columns, nr: number, events: readonly number[]): Columns {
  const start = columns.caseOffsets[nr]!;
  const caseOffsets = new Uint32Array(nr + 2);
  caseOffsets[nr + 1] = events.length;
  const column = (of: DataColumn): DataColumn =>
    'values' in of
      ? { values: Float64Array.from(events, (event) => of.values[event]!) }
      : { codes: Int32Array.from(events, (event) => of.codes[event]!), dictionary: of.dictionary };
  return {
    act: Uint16Array.from(events, (event) => columns.act[event]!),
    time: Float64Array.from(events, (event) => timeAt(columns, event)),
    caseOffsets,
    ids: events.map((event) => eventId(columns, start, event)),
    ...(columns.subject === undefined
      ? {}
      : { subject: Uint16Array.from(events, (event) => columns.subject![event]!) }),
    ...(columns.subjects === undefined ? {} : { subjects: columns.subjects }),
    ...(columns.authority === undefined ? {} : { authority: column(columns.authority) }),
    ...(columns.unknown === undefined ? {} : { unknown: columns.unknown }),
    ...(columns.data === undefined
      ? {}
      : {
          data: Object.fromEntries(Object.entries(columns.data).map(([name, of]) => [name, column(of)])),
        }),
  };
}
