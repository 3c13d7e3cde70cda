import { stdnum, type Validator } from 'stdnum';
import type { Text } from './types.ts';

type ValidateReturn = ReturnType<Validator['validate']>;

/** Answer of a number check; `compact` is the number without spaces and hyphens. */
export type NumberCheck =
  | { readonly ok: true; readonly compact: string }
  | { readonly ok: false; readonly problem: Text };

const PROBLEMS: Readonly<Record<string, Text>> = {
  InvalidLength: { zh: '位数不对，应为 18 位', en: 'wrong length, 18 characters expected' },
  InvalidFormat: { zh: '含有不允许的字符', en: 'characters that do not belong there' },
  InvalidChecksum: { zh: '校验码不符', en: 'the check digit does not fit' },
  InvalidComponent: { zh: '地区或日期部分不存在', en: 'its region or date does not exist' },
};
const OTHER: Text = { zh: '不是有效号码', en: 'not a valid number' };

/** Whose rules numbers of persons and organisations follow; null: they are taken as written. */
export type NumberRules = 'china' | null;

const asWritten = (text: string): NumberCheck => ({ ok: true, compact: text.trim() });

/** Identity number of a person by the rules that a pack names. */
export const checkIdentity = (rules: NumberRules, text: string): NumberCheck =>
  rules === 'china' ? checkIdentityNumber(text) : asWritten(text);

/** Number of an organisation by the rules that a pack names. */
export const checkOrganisation = (rules: NumberRules, text: string): NumberCheck =>
  rules === 'china' ? checkOrganisationCode(text) : asWritten(text);

/** The day of birth in an identity number; null where the rules put none there. */
export const bornBy = (rules: NumberRules, number: string): string | null =>
  rules === 'china' ? `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}` : null;

/** Identity number of a resident (GB 11643): 18 characters, region, date of birth, check digit. */
export function checkIdentityNumber(text: string): NumberCheck {
  return answer(stdnum.CN?.ric?.validate(text.trim().toUpperCase()));
}

/** Unified social credit code of an organisation (GB 32100): 18 characters, check digit. */
export function checkOrganisationCode(text: string): NumberCheck {
  return answer(stdnum.CN?.uscc?.validate(text.trim().toUpperCase()));
}

function answer(result: ValidateReturn | undefined): NumberCheck {
  if (result === undefined) throw new Error('stdnum has no check for China');
  if (result.isValid) return { ok: true, compact: result.compact };
  return { ok: false, problem: PROBLEMS[result.error.name] ?? OTHER };
}
