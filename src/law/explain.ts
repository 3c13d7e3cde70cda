import type { Due, Obligation, Reason } from '#engine/index.ts';
import { actTitle, fieldTitle, rankTitle } from './lookup.ts';
import {
  dateOf,
  day,
  daysBetween,
  dueText,
  happened,
  outsideForceText,
  type Scene,
  sentence,
  titles,
} from './scene.ts';
import { anyOf, dateText, NO_WORDS, plural, small, words } from './text.ts';
import type { Sentence, Text } from './types.ts';

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
      const outside = outsideForceText(scene, reason.relation);
      if (outside !== null) return outside;
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
      return words(`「${title.zh}」应办未办，不得办理`, `Not while “${title.en}” is owed`);
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
