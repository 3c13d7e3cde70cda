import { eventId, subjectName, timeAt } from './columns.ts';
import { derivedOf, NONE, type State } from './state.ts';

/** Id of an event of the case at hand; null: none. */
export function idOf(s: State, event: number): string | null {
  if (event >= 0) return eventId(s.columns, s.start, event);
  return event === NONE ? null : derivedOf(s, event).id;
}

/** Name of a subject of the case at hand; null: the case. */
export const nameOf = (s: State, group: number): string | null =>
  group <= 0 ? null : subjectName(s.columns, s.caseNr, s.code[group]!);

export const momentOfEvent = (s: State, event: number): number =>
  event >= 0 ? timeAt(s.columns, event) : derivedOf(s, event).at;

/** Subject that an event names, as a group; −1: none. */
export function groupOfEvent(s: State, event: number): number {
  if (event < 0) return derivedOf(s, event).group;
  const code = s.columns.subject?.[event] ?? 0;
  return code === 0 ? NONE : s.groupOfCode[code]!;
}
