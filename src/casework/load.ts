import { viewOf } from '#access/index.ts';
import type { Directory } from './course.ts';
import { type Dossier, readDossier } from './dossier.ts';
import { factsOf } from './page.ts';
import { recusedIn } from './recused.ts';
import type { Actor } from './types.ts';
import type { Writing } from './write.ts';

/** The proceeding as it stands, or null when there is none. */
export async function loadDossier(writing: Writing, id: string, now: number): Promise<Dossier | null> {
  const recorded = await writing.deps.ledger.acts(id);
  if (recorded.length === 0) return null;
  const dossier = readDossier(writing, recorded, now);
  return { ...dossier, recused: await recusedIn(writing.db, dossier.caseId) };
}

/** The proceeding if the actor may see it, and how much of it; null alike for what is not there and what is not theirs. */
export async function loadFor(
  writing: Writing,
  id: string,
  actor: Actor,
  now: number,
): Promise<{ readonly dossier: Dossier; readonly view: 'whole' | 'clocks' } | null> {
  const dossier = await loadDossier(writing, id, now);
  if (!dossier) return null;
  const view = viewOf(actor, factsOf(writing, dossier));
  return view === null ? null : { dossier, view };
}

/** Names of everybody of the office. */
export async function directoryOf(writing: Writing, office: string): Promise<Directory> {
  const staff = await writing.deps.staff(office);
  return new Map(staff.map((member) => [member.person.id, member.person]));
}
