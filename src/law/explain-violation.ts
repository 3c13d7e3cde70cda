import type { Note, Violation } from '#engine/index.ts';
import { actTitle, fieldTitle } from './lookup.ts';
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
import { anyOf, isEmpty, NO_WORDS, plural, quoted, small, words } from './text.ts';
import type { Sentence, Text } from './types.ts';

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
    case 'condition-missing': {
      const outside = outsideForceText(scene, violation.relation);
      if (outside !== null)
        return words(`${on.zh}${did.zh}：${outside.zh}`, `${did.en} on ${on.en}: ${small(outside.en)}`);
      return words(`${on.zh}${did.zh}，此前未${sources.zh}`, `${did.en} on ${on.en} without first: ${sources.en}`);
    }
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
