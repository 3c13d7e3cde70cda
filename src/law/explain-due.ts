import type { DerivationStep, Due } from '#engine/index.ts';
import { holidayName } from './calendar.ts';
import { fieldTitle } from './lookup.ts';
import { happened, type Scene, sentence } from './scene.ts';
import { allOf, dateText, NO_WORDS, periodText, plural, small, timeText, words } from './text.ts';
import type { Sentence, Text } from './types.ts';

/** Every step of how a date came about, each with its article. */
export function explainDue(scene: Scene, due: Due, relation = ''): readonly Sentence[] {
  return due.steps.map((step) => explainStep(scene, step, relation, due.exact));
}

/** `exact`: the period counts hours, so the start is a moment and no day is left out. */
export function explainStep(scene: Scene, step: DerivationStep, relation = '', exact = false): Sentence {
  return sentence(scene, stepText(scene, step, exact), relation, 'cite' in step ? step.cite : null);
}

function stepText(scene: Scene, step: DerivationStep, exact: boolean): Text {
  switch (step.kind) {
    case 'start': {
      const act = happened(scene, step.act);
      const type = scene.state.acts.find((one) => one.id === step.act)?.type ?? step.act;
      const field = step.field === undefined ? NO_WORDS : fieldTitle(scene.procedure, type, step.field);
      const date = dateText(step.date);
      const zh = [act.zh === '' ? '' : `「${act.zh}」`, field.zh].filter((part) => part !== '').join('，');
      const en = [act.en === '' ? '' : `“${act.en}”`, small(field.en)].filter((part) => part !== '').join(', ');
      if (exact) {
        const time = timeText(step.at, scene.pack.zone);
        return words(
          `自${date.zh} ${time}起算${zh === '' ? '' : `（${zh}）`}`,
          `From ${date.en} ${time}${en === '' ? '' : ` (${en})`}`,
        );
      }
      return words(
        `自${date.zh}起算${zh === '' ? '' : `（${zh}）`}，当日不计`,
        `From ${date.en}${en === '' ? '' : ` (${en})`}; that day does not count`,
      );
    }
    case 'add': {
      const period = periodText(step.period);
      const to = dateText(step.to);
      const why = ADDING[step.rule];
      return words(`${period.zh}：${to.zh}${why.zh}`, `${period.en}: ${to.en}${why.en}`);
    }
    case 'extend': {
      const act = happened(scene, step.act);
      const period = periodText(step.period);
      const to = dateText(step.to);
      const toDate = /^\d{4}-/.test(step.period);
      return words(
        `${act.zh === '' ? '' : `「${act.zh}」，`}延长${toDate ? '至' : ''}${period.zh}${toDate ? '' : `：${to.zh}`}`,
        `${act.en === '' ? 'Extended' : `“${act.en}”: extended`} ${toDate ? 'to' : 'by'} ${period.en}${toDate ? '' : `, to ${to.en}`}`,
      );
    }
    case 'pause': {
      const from = dateText(step.from, false);
      const until = step.until === null ? words('今', 'now') : dateText(step.until, false);
      const to = dateText(step.to);
      return words(
        `${from.zh}至${until.zh}不计入，${step.days}日：${to.zh}`,
        `${from.en} to ${until.en} not counted, ${plural(step.days, 'day')}: ${to.en}`,
      );
    }
    case 'restart': {
      const act = happened(scene, step.act);
      const date = dateText(step.date);
      return words(`「${act.zh}」，自${date.zh}重新计算`, `“${act.en}”: counted anew from ${date.en}`);
    }
    case 'roll': {
      const names = [...new Set(step.over.map((one) => one.name))].map((name) => dayOff(scene, name));
      const over = allOf(names);
      const to = dateText(step.to);
      if (step.to < step.from)
        return words(`末日逢${over.zh}，提前至${to.zh}`, `The last day falls on ${over.en}; moved back to ${to.en}`);
      return words(`末日逢${over.zh}，顺延至${to.zh}`, `The last day falls on ${over.en}; moved to ${to.en}`);
    }
    case 'no-roll':
      return NOT_ROLLED[step.why];
    case 'provisional':
      return words(
        `${step.missing.slice(0, 4)}年放假安排尚未公布，${dateText(step.date).zh}为暂定`,
        `The official calendar of ${step.missing.slice(0, 4)} is not out yet; ${dateText(step.date).en} is provisional`,
      );
  }
}

const ADDING: Readonly<Record<Extract<DerivationStep, { kind: 'add' }>['rule'], Text>> = {
  plain: NO_WORDS,
  'month-end': words('（该月无此日，至月末）', ' (no such day in that month, so its last)'),
  sticky: words('（月末至月末）', ' (from the last day of a month to the last day)'),
  working: words('（只计工作日）', ' (working days only)'),
  hours: NO_WORDS,
  'full-hours': words('（起算的小时不计）', ' (the started hour does not count)'),
};
const NOT_ROLLED: Readonly<Record<Extract<DerivationStep, { kind: 'no-roll' }>['why'], Text>> = {
  'working-day': words('末日为工作日', 'The last day is a working day'),
  custody: words('在押期限，末日不顺延', 'In custody: the last day does not move'),
  rule: words('末日不顺延', 'The last day does not move'),
};
const WEEKEND: Readonly<Record<string, Text>> = {
  saturday: words('周六', 'a Saturday'),
  sunday: words('周日', 'a Sunday'),
  weekend: words('周末', 'a weekend'),
};

function dayOff({ pack }: Scene, name: string): Text {
  return WEEKEND[name.toLowerCase()] ?? pack.holidays[name] ?? holidayName(name);
}
