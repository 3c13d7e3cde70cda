/** Whose acts a figure counts: one office, a region, or all. */
import type { OfficeKey } from './facts.ts';
import type { Sql } from './open.ts';
import { type Names, oneOf, plain } from './sql.ts';
import type { Result, Words } from './words.ts';

export interface Scope {
  readonly id: string;
  readonly title: Words;
  /** Null: no condition. */
  readonly offices: readonly number[] | null;
  /** The widest places of these offices, by which files lie; null: anywhere. */
  readonly places: readonly string[] | null;
}

/** An office's id, a division's code, short or whole, or `all`. */
export function findScope({ keys, pack }: Names, id: string): Result<Scope> {
  if (id === 'all') return { ok: true, value: { id, title: { zh: '全部', en: 'All' }, offices: null, places: null } };
  const own = keys.offices.findIndex((office, n) => n > 0 && office.id === id);
  const office = keys.offices[own];
  if (own > 0 && office) return { ok: true, value: scopeOf(id, office.title, [own], [office]) };
  const code = pack.divisions.all.get(id)?.short ?? id;
  const numbers = keys.offices.flatMap((one, n) => (n > 0 && code !== '' && one.places.includes(code) ? [n] : []));
  if (numbers.length === 0)
    return {
      ok: false,
      error: {
        zh: `没有检察院或者地区“${id}”；应为检察院编号、区划代码或者 all`,
        en: `no office or region "${id}"; expected the id of an office, the code of a division, or all`,
      },
    };
  const offices = numbers.flatMap((n) => keys.offices[n] ?? []);
  return { ok: true, value: scopeOf(id, keys.regions[code] ?? { zh: id, en: id }, numbers, offices) };
}

function scopeOf(id: string, title: Words, offices: readonly number[], found: readonly OfficeKey[]): Scope {
  const places = [...new Set(found.map((office) => office.places[0] ?? ''))];
  return { id, title, offices, places: places.includes('') ? null : places };
}

export const scopeSql = (scope: Scope): Sql =>
  scope.offices === null ? plain('true') : oneOf('office', scope.offices);
