import type { Figure } from './schemas.ts';
import type { Words } from './words.ts';

export type UnitCode = Figure['unit']['code'];
const unitWords: Readonly<Record<UnitCode, Words>> = {
  person: { zh: '人', en: 'persons' },
  case: { zh: '件', en: 'cases' },
  item: { zh: '件', en: 'items' },
  act: { zh: '次', en: 'times' },
  limit: { zh: '项', en: 'time limits' },
  yuan: { zh: '元', en: 'yuan' },
  mu: { zh: '亩', en: 'mu' },
  day: { zh: '日', en: 'days' },
  month: { zh: '个月', en: 'months' },
  percent: { zh: '%', en: '%' },
  point: { zh: '个百分点', en: 'percentage points' },
  ratio: { zh: '', en: '' },
  times: { zh: '倍', en: 'times' },
  rank: { zh: '位', en: 'from the lowest' },
};
export const unitText = (code: UnitCode): Words => unitWords[code];

/** `7,190`; in Chinese four digits stay whole (GB/T 15835): `7190`, `71,904`. */
const grouped = (value: number, language: string, digits = 0): string =>
  new Intl.NumberFormat(language, {
    maximumFractionDigits: digits,
    useGrouping: language === 'zh-CN' ? 'min2' : 'always',
  }).format(value);
const both = (text: string): Words => ({ zh: text, en: text });

/** `1,204`, `28.4%`, `1 : 1.54`, `−6.8`; a rate over nothing is `—`, never 0. */
export function show(value: number | null, unit: UnitCode): Words {
  const { zh, en } = digits(value, unit);
  return { zh: zh.replace(/^-/, '−'), en: en.replace(/^-/, '−') };
}

function digits(value: number | null, unit: UnitCode): Words {
  if (value === null) return both('—');
  switch (unit) {
    case 'percent':
      return both(`${value.toFixed(1)}%`);
    case 'ratio':
      return { zh: `1∶${value.toFixed(2)}`, en: `1 : ${value.toFixed(2)}` };
    case 'point':
    case 'times':
      return both(value.toFixed(1));
    case 'day':
    case 'mu':
      return { zh: grouped(value, 'zh-CN', 1), en: grouped(value, 'en', 1) };
    default:
      return { zh: grouped(value, 'zh-CN'), en: grouped(value, 'en') };
  }
}

/** What a fraction gives: percent for a rate, a plain quotient else; null over nothing. */
export function quotient(numerator: number, denominator: number, kind: 'rate' | 'ratio' | 'average'): number | null {
  if (denominator === 0) return null;
  return kind === 'rate' ? (100 * numerator) / denominator : numerator / denominator;
}

/** Below this a percentage of the year before says more than is known: three cases more are not "up 1166.7%". */
const SMALL_BASE = 30;

/** `3 persons`, `1 person`; units that are no plural stay. */
const singular: Readonly<Partial<Record<UnitCode, string>>> = {
  person: 'person',
  case: 'case',
  item: 'item',
  act: 'time',
  limit: 'time limit',
  day: 'day',
  month: 'month',
};
const withUnit = (text: string, unit: UnitCode): Words => {
  const { zh, en } = unitText(unit);
  const word = text === '1' ? (singular[unit] ?? en) : en;
  return { zh: zh === '' ? text : `${text} ${zh}`, en: word === '' ? text : `${text} ${word}` };
};

/** In neutral words: points for rates, percent for counts, the difference where the base is small. `then` names the earlier period.
 * Null where nothing can be compared. */
export function change(value: number | null, previous: number | null, unit: UnitCode, then: Words): Words | null {
  if (value === null || previous === null) return null;
  const arrow = value > previous ? '↑' : value < previous ? '↓' : '=';
  if (arrow === '=') return { zh: `与${then.zh}持平`, en: `unchanged on ${then.en}` };
  const by = Math.abs(value - previous);
  const more = value > previous;
  if (unit === 'percent')
    return {
      zh: `${arrow} 较${then.zh}${more ? '升' : '降'} ${by.toFixed(1)} 个百分点`,
      en: `${arrow} ${by.toFixed(1)} percentage points on ${then.en}`,
    };
  const percent = (Math.abs(value / previous - 1) * 100).toFixed(1);
  const told =
    unit === 'ratio'
      ? both(by.toFixed(2))
      : unit === 'day' || previous < SMALL_BASE
        ? withUnit(grouped(by, 'en', 1), unit)
        : both(`${percent}%`);
  return {
    zh: `${arrow} 较${then.zh}${more ? '增' : '减'} ${told.zh}`,
    en: `${arrow} ${told.en} on ${then.en}`,
  };
}
