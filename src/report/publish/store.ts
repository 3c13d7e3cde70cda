/** Publications as they were frozen: a version is written once and never changed. */
import { type ColumnType, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { Publication, type PublicationRow, publicationRow } from '../publication.ts';
import { stamp } from '../text/periods.ts';
import { remember } from './remember.ts';

export type PublicationTables = {
  report_publication: {
    id: string;
    version: number;
    published_at: ColumnType<number, number, never>;
    /** Person who published; null: the demo. */
    published_by: string | null;
    /** JSON of Publication. */
    shown: string;
  };
};

async function makeTable(db: Kysely<unknown>): Promise<void> {
  await sql`create table report_publication (
    id text not null, version integer not null check (version > 0), published_at bigint not null, published_by text,
    shown text not null, primary key (id, version))`.execute(db);
}

export const publicationMigrations: Readonly<Record<string, Migration>> = { '001-publications': { up: makeTable } };

export interface Publications {
  /** The newest version of each, newest first. */
  rows(): Promise<readonly PublicationRow[]>;
  /** One version, without it the newest; null: there is none. `versions` names all there are. */
  get(id: string, version?: number): Promise<Publication | null>;
  /** Adds the next version; an error if somebody else did at the same moment. */
  add(publication: Publication, by: string | null): Promise<void>;
}

/** Versions that are kept in memory: some 10 MB each as they are read. */
const mostKept = 12;

/** `zone`: the legal time zone, in which moments are told. */
export function openPublications(db: Kysely<PublicationTables>, zone: string): Publications {
  const versions = async (id: string): Promise<Publication['versions']> => {
    const rows = await db
      .selectFrom('report_publication')
      .select(['version', 'published_at'])
      .where('id', '=', id)
      .orderBy('version')
      .execute();
    return rows.map((row) => ({
      version: row.version,
      at: row.published_at,
      published: stamp(row.published_at, zone),
    }));
  };
  const read = remember<Publication | null>(mostKept);
  /** A version as it is stored; read and checked once. */
  const stored = (id: string, version: number): Promise<Publication | null> =>
    read(`${id} ${version}`, async () => {
      const row = await db
        .selectFrom('report_publication')
        .select('shown')
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return row ? Publication.parse(JSON.parse(row.shown)) : null;
    });
  const get: Publications['get'] = async (id, version) => {
    const all = await versions(id);
    const wanted = version === undefined ? all.at(-1)?.version : all.find((one) => one.version === version)?.version;
    const found = wanted === undefined ? null : await stored(id, wanted);
    return found && { ...found, versions: all };
  };
  return {
    get,
    async rows() {
      const ids = await db
        .selectFrom('report_publication')
        .select('id')
        .groupBy('id')
        .orderBy((eb) => eb.fn.max('published_at'), 'desc')
        .execute();
      const found = await Promise.all(ids.map(({ id }) => get(id)));
      return found.flatMap((one) => (one ? [publicationRow(one)] : []));
    },
    async add(publication, by) {
      await db
        .insertInto('report_publication')
        .values({
          id: publication.id,
          version: publication.version,
          published_at: publication.publishedAt,
          published_by: by,
          shown: JSON.stringify(publication),
        })
        .execute();
    },
  };
}
