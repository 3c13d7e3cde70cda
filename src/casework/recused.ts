import { evaluate, legalDate } from '#engine/index.ts';
import type { LawPack } from '#law/index.ts';
import { citesOf } from './cite.ts';
import type { Dossier, Source } from './dossier.ts';
import { casesJoined } from './links.ts';
import { refusal } from './refusal.ts';
import type { Cite, Refusal, Text } from './schemas.ts';
import type { Db, RecusalTable } from './tables.ts';

/** Somebody of the office who is challenged or recused in a case. */
export type Recused = RecusalTable;

/** What a recusal proceeding says of the people challenged: decided, not decided yet; nothing of who was rejected. Pure. */
export function recusalRows(source: Source, dossier: Dossier): Recused[] {
  const rules = source.pack.recusal;
  if (!rules || dossier.law.id !== rules.procedure) return [];
  return dossier.parties.flatMap((party): Recused[] => {
    const acts = dossier.state.acts.filter((act) => act.subject === party.id);
    const last = acts.findLast(({ type, data }) => {
      if (type === rules.raised || type === rules.decided || type === rules.rejected) return true;
      if (type !== rules.reconsidered?.act) return false;
      const env = {
        value: (path: string, field: string) => (path === 'act' ? data[field] : undefined),
        count: () => 0,
        executed: () => false,
        since: () => undefined,
      };
      return evaluate(rules.reconsidered.when, env) === true;
    });
    if (!last || last.type === rules.rejected) return [];
    return [
      {
        proceeding: dossier.id,
        case_id: dossier.caseId,
        person: party.id,
        state: last.type === rules.raised ? 'challenged' : 'recused',
        since: legalDate(last.at, source.pack.calendar),
      },
    ];
  });
}

/** Who is challenged or recused in a case, and in those that it was merged with. */
export async function recusedIn(db: Db, caseId: string): Promise<readonly Recused[]> {
  return db
    .selectFrom('casework_recusal')
    .selectAll()
    .where('case_id', 'in', await casesJoined(db, caseId))
    .orderBy('since')
    .execute();
}

/** Those who may not act in a proceeding of this procedure; who is only challenged goes on where the law says so. */
export function keptOut(pack: LawPack, procedure: string, all: readonly Recused[]) {
  const rules = pack.recusal;
  const goesOn = rules?.holds.except?.includes(procedure) === true || procedure === rules?.procedure;
  const of = (state: Recused['state']) => all.filter((one) => one.state === state).map((one) => one.person);
  return { recused: of('recused'), challenged: goesOn ? [] : of('challenged') };
}

/** What is said to somebody who is kept out, with the article; null: they are not. */
export function whyKeptOut(
  pack: LawPack,
  dossier: Pick<Dossier, 'law' | 'recused'>,
  person: string,
): { readonly text: Text; readonly cites: Cite[] } | null {
  const rules = pack.recusal;
  if (!rules) return null;
  const { recused, challenged } = keptOut(pack, dossier.law.id, dossier.recused);
  const words = recused.includes(person) ? rules.barred : challenged.includes(person) ? rules.holds : null;
  return words ? { text: words.text, cites: citesOf(pack, words.cite) } : null;
}

/** The refusal of an act by somebody who is kept out; null: they are not. */
export function refusedAsRecused(
  pack: LawPack,
  dossier: Pick<Dossier, 'law' | 'recused'>,
  person: string,
): Refusal | null {
  const why = whyKeptOut(pack, dossier, person);
  return why ? refusal('not-allowed', why.text, { reasons: [{ code: 'recused', ...why, remedy: [] }] }) : null;
}
