import pg from 'pg';

const INT8 = 20;
const DATE = 1082;

/** int8 as number; beyond 2^53-1 an error rather than a wrong number. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is beyond 2^53-1`);
  return value;
}

const same = (text: string): string => text;

/** For PGlite: its own parsers differ from those of pg for these types. */
export const pgliteParsers: Readonly<Record<number, (text: string) => unknown>> = { [INT8]: parseInt8, [DATE]: same };

/** For pg: a pool's own parsers, so that nobody else's pg in the process changes. */
export const pgTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return parseInt8;
    if (oid === DATE) return same;
    return pg.types.getTypeParser(oid, format as 'text');
  }) as typeof pg.types.getTypeParser,
};
