import { type ColumnType, type Kysely, sql } from 'kysely';
import type { LedgerTables, Migration } from '#ledger/index.ts';
import type { RoleCode } from './types.ts';

/** Names of better-auth's own tables, made by its migrations; passwords and sessions are in them. */
export const authTables = {
  user: 'access_user',
  session: 'access_session',
  account: 'access_credential',
  verification: 'access_verification',
  twoFactor: 'access_two_factor',
  rateLimit: 'access_rate_limit',
} as const;

type Fixed<T> = ColumnType<T, T, never>;
type Json<T> = ColumnType<T, string, string>;

export type StaffTable = {
  person: Fixed<string>;
  office: string;
  desk: string | null;
  roles: Json<readonly RoleCode[]>;
  name_zh: string;
  name_en: string;
  email: string;
  active: boolean;
  /** The password is one that somebody else chose: nothing works until its owner has set another. */
  first_password: boolean;
  /** Entered by hand by an administrator, kept in the event trail; ms UTC. */
  made_at: Fixed<number>;
};

export type DelegationTable = {
  id: Fixed<string>;
  office: Fixed<string>;
  giver: Fixed<string>;
  bearer: Fixed<string>;
  rank: Fixed<string>;
  procedures: ColumnType<readonly string[] | null, string | null, never>;
  valid_from: Fixed<string>;
  valid_to: Fixed<string>;
  ground: Fixed<string>;
  given_at: Fixed<number>;
  revoked_at: number | null;
};

/** Append-only, kept by triggers. */
export type ReadingTable = {
  nr: ColumnType<number, never, never>;
  office: Fixed<string>;
  proceeding: Fixed<string>;
  person: Fixed<string>;
  name_zh: Fixed<string>;
  name_en: Fixed<string>;
  role: Fixed<string>;
  what: Fixed<string>;
  policy: Fixed<string>;
  ground: Fixed<string | null>;
  read_at: Fixed<number>;
};

/** What happened to accounts and delegations, and sign-ins. Append-only, kept by triggers. */
export type EventTable = {
  nr: ColumnType<number, never, never>;
  kind: Fixed<string>;
  by_person: Fixed<string | null>;
  about: Fixed<string | null>;
  data: ColumnType<unknown, string, never>;
  done_at: Fixed<number>;
};

/** One row a refused sign-in, so that one account is not tried without end from many addresses. */
export type FailureTable = { email_hash: Fixed<string>; failed_at: Fixed<number> };

export type AccessTables = LedgerTables & {
  access_staff: StaffTable;
  access_delegation: DelegationTable;
  access_reading: ReadingTable;
  access_event: EventTable;
  access_failure: FailureTable;
};

const appendOnly = (table: string) => [
  sql.raw(
    `create trigger ${table}_rows before update or delete on ${table} for each row execute function access_append_only()`,
  ),
  sql.raw(
    `create trigger ${table}_whole before truncate on ${table} for each statement execute function access_append_only()`,
  ),
];

async function makeTables(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table access_staff (
      person text primary key, office text not null, desk text, roles jsonb not null, name_zh text not null,
      name_en text not null, email text not null unique, active boolean not null, made_at bigint not null)`,
    sql`create index access_staff_office on access_staff (office)`,
    sql`create table access_delegation (
      id text primary key, office text not null, giver text not null references access_staff,
      bearer text not null references access_staff, rank text not null, procedures jsonb, valid_from text not null,
      valid_to text not null, ground text not null, given_at bigint not null, revoked_at bigint,
      check (valid_from <= valid_to))`,
    sql`create index access_delegation_bearer on access_delegation (bearer)`,
    sql`create table access_reading (
      nr bigint generated always as identity primary key, office text not null, proceeding text not null,
      person text not null, name_zh text not null, name_en text not null, role text not null, what text not null,
      policy text not null, ground text, read_at bigint not null)`,
    sql`create index access_reading_proceeding on access_reading (proceeding, read_at)`,
    sql`create table access_event (
      nr bigint generated always as identity primary key, kind text not null, by_person text, about text,
      data jsonb not null, done_at bigint not null)`,
    sql`create table access_failure (email_hash text not null, failed_at bigint not null)`,
    sql`create index access_failure_hash on access_failure (email_hash, failed_at)`,
    sql`create function access_append_only() returns trigger language plpgsql as
      'begin raise exception ''% is append-only'', tg_table_name; end'`,
    ...appendOnly('access_reading'),
    ...appendOnly('access_event'),
  ];
  for (const statement of statements) await statement.execute(db);
}

async function addFirstPassword(db: Kysely<unknown>): Promise<void> {
  await sql`alter table access_staff add column first_password boolean not null default false`.execute(db);
}

export const migrations: Readonly<Record<string, Migration>> = {
  '001-staff': { up: makeTables },
  '002-first-password': { up: addFirstPassword },
};
