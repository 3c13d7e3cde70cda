import { said } from './guard-words.ts';
import { actTitle, levelTitle, rankTitle } from './lookup.ts';
import { mayWords, mustWords } from './rule-words.ts';
import { allOf, anyOf, dateText, isEmpty, NO_WORDS, quoted, words } from './text.ts';
import type { DataField, InForce, LawPack, LawProcedure, RuleInfo, Text } from './types.ts';

/** What is compared between two laws, each in one sentence. Nothing to say: no words. */

export const orNothing = (text: Text): Text => (isEmpty(text) ? words('（无）', '(nothing)') : text);
export const titleText = ({ title }: LawProcedure): Text => title;

/** Who may decide an act, and who in which case. */
export function authorityText(pack: LawPack, law: LawProcedure, act: string): Text {
  const type = law.procedure.acts.find((one) => one.id === act);
  if (type === undefined || type.authority.rank === 'none') return NO_WORDS;
  const rank = rankTitle(pack, type.authority.rank);
  const info = law.acts.find((one) => one.id === act);
  const plain = info?.authority === 'list' ? words(`${rank.zh}（权力清单）`, `${rank.en} (power list)`) : rank;
  const levels = info?.byLevel ?? [];
  const cases = type.authority.if.slice(0, type.authority.if.length - levels.length);
  const guarded = cases.reduce((text, other) => {
    const [guard, who] = [said(law, act, other.when), rankTitle(pack, other.rank)];
    return words(`${text.zh}；${guard.zh}的，${who.zh}`, `${text.en}; where ${guard.en}, ${who.en}`);
  }, plain);
  return levels.reduce((text, { level, rank: own }) => {
    const [at, who] = [levelTitle(pack, level), rankTitle(pack, own)];
    return words(`${text.zh}；${at.zh}：${who.zh}`, `${text.en}; at a ${at.en.toLowerCase()}, ${who.en}`);
  }, guarded);
}

/** `Only where the offence is indictable`: the act's own guard. */
export function guardText(law: LawProcedure, act: string): Text {
  const guard = law.procedure.acts.find((one) => one.id === act)?.guard;
  if (guard === undefined) return NO_WORDS;
  const text = said(law, act, guard.when);
  return words(`须：${text.zh}`, `Only where ${text.en}`);
}

/** The fields by their titles; `*`: required. */
export const dataText = (data: readonly DataField[]): Text => {
  if (data.length === 0) return NO_WORDS;
  return allOf(
    data.map(({ title, required, values, note }) => {
      const mark = required ? '*' : '';
      const said = note === null ? NO_WORDS : words(`〔${note.zh}〕`, ` [${note.en}]`);
      if (values.length === 0) return words(`${title.zh}${mark}${said.zh}`, `${title.en}${mark}${said.en}`);
      const of = values.map((value) => value.title);
      return words(
        `${title.zh}${mark}（${of.map((one) => one.zh).join('、')}）${said.zh}`,
        `${title.en}${mark} (${of.map((one) => one.en).join(', ')})${said.en}`,
      );
    }),
  );
};

export function forceText({ from, to }: InForce): Text {
  const since = from === undefined ? NO_WORDS : dateText(from, false);
  const until = to === undefined ? NO_WORDS : dateText(to, false);
  if (from === undefined && to === undefined) return words('一直有效', 'always in force');
  return words(
    `${from === undefined ? '' : `自${since.zh}起`}${to === undefined ? '' : `至${until.zh}前`}有效`,
    `in force${from === undefined ? '' : ` from ${since.en}`}${to === undefined ? '' : ` until ${until.en}`}`,
  );
}

/** A rule by itself: `“Decide”: First: “Request”`. */
export function ruleText(law: LawProcedure, rule: RuleInfo): Text {
  const [first = ''] = rule.to;
  const seen = rule.kind === 'response' ? mustWords(law, rule, first) : mayWords(law, rule, first);
  const titles = rule.to.map((act) => quoted(actTitle(law, act)));
  const to = rule.kind === 'response' ? anyOf(titles.slice(0, 1)) : allOf(titles);
  const text = seen?.text ?? NO_WORDS;
  const note = rule.cancel ? words('；应办的一并免除', '; what was owed of it is lifted') : NO_WORDS;
  const strict = rule.strict ? words('（必须实际办理）', ' (must really have happened)') : NO_WORDS;
  return words(`${to.zh}：${text.zh}${strict.zh}${note.zh}`, `${to.en}: ${text.en}${strict.en}${note.en}`);
}
