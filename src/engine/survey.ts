import { fold } from './fold.ts';
import { judge } from './judge.ts';
import type { Act, CaseState, ClockState, Judgement, Obligation, SlotState, World } from './types.ts';

export interface Surveyed {
  readonly type: string;
  readonly subject: string | null;
  readonly judgement: Judgement;
}

/** Every act of the procedure at every present subject, judged as if its fields were still to be filled; acts of the clock left out. */
export function survey(
  state: CaseState,
  world: World,
  asked: { readonly at: number; readonly authority?: string },
): readonly Surveyed[] {
  const present = state.subjects.filter((subject) => subject.left === null);
  const found: Surveyed[] = [];
  for (const { id: type, by, subject: kind } of state.procedure.acts) {
    if (by === 'clock') continue;
    const subjects = kind === null ? [null] : present.filter((person) => person.kind === kind).map(({ id }) => id);
    for (const subject of subjects)
      found.push({ type, subject, judgement: judge(state, { type, subject, ...asked }, world) });
  }
  return found;
}

export interface Preview {
  /** Duties that the act would open. */
  readonly opened: readonly Obligation[];
  /** Duties that it would end, as they would then stand. */
  readonly ended: readonly Obligation[];
  readonly excluded: readonly SlotState[];
  readonly included: readonly SlotState[];
  /** Clocks that would stand otherwise. */
  readonly clocks: readonly ClockState[];
  readonly closes: boolean;
}

/** What an act would cause, seen at its own moment. Pure. */
export function preview(state: CaseState, act: Act, world: World): Preview {
  const stored = state.acts.filter((known) => known.derived !== true);
  const now = Math.max(act.at, stored.at(-1)?.at ?? act.at);
  const before = fold(state.procedure, stored, world, { now });
  const after = fold(state.procedure, [...stored, act], world, { now });
  const was = new Map(before.obligations.map((obligation) => [obligation.key, obligation]));
  const slots = new Map(before.slots.map((slot) => [slotKey(slot), slot.included]));
  const changed = after.slots.filter((slot) => (slots.get(slotKey(slot)) ?? slot.included) !== slot.included);
  const clocks = new Map(
    before.clocks.map((clock) => [`${clock.clock}/${clock.subject ?? ''}`, JSON.stringify(clock)]),
  );
  return {
    opened: after.obligations.filter(({ key }) => !was.has(key)),
    ended: after.obligations.filter(
      ({ key, endedAt }) => was.get(key)?.endedAt === undefined && was.has(key) && endedAt !== undefined,
    ),
    excluded: changed.filter(({ included }) => !included),
    included: changed.filter(({ included }) => included),
    clocks: after.clocks.filter(
      (clock) => clocks.get(`${clock.clock}/${clock.subject ?? ''}`) !== JSON.stringify(clock),
    ),
    closes: before.closed === null && after.closed !== null,
  };
}

const slotKey = ({ act, subject }: SlotState): string => `${act}/${subject ?? ''}`;
