import { clockStates, limitsExceeded } from './clock-view.ts';
import { CASE, type Marking, peek } from './marking.ts';
import { judgeDuty } from './obligation-state.ts';
import { pendingOn } from './obligations.ts';
import type { Act, CaseState, Data, Note, Obligation, SlotState, Violation } from './types.ts';

/** The plain state of a case seen at `now`, from the marking that its acts left. [2-7, 10] */
export function caseState(m: Marking, now: number, annulled: CaseState['annulled']): CaseState {
  const obligations: Obligation[] = [];
  const violations: Violation[] = [...m.violations, ...limitsExceeded(m, now)];
  const notes: Note[] = [...m.notes];
  for (const duty of m.duties) {
    const { obligation, violation, note } = judgeDuty(m, duty, now);
    obligations.push(obligation);
    if (violation !== null) violations.push(violation);
    if (note !== null) notes.push(note);
  }
  return {
    procedure: m.plan.procedure,
    now,
    acts: m.acts as readonly Act[],
    annulled,
    opened: m.plan.procedure.opening.length === 0 ? m.acts.length > 0 : m.opened !== null,
    closed: m.closed?.at ?? null,
    atRest: obligations.every(({ alertOnly, state, offered }) => alertOnly || !OPEN.has(state) || offered.length === 0),
    outcome: m.outcome,
    concluded: concludedAt(m),
    subjects: [...m.subjects.values()].map(({ id, kind, enteredAt, left, outcome }) => ({
      id,
      kind,
      enteredAt,
      left,
      outcome,
    })),
    slots: slotStates(m),
    obligations,
    clocks: clockStates(m, now),
    store: {
      case: Object.fromEntries(m.facts.case),
      subjects: Object.fromEntries([...m.facts.subjects].map(([id, facts]) => [id, Object.fromEntries(facts) as Data])),
    },
    violations: violations.sort(byMoment),
    notes,
  };
}

const OPEN: ReadonlySet<Obligation['state']> = new Set(['running', 'overdue', 'open-undated']);

const byMoment = (a: Violation, b: Violation): number => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** When the last of the present subjects (or the case) reached an outcome. */
function concludedAt(m: Marking): number | null {
  if (m.outcome !== null) return m.outcome.at;
  let last: number | null = null;
  for (const { left, outcome } of m.subjects.values()) {
    if (left !== null) continue;
    if (outcome === null) return null;
    last = Math.max(last ?? outcome.at, outcome.at);
  }
  return last;
}

function slotStates(m: Marking): readonly SlotState[] {
  const states: SlotState[] = [];
  for (const { type } of m.plan.acts.values()) {
    const groups = type.subject === null ? [CASE] : subjectsOf(m, type.subject);
    for (const group of groups) {
      const slot = peek(m, type, group);
      states.push({
        act: type.id,
        subject: type.subject === null ? null : group,
        included: slot.included,
        excludedBy: slot.excludedBy.map(({ act, relation, cite }) => ({ act, relation, cite })),
        count: slot.count,
        firstAt: slot.firstAt,
        lastAt: slot.lastAt,
        lastAct: slot.last?.id ?? null,
        pending: slot.included && pendingOn(m, type, group).length > 0,
      });
    }
  }
  return states;
}

const subjectsOf = (m: Marking, kind: string): readonly string[] =>
  [...m.subjects.values()].filter((person) => person.kind === kind).map((person) => person.id);
