import type { Act, Data } from '../types.ts';

/** The static checks of section 11. S1 (names, types, citations) is the compiler of the law room. */
export type Check = 'S2' | 'S3' | 'S4' | 'S5' | 'S6' | 'S7' | 'S8' | 'S9' | 'S10' | 'S11';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * One run that shows something: acts in order that the live path allows, without any violation up to the last of them. Acts of the clock
 * stand among them, marked `derived`; they are not to be entered.
 */
export interface Run {
  readonly acts: readonly Act[];
  /** Until when nothing is in breach: the last act, or later where the run then waits. */
  readonly until: number;
  /** What the office must be for it (`case.FIELD`). */
  readonly office: Data;
}

/**
 * One thing found by a static check. `error`: a fault for certain, blocks publication; `warning`: needs a written reason; `note`: said, no
 * more. `decided: false`: the bound was reached, so nothing is known: never to be read as "fine".
 */
export interface Finding {
  readonly check: Check;
  readonly severity: 'error' | 'warning' | 'note';
  readonly decided: boolean;
  readonly acts: readonly string[];
  readonly relations: readonly string[];
  readonly clocks: readonly string[];
  readonly outcome?: string;
  /** `missing`, `unreachable` …: what kind of finding of its check, where a check has several. */
  readonly kind: string;
  readonly message: Words;
  /** A run that shows it. */
  readonly witness?: Run;
  /** Most subjects of each kind that were looked at; null: holds for any number. */
  readonly checkedUpTo: number | null;
}

export interface Verification {
  readonly procedure: string;
  readonly findings: readonly Finding[];
  /** The shortest run found for each act that can happen. [S4] */
  readonly examples: Readonly<Record<string, Run>>;
  /** Steps of the search that were used, of those allowed. */
  readonly work: { readonly used: number; readonly allowed: number };
}

export const words = (zh: string, en: string): Words => ({ zh, en });

type Named = Partial<Pick<Finding, 'acts' | 'relations' | 'clocks' | 'outcome' | 'witness' | 'checkedUpTo'>>;
export const finding = (
  check: Check,
  kind: string,
  severity: Finding['severity'],
  message: Words,
  named: Named = {},
  decided = true,
): Finding => ({
  check,
  kind,
  severity,
  decided,
  acts: [],
  relations: [],
  clocks: [],
  checkedUpTo: null,
  ...named,
  message,
});

export const listed = (ids: readonly string[], language: 'zh' | 'en'): string =>
  ids.join(language === 'zh' ? '、' : ', ');
