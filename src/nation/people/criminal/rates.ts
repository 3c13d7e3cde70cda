import type { Year } from './person.ts';

/** By year; what the published figures leave open is ours, and so is everything before 2018. */
const RATES = {
  nonProsecution: [0.046, 0.05, 0.053, 0.058, 0.064, 0.077, 0.095, 0.137, 0.166, 0.263, 0.25],
  arrested: [0.68, 0.66, 0.64, 0.62, 0.59, 0.549, 0.51, 0.42, 0.37, 0.267, 0.267],
  refused: [0.165, 0.175, 0.18, 0.195, 0.21, 0.221, 0.223, 0.233, 0.312, 43.4 / 100, 43.4 / 100],
  conditional: [0.045, 0.06, 0.07, 0.08, 0.095, 0.122, 0.125, 0.21, 0.29, 0.361, 0.36],
  plea: [0, 0, 0, 0, 0, 0, 0.65, 0.87, 0.89, 0.917, 0.917],
  adopted: [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.93, 0.96, 0.983, 0.983, 0.983],
  /** Cases with the step, of all reviewed. */
  returned: [0.15, 0.15, 0.148, 0.146, 0.143, 0.14, 0.105, 0.125, 0.065, 0, 0],
  extended: [0.12, 0.12, 0.117, 0.115, 0.112, 0.11, 0.1, 0.08, 0.045, 0, 0],
  /** Mean days from receipt to decision. */
  days: [29.2, 29.1, 29, 28.8, 28.7, 28.5, 27.6, 26, 24, 21.6, 21.6],
  /** Violent crime and theft, of all prosecuted. */
  six: [0.29, 0.27, 0.25, 0.235, 0.215, 0.2, 0.185, 0.17, 0.155, 0.15, 0.15],
} as const;

export const rate = (of: keyof typeof RATES, year: Year): number => RATES[of][year - 2013]!;

/** Steps of 2022 over those of 2018. */
export const RETURNS_FACTOR = 0.2;

export const EXTENSIONS_FACTOR = 0.042;

export const SELF_2022 = 132_800;

export const SELF_FACTOR = 265.6;

export const ACCEPTED_FACTOR = 1.028;

/** Share of the appeals that come the year after the bill. */
export const APPEALS_NEXT = 0.14;

/** Duty crimes that offices investigated themselves, of all prosecuted, where the law has no supervisory commissions. */
export const OWN_DUTY_CRIMES = 0.025;
