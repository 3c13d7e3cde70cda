import type { Kysely } from 'kysely';
import { copyJson, unfit } from './fit.ts';
import { refuseInsideProject } from './internals.ts';
import { actsBetween, get } from './read.ts';
import type { LedgerTables } from './tables.ts';
import type { Append, Appended, AppendedAll, NewAct, ProceedingAppend, Project, Refusal } from './types.ts';
import type { Verdict, Writer } from './writer.ts';

/** The fields that the ledger keeps, and no others: what is answered is what is stored. */
const copyAct = (act: NewAct): NewAct => ({
  id: act.id,
  office: act.office,
  caseId: act.caseId,
  proceeding: act.proceeding,
  procedure: act.procedure,
  type: act.type,
  subject: act.subject,
  actor: act.actor,
  role: act.role,
  occurredAt: act.occurredAt,
  precision: act.precision,
  data: copyJson(act.data),
  ...(act.annuls === undefined ? {} : { annuls: act.annuls }),
  ...(act.replaces === undefined ? {} : { replaces: act.replaces }),
  ...(act.ground === undefined ? {} : { ground: act.ground }),
});

const copy = (part: ProceedingAppend): ProceedingAppend => ({ ...part, acts: part.acts.map(copyAct) });

async function tell(db: Kysely<LedgerTables>, verdict: Verdict): Promise<AppendedAll | Refusal> {
  if (verdict.kind === 'recorded') return { ok: true, acts: verdict.acts, versions: verdict.versions };
  if (verdict.kind === 'conflict') {
    const { proceeding, version, expectedVersion } = verdict;
    return {
      ok: false,
      kind: 'conflict',
      proceeding,
      version,
      since: await actsBetween(db, proceeding, expectedVersion, version),
    };
  }
  const existing = await get(db, verdict.id);
  if (!existing) throw new Error(`ledger: act ${verdict.id} was there and is gone`);
  return { ok: false, kind: 'duplicate-id', id: verdict.id, existing };
}

export async function appendAll(
  writer: Writer,
  db: Kysely<LedgerTables>,
  parts: readonly ProceedingAppend[],
  project?: Project,
): Promise<AppendedAll | Refusal> {
  refuseInsideProject('ledger.append');
  const refused = unfit(parts);
  if (refused) return refused;
  return tell(db, await writer.write({ parts: parts.map(copy), project }));
}

export async function append(writer: Writer, db: Kysely<LedgerTables>, request: Append): Promise<Appended | Refusal> {
  const { project, ...part } = request;
  const answer = await appendAll(writer, db, [part], project);
  return answer.ok ? { ok: true, acts: answer.acts, version: answer.versions[part.proceeding] as number } : answer;
}
