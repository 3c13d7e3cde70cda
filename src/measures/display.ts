import type { Definition } from './old-definition.ts';
import type { Figure } from './schemas.ts';
import type { Words } from './words.ts';

const unitWords: Readonly<Record<Figure['unit']['code'], Words>> = {
  person: { zh: '人', en: 'persons' },
  case: { zh: '件', en: 'cases' },
  item: { zh: '件', en: 'items' },
  act: { zh: '次', en: 'times' },
  limit: { zh: '项', en: 'time limits' },
  day: { zh: '日', en: 'days' },
  percent: { zh: '%', en: '%' },
  ratio: { zh: '', en: '' },
};
export const unitText = (code: Figure['unit']['code']): Words => unitWords[code];

const whole = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);

/** `1,204`, `28.4%`, `1 : 1.54`; a rate over nothing is `—`, never 0. */
export function show(value: number | null, kind: Definition['kind']): Words {
  if (value === null) return { zh: '—', en: '—' };
  if (kind === 'rate') return { zh: `${value.toFixed(1)}%`, en: `${value.toFixed(1)}%` };
  if (kind === 'ratio') return { zh: `1∶${value.toFixed(2)}`, en: `1 : ${value.toFixed(2)}` };
  return { zh: whole(value, 'zh-CN'), en: whole(value, 'en') };
}

/** What a fraction gives: percent for a rate, a plain quotient for a ratio; null over nothing. */
export function quotient(numerator: number, denominator: number, kind: 'rate' | 'ratio'): number | null {
  if (denominator === 0) return null;
  return kind === 'rate' ? (100 * numerator) / denominator : numerator / denominator;
}

/** In neutral words: points for rates, percent for counts. Null where nothing can be compared. */
export function change(value: number | null, previous: number | null, kind: Definition['kind']): Words | null {
  if (value === null || previous === null) return null;
  const arrow = value > previous ? '↑' : value < previous ? '↓' : '=';
  if (arrow === '=') return { zh: '与上年同期持平', en: 'unchanged on the year before' };
  if (kind === 'rate') {
    const points = Math.abs(value - previous).toFixed(1);
    return {
      zh: `${arrow} 较上年同期${value > previous ? '升' : '降'} ${points} 个百分点`,
      en: `${arrow} ${points} points on the year before`,
    };
  }
  if (kind === 'ratio' || previous === 0) {
    const by = Math.abs(value - previous);
    const text = kind === 'ratio' ? by.toFixed(2) : whole(by, 'en');
    return {
      zh: `${arrow} 较上年同期${value > previous ? '增' : '减'} ${text}`,
      en: `${arrow} ${text} on the year before`,
    };
  }
  const percent = (Math.abs(value / previous - 1) * 100).toFixed(1);
  return {
    zh: `${arrow} 较上年同期${value > previous ? '增' : '减'} ${percent}%`,
    en: `${arrow} ${percent}% on the year before`,
  };
}
