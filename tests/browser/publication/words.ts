/** How the made-up publication writes its words, numbers and units. */
export type Text = { zh: string; en: string };
export const t = (zh: string, en: string): Text => ({ zh, en });
export const years = ['2018', '2019', '2020', '2021', '2022'];
export const threshold = 10;

export const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
export const n = (value: number): string => new Intl.NumberFormat('en').format(value);
export const same = (text: string): Text => t(text, text);
export const units: Record<string, Text> = {
  person: t('人', 'persons'),
  case: t('件', 'cases'),
  item: t('件', 'items'),
  percent: t('%', '%'),
  ratio: t('', ''),
  day: t('日', 'days'),
  yuan: t('元', 'yuan'),
};
export const display = (unit: string, value: number): Text => {
  if (unit === 'percent') return same(`${value.toFixed(1)}%`);
  if (unit === 'ratio') return same(value.toFixed(2));
  if (unit === 'yuan' && value >= 1e8)
    return t(`${(value / 1e8).toFixed(2)}亿`, `${n(Math.round(value / 1e6))} million`);
  return same(n(value));
};
export const isShare = (kind: string) => kind === 'rate' || kind === 'ratio' || kind === 'median';
export const withheldText = t('未公布', 'not shown');
