import type { LawProcedure } from '#law/index.ts';
import type { Dossier, Source } from './dossier.ts';
import { nearMap } from './map-near.ts';
import { noteOf, standsOf } from './map-stands.ts';
import { wholeMap } from './map-whole.ts';
import type { ProcedureMap } from './schemas.ts';

/** The procedure as it stands for one subject (none given: the first who is in it): what is open and near, or all of it. */
export function caseMap(
  source: Source,
  dossier: Dossier,
  view: { readonly subject?: string | null; readonly full?: boolean },
): ProcedureMap {
  const subject =
    view.subject ??
    dossier.state.subjects.find((one) => one.left === null)?.id ??
    dossier.parties.find((party) => party.kind !== null)?.id ??
    null;
  if (!view.full) return nearMap(source, dossier, subject);
  const stands = standsOf(source, dossier, subject);
  return wholeMap(
    source,
    dossier.law,
    subject,
    (act) => stands.get(act)!.state,
    (act) => noteOf(source, dossier, stands.get(act)!),
  );
}

/** The whole procedure, without a case. */
export function lawMap(source: Source, law: LawProcedure): ProcedureMap {
  return wholeMap(
    source,
    law,
    null,
    (act) => (law.procedure.opening.includes(act) ? 'may' : 'waits'),
    () => null,
  );
}
