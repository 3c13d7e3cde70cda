import { legalDate } from '#engine/index.ts';
import { ASSIGN, type AssignData, isCustos } from './acts.ts';
import { type Dossier, readDossier } from './dossier.ts';
import { isOurs } from './owed.ts';
import type { FigureRows } from './types.ts';
import type { Writing } from './write.ts';

/** What figures are counted from: the effective acts and the duties of each proceeding, as known at a moment. */
export function figureSource(writing: Writing) {
  return {
    size: async (): Promise<number> => (await writing.deps.ledger.head()).size,
    read: (options: { readonly fromIndex: number; readonly knownAt: number }) => readChanged(writing, options),
    desks: Object.fromEntries(writing.offices.flatMap((office) => office.desks.map((desk) => [desk.id, desk.title]))),
  };
}

/** Proceedings with acts from an index on, each whole. */
async function* readChanged(
  writing: Writing,
  { fromIndex, knownAt }: { readonly fromIndex: number; readonly knownAt: number },
): AsyncIterableIterator<FigureRows> {
  const rows = await writing.db
    .selectFrom('ledger_act')
    .select('proceeding')
    .distinct()
    .where('log_index', '>=', fromIndex)
    .where('recorded_at', '<=', knownAt)
    .orderBy('proceeding')
    .execute();
  for (const { proceeding } of rows) {
    const recorded = await writing.deps.ledger.acts(proceeding, { knownAt });
    if (recorded.length > 0) yield figureRows(writing, readDossier(writing, recorded, knownAt));
  }
}

function figureRows(writing: Writing, dossier: Dossier): FigureRows {
  const { calendar } = writing.pack;
  const recorded = new Map(dossier.recorded.map((act) => [act.id, act]));
  const common = {
    office: dossier.office.id,
    caseId: dossier.caseId,
    number: dossier.opening.number,
    proceeding: dossier.id,
    procedure: dossier.law.id,
  };
  return {
    proceeding: dossier.id,
    acts: dossier.state.acts.flatMap((act) => {
      const stored = recorded.get(act.id);
      if (!stored || isCustos(stored.type)) return [];
      return [
        {
          ...common,
          index: stored.index,
          id: act.id,
          type: act.type,
          subject: act.subject,
          date: legalDate(act.at, calendar),
          desk: deskAt(dossier, stored.version),
          offence: offenceOf(dossier, act.subject),
          data: act.data,
        },
      ];
    }),
    duties: dossier.state.obligations.map((duty) => ({
      ...common,
      key: `${dossier.id}:${duty.key}`,
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
