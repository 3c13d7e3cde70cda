/** Acts of one year of one block while they are gathered, in columns that grow. A row names its step; what the step says stands once. */
export interface ActRows {
  count: number;
  step: Uint32Array;
  caseNo: Uint32Array;
  proceeding: Uint32Array;
  /** Days since 1970-01-01. */
  day: Uint16Array;
  opened: Uint16Array;
  /** Twelve-minute slot of the day from nine o'clock. */
  slot: Uint8Array;
  office: Uint16Array;
  /** The case's own amount; 0 where the step asks for none. */
  amount: Float64Array;
}

export const actRows = (size = 1 << 14): ActRows => ({
  count: 0,
  step: new Uint32Array(size),
  caseNo: new Uint32Array(size),
  proceeding: new Uint32Array(size),
  day: new Uint16Array(size),
  opened: new Uint16Array(size),
  slot: new Uint8Array(size),
  office: new Uint16Array(size),
  amount: new Float64Array(size),
});

export function growActs(rows: ActRows): void {
  const size = Math.ceil(rows.step.length * 1.5);
  rows.step = grown(rows.step, new Uint32Array(size));
  rows.caseNo = grown(rows.caseNo, new Uint32Array(size));
  rows.proceeding = grown(rows.proceeding, new Uint32Array(size));
  rows.day = grown(rows.day, new Uint16Array(size));
  rows.opened = grown(rows.opened, new Uint16Array(size));
  rows.slot = grown(rows.slot, new Uint8Array(size));
  rows.office = grown(rows.office, new Uint16Array(size));
  rows.amount = grown(rows.amount, new Float64Array(size));
}

export interface DutyRows {
  count: number;
  caseNo: Uint32Array;
  proceeding: Uint32Array;
  who: Uint8Array;
  rule: Uint16Array;
  office: Uint16Array;
  offence: Uint16Array;
  opened: Uint16Array;
  due: Uint16Array;
  state: Uint8Array;
  late: Int16Array;
  /** 1: ours; 2: alert only. */
  flags: Uint8Array;
}

export const dutyRows = (size = 1 << 12): DutyRows => ({
  count: 0,
  caseNo: new Uint32Array(size),
  proceeding: new Uint32Array(size),
  who: new Uint8Array(size),
  rule: new Uint16Array(size),
  office: new Uint16Array(size),
  offence: new Uint16Array(size),
  opened: new Uint16Array(size),
  due: new Uint16Array(size),
  state: new Uint8Array(size),
  late: new Int16Array(size),
  flags: new Uint8Array(size),
});

export function growDuties(rows: DutyRows): void {
  const size = rows.caseNo.length * 2;
  rows.caseNo = grown(rows.caseNo, new Uint32Array(size));
  rows.proceeding = grown(rows.proceeding, new Uint32Array(size));
  rows.who = grown(rows.who, new Uint8Array(size));
  rows.rule = grown(rows.rule, new Uint16Array(size));
  rows.office = grown(rows.office, new Uint16Array(size));
  rows.offence = grown(rows.offence, new Uint16Array(size));
  rows.opened = grown(rows.opened, new Uint16Array(size));
  rows.due = grown(rows.due, new Uint16Array(size));
  rows.state = grown(rows.state, new Uint8Array(size));
  rows.late = grown(rows.late, new Int16Array(size));
  rows.flags = grown(rows.flags, new Uint8Array(size));
}

export interface ProceedingRows {
  count: number;
  caseNo: Uint32Array;
  proceeding: Uint32Array;
  procedure: Uint8Array;
  office: Uint16Array;
  offence: Uint16Array;
  opened: Uint16Array;
  /** 0: running. */
  closed: Uint16Array;
}

export const proceedingRows = (size = 1 << 12): ProceedingRows => ({
  count: 0,
  caseNo: new Uint32Array(size),
  proceeding: new Uint32Array(size),
  procedure: new Uint8Array(size),
  office: new Uint16Array(size),
  offence: new Uint16Array(size),
  opened: new Uint16Array(size),
  closed: new Uint16Array(size),
});

export function growProceedings(rows: ProceedingRows): void {
  const size = rows.caseNo.length * 2;
  rows.caseNo = grown(rows.caseNo, new Uint32Array(size));
  rows.proceeding = grown(rows.proceeding, new Uint32Array(size));
  rows.procedure = grown(rows.procedure, new Uint8Array(size));
  rows.office = grown(rows.office, new Uint16Array(size));
  rows.offence = grown(rows.offence, new Uint16Array(size));
  rows.opened = grown(rows.opened, new Uint16Array(size));
  rows.closed = grown(rows.closed, new Uint16Array(size));
}

function grown<A extends { set(from: A): void }>(old: A, fresh: A): A {
  fresh.set(old);
  return fresh;
}
