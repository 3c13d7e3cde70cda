import type { Act, Data, Procedure, Value } from '#engine/index.ts';
import type { Json, NewAct } from '#ledger/index.ts';
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

/** The acts that the engine folds, in the order of the proceeding. */
export function engineActs(
  recorded: readonly (NewAct & { readonly version: number; readonly recordedAt: number })[],
  procedure: Procedure,
): readonly Act[] {
  return recorded
    .filter((act) => !isCustos(act.type) || act.annuls !== undefined)
    .map((act) => engineAct(act, procedure));
}

export function engineAct(
  act: NewAct & { readonly version: number; readonly recordedAt: number },
  procedure: Procedure,
): Act {
  return {
    id: act.id,
    type: act.type,
    subject: act.subject,
    actor: act.actor,
    at: act.occurredAt,
    precision: act.precision,
    recordedAt: act.recordedAt,
    seq: act.version,
    data: lawData(act.data),
    ...(procedure.ranks.includes(act.role) ? { authority: act.role } : {}),
    ...(act.annuls ? { annuls: act.annuls } : {}),
    ...(act.replaces ? { replaces: act.replaces } : {}),
  };
}
