import type { Insertable, Selectable } from 'kysely';
import { canonical } from './leaf.ts';
import type { ActTable } from './tables.ts';
import type { Json, RecordedAct } from './types.ts';

/** An act as a row to insert. */
export const toRow = (act: RecordedAct): Insertable<ActTable> => ({
  log_index: act.index,
  id: act.id,
  office: act.office,
  case_id: act.caseId,
  proceeding: act.proceeding,
  version: act.version,
  procedure: act.procedure,
  type: act.type,
  subject: act.subject,
  actor: act.actor,
  role: act.role,
  occurred_at: act.occurredAt,
  precision: act.precision,
  recorded_at: act.recordedAt,
  data: canonical(act.data),
  annuls: act.annuls ?? null,
  replaces: act.replaces ?? null,
  ground: act.ground ?? null,
  salt: Buffer.from(act.salt, 'hex'),
  leaf: Buffer.from(act.leaf, 'hex'),
});

/** A row as an act. */
export const fromRow = (row: Selectable<ActTable>): RecordedAct => ({
  id: row.id,
  office: row.office,
  caseId: row.case_id,
  proceeding: row.proceeding,
  procedure: row.procedure,
  type: row.type,
  subject: row.subject,
  actor: row.actor,
  role: row.role,
  occurredAt: row.occurred_at,
  precision: row.precision,
  data: row.data as Json,
  ...(row.annuls === null ? {} : { annuls: row.annuls }),
  ...(row.replaces === null ? {} : { replaces: row.replaces }),
  ...(row.ground === null ? {} : { ground: row.ground }),
  version: row.version,
  index: row.log_index,
  recordedAt: row.recorded_at,
  salt: Buffer.from(row.salt).toString('hex'),
  leaf: Buffer.from(row.leaf).toString('hex'),
});
