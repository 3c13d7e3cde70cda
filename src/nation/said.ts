import type { Data, Value } from '#engine/index.ts';
import { type Day, dateOf } from './days.ts';
import { OFFENCE, OWN_DAY } from './plan.ts';

/** The case's own amount, in a step's data. */
export const AMOUNT_MARK = '@amount';
const AGO_MARK = '@ago:';

/** Days before the opening that a mark means; null: no such mark. */
export const agoOf = (value: Value): number | null =>
  typeof value === 'string' && value.startsWith(AGO_MARK) ? Number(value.slice(AGO_MARK.length)) : null;

/** What an act of the nation says whatever the case it stands in: every row of `acts` names one of these. */
export interface Said {
  /** `procedure/act` */
  readonly act: string;
  /** 0: the whole case, else the person. */
  readonly who: number;
  readonly authority: string | null;
  /** With marks where the day of the act, the charge, the amount or a day before the opening belongs. */
  readonly data: Data;
}

/** What stands in place of the marks. Days since 1970-01-01. */
export interface Own {
  readonly day: Day;
  readonly opened: Day;
  readonly offence: string;
}

/** No rule reads an amount of the nation: it stands in the columns, and one of anything here. */
const ONE = 1;

/** A value of a step with its marks filled in. */
export function filled(value: Value, own: Own): Value {
  if (Array.isArray(value)) return value.map((one) => filled(one, own));
  if (value === OWN_DAY) return dateOf(own.day);
  if (value === OFFENCE) return own.offence;
  if (value === AMOUNT_MARK) return ONE;
  const ago = agoOf(value);
  return ago === null ? value : dateOf(own.opened - ago);
}

/** What a value depends on beside the step. */
export type Turns = 'nothing' | 'day' | 'opened' | 'offence';
export function turnsOn(value: Value): Turns {
  const found = new Set((Array.isArray(value) ? value : [value]).map(turnOf).filter((turn) => turn !== 'nothing'));
  if (found.size > 1) throw new RangeError(`${JSON.stringify(value)} has marks of two kinds`);
  return [...found][0] ?? 'nothing';
}

const turnOf = (value: Value): Turns =>
  value === OWN_DAY ? 'day' : value === OFFENCE ? 'offence' : agoOf(value) !== null ? 'opened' : 'nothing';

/** A charge where a case names none: in data that ask for one. */
const PLAIN_OFFENCE = 'theft';

/** Charges written out where neither the case nor the person has one. */
export const withoutCharge = (data: Data): Data =>
  Object.values(data).some((value) => turnsOn(value) === 'offence')
    ? Object.fromEntries(
        Object.entries(data).map(([name, value]) => [
          name,
          turnsOn(value) === 'offence' ? filled(value, { day: 0, opened: 0, offence: PLAIN_OFFENCE }) : value,
        ]),
      )
    : data;

/** Steps by what they say, numbered as they come. */
export interface SaidTable {
  readonly list: readonly Said[];
  readonly of: (said: Said) => number;
}

export function saidTable(): SaidTable {
  const list: Said[] = [];
  const known = new Map<string, number>();
  /** Most steps share their data with those of other courses. */
  const quick = new WeakMap<Data, Map<string, number>>();
  return {
    list,
    of(said) {
      const byAct = quick.get(said.data) ?? new Map<string, number>();
      quick.set(said.data, byAct);
      const short = `${said.who} ${said.act} ${said.authority}`;
      const found = byAct.get(short);
      if (found !== undefined) return found;
      const key = JSON.stringify([said.act, said.who, said.authority, said.data]);
      const number = known.get(key) ?? list.push(said) - 1;
      known.set(key, number);
      byAct.set(short, number);
      return number;
    },
  };
}
