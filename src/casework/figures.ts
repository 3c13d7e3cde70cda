import { legalDate } from '#engine/index.ts';
import { checkOrganisationCode } from '#law/index.ts';
import { ASSIGN, type AssignData, isCustos } from './acts.ts';
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
  for (const { case_id } of rows) {
    const recorded = await writing.deps.ledger.actsOfCase(case_id, { knownAt });
    const proceedings = [...Map.groupBy(recorded, (act) => act.proceeding).values()];
    yield {
      caseId: case_id,
      proceedings: proceedings.map((acts) => figureRows(writing, readDossier(writing, acts, knownAt))),
    };
  }
}

function figureRows(writing: Writing, dossier: Dossier): FigureProceeding {
  const { calendar } = writing.pack;
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
    opened: legalDate(dossier.openingAct.occurredAt, calendar),
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
          data: act.data,
        },
      ];
    }),
    duties: dossier.state.obligations.map((duty) => ({
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
  const party = dossier.parties.find((one) => one.id === subject);
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
  const party = dossier.parties.find((one) => (subject === null ? one.offence !== undefined : one.id === subject));
  return party?.offence ?? null;
}
