/** Numbers as a careful text of either language prints them, alike in sentence, table and chart. */
import type { Language } from './words.ts';

/**
 * English groups from a thousand on (`7,190`); Chinese from five digits on (`7190`, `71,904`: GB/T 15835 leaves four digits whole).
 * A minus is a minus sign.
 */
export function numeral(value: number, language: Language, digits = 0): string {
  const options = { maximumFractionDigits: digits, useGrouping: language === 'zh' ? 'min2' : 'always' } as const;
  return new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', options).format(value).replace(/^-/, '−');
}

/** `1733.6万`, `17.336 million`: from ten thousand on to the same precision in both languages; below as it is. */
export function roundedNumber(value: number, language: Language): string {
  const size = Math.abs(value);
  const n = (part: number, digits: number): string => numeral(part, language, digits);
  if (size < 1e4) return n(value, 0);
  if (language === 'zh') return size >= 1e8 ? `${n(value / 1e8, 2)}亿` : `${n(value / 1e4, 1)}万`;
  if (size >= 1e9) return `${n(value / 1e9, 2)} billion`;
  return size >= 1e6 ? `${n(value / 1e6, 3)} million` : n(Math.round(value / 1e3) * 1e3, 0);
}
