/** For tests of this room: casework on a database in memory, with a made-up office and a ledger clock that tests set. */
import type { Actor, RoleCode } from '#access/index.ts';
import { functionsOf, rankOf } from '#access/index.ts';
import { momentOf } from '#engine/index.ts';
import type { LawPack } from '#law/index.ts';
import { type Ledger, openLedger, openStore, type Store } from '#ledger/index.ts';
import { committedPack } from '../../tests/packs.ts';
import { openCasework } from './casework.ts';
import type { ProceedingPage, ProposedAct } from './schemas.ts';
import type { Casework, CaseworkDeps, OfficeProfile, StaffMember } from './types.ts';
import { words } from './words.ts';

export const office: OfficeProfile = {
  id: 'shifan',
  title: words('示范市人民检察院', "Shifan City People's Procuratorate"),
  short: words('示检', 'SF'),
  division: '990102',
  facts: { 'office-level': 'basic' },
  desks: [
    {
      id: 'first',
      title: words('第一检察部', 'First department'),
      procedures: [
        'criminal.arrest-review',
        'criminal.prosecution-review',
        'criminal.trial-support',
        'criminal.second-instance-protest',
      ],
    },
    { id: 'letters', title: words('控告申诉检察部', 'Letters and visits'), procedures: ['petition.handling'] },
  ],
  numbers: { 'criminal.arrest-review': words('捕', 'AR'), 'criminal.prosecution-review': words('诉', 'PR') },
};

export const lawPack = (): LawPack => committedPack();

const law = lawPack();

const member = (
  id: string,
  desk: string | null,
  ...roles: readonly RoleCode[]
): StaffMember & { readonly roles: readonly RoleCode[] } => ({
  person: { id, name: words(`检${id}`, `Staff ${id}`) },
  desk,
  roles,
  functions: functionsOf(law, roles),
});
export const staff = [
  member('intake', null, 'case-management'),
  member('chen', 'first', 'prosecutor'),
  member('du', 'first', 'prosecutor'),
  member('clerk', 'first', 'clerk'),
  member('head', 'first', 'department-head'),
  member('chief', null, 'chief-procurator'),
  member('deputy', null, 'deputy-chief-procurator'),
  member('wu', 'letters', 'prosecutor'),
] as const;

export function actorOf(id: string, more: Partial<Actor> = {}): Actor {
  const found = staff.find((one) => one.person.id === id);
  if (!found) throw new Error(`no ${id}`);
  const { person, desk, roles } = found;
  return {
    id,
    name: person.name,
    email: `${id}@example.org`,
    office: office.id,
    desk,
    roles,
    functions: functionsOf(law, roles),
    rank: rankOf(law, roles),
    delegations: [],
    ...more,
  };
}

export interface Bench {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly pack: LawPack;
  readonly deps: CaseworkDeps;
  readonly casework: Casework;
  /** Sets the clock of the ledger and answers with the moment, for `now`. */
  readonly at: (local: string) => number;
  readonly close: () => Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const opened = await openStore({ kind: 'pglite' });
  if (!opened.ok) throw new Error(opened.words.en);
  const { store } = opened;
  const pack = lawPack();
  let clock = 0;
  const ledger = openLedger(store, { clock: () => clock });
  const deps: CaseworkDeps = { store, ledger, pack, offices: [office], staff: async () => staff };
  const casework = await openCasework(deps);
  return {
    store,
    ledger,
    pack,
    deps,
    casework,
    at: (local) => {
      const moment = momentOf(local, pack.calendar);
      if (moment === null) throw new Error(`no moment ${local}`);
      clock = moment;
      return moment;
    },
    close: () => store.close(),
  };
}

/** The page, which must be there. */
export async function pageAt(bench: Bench, id: string, who: string, now: number): Promise<ProceedingPage> {
  const page = await bench.casework.proceedingPage(id, actorOf(who), now);
  if (!page) throw new Error(`no page of ${id} for ${who}`);
  return page;
}

/** Does an act on what the page now shows. */
export async function doAct(
  bench: Bench,
  id: string,
  who: string | Actor,
  act: Omit<ProposedAct, 'expectedVersion' | 'data' | 'subject'> & {
    readonly subject?: string | null;
    readonly data?: ProposedAct['data'];
    readonly expectedVersion?: number;
  },
  now: number,
) {
  const actor = typeof who === 'string' ? actorOf(who) : who;
  const version = act.expectedVersion ?? (await bench.ledger.acts(id)).length;
  return bench.casework.act(id, { subject: null, data: {}, ...act, expectedVersion: version }, actor, now);
}

export const idOf = (page: ProceedingPage, name: string): string => {
  const party = page.parties.find((one) => one.name === name);
  if (!party) throw new Error(`no ${name} in ${page.parties.map((one) => one.name).join()}`);
  return party.id;
};
