import { type CaseState, type Due, legalDate } from '#engine/index.ts';
import { forceOf } from './compile/in-force.ts';
import { actInfoOf, actTitle, ruleOf } from './lookup.ts';
import { dateText, NO_WORDS, timeText, words } from './text.ts';
import type { LawPack, LawProcedure, Sentence, Text } from './types.ts';

/** What an explanation may look up: the pack, the procedure and the case as it stands. */
export interface Scene {
  readonly pack: LawPack;
  readonly procedure: LawProcedure;
  readonly state: CaseState;
}

export const dateOf = (scene: Scene, at: number): string => legalDate(at, scene.pack.calendar);
export const day = (scene: Scene, at: number): Text => dateText(dateOf(scene, at));

/** Title of an act that is named by its id in the ledger, or by its type. */
export function happened(scene: Scene, act: string | null): Text {
  if (act === null) return NO_WORDS;
  const type = scene.state.acts.find((one) => one.id === act)?.type ?? act;
  return actTitle(scene.procedure, type);
}
export const titles = (scene: Scene, acts: readonly string[]): readonly Text[] =>
  acts.map((act) => actTitle(scene.procedure, act));

export function sentence(scene: Scene, text: Text, relation: string, cite: string | null): Sentence {
  return { text, cite, marks: ruleOf(scene.procedure, relation)?.marks ?? [] };
}

/** That the law does not know the act on that day, where the relation says so; null: another relation. */
export function outsideForceText(scene: Scene, relation: string): Text | null {
  const act = forceOf(relation);
  const force = act === null ? undefined : actInfoOf(scene.procedure, act)?.inForce;
  if (force === undefined) return null;
  if (force.from !== undefined && relation.endsWith(':from')) {
    const from = dateText(force.from, false);
    return words(`自${from.zh}起施行，此前不得`, `In law only from ${from.en}`);
  }
  const to = dateText(force.to ?? '', false);
  return words(`自${to.zh}起不再施行`, `No longer in law from ${to.en}`);
}

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** The last day, with the time where the period is in hours, and `暂定 / provisional` where the calendar is not out yet. */
export function dueText(scene: Scene, due: Due): Text {
  const date = dateText(due.date);
  const time = due.exact ? ` ${timeText(due.at, scene.pack.zone)}` : '';
  return words(
    `${date.zh}${time}${due.provisional ? '（暂定）' : ''}`,
    `${date.en}${time}${due.provisional ? ' (provisional)' : ''}`,
  );
}
