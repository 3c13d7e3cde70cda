/** Rows of one year of one block while they are gathered, in columns that grow. */
type Column =
  | Uint8ArrayConstructor
  | Uint16ArrayConstructor
  | Int16ArrayConstructor
  | Uint32ArrayConstructor
  | Float64ArrayConstructor;
type Columns = Readonly<Record<string, Column>>;
type Rows<C extends Columns> = { count: number; room: number } & { -readonly [K in keyof C]: InstanceType<C[K]> };

/** Moments of days: days since 1970-01-01, 0 where there is none. */
const acts = {
  /** Number of the step; what a step says stands once. */
  step: Uint32Array,
  caseNo: Uint32Array,
  proceeding: Uint32Array,
  day: Uint16Array,
  opened: Uint16Array,
  /** Twelve-minute slot of the day from nine o'clock. */
  slot: Uint8Array,
  office: Uint16Array,
  /** The case's own amount; 0 where the step asks for none. */
  amount: Float64Array,
} as const;
const duties = {
  caseNo: Uint32Array,
  proceeding: Uint32Array,
  who: Uint8Array,
  rule: Uint16Array,
  office: Uint16Array,
  offence: Uint16Array,
  opened: Uint16Array,
  due: Uint16Array,
  state: Uint8Array,
  late: Int16Array,
  /** 1: ours; 2: alert only. */
  flags: Uint8Array,
} as const;
const proceedings = {
  caseNo: Uint32Array,
  proceeding: Uint32Array,
  procedure: Uint8Array,
  office: Uint16Array,
  offence: Uint16Array,
  opened: Uint16Array,
  /** 0: running. */
  closed: Uint16Array,
} as const;

/** Acts that were entered by mistake, with the annulment that took them back minutes later. */
const annulled = {
  step: Uint32Array,
  caseNo: Uint32Array,
  proceeding: Uint32Array,
  day: Uint16Array,
  /** Minutes since 1970 UTC. */
  minute: Uint32Array,
  until: Uint32Array,
  office: Uint16Array,
} as const;

/** People who went on in a proceeding of their own. */
const severed = {
  caseNo: Uint32Array,
  proceeding: Uint32Array,
  into: Uint32Array,
  who: Uint8Array,
  day: Uint16Array,
  minute: Uint32Array,
} as const;

export type ActRows = Rows<typeof acts>;
export type DutyRows = Rows<typeof duties>;
export type ProceedingRows = Rows<typeof proceedings>;
export type AnnulledRows = Rows<typeof annulled>;
export type SeveredRows = Rows<typeof severed>;

export const actRows = (): ActRows => rowsOf(acts, 1 << 14);
export const dutyRows = (): DutyRows => rowsOf(duties, 1 << 12);
export const proceedingRows = (): ProceedingRows => rowsOf(proceedings, 1 << 12);
export const annulledRows = (): AnnulledRows => rowsOf(annulled, 1 << 6);
export const severedRows = (): SeveredRows => rowsOf(severed, 1 << 6);

function rowsOf<C extends Columns>(columns: C, room: number): Rows<C> {
  const made = Object.entries(columns).map(([name, of]) => [name, new of(room)] as const);
  return { count: 0, room, ...Object.fromEntries(made) } as Rows<C>;
}

/** Place of the next row; columns that are full grow by half. */
export function nextRow(rows: { count: number; room: number }): number {
  if (rows.count === rows.room) {
    rows.room = Math.ceil(rows.room * 1.5);
    const columns = rows as unknown as Record<string, unknown>;
    for (const [name, old] of Object.entries(columns))
      if (ArrayBuffer.isView(old)) columns[name] = grown(old as Uint8Array, rows.room);
  }
  return rows.count++;
}

function grown(old: Uint8Array, room: number): Uint8Array {
  const fresh = new (old.constructor as Uint8ArrayConstructor)(room);
  fresh.set(old);
  return fresh;
}
