import { type ColumnType, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
/** A judgment as it was given, and what lists need of it; everything but the text can be made again from the text and the law. */
export type JudgmentTable = {
  id: string;
  office: string;
  sha256: string;
  text: string;
  file: string;
  source: 'made-up' | 'file';
  read_on: string;
  read_at: ColumnType<number, number, number>;
  /** Person who brought it in; null: the demo. */
  read_by: string | null;
  /** Which law the row was checked by. */
  law: string;
  /** 0 certain, 1 contradiction, 2 depends, 3 nothing. */
  rank: number;
  year: number;
  /** What a search looks in, in small letters. */
  words: string;
  /** JSON of JudgmentRow. */
  shown: string;
};

export type OversightTables = { oversight_judgment: JudgmentTable };

async function makeTables(db: Kysely<unknown>): Promise<void> {
  await sql`create table oversight_judgment (
    id text primary key, office text not null, sha256 text not null, text text not null, file text not null,
    source text not null check (source in ('made-up', 'file')), read_on text not null, read_at bigint not null,
    read_by text, law text not null, rank integer not null, year integer not null, words text not null,
    shown text not null, unique (office, sha256))`.execute(db);
  await sql`create index oversight_judgment_list on oversight_judgment (office, rank, year desc, id)`.execute(db);
}

export const migrations: Readonly<Record<string, Migration>> = { '001-judgments': { up: makeTables } };
