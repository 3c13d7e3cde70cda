import type { LawPack } from '#law/index.ts';
import type { Source } from './dossier.ts';
import { lawMap } from './map.ts';
import { tryLaw } from './try.ts';
import type { Casework, OfficeProfile } from './types.ts';

/** A law pack read and tried without an office, cases or a store. */
export type LawReader = Pick<Casework, 'lawMap' | 'tryLaw'>;

/** For a pack that nobody works with here: at an office of the kind that its scenarios suppose. */
export function readLawOf(pack: LawPack): LawReader {
  const office: OfficeProfile = {
    id: 'reader',
    title: pack.title,
    division: null,
    short: pack.title,
    facts: pack.scenarios.office,
    desks: [],
    numbers: {},
  };
  const source: Source = { pack, offices: [office] };
  return {
    lawMap: (procedure) => {
      const law = Object.hasOwn(pack.procedures, procedure) ? pack.procedures[procedure] : undefined;
      return law ? lawMap(source, law) : null;
    },
    tryLaw: (procedure, question) =>
      Object.hasOwn(pack.procedures, procedure) ? tryLaw(source, procedure, question) : null,
  };
}
