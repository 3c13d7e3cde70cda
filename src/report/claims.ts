/** Whether the author's words hold; where they do not, what is true instead. */
import type { Figure } from '#measures/index.ts';
import { type Change, directionOf, movedWords } from './text/change.ts';
import { directionIn } from './text/clauses.ts';
import type { Slot } from './text/notation.ts';
import { type Words, words } from './text/words.ts';

export const incomparable = (slot: Slot, now: Figure, then: Figure | null): Words =>
  words(
    `${slot.written}：${now.title.zh}没有可比的数字（${now.display.zh}，${then?.display.zh ?? '—'}）`,
    `${slot.written}: ${now.title.en} has nothing to compare (${now.display.en}, ${then?.display.en ?? '—'})`,
  );

/** What is true instead. */
export function otherwise(claimed: string, slot: Slot, change: Change, now: Figure, then: Figure | null): Words {
  const truth = movedWords(change);
  const from = then && {
    zh: `由${then.period.text.zh}的${then.display.zh}到${now.period.text.zh}的${now.display.zh}，`,
    en: ` (${then.display.en} in ${then.period.text.en}, ${now.display.en} in ${now.period.text.en})`,
  };
  return words(
    `“${claimed}”不成立：${now.title.zh}${from?.zh ?? ''}${truth.zh}${slot.claimed === null ? '' : `（${slot.written}）`}`,
    `"${claimed}" does not hold: ${now.title.en} ${truth.en}${from?.en ?? ''}${slot.claimed === null ? '' : `; ${slot.written}`}`,
  );
}

/** Null: the author's words hold. */
export function movedFalsely(slot: Slot, change: Change, now: Figure, then: Figure | null): Words | null {
  const claimed = slot.claimed ?? '';
  if (change.amount === null) return incomparable(slot, now, then);
  if (slot.verb === 'times') {
    const factor = factorOf(change, now, then);
    if (factor === null) return incomparable(slot, now, then);
    if (factor > (slot.than ?? 0)) return null;
    return words(
      `“${claimed}”不成立：${now.title.zh}是原来的${factor.toFixed(2)}倍，没有超过${slot.than}倍`,
      `"${claimed}" does not hold: ${now.title.en} is ${factor.toFixed(2)} times what it was, not more than ${slot.than} times`,
    );
  }
  const says = directionIn(claimed);
  if (says !== null && says !== slot.verb)
    return words(
      `“${claimed}”与 ${slot.verb} 不符`,
      `"${claimed}" says something else than ${slot.verb}, which is to check it`,
    );
  return directionOf(change) === slot.verb ? null : otherwise(claimed, slot, change, now, then);
}

function factorOf(change: Change, now: Figure, then: Figure | null): number | null {
  if (then) return now.value !== null && then.value ? now.value / then.value : null;
  if (change.amount === null) return null;
  return change.as === 'times' ? change.amount : change.as === 'percent' ? 1 + change.amount / 100 : null;
}

export function measuredFalsely(slot: Slot, figure: Figure): Words | null {
  const than = slot.than ?? 0;
  const { value } = figure;
  if (value !== null && (slot.verb === 'above' ? value > than : value < than)) return null;
  return words(
    `“${slot.claimed}”不成立：${figure.title.zh}${figure.period.text.zh}为${figure.display.zh}`,
    `"${slot.claimed}" does not hold: ${figure.title.en} in ${figure.period.text.en} was ${figure.display.en}`,
  );
}
