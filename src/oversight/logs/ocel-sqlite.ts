import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import {
  DummyDriver,
  Kysely,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { logFault } from './fault.ts';
import type { OcelEvent, OcelSource } from './ocel.ts';

const words = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});
type Found = OcelEvent & { readonly objects: string[] };
type Row = Readonly<Record<string, SQLOutputValue>>;

const textOf = (value: SQLOutputValue | undefined): string =>
  value === null || value === undefined ? '' : String(value);

export function ocelSqlite(file: string): OcelSource {
  function* rows(db: DatabaseSync, query: RawBuilder<unknown>): Generator<Row> {
    const { sql: text, parameters } = query.compile(words);
    try {
      yield* db.prepare(text).iterate(...parameters.map((one) => String(one))) as Iterable<Row>;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw logFault(
        file,
        null,
        `not an OCEL 2.0 database (${why})`,
        'tables event, object, event_object, event_map_type',
      );
    }
  }
  async function* within<T>(work: (db: DatabaseSync) => Iterable<T>): AsyncGenerator<T> {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      yield* work(db);
    } finally {
      db.close();
    }
  }
  return {
    format: 'ocel-sqlite',
    objects: () =>
      within(function* (db) {
        for (const row of rows(db, sql`select ocel_id, ocel_type from object order by rowid`))
          yield { id: textOf(row.ocel_id), type: textOf(row.ocel_type) };
      }),
    events: () =>
      within(function* (db): Generator<OcelEvent> {
        const types = [...rows(db, sql`select ocel_type, ocel_type_map from event_map_type order by ocel_type`)];
        for (const { ocel_type, ocel_type_map } of types) {
          const table = sql.id(`event_${textOf(ocel_type_map)}`);
          const query = sql`select t.*, eo.ocel_object_id from ${table} t left join event_object eo on eo.ocel_event_id = t.ocel_id order by t.ocel_id`;
          let event = null as Found | null;
          for (const row of rows(db, query)) {
            const id = textOf(row.ocel_id);
            if (event?.id !== id) {
              if (event !== null) yield event;
              const { ocel_id, ocel_time, ocel_object_id, ...attributes } = row;
              event = {
                id,
                type: textOf(ocel_type),
                time: textOf(ocel_time),
                attributes: Object.fromEntries(
                  Object.entries(attributes).flatMap(([name, value]) =>
                    value === null ? [] : [[name, textOf(value)]],
                  ),
                ),
                objects: [],
              };
            }
            if (row.ocel_object_id !== null) event.objects.push(textOf(row.ocel_object_id));
          }
          if (event !== null) yield event;
        }
      }),
  };
}
