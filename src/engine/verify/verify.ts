import type { Calendar, Procedure, Relation, World } from '../types.ts';
import { possibleActs } from './acts.ts';
import { isInForce, timeLocks, undischargeable } from './duties.ts';
import type { Finding, Verification } from './findings.ts';
import { type Mandatory, outcomes } from './outcomes.ts';
import { budgetOf } from './random.ts';
import { neverTrue, relaxed } from './relaxed.ts';
import { restlessness } from './rest.ts';
import { contradictions, deadActs, nobodyThere, type Role, rolesOf, selfConditions } from './structure.ts';
import { valuesOf } from './values.ts';
import type { Witnessing } from './witness.ts';

export interface VerifyOptions {
  /** The law of this legal date; default: the day from which the newest rule of the procedure is in force. */
  readonly on?: string;
  /** Most subjects of each kind that the search looks at; default 2. */
  readonly subjects?: number;
  /** Steps of the search allowed; default 120 000. The same number gives the same answer on every machine. */
  readonly work?: number;
  /** Roles of the office, for S11; absent: not asked. */
  readonly roles?: readonly Role[];
  /** Acts that must be done by two persons. */
  readonly incompatible?: readonly (readonly [string, string])[];
  /** Acts without which an outcome may not come about, for S9. */
  readonly mandatory?: readonly Mandatory[];
}

/** The checks that look at the rules only (S2, S3, S10, S11): quick, and sound in what they call wrong. */
export function verifyStructure(
  procedure: Procedure,
  options: Pick<VerifyOptions, 'roles' | 'incompatible'> = {},
): readonly Finding[] {
  const values = valuesOf(procedure);
  const never = neverTrue(procedure, values);
  const lasting = { ...procedure, relations: procedure.relations.filter(isLasting) };
  const self = selfConditions(lasting);
  const dead = deadActs(lasting, relaxed(lasting, never), never);
  return [
    ...self,
    ...dead.filter(({ acts }) => !self.some((one) => one.acts[0] === acts[0])),
    ...nobodyThere(lasting, never),
    ...contradictions(procedure, values, never),
    ...(options.roles === undefined ? [] : rolesOf(procedure, options.roles, options.incompatible ?? [])),
  ];
}

/** A rule that restricts only while it is in force says nothing about what can never happen. */
const isLasting = (relation: Relation): boolean =>
  (relation.from_date_in_force === undefined && relation.to_date_in_force === undefined) ||
  relation.kind === 'include' ||
  relation.kind === 'exclude';

/**
 * All static checks of one procedure, S2 to S11, each finding with what it is about, in both languages, and a run where one shows it. Pure,
 * bounded and the same in every run. Every run in the answer was replayed by the live path: each act of it allowed, nothing in breach.
 */
export function verify(procedure: Procedure, world: World, options: VerifyOptions = {}): Verification {
  const on = options.on ?? newest(procedure, world.calendar);
  const most = options.subjects ?? 2;
  const budget = budgetOf(options.work ?? 120_000);
  const current: Procedure = {
    ...procedure,
    relations: procedure.relations.filter((relation) => isInForce(relation, on)),
    clocks: procedure.clocks.filter((clock) => isInForce(clock, on)),
  };
  const never = neverTrue(current);
  const reach = relaxed(current, never);
  const structure = verifyStructure(procedure, options);
  const witnessing: Witnessing = { procedure: current, world, on };
  const alive = current.acts.filter((act) => reach.acts.has(act.id)).map((act) => act.id);
  const looked = possibleActs(witnessing, alive, most, budget);
  return {
    procedure: procedure.id,
    findings: [
      ...structure,
      ...looked.findings,
      ...undischargeable(current, reach, never),
      ...timeLocks(current, reach, never),
      ...restlessness(witnessing, looked, most, budget),
      ...outcomes(witnessing, looked, reach, never, options.mandatory ?? [], most, budget),
    ],
    examples: looked.examples,
    work: { used: Math.ceil(budget.allowed - budget.left), allowed: budget.allowed },
  };
}

/** A Monday by default; else the day from which the newest rule holds, if the calendar knows it. */
function newest(procedure: Procedure, calendar: Calendar): string {
  const year = Number(calendar.knownTo.slice(0, 4)) - 1;
  const plain = `${year}-03-03`;
  const starts = [...procedure.relations, ...procedure.clocks]
    .flatMap((rule) => rule.from_date_in_force ?? [])
    .filter((date) => date <= calendar.knownTo);
  return [plain, ...starts].reduce((a, b) => (b > a ? b : a));
}
