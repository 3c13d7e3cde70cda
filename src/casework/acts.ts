import type { Act, Data, Procedure, Value } from '#engine/index.ts';
import type { Json, NewAct, RecordedAct } from '#ledger/index.ts';
import type { Party, Text } from './schemas.ts';

/**
 * What casework itself keeps in the ledger beside the acts of procedures. Their types begin with `custos.`; the engine
 * never sees them but for annulments.
 */
export const OPEN_CASE = 'custos.open-case';
export const OPEN_PROCEEDING = 'custos.open-proceeding';
export const ASSIGN = 'custos.assign';
/** More people for a proceeding that is open: data `{parties: PartyData[]}`. */
export const ADD_PARTIES = 'custos.add-parties';
export const ANNUL = 'custos.annul';
/** People leave for a proceeding of their own, which begins with what has happened to them: data `SeverData`. */
export const SEVER = 'custos.sever';
/** Another proceeding goes on in this one: data `MergeData`. */
export const MERGE = 'custos.merge';
/** This proceeding goes on in another and is over: data `MergedData`. */
export const MERGED = 'custos.merged';

/** Key in an act's data that holds what casework adds to it; all other keys are the law's fields. */
export const META = 'custos';

export interface PartyData {
  /** The subject id of its acts. */
  readonly id: string;
  readonly name: string;
  readonly role: Party['role'];
  /** Kind of subject in the procedure; null: nobody's acts are addressed to it. */
  readonly kind: string | null;
  readonly idNumber?: string;
  readonly born?: string;
  readonly minor?: boolean;
  readonly offence?: string;
}
export interface DocumentData {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly bytes: number;
  readonly sha256: string;
}
/** Data of `custos.open-case` (the first proceeding of a case) and `custos.open-proceeding` (the others). */
export interface OpenData {
  readonly caseTitle: Text;
  /** `2026-AR-204`, 示检捕〔2026〕204号: made of prefix, year and serial. */
  readonly number: string;
  readonly numberText: Text;
  readonly series: { readonly prefix: string; readonly year: number; readonly serial: number };
  readonly parties: readonly PartyData[];
  readonly documents: readonly DocumentData[];
  readonly source: Text | null;
  readonly package: { readonly sha256: string; readonly sender: string; readonly number: string } | null;
  /** The act of another proceeding that opened this one. */
  readonly from: { readonly proceeding: string; readonly act: string } | null;
  /** Where its people were severed from, with what had happened to them there. */
  readonly severed?: Why & { readonly proceeding: string; readonly past: readonly Past[] };
}
/** Why people were severed or cases merged: a ground of the law pack, with the reason in words. */
export interface Why {
  readonly ground: string;
  readonly reason: string;
}
/**
 * An act that was done in another proceeding and is the past of this one. Its id, moment, place in the ledger and leaf are those it was
 * recorded under; its subject is the one it has here, its version the place in the order of acts.
 */
export interface Past {
  readonly act: Omit<RecordedAct, 'salt'>;
  /** Proceeding in which it was done. */
  readonly of: string;
  /** Duties of the case that it opened came along. */
  readonly carry: boolean;
  /** Who was in the case then, where others were there too by now. */
  readonly among: readonly string[] | null;
}
export interface SeverData extends Why {
  readonly to: string;
  readonly people: readonly string[];
  /** Title from now on; null: as it was. */
  readonly title: Text | null;
}
export interface Numbered {
  readonly proceeding: string;
  readonly caseId: string;
  readonly number: string;
  readonly numberText: Text;
}
export interface MergeData extends Why {
  readonly from: Numbered;
  /** Everybody who came: the id they had there, and the one they have here. */
  readonly people: readonly { readonly was: string; readonly is: string }[];
  /** Those of them who were not here before. */
  readonly parties: readonly PartyData[];
  readonly past: readonly Past[];
  readonly title: Text | null;
}
export interface MergedData extends Why {
  readonly into: Numbered;
}
export interface AssignData {
  readonly desk: string | null;
  readonly handler: string | null;
  readonly reason: string;
  /** `rule`: by turn among those of the desk; `manual`: by a person's order; `carried`: follows the proceeding before. */
  readonly by: 'rule' | 'manual' | 'carried';
  /** Who was in the draw, where there was one. */
  readonly among?: readonly string[];
}
/** What casework adds to an act of a procedure, under the key `custos` of its data. */
export interface ActMeta {
  readonly proposal?: string;
  readonly proposedBy?: string;
  readonly proposedAt?: number;
  readonly delegation?: { readonly id: string; readonly from: string };
  readonly forced?: boolean;
  readonly document?: DocumentData;
}

export const isCustos = (type: string): boolean => type.startsWith('custos.');

/** The law's fields of an act's data. */
export function lawData(data: Json): Data {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return {};
  const { [META]: _meta, ...fields } = data as Readonly<Record<string, Value>>;
  return fields;
}

/** What casework added to an act. */
export function metaOf(data: Json): ActMeta {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return {};
  const meta = (data as Readonly<Record<string, unknown>>)[META];
  return meta !== null && typeof meta === 'object' ? (meta as ActMeta) : {};
}

/** Plain data as the ledger takes it: keys without a value left out. */
export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

export function engineAct(act: NewAct & { readonly recordedAt: number }, procedure: Procedure, seq: number): Act {
  return {
    id: act.id,
    type: act.type,
    subject: act.subject,
    actor: act.actor,
    at: act.occurredAt,
    precision: act.precision,
    recordedAt: act.recordedAt,
    seq,
    data: lawData(act.data),
    ...(procedure.ranks.includes(act.role) ? { authority: act.role } : {}),
    ...(act.annuls ? { annuls: act.annuls } : {}),
    ...(act.replaces ? { replaces: act.replaces } : {}),
  };
}
