import { type ColumnType, type Kysely, sql } from 'kysely';
import type { LedgerTables, Migration, Store, Trx } from '#ledger/index.ts';
import { migrate } from '#ledger/index.ts';

/** jsonb: written as JSON text, read as a value. */
type Kept<T> = ColumnType<T, string, string>;

/** One proceeding a row; all but `package` made from its acts. Dates are legal dates, `*_at` ms UTC. */
export type ProceedingTable = {
  id: string;
  case_id: string;
  office: string;
  desk: string | null;
  handler: string | null;
  /** Id of the procedure without version; `branch` is its part before the dot. */
  procedure: string;
  procedure_version: string;
  branch: string;
  number: string;
  number_zh: string;
  series: string;
  series_year: number;
  series_serial: number;
  title_zh: string;
  title_en: string;
  opened_on: string;
  concluded_at: number | null;
  closed_at: number | null;
  /** Custody, as the law pack's custody guard has it, of any subject without an outcome. */
  custody: boolean;
  state_zh: string;
  state_en: string;
  version: number;
  next_due: number | null;
  /** When the passing of time alone will change the rows (an act of the clock). */
  wakes_at: number | null;
  /** Lower-case text that a search looks through. */
  words: string;
};
export type PartyTable = {
  proceeding: string;
  subject: string;
  case_id: string;
  name: string;
  role: string;
  place: number;
  offence: string | null;
  outcome: string | null;
};
/** One duty or limit a row; several of one rule, day and proceeding share `item`, and one of them leads. */
export type DueTable = {
  key: string;
  item: string;
  lead: boolean;
  proceeding: string;
  office: string;
  subject: string | null;
  status: string;
  paused: boolean;
  alert_only: boolean;
  ours: boolean;
  /** Undated, and shown under a dated duty that waits for it. */
  covered: boolean;
  main: boolean;
  due_at: number | null;
  soon_at: number | null;
  ended_at: number | null;
  base: Kept<unknown>;
  people: Kept<readonly string[]>;
  before: Kept<readonly unknown[]>;
};
export type ProposalTable = {
  id: string;
  proceeding: string;
  office: string;
  desk: string | null;
  procedure: string;
  act: string;
  subject: string | null;
  data: Kept<Readonly<Record<string, unknown>>>;
  reason: string | null;
  rank: string;
  proposed_by: string;
  proposed_at: number;
  proposed_on: string;
  version: number;
  state: 'waiting' | 'approved' | 'returned' | 'withdrawn' | 'overtaken';
  return_reason: string | null;
  decided_by: string | null;
  decided_at: number | null;
  act_id: string | null;
};
export type DocumentTable = {
  id: string;
  proceeding: string;
  case_id: string;
  name: string;
  kind: string;
  sha256: string;
  size: number;
  added_at: number;
  bytes: Uint8Array;
};
/** Where a proceeding, or people of it, went on in another; made from the acts of the one that they went to. */
export type RegroupTable = {
  into_proceeding: string;
  from_proceeding: string;
  into_case: string;
  from_case: string;
  kind: 'sever' | 'merge';
  done_at: number;
};
/** Who is challenged or recused in a case; made from the acts of the recusal proceeding. */
export type RecusalTable = {
  proceeding: string;
  case_id: string;
  person: string;
  state: 'challenged' | 'recused';
  /** Legal date of the act that says so. */
  since: string;
};
export type PackageTable = {
  sha256: string;
  office: string;
  sender: string;
  sender_number: string;
  case_id: string;
  proceeding: string;
};

export type CaseworkTables = {
  casework_proceeding: ProceedingTable;
  casework_party: PartyTable;
  casework_due: DueTable;
  casework_proposal: ProposalTable;
  casework_document: DocumentTable;
  casework_package: PackageTable;
  casework_regroup: RegroupTable;
  casework_recusal: RecusalTable;
};
export type AllTables = LedgerTables & CaseworkTables;
export type Db = Kysely<AllTables>;

export const dbOf = (store: Pick<Store, 'db'>): Db => store.db.$extendTables<CaseworkTables>();
export const trxOf = (trx: Trx) => trx.$extendTables<CaseworkTables>();

const indexes = [
  'create index casework_proceeding_desk on casework_proceeding (office, desk)',
  'create index casework_proceeding_handler on casework_proceeding (handler)',
  'create index casework_proceeding_case on casework_proceeding (case_id)',
  'create index casework_proceeding_wakes on casework_proceeding (wakes_at)',
  'create index casework_due_proceeding on casework_due (proceeding)',
  "create index casework_due_open on casework_due (office, due_at) where status = 'open'",
  'create index casework_due_ended on casework_due (office, ended_at) where ended_at is not null',
  'create index casework_party_name on casework_party (name)',
  'create index casework_proposal_waiting on casework_proposal (office, state, rank)',
  'create index casework_proposal_proceeding on casework_proposal (proceeding)',
  'create index casework_document_proceeding on casework_document (proceeding)',
];

const first: Migration = {
  async up(db) {
    await db.schema
      .createTable('casework_proceeding')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('case_id', 'text', (c) => c.notNull())
      .addColumn('office', 'text', (c) => c.notNull())
      .addColumn('desk', 'text')
      .addColumn('handler', 'text')
      .addColumn('procedure', 'text', (c) => c.notNull())
      .addColumn('procedure_version', 'text', (c) => c.notNull())
      .addColumn('branch', 'text', (c) => c.notNull())
      .addColumn('number', 'text', (c) => c.notNull())
      .addColumn('number_zh', 'text', (c) => c.notNull())
      .addColumn('series', 'text', (c) => c.notNull())
      .addColumn('series_year', 'int4', (c) => c.notNull())
      .addColumn('series_serial', 'int4', (c) => c.notNull())
      .addColumn('title_zh', 'text', (c) => c.notNull())
      .addColumn('title_en', 'text', (c) => c.notNull())
      .addColumn('opened_on', 'text', (c) => c.notNull())
      .addColumn('concluded_at', 'int8')
      .addColumn('closed_at', 'int8')
      .addColumn('custody', 'boolean', (c) => c.notNull())
      .addColumn('state_zh', 'text', (c) => c.notNull())
      .addColumn('state_en', 'text', (c) => c.notNull())
      .addColumn('version', 'int4', (c) => c.notNull())
      .addColumn('next_due', 'int8')
      .addColumn('wakes_at', 'int8')
      .addColumn('words', 'text', (c) => c.notNull())
      .addUniqueConstraint('casework_number', ['office', 'series', 'series_year', 'series_serial'])
      .execute();
    await db.schema
      .createTable('casework_party')
      .addColumn('proceeding', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('case_id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('place', 'int4', (c) => c.notNull())
      .addColumn('offence', 'text')
      .addColumn('outcome', 'text')
      .addPrimaryKeyConstraint('casework_party_key', ['proceeding', 'subject'])
      .execute();
    await db.schema
      .createTable('casework_due')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('item', 'text', (c) => c.notNull())
      .addColumn('lead', 'boolean', (c) => c.notNull())
      .addColumn('proceeding', 'text', (c) => c.notNull())
      .addColumn('office', 'text', (c) => c.notNull())
      .addColumn('subject', 'text')
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('paused', 'boolean', (c) => c.notNull())
      .addColumn('alert_only', 'boolean', (c) => c.notNull())
      .addColumn('ours', 'boolean', (c) => c.notNull())
      .addColumn('covered', 'boolean', (c) => c.notNull())
      .addColumn('main', 'boolean', (c) => c.notNull())
      .addColumn('due_at', 'int8')
      .addColumn('soon_at', 'int8')
      .addColumn('ended_at', 'int8')
      .addColumn('base', 'jsonb', (c) => c.notNull())
      .addColumn('people', 'jsonb', (c) => c.notNull())
      .addColumn('before', 'jsonb', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('casework_proposal')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('proceeding', 'text', (c) => c.notNull())
      .addColumn('office', 'text', (c) => c.notNull())
      .addColumn('desk', 'text')
      .addColumn('procedure', 'text', (c) => c.notNull())
      .addColumn('act', 'text', (c) => c.notNull())
      .addColumn('subject', 'text')
      .addColumn('data', 'jsonb', (c) => c.notNull())
      .addColumn('reason', 'text')
      .addColumn('rank', 'text', (c) => c.notNull())
      .addColumn('proposed_by', 'text', (c) => c.notNull())
      .addColumn('proposed_at', 'int8', (c) => c.notNull())
      .addColumn('proposed_on', 'text', (c) => c.notNull())
      .addColumn('version', 'int4', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('return_reason', 'text')
      .addColumn('decided_by', 'text')
      .addColumn('decided_at', 'int8')
      .addColumn('act_id', 'text')
      .execute();
    await db.schema
      .createTable('casework_document')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('proceeding', 'text', (c) => c.notNull())
      .addColumn('case_id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('size', 'int8', (c) => c.notNull())
      .addColumn('added_at', 'int8', (c) => c.notNull())
      .addColumn('bytes', 'bytea', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('casework_package')
      .addColumn('sha256', 'text', (c) => c.notNull())
      .addColumn('office', 'text', (c) => c.notNull())
      .addColumn('sender', 'text', (c) => c.notNull())
      .addColumn('sender_number', 'text', (c) => c.notNull())
      .addColumn('case_id', 'text', (c) => c.notNull())
      .addColumn('proceeding', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('casework_package_once', ['office', 'sha256'])
      .addUniqueConstraint('casework_package_number', ['office', 'sender', 'sender_number'])
      .execute();
    for (const index of indexes) await sql.raw(index).execute(db);
    await sql`create unique index casework_proposal_once on casework_proposal (proceeding, act, coalesce(subject, '')) where (state = 'waiting')`.execute(
      db,
    );
  },
};

const regroup: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('casework_regroup')
      .addColumn('into_proceeding', 'text', (c) => c.notNull())
      .addColumn('from_proceeding', 'text', (c) => c.notNull())
      .addColumn('into_case', 'text', (c) => c.notNull())
      .addColumn('from_case', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('done_at', 'int8', (c) => c.notNull())
      .addPrimaryKeyConstraint('casework_regroup_key', ['into_proceeding', 'from_proceeding', 'done_at'])
      .execute();
    for (const column of ['from_proceeding', 'into_case', 'from_case'])
      await sql.raw(`create index casework_regroup_${column} on casework_regroup (${column})`).execute(db);
  },
};

const recusal: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('casework_recusal')
      .addColumn('proceeding', 'text', (c) => c.notNull())
      .addColumn('case_id', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('since', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('casework_recusal_key', ['proceeding', 'person'])
      .execute();
    await sql`create index casework_recusal_case on casework_recusal (case_id)`.execute(db);
  },
};

/** Creates the tables of casework or brings them up to date. */
export const migrateCasework = (store: Pick<Store, 'db'>): Promise<void> =>
  migrate(store, 'casework', { '001-start': first, '002-regroup': regroup, '003-recusal': recusal });
