import type { LawProcedure } from '#law/index.ts';
import type { OpenData } from './acts.ts';
import type { Db } from './tables.ts';
import type { OfficeProfile } from './types.ts';
import { words } from './words.ts';

export interface Series {
  readonly prefix: string;
  readonly year: number;
}

/** Prefix of a procedure in an office's numbers; where the office names none, the initials of the procedure's id. */
export function seriesOf(office: OfficeProfile, law: Pick<LawProcedure, 'id'>, date: string): Series {
  const initials = law.id
    .split('.')
    .at(-1)!
    .split('-')
    .map((part) => part[0]?.toUpperCase() ?? '')
    .join('');
  return { prefix: office.numbers[law.id]?.en ?? initials, year: Number(date.slice(0, 4)) };
}

/** `2026-AR-204` and 示检捕〔2026〕204号. */
export function numberOf(
  office: OfficeProfile,
  law: Pick<LawProcedure, 'id' | 'title'>,
  series: Series,
  serial: number,
): Pick<OpenData, 'number' | 'numberText' | 'series'> {
  const number = `${series.year}-${series.prefix}-${serial}`;
  const zh = office.numbers[law.id]?.zh ?? law.title.zh;
  return {
    number,
    numberText: words(`${office.short.zh}${zh}〔${series.year}〕${serial}号`, number),
    series: { ...series, serial },
  };
}

/** The next serial of each series, as the tables stand. Two takers at once are told apart by the unique key, and one tries again. */
export async function nextSerial(db: Db, office: string, series: Series): Promise<number> {
  const row = await db
    .selectFrom('casework_proceeding')
    .select((eb) => eb.fn.max('series_serial').as('last'))
    .where('office', '=', office)
    .where('series', '=', series.prefix)
    .where('series_year', '=', series.year)
    .executeTakeFirst();
  return Number(row?.last ?? 0) + 1;
}
