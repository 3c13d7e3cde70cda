import type { Json, Store } from '#ledger/index.ts';
import type { AccessTables } from './tables.ts';

export type EventKind =
  | 'account-made'
  | 'account-changed'
  | 'delegation-given'
  | 'delegation-revoked'
  | 'password-changed'
  | 'signed-in'
  | 'signed-out';

export type Recorder = (
  kind: EventKind,
  by: string | null,
  about: string | null,
  data: Json,
  now: number,
) => Promise<void>;

/** Adds to the trail of accounts, delegations and sign-ins; the table refuses to change or drop what is in it. */
export function eventRecorder(store: Pick<Store, 'db'>): Recorder {
  const db = store.db.$extendTables<AccessTables>();
  return async (kind, by, about, data, now) => {
    await db
      .insertInto('access_event')
      .values({ kind, by_person: by, about, data: JSON.stringify(data), done_at: now })
      .execute();
  };
}
