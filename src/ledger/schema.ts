import { type Kysely, sql } from 'kysely';
import type { Migration } from './migrate.ts';
import type { LedgerTables } from './tables.ts';

const statements = [
  sql`create table ledger_act (
    log_index bigint primary key check (log_index >= 0),
    id uuid not null unique,
    office text not null,
    case_id text not null,
    proceeding text not null,
    version integer not null check (version > 0),
    procedure text not null,
    type text not null,
    subject text,
    actor text not null,
    role text not null,
    occurred_at bigint not null,
    precision text not null check (precision in ('ms', 'day')),
    recorded_at bigint not null,
    data jsonb not null,
    annuls uuid,
    replaces uuid,
    ground text,
    salt bytea not null check (length(salt) = 16),
    leaf bytea not null check (length(leaf) = 32),
    unique (proceeding, version)
  )`,
  sql`create index ledger_act_case on ledger_act (case_id, log_index)`,
  sql`create index ledger_act_office on ledger_act (office, log_index)`,
  sql`create table ledger_head (one boolean primary key default true check (one), size bigint not null check (size >= 0))`,
  sql`insert into ledger_head (size) values (0)`,
  sql`create function ledger_refuse() returns trigger language plpgsql as $$
    begin
      raise exception 'ledger: % on % is forbidden: what is recorded stays', tg_op, tg_table_name using errcode = 'restrict_violation';
    end $$`,
  sql`create function ledger_grow() returns trigger language plpgsql as $$
    begin
      if new.size < old.size then
        raise exception 'ledger: the log cannot shrink from % to %', old.size, new.size using errcode = 'restrict_violation';
      end if;
      return new;
    end $$`,
  sql`create trigger ledger_act_fixed before update or delete or truncate on ledger_act
    for each statement execute function ledger_refuse()`,
  sql`create trigger ledger_head_fixed before delete or truncate on ledger_head
    for each statement execute function ledger_refuse()`,
  sql`create trigger ledger_head_grows before update on ledger_head for each row execute function ledger_grow()`,
  sql`alter table ledger_act enable always trigger ledger_act_fixed`,
  sql`alter table ledger_head enable always trigger ledger_head_fixed`,
  sql`alter table ledger_head enable always trigger ledger_head_grows`,
  sql`revoke update, delete, truncate on ledger_act from public, current_user`,
  // A foreign key of another room locks the act's row as this table's owner, which needs the right to update one column;
  // the trigger stops the update itself.
  sql`grant update (id) on ledger_act to current_user`,
  sql`revoke delete, truncate on ledger_head from public, current_user`,
];

export const ledgerMigrations: Readonly<Record<string, Migration>> = {
  '001-acts': {
    up: async (db: Kysely<LedgerTables>) => {
      for (const statement of statements) await statement.execute(db);
    },
  },
};
