import type { ParseArgsOptionsConfig } from 'node:util';

/** 0 done; 1 done and the answer is "no"; 2 the call or its input is wrong; 3 it broke. */
export type Exit = 0 | 1 | 2 | 3;

export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

export type Call = {
  readonly values: Values;
  readonly words: readonly string[];
  readonly json: boolean;
  /** To standard output, with a line end. */
  readonly say: (text: string) => void;
  /** To standard error, with a line end. */
  readonly warn: (text: string) => void;
};

export type Verb = {
  readonly name: string;
  /** How it is called, without `custos`. */
  readonly usage: readonly string[];
  /** One line for `custos help`. */
  readonly does: string;
  /** For `custos VERB --help`, below the usage. */
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  readonly run: (call: Call) => Promise<Exit>;
};

/** A wrong call or wrong input: one clear line, exit status 2. */
export type WrongCall = Error & { readonly wrongCall: true };
export const wrongCall = (line: string): WrongCall => Object.assign(new Error(line), { wrongCall: true as const });
export const isWrongCall = (error: unknown): error is WrongCall => error instanceof Error && 'wrongCall' in error;

export const text = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};
/** Of an option that may stand several times. */
export const texts = (values: Values, name: string): readonly string[] =>
  [values[name] ?? []].flat().filter((value) => typeof value === 'string');
export const flag = (values: Values, name: string): boolean => values[name] === true;

/** A document for `--json`. */
export const document = (value: unknown): string => JSON.stringify(value, null, 2);

/** The language of the terminal: Chinese where its locale says so, else English. */
export const ownLanguage = (): 'zh' | 'en' =>
  (process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '').startsWith('zh') ? 'zh' : 'en';

/** `--language zh|en`, or what goes without it. */
export function languageIn({ values }: Call, verb: string, without: 'zh' | 'en' = ownLanguage()): 'zh' | 'en' {
  const language = text(values, 'language') ?? without;
  if (language === 'zh' || language === 'en') return language;
  throw wrongCall(`custos ${verb}: --language ${language}: expected zh or en`);
}
