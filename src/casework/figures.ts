import { legalDate } from '#engine/index.ts';
import { checkOrganisationCode } from '#law/index.ts';
import { ASSIGN, type AssignData, isCustos, lawData, MERGE, type MergeData } from './acts.ts';
import { type Dossier, readDossier } from './dossier.ts';
import { isOurs } from './owed.ts';
import type { FigureAct, FigureCase, FigureProceeding } from './types.ts';
import type { Writing } from './write.ts';

/** What figures are counted from: the cases, each with its effective acts and its duties, as known at a moment. */
export function figureSource(writing: Writing) {
  return {
    size: async (): Promise<number> => (await writing.deps.ledger.head()).size,
    read: (options: { readonly fromIndex: number; readonly knownAt: number }) => readChanged(writing, options),
    desks: Object.fromEntries(writing.offices.flatMap((office) => office.desks.map((desk) => [desk.id, desk.title]))),
    offices: writing.offices.map(({ id, title, division, facts }) => {
      const level = facts[writing.pack.lists.office_fact];
      return { id, title, level: typeof level === 'string' ? level : null, division };
    }),
  };
}

/** Cases with acts from an index on, each whole: what an act counts for depends on the other proceedings of its case. */
async function* readChanged(
  writing: Writing,
  { fromIndex, knownAt }: { readonly fromIndex: number; readonly knownAt: number },
): AsyncIterableIterator<FigureCase> {
  const rows = await writing.db
    .selectFrom('ledger_act')
    .select('case_id')
    .distinct()
    .where('log_index', '>=', fromIndex)
    .where('recorded_at', '<=', knownAt)
    .orderBy('case_id')
    .execute();
  const merges = await mergesKnown(writing, knownAt);
  const read = new Set<string>();
  for (const { case_id } of rows) {
    const into = mainCase(case_id, merges);
    if (into !== case_id) yield { caseId: case_id, proceedings: [] };
    if (read.has(into)) continue;
    read.add(into);
    const proceedings: FigureProceeding[] = [];
    for (const [caseId, names] of membersOf(into, merges)) {
      const recorded = await writing.deps.ledger.actsOfCase(caseId, { knownAt });
      for (const acts of Map.groupBy(recorded, (act) => act.proceeding).values())
        proceedings.push(withPeople(figureRows(writing, readDossier(writing, acts, knownAt)), names));
    }
    yield { caseId: into, proceedings };
  }
}

/** One case went on in another: a person who was in both is one, under the id of the case that goes on. */
interface MergeKnown {
  readonly into: string;
  readonly from: string;
  readonly people: MergeData['people'];
}

async function mergesKnown(writing: Writing, knownAt: number): Promise<MergeKnown[]> {
  const rows = await writing.db
    .selectFrom('casework_regroup')
    .select('into_proceeding')
    .distinct()
    .where('kind', '=', 'merge')
    .where('done_at', '<=', knownAt)
    .execute();
  const found: MergeKnown[] = [];
  for (const { into_proceeding } of rows)
    for (const act of await writing.deps.ledger.acts(into_proceeding)) {
      if (act.type !== MERGE || act.recordedAt > knownAt) continue;
      const { from, people } = act.data as unknown as MergeData;
      if (from.caseId !== act.caseId) found.push({ into: act.caseId, from: from.caseId, people });
    }
  return found;
}

/** The case under which a case is counted: the one that it was merged into, and so on. */
function mainCase(caseId: string, merges: readonly MergeKnown[]): string {
  const seen = new Set([caseId]);
  for (let at = caseId; ; ) {
    const next = merges.find((one) => one.from === at)?.into;
    if (next === undefined || seen.has(next)) return at;
    seen.add(next);
    at = next;
  }
}

/** A case and those merged into it, each with the ids that its people have there. */
function membersOf(into: string, merges: readonly MergeKnown[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const members = new Map<string, ReadonlyMap<string, string>>([[into, new Map()]]);
  for (const [caseId, names] of members)
    for (const one of merges) {
      if (one.into !== caseId || members.has(one.from)) continue;
      members.set(one.from, new Map(one.people.map(({ was, is }) => [was, names.get(is) ?? is])));
    }
  return members;
}

function withPeople(rows: FigureProceeding, names: ReadonlyMap<string, string>): FigureProceeding {
  if (names.size === 0) return rows;
  const named = <T extends { readonly subject: string | null }>(row: T): T =>
    row.subject === null ? row : { ...row, subject: names.get(row.subject) ?? row.subject };
  return { ...rows, acts: rows.acts.map(named), duties: rows.duties.map(named) };
}

/**
 * What was done elsewhere before people came from there is counted there, and so is a time limit that was met there; but what an opening act said of them
 * goes on being said of their acts here.
 */
function figureRows(writing: Writing, dossier: Dossier): FigureProceeding {
  const { calendar } = writing.pack;
  const came = new Map(
    dossier.past
      .filter(({ act }) => dossier.law.procedure.opening.includes(act.type))
      .map(({ act }) => [act.subject, lawData(act.data)]),
  );
  const elsewhere = new Set(dossier.past.map(({ act }) => act.id));
  const recorded = new Map(dossier.recorded.map((act) => [act.id, act]));
  const { closed, concluded } = dossier.state;
  const ended = closed ?? concluded;
  const office = dossier.office.id;
  return {
    proceeding: dossier.id,
    procedure: dossier.law.id,
    number: dossier.opening.number,
    office,
    offence: offenceOf(dossier, null),
    desk: dossier.desk,
    opened: legalDate(
      Math.min(dossier.openingAct.occurredAt, ...dossier.past.map(({ act }) => act.occurredAt)),
      calendar,
    ),
    closed: ended === null ? null : legalDate(ended, calendar),
    acts: dossier.state.acts.flatMap((act): FigureAct[] => {
      const stored = recorded.get(act.id);
      if (!stored || isCustos(stored.type)) return [];
      return [
        {
          office: stored.office,
          index: stored.index,
          id: act.id,
          type: act.type,
          subject: act.subject,
          subjectKind: kindOf(dossier, act.subject),
          at: act.at,
          date: legalDate(act.at, calendar),
          desk: deskAt(dossier, stored.version),
          offence: offenceOf(dossier, act.subject),
          data: came.has(act.subject) ? { ...came.get(act.subject), ...act.data } : act.data,
        },
      ];
    }),
    duties: dossier.state.obligations
      .filter(({ metBy }) => metBy === undefined || !elsewhere.has(metBy))
      .map((duty) => ({
        key: `${dossier.id}:${duty.key}`,
        office,
        rule: duty.relation,
        subject: duty.subject,
        opened: legalDate(duty.openedAt, calendar),
        due: duty.due?.date ?? null,
        state: duty.state,
        lateDays: duty.lateDays ?? null,
        ours: duty.targets.some((target) => {
          const info = dossier.law.acts.find((one) => one.id === target);
          return info !== undefined && isOurs(dossier, info);
        }),
        alertOnly: duty.alertOnly,
        desk: deskAt(dossier, (duty.source ? recorded.get(duty.source)?.version : undefined) ?? dossier.version),
        offence: offenceOf(dossier, duty.subject),
      })),
  };
}

/** A party with the number of an organisation is a company; of others nothing else is known than that they are persons. */
function kindOf(dossier: Dossier, subject: string | null): 'natural-person' | 'company' | null {
  const party = [...dossier.parties, ...dossier.gone].find((one) => one.id === subject);
  if (!party) return null;
  return party.idNumber !== undefined && checkOrganisationCode(party.idNumber).ok ? 'company' : 'natural-person';
}

/** Desk that had the proceeding at a version. */
function deskAt(dossier: Dossier, version: number): string | null {
  const assigned =
    dossier.recorded.findLast((act) => act.type === ASSIGN && act.version <= version) ??
    dossier.recorded.find((act) => act.type === ASSIGN);
  return assigned ? (assigned.data as unknown as AssignData).desk : null;
}

/** Offence of the person; for the whole case that of its first person. */
function offenceOf(dossier: Dossier, subject: string | null): string | null {
  const party = [...dossier.parties, ...dossier.gone].find((one) =>
    subject === null ? one.offence !== undefined : one.id === subject,
  );
  return party?.offence ?? null;
}
