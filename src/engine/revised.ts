import type { Act, CaseState, Note, Obligation, ObligationState, Violation, ViolationKind } from './types.ts';

const BLOCKING: ReadonlySet<ViolationKind> = new Set([
  'excluded',
  'condition-missing',
  'too-early',
  'milestone-open',
  'out-of-time',
  'extension-out-of-time',
  'extension-spent',
  'restart-limit',
]);

/**
 * What corrections did: duties of annulled acts are moot, duties met only by an annulled act are open again (flagged), and an act that
 * stood on an annulled one is noted as `basis-removed`, no violation of whoever did it. `before`: the fold as if nothing were annulled. [8]
 */
export function withCorrections(state: CaseState, before: CaseState, acts: readonly Act[]): CaseState {
  const annulledBy = new Map(state.annulled.map(({ act, by }) => [act, by]));
  const recorded = new Map(acts.map((act) => [act.id, act]));
  const earlier = new Map(before.obligations.map((obligation) => [obligation.key, obligation]));
  const obligations = state.obligations.map((obligation) => {
    const { metBy } = earlier.get(obligation.key) ?? {};
    return metBy !== undefined && annulledBy.has(metBy)
      ? { ...obligation, flags: [...obligation.flags, 'reopened-by-correction' as const] }
      : obligation;
  });
  const moot = before.obligations.filter(({ source }) => source !== null && annulledBy.has(source)).map(asMoot);
  const wereThere = new Set(before.violations.map((violation) => violation.key));
  const firstAnnulmentAfter = (violation: Violation): string | undefined => {
    const act = violation.act === undefined ? undefined : recorded.get(violation.act);
    if (act === undefined) return undefined;
    return state.annulled.find(({ by }) => {
      const annulment = recorded.get(by);
      return annulment !== undefined && (annulment.recordedAt - act.recordedAt || annulment.seq - act.seq) > 0;
    })?.by;
  };
  const violations: Violation[] = [];
  const notes: Note[] = [...state.notes];
  for (const violation of state.violations) {
    const annulment =
      BLOCKING.has(violation.kind) && !wereThere.has(violation.key) ? firstAnnulmentAfter(violation) : undefined;
    if (annulment === undefined) violations.push(violation);
    else
      notes.push({
        kind: 'basis-removed',
        relation: violation.relation,
        cite: violation.cite,
        act: violation.act,
        subject: violation.subject,
        text: `${violation.kind} only since ${annulment} annulled what it stood on`,
      });
  }
  return { ...state, obligations: [...obligations, ...moot], violations, notes };
}

const asMoot = ({
  metBy: _met,
  lateByMs: _late,
  lateDays: _days,
  endedAt: _ended,
  ...rest
}: Obligation): Obligation => ({
  ...rest,
  state: 'moot',
  offered: [],
  flags: [],
});

export interface Revision {
  readonly obligation: string;
  readonly before: ObligationState | null;
  readonly after: ObligationState | null;
}

/** Verdicts that a late entry or a correction changed, with both values; null: not there in that view. [6] */
export function revisions(before: CaseState, after: CaseState): readonly Revision[] {
  const was = new Map(before.obligations.map(({ key, state }) => [key, state]));
  const is = new Map(after.obligations.map(({ key, state }) => [key, state]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((obligation) => ({
      obligation,
      before: was.get(obligation) ?? null,
      after: is.get(obligation) ?? null,
    }))
    .filter((revision) => revision.before !== revision.after);
}
