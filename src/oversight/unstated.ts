import {
  type Act,
  type Data,
  type Due,
  type Guard,
  legalDate,
  operandsOf,
  type Procedure,
  type Relation,
  replay,
  type Value,
  type Violation,
  type World,
} from '#engine/index.ts';

/** A fact that a guard reads and the acts do not give, with the answers it could have. */
export interface OpenField {
  /** As the guard names it: `subject.detention_ground`, `act.lengthened`, `case.further_delay`. */
  readonly name: string;
  readonly answers: readonly Value[];
}

/** One judgment's acts, ready to be replayed again under assumptions. */
export interface Bench {
  readonly procedure: Procedure;
  readonly acts: readonly Act[];
  readonly world: World;
  readonly until: number;
}

export type Assumptions = Readonly<Record<string, Value>>;

type Where = { readonly act: string; readonly field: string };

/** The fields of acts that a guard's name stands for, seen from the act that is judged. */
function fieldsBehind(procedure: Procedure, name: string, judged: Act): readonly Where[] {
  const [scope = '', field = ''] = name.split('.');
  if (scope === 'act') return [{ act: judged.type, field }];
  const fact = procedure.facts.find((one) => one.of === scope && one.name === field);
  return fact === undefined ? [] : fact.from;
}

/** The acts as if they had also stated the assumed facts. */
export function assume(bench: Bench, judged: Act, assumptions: Assumptions): readonly Act[] {
  const added = Object.entries(assumptions).flatMap(([name, value]) =>
    fieldsBehind(bench.procedure, name, judged).map((where) => ({ ...where, value, own: name.startsWith('act.') })),
  );
  return bench.acts.map((act) => {
    const mine = added.filter(({ act: type, own }) => type === act.type && (!own || act.id === judged.id));
    const data: Data = Object.fromEntries(mine.map(({ field, value }) => [field, value]));
    const person = act.subject === null || judged.subject === null || act.subject === judged.subject;
    return mine.length > 0 && person ? { ...act, data: { ...data, ...act.data } } : act;
  });
}

/** What a guard reads that nothing states and that somebody could still answer. */
export function openFields(bench: Bench, guard: Guard, judged: Act): readonly OpenField[] {
  const names = operandsOf(guard).flatMap((operand) => ('path' in operand ? [`${operand.path}.${operand.field}`] : []));
  return [...new Set(names)].flatMap((name) => {
    const behind = fieldsBehind(bench.procedure, name, judged);
    const fact = bench.procedure.facts.find((one) => `${one.of}.${one.name}` === name);
    if (behind.length === 0 || fact?.initial !== undefined || isStated(bench, behind, judged)) return [];
    const types = behind.flatMap(
      ({ act, field }) =>
        bench.procedure.acts.find((one) => one.id === act)?.fields.find((one) => one.name === field) ?? [],
    );
    const answers: readonly Value[] = types.some((field) => field.type === 'boolean')
      ? [false, true]
      : [...new Set(types.flatMap((field) => field.values ?? []))];
    return answers.length === 0 ? [] : [{ name, answers }];
  });
}

function isStated(bench: Bench, behind: readonly Where[], judged: Act): boolean {
  return bench.acts.some(
    (act) =>
      (act.subject === null || judged.subject === null || act.subject === judged.subject) &&
      behind.some(({ act: type, field }) => type === act.type && act.data[field] !== undefined),
  );
}

/** Departures of one act, by what it is blocked by. */
export const departuresAt = (
  bench: Bench,
  judged: Act,
  acts: readonly Act[],
  procedure = bench.procedure,
): readonly Violation[] =>
  replay(procedure, acts, bench.world, { until: bench.until }).violations.filter(({ act }) => act === judged.id);

/** An assignment of the open fields under which the relation binds and is broken; null: there is none. */
export function bindingOf(
  bench: Bench,
  judged: Act,
  relation: string,
  open: readonly OpenField[],
): { readonly assumptions: Assumptions; readonly violation: Violation } | null {
  for (const assumptions of assignments(open)) {
    const violation = departuresAt(bench, judged, assume(bench, judged, assumptions)).find(
      (one) => one.relation === relation,
    );
    if (violation !== undefined) return { assumptions, violation };
  }
  return null;
}

function assignments(open: readonly OpenField[]): readonly Assumptions[] {
  return open.reduce<readonly Assumptions[]>(
    (all, { name, answers }) => all.flatMap((one) => answers.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

const YEAR_MS = 366 * 86_400_000;
const FAR = 60 * YEAR_MS;

/**
 * The earliest limit that the windows from `source` set for an act under assumptions, whether it was kept or not: the act is asked about
 * as if it came far later, by the rules in force on its real day.
 */
export function limitUnder(
  bench: Bench,
  judged: Act,
  assumptions: Assumptions,
  relations: ReadonlySet<string>,
): { readonly due: Due; readonly relation: string } | null {
  const date = legalDate(judged.at, bench.world.calendar);
  const procedure = inForceOn(bench.procedure, date);
  const before = assume(bench, judged, assumptions).filter(
    (act) => act.id === judged.id || act.at < judged.at || (act.at === judged.at && act.seq < judged.seq),
  );
  const later = before.map((act) => (act.id === judged.id ? { ...act, at: act.at + FAR } : act));
  const far = { ...bench, until: bench.until + 2 * FAR };
  const limits = departuresAt(far, judged, later, procedure).flatMap(({ due, relation }) =>
    due !== undefined && relations.has(relation) ? [{ due, relation }] : [],
  );
  return limits.sort((a, b) => a.due.at - b.due.at)[0] ?? null;
}

const versions = new WeakMap<Procedure, Map<string, Procedure>>();

/** The procedure with the rules in force on a day, freed of their dates. */
function inForceOn(procedure: Procedure, date: string): Procedure {
  const binds = ({ from_date_in_force: from, to_date_in_force: to }: Relation): boolean =>
    (from === undefined || date >= from) && (to === undefined || date < to);
  const relations = procedure.relations.filter(binds);
  const key = relations.map((relation) => relation.id).join(' ');
  const known = versions.get(procedure) ?? new Map<string, Procedure>();
  versions.set(procedure, known);
  const made = known.get(key) ?? {
    ...procedure,
    relations: relations.map(({ from_date_in_force: _from, to_date_in_force: _to, ...rest }) => rest as Relation),
  };
  known.set(key, made);
  return made;
}

/** A rule that some answers would break, as `Broken` has it. */
export interface Conditional {
  readonly relation: Relation;
  readonly judged: Act;
  readonly open: readonly OpenField[];
  readonly assumptions: Assumptions;
}

export interface Answered {
  readonly field: string;
  readonly answers: readonly {
    readonly value: Value;
    readonly limit: { readonly due: Due; readonly relation: string } | null;
    readonly broken: boolean;
  }[];
}

/**
 * What each answer to each open fact of one matter would mean. The rules come with the earliest limit first; what else is open is taken
 * as the last of them assumes, so that an answer is called harmless only where no rule of the matter would then be broken for certain.
 */
export function answersTo(bench: Bench, matter: readonly Conditional[]): readonly Answered[] {
  const last = matter.at(-1);
  if (last === undefined) return [];
  const open = new Map(matter.flatMap((one) => one.open).map((field) => [field.name, field]));
  const from = 'from' in last.relation ? String(last.relation.from) : '';
  const family = new Set(
    bench.procedure.relations.flatMap((one) => (one.kind === 'window' && one.from === from ? [one.id] : [])),
  );
  return [...open.values()].map(({ name, answers }) => ({
    field: name,
    answers: answers.map((value) => {
      const assumptions = { ...last.assumptions, [name]: value };
      const departures = departuresAt(bench, last.judged, assume(bench, last.judged, assumptions));
      return {
        value,
        limit: limitUnder(bench, last.judged, assumptions, family),
        broken: departures.some(({ relation }) => family.has(relation)),
      };
    }),
  }));
}
