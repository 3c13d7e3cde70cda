import {
  type Act,
  type Calendar,
  type CaseState,
  type Data,
  endOfDay,
  type Fact,
  fold,
  momentOf,
  type Procedure,
  startOfDay,
  type World,
} from '#engine/index.ts';
import type { LawPack, LawProcedure } from '../types.ts';
import type { Event, Scenario } from './format.ts';

/** A scenario being played: the procedure with the scenario's facts, the world, and what has happened so far. */
export interface Play {
  readonly law: LawProcedure;
  readonly procedure: Procedure;
  readonly world: World;
  readonly acts: Act[];
  /** Persons and things that the scenario names, in its order. */
  readonly named: readonly string[];
  /** The last event or `now`, as written. */
  now: string;
  readonly states: Map<string, CaseState>;
}

export function startPlay(pack: LawPack, law: LawProcedure, scenario: Scenario): Play {
  return {
    law,
    procedure: withFacts(law.procedure, scenario, pack.scenarios.facts),
    world: { calendar: pack.calendar, office: { ...pack.scenarios.office, ...(scenario.office as Data | undefined) } },
    acts: [],
    named: namedIn(scenario),
    now: '',
    states: new Map(),
  };
}

/** Facts that events carry, whatever their act, beside the declared fields of their acts still reach the store. */
function withFacts(procedure: Procedure, scenario: Scenario, facts: LawPack['scenarios']['facts']): Procedure {
  const carried = scenario.steps.flatMap(({ event }) =>
    event === undefined ? [] : Object.keys(event.data ?? {}).map((field) => ({ act: event.act, field })),
  );
  const reaches = (fact: Fact, one: { readonly act: string; readonly field: string }): boolean =>
    (facts[one.field] ?? one.field) === fact.name &&
    !fact.from.some((from) => from.act === one.act) &&
    !(procedure.acts.find((act) => act.id === one.act)?.fields.some((field) => field.name === one.field) ?? false);
  return {
    ...procedure,
    facts: procedure.facts.map((fact) => {
      const more = carried.filter((one) => reaches(fact, one));
      return more.length === 0 ? fact : { ...fact, from: [...fact.from, ...more] };
    }),
  };
}

export const isDate = (text: string): boolean => text.length === 10;

/** The moment of a text in the legal zone; a date: the start of its day. */
export function moment(text: string, calendar: Calendar): number {
  const at = isDate(text) ? startOfDay(text, calendar) : momentOf(text, calendar);
  if (at === null) throw new Error(`no such time: ${text}`);
  return at;
}

/** The moment of a text for what has been told so far: a day alone stands after what has happened on it, in the order of the telling. */
export function momentIn(play: Play, text: string): number {
  const { calendar } = play.world;
  const start = moment(text, calendar);
  if (!isDate(text)) return start;
  const end = endOfDay(text, calendar);
  return play.acts.reduce((last, act) => (act.at > last && act.at <= end ? act.at : last), start);
}

function namedIn(scenario: Scenario): readonly string[] {
  const events = scenario.steps.flatMap(({ event }) => event?.subject ?? []);
  const asked = scenario.steps.flatMap(({ expect }) =>
    Object.values(expect ?? {}).flatMap((items) =>
      Array.isArray(items) ? items.flatMap((item: { readonly subject?: string }) => item.subject ?? []) : [],
    ),
  );
  return [...new Set([...events, ...asked])];
}

/** Subject of a question: acts of the case have none; a lone person need not be named. */
export function subjectOf(play: Play, act: string, named: string | undefined): string | null {
  const type = play.procedure.acts.find((one) => one.id === act);
  if (type === undefined || type.subject === null) return null;
  const entered = [...new Set(play.acts.flatMap((one) => one.subject ?? []))];
  return named ?? entered[0] ?? play.named[0] ?? 's1';
}

/** What happened. An act of persons that names nobody was done to each that the scenario speaks of. */
export function happen(play: Play, event: Event, scenario: string): void {
  const type = play.procedure.acts.find((one) => one.id === event.act);
  const at = momentIn(play, event.at);
  const everybody = play.named.length === 0 ? ['s1'] : play.named;
  const subjects =
    event.subject !== undefined ? [event.subject] : type === undefined || type.subject === null ? [null] : everybody;
  for (const subject of subjects)
    play.acts.push({
      id: `${scenario}#${play.acts.length + 1}`,
      type: event.act,
      subject,
      ...(event.actor === undefined ? {} : { actor: event.actor }),
      ...(event.authority === undefined ? {} : { authority: event.authority }),
      at,
      precision: isDate(event.at) ? 'day' : 'ms',
      recordedAt: at,
      seq: play.acts.length + 1,
      data: (event.data ?? {}) as Data,
    });
  play.now = event.at;
  play.states.clear();
}

/** The case as it stands at a time; `whole`: with that whole day behind it. */
export function stateAt(play: Play, at: string, whole = false): CaseState {
  const key = `${at}/${whole}`;
  const known = play.states.get(key);
  if (known !== undefined) return known;
  const { calendar } = play.world;
  const now = whole ? endOfDay(at.slice(0, 10), calendar) : momentIn(play, at);
  const state = fold(play.procedure, play.acts, play.world, { now });
  play.states.set(key, state);
  return state;
}
