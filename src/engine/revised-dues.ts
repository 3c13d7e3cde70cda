import type { CaseState, Due, Obligation, ObligationState } from './types.ts';

/** A due date that stands otherwise in the second view of a case. */
export interface RevisedDue {
  readonly obligation: string;
  readonly relation: string;
  readonly subject: string | null;
  readonly before: Due | null;
  readonly after: Due | null;
  /** `moved`: it still runs, so the new date holds. `settled`: it was over, or its day had passed, so the first date stands. */
  readonly how: 'moved' | 'settled';
}

const OVER: ReadonlySet<ObligationState> = new Set(['met', 'met-late', 'never-done', 'withdrawn', 'superseded']);

/** Nothing moves it any more: ended, or past a day that was known for certain. */
const isSettled = (obligation: Obligation): boolean =>
  OVER.has(obligation.state) || (obligation.state === 'overdue' && obligation.due?.provisional !== true);

/** The same end in both views: only the date differs. An end that a correction changed is another verdict, not another date. */
const sameEnd = (one: Obligation, other: Obligation): boolean =>
  one.metBy === other.metBy && one.endedAt === other.endedAt;

const sameDue = (one: Due | null, other: Due | null): boolean =>
  one?.at === other?.at && one?.provisional === other?.provisional;

/**
 * Dates that differ between two folds of the same acts, as by a calendar before and after a holiday was announced, or by a fact before and
 * after its correction: what still runs has moved, what is settled keeps its date (and `keepSettled` keeps it). Order of the first view.
 */
export function revisedDues(before: CaseState, after: CaseState): readonly RevisedDue[] {
  const now = new Map(after.obligations.map((one) => [one.key, one]));
  return before.obligations.flatMap((was): readonly RevisedDue[] => {
    const is = now.get(was.key);
    if (is === undefined || sameDue(was.due, is.due)) return [];
    const settled = isSettled(was) && sameEnd(was, is);
    if (!settled && is.endedAt !== undefined && !sameEnd(was, is)) return [];
    const { key: obligation, relation, subject } = was;
    return [{ obligation, relation, subject, before: was.due, after: is.due, how: settled ? 'settled' : 'moved' }];
  });
}

/** The second view, in which what was settled in the first keeps its date, its state and its violation. */
export function keepSettled(before: CaseState, after: CaseState): CaseState {
  const kept = new Set(revisedDues(before, after).flatMap((one) => (one.how === 'settled' ? [one.obligation] : [])));
  if (kept.size === 0) return after;
  const was = new Map(before.obligations.map((one) => [one.key, one]));
  const isKept = ({ obligation }: { readonly obligation?: string }): boolean =>
    obligation !== undefined && kept.has(obligation);
  const violations = [...after.violations.filter((one) => !isKept(one)), ...before.violations.filter(isKept)];
  return {
    ...after,
    obligations: after.obligations.map((one) => (kept.has(one.key) ? was.get(one.key)! : one)),
    violations: violations.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)),
  };
}
