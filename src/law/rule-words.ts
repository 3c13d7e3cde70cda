import { guardWords, whereWords } from './guard-words.ts';
import { actTitle, fieldTitle } from './lookup.ts';
import { allOf, anyOf, isEmpty, NO_WORDS, periodText, quoted, words } from './text.ts';
import type { LawProcedure, RuleInfo, Sentence, Text } from './types.ts';

/** The rules as sentences, seen from one of their acts. `act` is the act that the sentence stands under. */

const say = (rule: Pick<RuleInfo, 'cite' | 'marks'>, text: Text): Sentence => ({
  text,
  cite: rule.cite,
  marks: rule.marks,
});
const named = (procedure: LawProcedure, acts: readonly string[]): readonly Text[] =>
  acts.map((act) => quoted(actTitle(procedure, act)));
const some = (procedure: LawProcedure, acts: readonly string[]): Text => anyOf(named(procedure, acts));
const every = (procedure: LawProcedure, acts: readonly string[]): Text => allOf(named(procedure, acts));

/** When an act may be done, and when not. */
export function mayWords(procedure: LawProcedure, rule: RuleInfo, act: string): Sentence | null {
  const from = some(procedure, rule.from);
  switch (rule.kind) {
    case 'condition': {
      const where = whereWords(procedure, act, rule.when);
      if (rule.after !== null) {
        const delay = periodText(rule.after);
        const since = sinceWords(procedure, rule);
        return say(
          rule,
          words(
            `须在${from.zh}${since.zh === '' ? '' : `，${since.zh}`}满${delay.zh}之后${where.zh}`,
            `Not before ${delay.en}${since.en} after ${from.en}${where.en}`,
          ),
        );
      }
      const scope = rule.scope === 'all' ? words('（全部当事人）', ' for every person') : NO_WORDS;
      return say(rule, words(`须先：${from.zh}${scope.zh}${where.zh}`, `First: ${from.en}${scope.en}${where.en}`));
    }
    case 'milestone': {
      const where = whereWords(procedure, act, rule.when);
      return say(rule, words(`${from.zh}应办未办的，不得进行${where.zh}`, `Not while ${from.en} is owed${where.en}`));
    }
    case 'window': {
      const where = whereWords(procedure, act, rule.when);
      if (rule.within === null) {
        const clock = procedure.clocks.find((one) => one.id === rule.clock)?.title ?? NO_WORDS;
        return say(rule, words(`只能在「${clock.zh}」届满前${where.zh}`, `Only before “${clock.en}” ends${where.en}`));
      }
      const length = periodText(rule.within);
      const since = sinceWords(procedure, rule);
      return say(
        rule,
        words(
          `只能在${from.zh}之后，${since.zh}${length.zh}内${where.zh}`,
          `Only within ${length.en}${since.en} after ${from.en}${where.en}`,
        ),
      );
    }
    case 'exclude': {
      const others = rule.from.filter((one) => one !== act);
      if (others.length === 0)
        return say(rule, words(`仅一次${where(procedure, rule).zh}`, `Once only${where(procedure, rule).en}`));
      const by = some(procedure, others);
      const { zh, en } = where(procedure, rule);
      const once = others.length < rule.from.length ? words('，且仅一次', ', and once only') : NO_WORDS;
      return say(rule, words(`${by.zh}之后不得进行${once.zh}${zh}`, `Not after ${by.en}${once.en}${en}`));
    }
    case 'include': {
      const { zh, en } = where(procedure, rule);
      return say(rule, words(`${from.zh}之后可以重新进行${zh}`, `Open again after ${from.en}${en}`));
    }
    case 'response':
      return null;
  }
}

const where = (procedure: LawProcedure, rule: RuleInfo): Text => whereWords(procedure, rule.from[0] ?? null, rule.when);

/** When an act must be done, and by when. */
export function mustWords(procedure: LawProcedure, rule: RuleInfo, act: string): Sentence | null {
  if (rule.kind !== 'response' || !rule.to.includes(act)) return null;
  return say(rule, owedWords(procedure, rule, some(procedure, rule.from), alternatives(procedure, rule, act)));
}

/** What an act sets going, rules out, brings back. */
export function effectWords(procedure: LawProcedure, rule: RuleInfo, act: string): Sentence | null {
  if (!rule.from.includes(act)) return null;
  const to = some(procedure, rule.to);
  switch (rule.kind) {
    case 'response': {
      const due = timeWords(procedure, rule);
      const { zh, en } = whereWords(procedure, act, rule.when);
      return say(rule, words(`应当${due.zh}办理：${to.zh}${zh}`, `Owed${due.en}: ${to.en}${en}`));
    }
    case 'exclude': {
      const others = rule.to.filter((one) => one !== act);
      if (others.length === 0) return null;
      const { zh, en } = whereWords(procedure, act, rule.when);
      const out = every(procedure, others);
      const good = rule.cancel ? words('，应办的一并免除', ', and what was owed of it is lifted') : NO_WORDS;
      return say(rule, words(`不得：${out.zh}${good.zh}${zh}`, `Rules out: ${out.en}${good.en}${en}`));
    }
    case 'include': {
      const { zh, en } = whereWords(procedure, act, rule.when);
      const back = every(procedure, rule.to);
      return say(rule, words(`可以重新：${back.zh}${zh}`, `Opens again: ${back.en}${en}`));
    }
    default:
      return null;
  }
}

function owedWords(procedure: LawProcedure, rule: RuleInfo, from: Text, more: Text): Text {
  const due = timeWords(procedure, rule);
  const { zh, en } = where(procedure, rule);
  return words(`${from.zh}之后，应当${due.zh}办理${zh}${more.zh}`, `Owed${due.en} after ${from.en}${en}${more.en}`);
}

function alternatives(procedure: LawProcedure, rule: RuleInfo, act: string): Text {
  const others = rule.to.filter((one) => one !== act);
  if (others.length === 0) return NO_WORDS;
  const either = some(procedure, others);
  return words(`；办理${either.zh}的亦可`, `; met also by ${either.en}`);
}

/** `自「收到日期」起7日内（在押的不顺延）`; `至迟在「回复期限」当日`. A time that nobody breaks is called a reminder. */
function timeWords(procedure: LawProcedure, rule: RuleInfo): Text {
  if (rule.within === null) return NO_WORDS;
  const rolls = rollWords(rule.rolls, rule.within);
  const alert = rule.alertOnly
    ? words('（仅提醒，逾期不作违规）', ' (only a reminder: passing it is no violation)')
    : NO_WORDS;
  if (/^P0D/.test(rule.within) && rule.fromDate !== null) {
    const day = fieldTitle(procedure, rule.from[0] ?? null, rule.fromDate);
    return words(`至迟在「${day.zh}」当日${rolls.zh}${alert.zh}`, ` by the day of “${day.en}”${rolls.en}${alert.en}`);
  }
  const period = periodText(rule.within);
  const since = sinceWords(procedure, rule);
  const zh = since.zh === '' ? `在${period.zh}内` : `${since.zh}${period.zh}内`;
  return words(`${zh}${rolls.zh}${alert.zh}`, ` within ${period.en}${since.en}${rolls.en}${alert.en}`);
}

/** The date in the data that a period runs from; none: it runs from the act. */
function sinceWords(procedure: LawProcedure, rule: Pick<RuleInfo, 'from' | 'fromDate'>): Text {
  if (rule.fromDate === null) return NO_WORDS;
  const having = rule.from.find((act) => hasField(procedure, act, rule.fromDate ?? '')) ?? rule.from[0] ?? null;
  const day = fieldTitle(procedure, having, rule.fromDate);
  return words(`自「${day.zh}」起`, ` from “${day.en}”`);
}

const hasField = (procedure: LawProcedure, act: string, field: string): boolean =>
  procedure.acts.find((one) => one.id === act)?.data.some((one) => one.name === field) ?? false;

const ROLLS: Readonly<Record<string, Text>> = {
  none: words('（末日不顺延）', ' (the last day does not move)'),
  previous: words('（末日为休息日的，提前至前一工作日）', ' (a last day off moves back to the working day before)'),
  custody: words('（在押的，末日不顺延）', ' (in custody the last day does not move)'),
};

/** Hours end at a moment, which no day off moves. */
const rollWords = (rolls: string, length: string): Text =>
  length.includes('T') ? NO_WORDS : (ROLLS[rolls] ?? NO_WORDS);

/** The clocks of the procedure, each in a few sentences. */
export function clockWords(procedure: LawProcedure, id: string): readonly Sentence[] {
  const info = procedure.clocks.find((one) => one.id === id);
  const clock = procedure.procedure.clocks.find((one) => one.id === id);
  if (info === undefined || clock === undefined) return [];
  const length = lengthWords(procedure, clock);
  const starts = some(procedure, clock.starts);
  const guard = guardWords(procedure, clock.starts[0] ?? null, info.when);
  const where: Text = isEmpty(guard) ? NO_WORDS : words(`（${guard.zh}）`, `, where ${guard.en}`);
  const rolls = rollWords(clock.rolls, clock.length?.text ?? '');
  const lines: Text[] = [
    words(`自${starts.zh}起${length.zh}${rolls.zh}${where.zh}`, `${length.en} from ${starts.en}${rolls.en}${where.en}`),
    ...anchorWords(procedure, clock),
  ];
  if (clock.expiry.kind === 'duty') {
    const owed = some(procedure, clock.expiry.owed);
    lines.push(words(`届满前应当：${owed.zh}`, `Owed before it ends: ${owed.en}`));
  }
  if (clock.expiry.kind === 'bar') {
    const bars = every(procedure, clock.expiry.bars);
    lines.push(words(`届满后不得：${bars.zh}`, `Too late after it: ${bars.en}`));
  }
  if (clock.expiry.kind === 'limit') lines.push(words('届满后该状态不得继续', 'The state may last no longer'));
  for (const extension of clock.extends) {
    const act = quoted(actTitle(procedure, extension.act));
    const by = extension.by === null ? words('至所定日期', 'to the date set') : periodText(extension.by.text);
    const times =
      extension.times === 1
        ? words('每次计算一次', 'once a run')
        : extension.times === Number.MAX_SAFE_INTEGER
          ? words('次数不限', 'any number of times')
          : words(`每次计算${extension.times}次`, `${extension.times} times a run`);
    lines.push(words(`${act.zh}可以延长${by.zh}（${times.zh}）`, `${act.en} extends it by ${by.en} (${times.en})`));
  }
  const operations: (readonly [readonly string[], string, string])[] = [
    [clock.pausesOn, '暂停：', 'Pauses on: '],
    [clock.resumesOn, '恢复：', 'Runs on after: '],
    [clock.restartsOn, '重新计算：', 'Counted anew from: '],
    [clock.stopsOn, '停止：', 'Stops with: '],
  ];
  for (const [acts, zh, en] of operations) {
    if (acts.length === 0) continue;
    const which = every(procedure, acts);
    lines.push(words(`${zh}${which.zh}`, `${en}${which.en}`));
  }
  return lines.map((text) => ({ text, cite: info.cite, marks: info.marks }));
}

type EngineClock = LawProcedure['procedure']['clocks'][number];

/** A fixed length, the months in a field, or the months in a field with a length where it is blank. */
function lengthWords(procedure: LawProcedure, clock: EngineClock): Text {
  const fixed = clock.length === null ? null : periodText(clock.length.text);
  if (clock.lengthField === undefined) return fixed ?? words('所定的月数', 'the months set');
  const act = clock.starts.find((one) => hasField(procedure, one, clock.lengthField ?? '')) ?? clock.starts[0] ?? null;
  const field = fieldTitle(procedure, act, clock.lengthField);
  const blank = fixed === null ? NO_WORDS : words(`（未填的，${fixed.zh}）`, ` (${fixed.en} where it is blank)`);
  return words(`，按「${field.zh}」所定${blank.zh}`, `As set in “${field.en}”${blank.en}`);
}

/** The dates in the data that the clock counts from, act by act. */
function anchorWords(procedure: LawProcedure, clock: EngineClock): readonly Text[] {
  const days = Object.entries(clock.anchors).map(([act, anchor]): Text => {
    const title = quoted(actTitle(procedure, act));
    const day = fieldTitle(procedure, act, anchor.of === 'opening' ? `opening.${anchor.field}` : anchor.field);
    return words(`${title.zh}的「${day.zh}」`, `“${day.en}” of ${title.en}`);
  });
  if (days.length === 0) return [];
  const all = allOf(days);
  return [words(`起算日：${all.zh}`, `Counted from ${all.en}`)];
}
