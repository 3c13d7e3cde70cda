import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { en } from '../messages/en.ts';
import { zh } from '../messages/zh.ts';
import { reads } from './api.ts';
import type { Text } from './shapes.ts';

export type Lang = 'zh' | 'en';
type Key = keyof typeof zh;
type Names<S> = S extends `${string}{${infer P}}${infer R}` ? P | Names<R> : never;
type Args<K extends Key> = [Names<(typeof zh)[K]>] extends [never]
  ? []
  : [Record<Names<(typeof zh)[K]>, string | number>];

/** Everything a part needs to speak: catalogue words (`t`), the law's words (`x`) and dates. */
export interface Words {
  readonly lang: Lang;
  readonly t: <K extends Key>(key: K, ...args: Args<K>) => string;
  readonly x: (text: Text) => string;
  /** The number of a case as it is written in this language. */
  readonly caseNo: (ref: { readonly number: string; readonly numberText?: Text }) => string;
  readonly n: (value: number) => string;
  /** The unit of a value: 1 case, 2 cases. */
  readonly unit: (of: { readonly display: Text; readonly unit: { readonly text: Text } }) => string;
  /** `2026-12-02` -> 12月2日 / 2 Dec */
  readonly day: (date: string) => string;
  /** 12月2日 周三 / Wed 2 Dec */
  readonly weekday: (date: string) => string;
  /** 2026年12月2日 / 2 December 2026 */
  readonly date: (date: string) => string;
  /** 2026年12月2日 星期三 / Wednesday 2 December 2026 */
  readonly full: (date: string) => string;
  /** A moment in ms, in the legal time zone of the service; before it is known, in the reader's. */
  readonly moment: (at: number) => string;
}

const CATALOGUES: Record<Lang, Record<Key, string>> = { zh, en };
const LOCALES: Record<Lang, string> = { zh: 'zh-CN', en: 'en-GB' };

/** Fills `{name}` and, for English plurals, `{name#one|other}`. */
export const fill = (
  pattern: string,
  args: Readonly<Record<string, string | number>>,
  show: (n: number) => string,
): string =>
  pattern.replace(/\{(\w+)(?:#([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = args[name];
    if (value === undefined) return whole;
    if (one !== undefined) return Number(value) === 1 ? one : (other ?? '');
    return typeof value === 'number' ? show(value) : value;
  });

export const wordsOf = (lang: Lang, zone?: string): Words => {
  const locale = LOCALES[lang];
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const n = (value: number) => numbers.format(value);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const short = format({ month: lang === 'zh' ? 'long' : 'short', day: 'numeric' });
  const week = format({ weekday: 'short' });
  const weekLong = format({ weekday: 'long' });
  const long = format({ year: 'numeric', month: 'long', day: 'numeric' });
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  const on = (f: Intl.DateTimeFormat, date: string): string => {
    const ms = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    return Number.isNaN(ms) ? date : f.format(ms);
  };
  const join = (d: string, w: string) => (lang === 'zh' ? `${d} ${w}` : `${w} ${d}`);
  const x = (text: Text): string => text[lang] || text[lang === 'zh' ? 'en' : 'zh'];
  return {
    lang,
    t: (key, ...args) => fill(CATALOGUES[lang][key], (args[0] ?? {}) as Record<string, string | number>, n),
    x,
    caseNo: (ref) => (ref.numberText ? x(ref.numberText) : ref.number),
    n,
    unit: ({ display, unit }) => (lang === 'en' && display.en === '1' ? unit.text.en.replace(/s$/, '') : x(unit.text)),
    day: (d) => on(short, d),
    weekday: (d) => join(on(short, d), on(week, d)),
    date: (d) => on(long, d),
    full: (d) => join(on(long, d), on(weekLong, d)),
    moment: (ms) => at.format(ms),
  };
};

const stored = (): Lang => (localStorage.getItem('custos-lang') === 'en' ? 'en' : 'zh');

const Context = createContext<{ words: Words; setLang: (lang: Lang) => void }>({
  words: wordsOf('zh'),
  setLang: () => {},
});

export function WordsProvider({ children }: { children: ReactNode }) {
  const [lang, setLang] = useState<Lang>(stored);
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
    localStorage.setItem('custos-lang', lang);
  }, [lang]);
  const zone = useQuery({ ...reads.session(), enabled: false }).data?.zone;
  const value = useMemo(() => ({ words: wordsOf(lang, zone), setLang }), [lang, zone]);
  return <Context value={value}>{children}</Context>;
}

export const useWords = (): Words => useContext(Context).words;
export const useSetLang = () => useContext(Context).setLang;
