import {
  type CaseState,
  type DerivationStep,
  type Due,
  legalDate,
  type Note,
  type Obligation,
  type Reason,
  type Violation,
} from '#engine/index.ts';
import { holidayName } from './calendar.ts';
import { actTitle, fieldTitle, rankTitle, ruleOf } from './lookup.ts';
import {
  allOf,
  anyOf,
  dateText,
  isEmpty,
  NO_WORDS,
  periodText,
  plural,
  quoted,
  small,
  timeText,
  words,
} from './text.ts';
import type { LawPack, LawProcedure, Sentence, Text } from './types.ts';

/** What an explanation may look up: the pack, the procedure and the case as it stands. */
export interface Scene {
  readonly pack: LawPack;
  readonly procedure: LawProcedure;
  readonly state: CaseState;
}

const dateOf = (scene: Scene, at: number): string => legalDate(at, scene.pack.calendar);
const day = (scene: Scene, at: number): Text => dateText(dateOf(scene, at));

/** Title of an act that is named by its id in the ledger, or by its type. */
function happened(scene: Scene, act: string | null): Text {
  if (act === null) return NO_WORDS;
  const type = scene.state.acts.find((one) => one.id === act)?.type ?? act;
  return actTitle(scene.procedure, type);
}
const titles = (scene: Scene, acts: readonly string[]): readonly Text[] =>
  acts.map((act) => actTitle(scene.procedure, act));

function sentence(scene: Scene, text: Text, relation: string, cite: string | null): Sentence {
  return { text, cite, marks: ruleOf(scene.procedure, relation)?.marks ?? [] };
}

/** Why an act is not possible. `act`: the act asked about, for the names of its fields. */
export function explainReason(scene: Scene, reason: Reason, act: string | null = null): Sentence {
  return sentence(scene, reasonText(scene, reason, act), reason.relation, reason.cite);
}

function reasonText(scene: Scene, reason: Reason, act: string | null): Text {
  switch (reason.code) {
    case 'excluded': {
      if (reason.by === null) return words('尚未开放', 'Not open yet');
      const by = happened(scene, reason.by);
      const on = reason.bySince === null ? NO_WORDS : day(scene, reason.bySince);
      return words(
        `已由「${by.zh}」排除${on.zh === '' ? '' : `（${on.zh}）`}`,
        `Ruled out by ${by.en}${on.en === '' ? '' : ` on ${on.en}`}`,
      );
    }
    case 'condition-missing': {
      const first = anyOf(titles(scene, reason.anyOf));
      if (reason.missingField === undefined) return words(`须先：${first.zh}`, `First: ${first.en}`);
      const field = fieldTitle(scene.procedure, act, reason.missingField);
      return words(`须先：${first.zh}（「${field.zh}」尚不清楚）`, `First: ${first.en} (“${field.en}” is not known)`);
    }
    case 'too-early': {
      const date = day(scene, reason.earliest);
      const after = happened(scene, reason.after);
      return words(`${date.zh} 起方可（自「${after.zh}」计）`, `Not before ${date.en} (counted from “${after.en}”)`);
    }
    case 'milestone-open': {
      const title = actTitle(scene.procedure, reason.act);
      return words(`${title.zh}应办未办，不得`, `Not while ${title.en} is owed`);
    }
    case 'out-of-time': {
      const date = day(scene, reason.ended);
      return words(`已过期限（${date.zh}）`, `The time ended on ${date.en}`);
    }
    case 'not-authorised': {
      const rank = rankTitle(scene.pack, reason.rank);
      return words(`由${rank.zh}决定；可报请`, `${rank.en} decides; you may ask`);
    }
    case 'data': {
      const field = fieldTitle(scene.procedure, act, reason.field);
      if (reason.problem === 'missing') return words(`尚缺：${field.zh}`, `Missing: ${small(field.en)}`);
      return words(`「${field.zh}」不符合要求`, `“${field.en}” is not as required`);
    }
    case 'extension-spent':
      return words(
        `已延长${reason.limit}次，不得再延长`,
        `Already extended ${plural(reason.limit, 'time')}; no further extension`,
      );
    case 'extension-out-of-time':
      return words('期限已届满，不得再延长', 'The time has run out and can no longer be extended');
    case 'restart-limit':
      return words(
        `重新计算以${reason.limit}次为限`,
        `The time may start again ${plural(reason.limit, 'time')} at most`,
      );
    case 'unknown-act':
      return words('本程序没有该行为', 'This procedure has no such act');
    case 'not-opened': {
      const first = anyOf(titles(scene, scene.procedure.openedBy));
      return words(`须先：${first.zh}`, `First: ${first.en}`);
    }
    case 'unknown-subject':
      return words('该当事人不在本案中', 'This person is not in the case');
    case 'closed':
      return words('本程序已经终结', 'The proceeding is closed');
  }
}

/** What is owed, until when, and how it stands. */
export function explainObligation(scene: Scene, obligation: Obligation): Sentence {
  const offered = obligation.offered.length > 0 ? obligation.offered : obligation.targets;
  const what = anyOf(titles(scene, offered));
  const by = obligation.due === null ? NO_WORDS : dueText(scene, obligation.due);
  const how = standing(scene, obligation);
  return sentence(
    scene,
    words(
      [what.zh, by.zh === '' ? '' : `至${by.zh}`, how.zh].filter((part) => part !== '').join('，'),
      [by.en === '' ? what.en : `${what.en} by ${by.en}`, how.en].filter((part) => part !== '').join(', '),
    ),
    obligation.relation,
    obligation.cite,
  );
}

/** The last day, with the time where the period is in hours, and `暂定 / provisional` where the calendar is not out yet. */
export function dueText(scene: Scene, due: Due): Text {
  const date = dateText(due.date);
  const time = due.exact ? ` ${timeText(due.at, scene.pack.zone)}` : '';
  return words(
    `${date.zh}${time}${due.provisional ? '（暂定）' : ''}`,
    `${date.en}${time}${due.provisional ? ' (provisional)' : ''}`,
  );
}

/** How an obligation stands, in the words of the deadline vocabulary. */
export function standing(scene: Scene, obligation: Obligation): Text {
  const late = obligation.lateDays ?? 0;
  switch (obligation.state) {
    case 'running': {
      if (obligation.paused !== undefined) {
        const since = dateText(obligation.paused.since, false);
        const left = obligation.paused.daysLeft;
        return words(`自${since.zh}起暂停，余${left}日`, `paused since ${since.en}, ${plural(left, 'day')} left`);
      }
      return obligation.due === null ? words('应办', 'owed') : leftText(scene, obligation.due);
    }
    case 'overdue': {
      const over = obligation.due === null ? 0 : daysBetween(obligation.due.date, dateOf(scene, scene.state.now));
      return over > 0 ? words(`超期${over}日`, `${plural(over, 'day')} over`) : words('已超期', 'overdue');
    }
    case 'met':
      return words('按期办结', 'met');
    case 'met-late':
      return late > 0
        ? words(`逾期办结（${late}日）`, `done late by ${plural(late, 'day')}`)
        : words('逾期办结', 'done late');
    case 'open-undated':
      return words('应办（无期限）', 'owed, no date');
    case 'never-done':
      return words('未办即结', 'closed without it');
    case 'reminded':
      return words('提醒', 'reminded');
    case 'asleep':
      return words('不再要求（可恢复）', 'not required now');
    case 'withdrawn':
      return words('不再要求', 'no longer required');
    case 'superseded':
      return words('已重新起算', 'counted anew');
    case 'moot':
      return words('依据已撤销', 'its basis was annulled');
  }
}

function leftText(scene: Scene, due: Due): Text {
  const left = daysBetween(dateOf(scene, scene.state.now), due.date);
  if (due.exact && left < 2) {
    const hours = Math.max(0, Math.floor((due.at - scene.state.now) / 3_600_000));
    return words(`剩${hours}小时`, `${plural(hours, 'hour')} left`);
  }
  return left <= 0 ? words('今日到期', 'due today') : words(`剩${left}日`, `${plural(left, 'day')} left`);
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Every step of how a date came about, each with its article. */
export function explainDue(scene: Scene, due: Due, relation = ''): readonly Sentence[] {
  return due.steps.map((step) => explainStep(scene, step, relation));
}

export function explainStep(scene: Scene, step: DerivationStep, relation = ''): Sentence {
  return sentence(scene, stepText(scene, step), relation, 'cite' in step ? step.cite : null);
}

function stepText(scene: Scene, step: DerivationStep): Text {
  switch (step.kind) {
    case 'start': {
      const act = happened(scene, step.act);
      const type = scene.state.acts.find((one) => one.id === step.act)?.type ?? step.act;
      const field = step.field === undefined ? NO_WORDS : fieldTitle(scene.procedure, type, step.field);
      const date = dateText(step.date);
      const zh = [act.zh === '' ? '' : `「${act.zh}」`, field.zh].filter((part) => part !== '').join('，');
      const en = [act.en === '' ? '' : `“${act.en}”`, small(field.en)].filter((part) => part !== '').join(', ');
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
        `「${act.zh}」，延长${toDate ? '至' : ''}${period.zh}${toDate ? '' : `：${to.zh}`}`,
        `“${act.en}”: extended ${toDate ? 'to' : 'by'} ${period.en}${toDate ? '' : `, to ${to.en}`}`,
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
      const names = [...new Set(step.over.map((one) => one.name))].map(dayOff);
      const over = allOf(names);
      const to = dateText(step.to);
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

function dayOff(name: string): Text {
  return WEEKEND[name.toLowerCase()] ?? holidayName(name);
}

/** A departure from the procedure in one sentence, with its arithmetic. */
export function explainViolation(scene: Scene, violation: Violation): Sentence {
  return sentence(scene, violationText(scene, violation), violation.relation, violation.cite);
}

function violationText(scene: Scene, violation: Violation): Text {
  const act = actTitle(scene.procedure, violation.actType ?? '');
  const on = day(scene, violation.at);
  const targets = anyOf(titles(scene, violation.targets ?? []));
  const due = violation.due === undefined ? NO_WORDS : dueText(scene, violation.due);
  const by = violation.byDays;
  const sources = anyOf(titles(scene, violation.sources ?? []));
  const blame = violation.blame === undefined || violation.blame === null ? NO_WORDS : happened(scene, violation.blame);
  const did = isEmpty(act) ? targets : act;
  const late = by === undefined || by <= 0 ? NO_WORDS : words(`，逾期${by}日`, `, ${plural(by, 'day')} late`);
  switch (violation.kind) {
    case 'late':
      return words(
        `${did.zh}应在${due.zh}前，实为${on.zh}${late.zh}`,
        `${did.en}: due ${due.en}, done ${on.en}${late.en}`,
      );
    case 'overdue': {
      const over = violation.due === undefined ? 0 : daysBetween(violation.due.date, dateOf(scene, scene.state.now));
      return words(
        `${targets.zh}应在${due.zh}前，至今未办（超期${over}日）`,
        `${targets.en}: due ${due.en}, not done (${plural(over, 'day')} over)`,
      );
    }
    case 'never-done':
      return words(`${targets.zh}应办未办即已终结`, `${targets.en}: owed, and the proceeding was closed without it`);
    case 'limit-exceeded': {
      const clock = scene.procedure.clocks.find((one) => one.id === violation.relation)?.title ?? NO_WORDS;
      return words(
        `${clock.zh}于${due.zh}届满，超过${by ?? 0}日`,
        `${clock.en} ended ${due.en}; exceeded by ${plural(by ?? 0, 'day')}`,
      );
    }
    case 'condition-missing':
      return words(`${on.zh}${did.zh}，此前未${sources.zh}`, `${did.en} on ${on.en} without first: ${sources.en}`);
    case 'milestone-open':
      return words(
        `${on.zh}${did.zh}，其时${sources.zh}应办未办`,
        `${did.en} on ${on.en} while still owed: ${sources.en}`,
      );
    case 'excluded':
      return words(
        `${on.zh}${did.zh}，此前已由「${blame.zh}」排除`,
        `${did.en} on ${on.en} although ruled out by “${blame.en}”`,
      );
    case 'too-early':
      return words(`${on.zh}${did.zh}，尚未到可以办理的日期`, `${did.en} on ${on.en}, too early`);
    case 'out-of-time':
      return words(`${on.zh}${did.zh}，期限已于${due.zh}届满`, `${did.en} on ${on.en}; the time had ended ${due.en}`);
    case 'not-authorised':
      return words(
        `${on.zh}${did.zh}，决定者无此权限`,
        `${did.en} on ${on.en}, decided by somebody without the authority`,
      );
    case 'data':
      return words(
        `${on.zh}${did.zh}，记载不全或者不符`,
        `${did.en} on ${on.en}, its data incomplete or not as required`,
      );
    case 'extension-out-of-time':
      return words(`${on.zh}${did.zh}，期限已经届满`, `${did.en} on ${on.en}, after the time had run out`);
    case 'extension-spent':
      return words(`${on.zh}${did.zh}，延长次数已用尽`, `${did.en} on ${on.en}, no extension was left`);
    case 'restart-limit':
      return words(`${on.zh}${did.zh}，重新计算的次数已用尽`, `${did.en} on ${on.en}, the time could not start again`);
  }
}

/** A note of the engine: no departure, but something a reader should know. */
export function explainNote(scene: Scene, note: Note): Sentence {
  const act = quoted(happened(scene, note.act ?? null));
  const field = note.field === undefined ? NO_WORDS : fieldTitle(scene.procedure, null, note.field);
  const text: Text = (() => {
    switch (note.kind) {
      case 'unknown-act':
        return words(
          `记录中有本程序没有的行为：${note.text}`,
          `The record holds an act that the procedure does not have: ${note.text}`,
        );
      case 'undetermined':
        return isEmpty(field)
          ? words(`${act.zh}：无法判定`, `${act.en}: not determined`)
          : words(
              `${act.zh}：因不清楚「${field.zh}」而无法判定`,
              `${act.en}: not determined, since “${field.en}” is not known`,
            );
      case 'repeat-kept':
        return words(`${act.zh}重复，原期限不变`, `${act.en} was repeated; the earlier date stays`);
      case 'pause-after-expiry':
        return words(
          `${act.zh}时期限已经届满，不再暂停`,
          `${act.en} came after the time had run out and stops nothing`,
        );
      case 'basis-removed':
        return words(`${act.zh}的依据已被撤销`, `The basis of ${act.en} was annulled`);
      case 'start-ignored':
        return words(`${act.zh}时期限已在计算`, `At ${act.en} the time was already running`);
      case 'recorded-although':
        return words(`${act.zh}虽不符合规定，仍予记录`, `${act.en} was recorded although not allowed`);
    }
  })();
  return sentence(scene, text, note.relation ?? '', note.cite ?? null);
}
