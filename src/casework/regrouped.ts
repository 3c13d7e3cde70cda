import { type Act, mergedActs, type Procedure, severedActs } from '#engine/index.ts';
import type { RecordedAct } from '#ledger/index.ts';
import {
  ADD_PARTIES,
  engineAct,
  isCustos,
  MERGE,
  MERGED,
  type MergeData,
  type MergedData,
  type OpenData,
  type PartyData,
  type Past,
  SEVER,
  type SeverData,
  type Why,
} from './acts.ts';
import type { Text } from './schemas.ts';
import { words } from './words.ts';

/** One severing or merging that a proceeding had part in, seen from it. */
export interface Regrouping extends Why {
  readonly kind: 'severed-to' | 'severed-from' | 'merged-from' | 'merged-into';
  /** The other proceeding. */
  readonly proceeding: string;
  /** The act here that says so. */
  readonly act: RecordedAct;
  /** Ids, as they are here, of those who went or came; the whole case: everybody. */
  readonly people: readonly string[];
}

/** What a proceeding makes of its acts beside the law: who is in it, what came from elsewhere, where it went. */
export interface Composed {
  readonly acts: readonly Act[];
  /** Place of the last act in the order of acts. */
  readonly seq: number;
  readonly parties: readonly PartyData[];
  /** Who went on in a proceeding of their own. */
  readonly gone: readonly PartyData[];
  readonly past: readonly Past[];
  readonly title: Text | null;
  readonly regrouped: readonly Regrouping[];
}

/** A proceeding that had no part in any, and in which nobody is recused. */
export const neverRegrouped = { gone: [], past: [], title: null, regrouped: [], recused: [] } as const;

/**
 * The acts that the engine folds, in the order of the proceeding: its own, what was done elsewhere before people came from there, and
 * where people went. Pure.
 */
export function compose(recorded: readonly RecordedAct[], procedure: Procedure): Composed {
  const opening = recorded[0]!.data as unknown as OpenData;
  const lastMerge = recorded.findLast((act) => act.type === MERGE)?.version ?? 0;
  const cameBack = (id: string, after: number) =>
    recorded.some(
      (act) => act.type === MERGE && act.version > after && dataOf<MergeData>(act).people.some((one) => one.is === id),
    );
  const everybody = new Map(opening.parties.map((party) => [party.id, party]));
  const present = new Set(everybody.keys());
  const own: Act[] = [];
  const past: Past[] = [];
  const regrouped: Regrouping[] = [];
  let title: Text | null = null;
  let lift = 0;
  const takeIn = (brought: readonly Past[]) => {
    past.push(...brought);
    lift = Math.max(lift, ...brought.map((one) => one.act.version));
  };
  for (const act of recorded) {
    const seq = act.version + lift;
    const operation = (subjects: readonly string[], whole: boolean): Act => ({
      ...engineAct({ ...act, data: {} }, procedure, seq),
      operation: { kind: 'sever', subjects, ...(whole ? { whole } : {}) },
    });
    if (act.version === 1 && opening.severed) {
      const { proceeding, ground, reason } = opening.severed;
      takeIn(opening.severed.past);
      regrouped.push({ kind: 'severed-from', proceeding, act, people: [...present], ground, reason });
    } else if (act.type === ADD_PARTIES) {
      for (const party of dataOf<{ readonly parties: readonly PartyData[] }>(act).parties) {
        everybody.set(party.id, party);
        present.add(party.id);
      }
    } else if (act.type === SEVER) {
      const data = dataOf<SeverData>(act);
      for (const id of data.people) present.delete(id);
      const away = data.people.filter((id) => !cameBack(id, act.version));
      if (away.length > 0) own.push(operation(away, false));
      title = data.title ?? title;
      regrouped.push({ kind: 'severed-to', proceeding: data.to, act, ...whyOf(data), people: data.people });
    } else if (act.type === MERGE) {
      const data = dataOf<MergeData>(act);
      for (const party of data.parties) everybody.set(party.id, party);
      for (const { is } of data.people) present.add(is);
      takeIn(data.past);
      title = data.title ?? title;
      const people = data.people.map((one) => one.is);
      regrouped.push({ kind: 'merged-from', proceeding: data.from.proceeding, act, ...whyOf(data), people });
    } else if (act.type === MERGED) {
      const data = dataOf<MergedData>(act);
      const entered = new Set([...own, ...past.map((one) => one.act)].map((one) => one.subject));
      own.push(
        operation(
          [...present].filter((id) => entered.has(id)),
          true,
        ),
      );
      regrouped.push({
        kind: 'merged-into',
        proceeding: data.into.proceeding,
        act,
        ...whyOf(data),
        people: [...present],
      });
    } else if (!isCustos(act.type) || act.annuls !== undefined) {
      const folded = engineAct(act, procedure, seq);
      own.push(act.version < lastMerge ? { ...folded, among: [...present] } : folded);
    }
  }
  const brought = past.map(
    ({ act, of, carry, among }): Act => ({
      ...engineAct(act, procedure, act.version),
      history: { of, carry },
      ...(among === null ? {} : { among }),
    }),
  );
  const people = [...everybody.values()];
  return {
    acts: mergedActs(own, brought),
    seq: recorded.at(-1)!.version + lift,
    parties: people.filter((party) => present.has(party.id)),
    gone: people.filter((party) => !present.has(party.id)),
    past,
    title,
    regrouped,
  };
}

const dataOf = <T>(act: RecordedAct): T => act.data as unknown as T;
const whyOf = ({ ground, reason }: Why): Why => ({ ground, reason });

/**
 * What has happened in a proceeding to these people and to the case, as the past of another. `rename`: the id that a person has there.
 * `carry`: open duties of the case go along too.
 */
export function pastOf(
  from: Composed & { readonly id: string; readonly recorded: readonly RecordedAct[] },
  people: readonly string[],
  carry: boolean,
  rename: ReadonlyMap<string, string> = new Map(),
): Past[] {
  const records = recordsOf(from);
  const here = new Map(from.past.map((one) => [one.act.id, one.of]));
  const named = (id: string) => rename.get(id) ?? id;
  const everybody = [...from.parties, ...from.gone].map((party) => named(party.id));
  return severedActs(from.acts, people, { case: from.id, carry }).flatMap((act): Past[] => {
    const record = records.get(act.id);
    if (!record) return [];
    const { salt: _salt, ...kept } = record;
    const renamed = Object.entries(lawDataOf(kept.data)).map(([key, value]) => [
      key,
      typeof value === 'string' ? named(value) : value,
    ]);
    return [
      {
        act: {
          ...kept,
          version: act.seq,
          subject: act.subject === null ? null : named(act.subject),
          data: Object.fromEntries(renamed),
        },
        of: here.get(act.id) ?? from.id,
        carry,
        among: act.among?.map(named) ?? (carry ? everybody : null),
      },
    ];
  });
}

const lawDataOf = (data: RecordedAct['data']): Readonly<Record<string, never>> =>
  data !== null && typeof data === 'object' && !Array.isArray(data) ? (data as Readonly<Record<string, never>>) : {};

/** The acts of a proceeding as they are recorded, its past with them. */
export function recordsOf(of: {
  readonly recorded: readonly RecordedAct[];
  readonly past: readonly Past[];
}): ReadonlyMap<string, RecordedAct> {
  return new Map([
    ...of.past.map(({ act }) => [act.id, { ...act, salt: '' }] as const),
    ...of.recorded.map((act) => [act.id, act] as const),
  ]);
}

/** Where a case that was merged into another is to be handled. */
export function goesOnThere({ act }: Regrouping): Text {
  const { numberText, number } = (act.data as unknown as MergedData).into;
  return words(`本案已并入${numberText.zh}，请在该案办理`, `This case was merged into ${number}; act there`);
}
