import { type CaseState, type Due, legalDate } from '#engine/index.ts';
import { actTitle, ruleOf } from './lookup.ts';
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
