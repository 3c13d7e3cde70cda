import { createHash } from 'node:crypto';
import type { Json, RecordedAct } from './types.ts';

/** A value as RFC 8785 canonical JSON. The value must be one that the ledger takes (see `unfitJson`). */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const object = value as { readonly [key: string]: Json };
  const members = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(object[key] as Json)}`);
  return `{${members.join(',')}}`;
}

/** What a leaf covers: all of a recorded act but its place and the leaf itself. */
export type Leafed = Omit<RecordedAct, 'index' | 'leaf'>;

/**
 * The bytes that an act's leaf stands for: the 16 bytes of its salt, then in UTF-8 the RFC 8785 form of one object with
 * the fields below, under these names. `annuls`, `replaces` and `ground` are absent where the act has none; `subject` is
 * null. `index` is not among them: the tree itself proves the place.
 */
export function leafBytes(act: Leafed): Uint8Array {
  const fields: Json = {
    id: act.id,
    office: act.office,
    caseId: act.caseId,
    proceeding: act.proceeding,
    version: act.version,
    procedure: act.procedure,
    type: act.type,
    subject: act.subject,
    actor: act.actor,
    role: act.role,
    occurredAt: act.occurredAt,
    precision: act.precision,
    recordedAt: act.recordedAt,
    data: act.data,
    ...(act.annuls === undefined ? {} : { annuls: act.annuls }),
    ...(act.replaces === undefined ? {} : { replaces: act.replaces }),
    ...(act.ground === undefined ? {} : { ground: act.ground }),
  };
  return Buffer.concat([Buffer.from(act.salt, 'hex'), Buffer.from(canonical(fields), 'utf8')]);
}

/** The leaf hash of RFC 9162 section 2.1.1: SHA-256 over the byte 0x00 and `leafBytes`, as 64 hex digits. */
export function leafHash(act: Leafed): string {
  return createHash('sha256').update(Uint8Array.of(0)).update(leafBytes(act)).digest('hex');
}
