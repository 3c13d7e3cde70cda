import { migrate, type Store } from '#ledger/index.ts';
import { type Accounts, actorFrom, openAccounts, type StaffRow } from './accounts.ts';
import { openSignIn, type SignInSettings } from './auth.ts';
import { openDelegations } from './delegations.ts';
import { eventRecorder } from './events.ts';
import { openReadings } from './readings.ts';
import { signInHandler } from './signin.ts';
import { type AccessTables, migrations } from './tables.ts';
import type { Actor, Staffing } from './types.ts';

export type AccessConfig = SignInSettings & {
  readonly store: Store;
  /** Legal time zone of the office, as `Asia/Shanghai`; the days of delegations are days there. */
  readonly zone: string;
  /** Roles and ranks of the law pack. */
  readonly staffing: Staffing;
};

/** Who is who, on one store. `now` is ms UTC everywhere. */
export type Access = {
  /** Serves /api/auth/*: sign-in, sign-out, second factor, change of password. */
  readonly handleAuth: (request: Request, now: number) => Promise<Response>;
  /** Who sent this request; null without a valid session, with a closed account, or while the first password stands. */
  readonly actorOf: (headers: Headers, now: number) => Promise<Actor | null>;
  /** Is this request signed in with a password that somebody else chose, so that it must be changed before anything else? */
  readonly mustSetPassword: (headers: Headers) => Promise<boolean>;
  /** A person by id, also with a closed account; null if unknown. */
  readonly actorById: (id: string, now: number) => Promise<Actor | null>;
  readonly accounts: Accounts;
  readonly delegations: ReturnType<typeof openDelegations>;
  readonly readings: ReturnType<typeof openReadings>;
};

/** Creates or updates the room's tables and those of better-auth, and opens the room. */
export async function openAccess(config: AccessConfig): Promise<Access> {
  const { store, zone, staffing } = config;
  await migrate(store, 'access', migrations);
  const db = store.db.$extendTables<AccessTables>();
  const isActive = async (person: string): Promise<boolean> => {
    const row = await db.selectFrom('access_staff').select('active').where('person', '=', person).executeTakeFirst();
    return row?.active === true;
  };
  const signIn = await openSignIn(store, config, isActive);
  const record = eventRecorder(store);
  const accounts = openAccounts(store, staffing, signIn, record);
  const delegations = openDelegations(store, zone, staffing, record);

  async function actorById(id: string, now: number): Promise<Actor | null> {
    const row = await accounts.row(id);
    return row ? actorFrom(staffing, row, await delegations.heldBy(id, now)) : null;
  }

  async function signedIn(headers: Headers): Promise<StaffRow | null> {
    const session = await signIn.auth.api.getSession({ headers });
    const row = session ? await accounts.row(session.user.id) : undefined;
    return row?.active ? row : null;
  }

  async function actorOf(headers: Headers, now: number): Promise<Actor | null> {
    const row = await signedIn(headers);
    return row && !row.first_password ? actorFrom(staffing, row, await delegations.heldBy(row.person, now)) : null;
  }

  return {
    handleAuth: signInHandler(store, signIn, record, accounts.ownPasswordSet),
    actorOf,
    mustSetPassword: async (headers) => (await signedIn(headers))?.first_password === true,
    actorById,
    accounts,
    delegations,
    readings: openReadings(store, staffing),
  };
}
