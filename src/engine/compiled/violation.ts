import { addPeriods, type Shaping } from '../calendar.ts';
import type { Due, Period, Rolls, Violation, ViolationKind } from '../types.ts';
import type { Program } from './program.ts';

/** What a due date was counted from: enough to count it again with its derivation. */
export interface Basis {
  readonly from: number;
  readonly act: string | null;
  readonly held: boolean | undefined;
  readonly shaping: readonly Shaping[];
  readonly by: PeriodOf;
}
/** The period of a rule; one for all its duties. */
export interface PeriodOf {
  readonly field: string | undefined;
  readonly length: Period;
  readonly rolls: Rolls;
  readonly cite: string;
}

/**
 * A departure found over columns: the same words as `Violation`, with the case (its place in the columns), and the due date as a moment and
 * what it was counted from; `violationOf` writes the derivation out. Plain data.
 */
export interface ColumnViolation {
  readonly case: number;
  readonly key: string;
  readonly kind: ViolationKind;
  readonly relation: string;
  readonly cite: string;
  readonly subject: string | null;
  readonly act: string | undefined;
  readonly actType: string | undefined;
  readonly obligation: string | undefined;
  readonly targets: readonly string[] | undefined;
  readonly at: number;
  readonly dueAt: number | undefined;
  readonly byMs: number | undefined;
  readonly byDays: number | undefined;
  readonly blame: string | null | undefined;
  readonly sources: readonly string[] | undefined;
  readonly sourceSubject: string | undefined;
  readonly basis: Basis | undefined;
  /** Where the case went the live path: the due date as it gave it. */
  readonly due?: Due;
}

/** The same departure as the live path words it, the due date with its derivation. */
export function violationOf({ program }: { readonly program: Program }, violation: ColumnViolation): Violation {
  const { case: _case, dueAt: _dueAt, basis, ...rest } = violation;
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const { key, kind, relation, cite, subject, at } = violation;
  return {
    ...said,
    key,
    kind,
    relation,
    cite,
    subject,
    at,
    ...(basis === undefined ? {} : { due: dueOfBasis(program, basis) }),
  };
}

export function dueOfBasis(p: Program, basis: Basis): Due {
  const { from, act, held, shaping, by } = basis;
  const { field, length, rolls, cite } = by;
  const rule = { counting: p.procedure.counting, rolls, custody: held, act, field };
  return addPeriods(from, length, shaping, rule, p.world.calendar, cite);
}
