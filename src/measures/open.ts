/** Facts opened for counting: small integers in DuckDB, in the process, with the keys to read them. */
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import type { Keys, OfficeKey } from './facts.ts';
import type { Result, Words } from './words.ts';

export type Parameter = string | number | boolean;
/** Text of DuckDB's SQL; values from outside stand in `values` only. */
export interface Sql {
  readonly text: string;
  readonly values: readonly Parameter[];
}
export type Row = Readonly<Record<string, unknown>>;
export type Table = 'acts' | 'duties' | 'proceedings';

export interface Facts {
  /** The ledger's tables have texts beside the numbers (ids, desk); a nation's have not. */
  readonly kind: 'ledger' | 'nation';
  /** Names of the numbers; the same object until one is added. */
  keys(): Keys;
  /** Brings the snapshot up to the ledger and to `now`; answers the moment as known at which figures stand. */
  refresh(now: number): Promise<{ readonly asKnownAt: number; readonly size: number }>;
  /** First and last legal date that the data speak of; null: nothing yet. */
  span(): Promise<{ readonly from: string; readonly to: string } | null>;
  /** What stands after `from` in a query: the table, narrowed to what can hold these dates and widest places where that spares reading. */
  relation(
    table: Table,
    dates: { readonly from: string; readonly to: string } | null,
    places: readonly string[] | null,
  ): string;
  rows(sql: Sql): Promise<readonly Row[]>;
  readonly desks: Readonly<Record<string, Words>>;
  readonly dayOf: (at: number) => string;
  /** The same facts as known at an earlier moment, opened anew; a nation has one moment only. */
  asKnown(at: number): Promise<Result<Facts>>;
  close(): void;
}

export interface Database {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
  rows(sql: Sql): Promise<readonly Row[]>;
  close(): void;
}

export async function openDatabase(): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  return {
    instance,
    connection,
    async rows(sql) {
      if (sql.values.length === 0) return (await connection.runAndReadAll(sql.text)).getRowObjectsJS();
      const prepared = await connection.prepare(sql.text);
      prepared.bind(sql.values.map((value): DuckDBValue => value));
      return (await prepared.runAndReadAll()).getRowObjectsJS();
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export const noOffice: OfficeKey = { id: '', title: { zh: '', en: '' }, level: '', places: [] };

/** `2022-03-01` as days since 1970. */
export const dayNumber = (date: string): number =>
  Math.floor(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / 86_400_000);
export const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
