import {
  type Act,
  type CaseState,
  type Data,
  endOfDay,
  fold,
  isWorkingDay,
  judge,
  legalDate,
  startOfDay,
  type World,
} from '#engine/index.ts';
import type { ActInfo, LawPack, LawProcedure } from '#law/index.ts';
import type { OpenData, PartyData } from '../acts.ts';
import type { Prepared } from '../decide.ts';
import { ofLaw, remediesOf } from '../explain.ts';
import { knownData } from '../fields.ts';
import { fill } from './fill.ts';
import type { Chance } from './random.ts';
import { decisions, exceptions, forMinors, OWED, shares, URGENT, waits, weights } from './story.ts';

const DAY = 86_400_000;

/** A made-up act: who did it is settled when the whole office is known. */
export interface WalkAct {
  readonly id: string;
  readonly prepared: Prepared;
  readonly date: string;
}
/** A made-up proceeding while it is being walked. */
export interface Walked {
  readonly id: string;
  readonly caseId: string;
  readonly law: LawProcedure;
  readonly desk: string;
  readonly handler?: string;
  readonly opened: string;
  readonly first: boolean;
  readonly data: Omit<OpenData, 'number' | 'numberText' | 'series'>;
  readonly parties: PartyData[];
  readonly acts: WalkAct[];
  /** Parties that joined later, with the date. */
  readonly joined: { readonly date: string; readonly parties: readonly PartyData[]; readonly before: number }[];
}

/** What makes one made-up case different from another. */
export interface Plot {
  /** Leave every decision open, or those for all but the first person. */
  readonly hold?: 'all' | 'others';
  /** Acts that do not come up. */
  readonly without?: readonly string[];
  /** Acts done on a day after the opening, if they are possible then. */
  readonly script?: readonly { readonly act: string; readonly day: number }[];
  /** The office misses its time by some days. */
  readonly slow?: boolean;
  readonly opening?: Data;
}

export interface Stage {
  readonly pack: LawPack;
  readonly world: World;
  readonly chance: Chance;
  readonly until: string;
}

const engineActs = (walked: Walked, procedure: LawProcedure['procedure']): Act[] =>
  walked.acts.map(({ id, prepared }, at) => ({
    id,
    type: prepared.type,
    subject: prepared.subject,
    at: prepared.at,
    precision: 'day',
    recordedAt: prepared.at,
    seq: at + 1,
    data: prepared.data,
    ...(procedure.ranks.includes(prepared.role) ? { authority: prepared.role } : {}),
  }));

export function stateOf(stage: Stage, walked: Walked, date: string): CaseState {
  const now = endOfDay(date, stage.pack.calendar);
  return fold(walked.law.procedure, engineActs(walked, walked.law.procedure), stage.world, { now });
}

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

interface Choice {
  readonly info: ActInfo;
  readonly subject: string | null;
  readonly weight: number;
}

/**
 * Walks a proceeding from its opening to `until` or to its rest: each day asks the engine what is possible, and chance by
 * the story's weights chooses. `did` is told of each act, for the proceedings that it opens.
 */
export function walk(stage: Stage, walked: Walked, plot: Plot, did: (act: WalkAct, state: CaseState) => void): void {
  const ready = new Map<string, string>();
  let date = walked.opened;
  let idle = 0;
  const script = [...(plot.script ?? [])];
  while (idle < 60) {
    const state = stateOf(stage, walked, date);
    if (state.closed !== null || (state.concluded !== null && !owedNow(state) && idle > patience(walked))) return;
    const scripted =
      script[0] !== undefined && addDays(walked.opened, script[0].day) <= date ? script.shift() : undefined;
    const choice = scripted
      ? byName(stage, walked, state, scripted.act, date)
      : choose(stage, walked, state, plot, date, ready);
    if (choice) {
      const act = perform(stage, walked, state, choice, date);
      walked.acts.push(act);
      did(act, state);
      idle = 0;
    } else idle++;
    const next =
      choice && (stage.chance.happens(0.45) || pressing(walked, state, plot, date))
        ? date
        : workday(stage, addDays(date, choice ? stage.chance.whole(1, 3) : 1));
    if (next > stage.until) return;
    date = next;
  }
}

/** Days that a decided proceeding is still looked at: what a protest leads to takes long. */
const patience = (walked: Walked): number =>
  walked.acts.some((act) => act.prepared.type === 'decide-protest') ? 59 : 7;

/** Is something of the office's own owed within three days that is not held back? */
function pressing(walked: Walked, state: CaseState, plot: Plot, date: string): boolean {
  const ours = new Set(walked.law.procedure.acts.filter((act) => act.by === 'office').map((act) => act.id));
  return (
    plot.slow !== true &&
    state.obligations.some(
      (duty) =>
        isOpen(duty.state) &&
        duty.due !== null &&
        duty.due.date <= addDays(date, 3) &&
        duty.offered.some((act) => ours.has(act) && !held(walked, plot, act, duty.subject)),
    )
  );
}

const owedNow = (state: CaseState): boolean =>
  state.obligations.some(
    (duty) => duty.state === 'running' || duty.state === 'overdue' || duty.state === 'open-undated',
  );

/** The next working day from a date on; beyond the calendar's range, Monday to Friday. */
function workday(stage: Stage, from: string): string {
  let date = from;
  for (let n = 0; n < 15; n++) {
    const working = isWorkingDay(date, stage.pack.calendar);
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    if (working === true || (working === 'unknown' && weekday !== 0 && weekday !== 6)) return date;
    date = addDays(date, 1);
  }
  return date;
}

function byName(stage: Stage, walked: Walked, state: CaseState, act: string, date: string): Choice | null {
  const info = walked.law.acts.find((one) => one.id === act);
  if (!info) return null;
  const subject = subjectsOf(walked, info).find((one) => possible(stage, walked, state, info, one, date));
  return subject === undefined ? null : { info, subject, weight: 1 };
}

const subjectsOf = (walked: Walked, info: ActInfo): (string | null)[] =>
  info.subject === null
    ? [null]
    : walked.parties.filter((party) => party.kind === info.subject).map((party) => party.id);

function possible(
  stage: Stage,
  walked: Walked,
  state: CaseState,
  info: ActInfo,
  subject: string | null,
  date: string,
): boolean {
  if (info.subject !== null && !walked.acts.some((act) => act.prepared.subject === subject)) return false;
  const at = startOfDay(date, stage.pack.calendar);
  return ofLaw(judge(state, { type: info.id, subject, at, precision: 'day' }, stage.world)).length === 0;
}

function choose(
  stage: Stage,
  walked: Walked,
  state: CaseState,
  plot: Plot,
  date: string,
  ready: Map<string, string>,
): Choice | null {
  const choices: Choice[] = [];
  // Asked for only where the story itself has no weight for an act: it costs many judgements.
  let clearing: ReadonlySet<string> | null = null;
  const clears = (key: string): boolean => {
    clearing ??= clearsTheWay(stage, state, date);
    return clearing.has(key);
  };
  for (const info of walked.law.acts) {
    if (walked.law.procedure.opening.includes(info.id) || plot.without?.includes(info.id)) continue;
    for (const subject of subjectsOf(walked, info)) {
      const owed = state.obligations.find(
        (duty) => isOpen(duty.state) && duty.offered.includes(info.id) && duty.subject === subject,
      );
      const base =
        exceptions[`${walked.law.id}/${info.id}`] ??
        weights[info.id] ??
        (owed?.offered.every((act) => weights[act] === undefined) || clears(`${info.id}|${subject ?? ''}`) ? 1 : 0);
      if (base === 0 || held(walked, plot, info.id, subject)) continue;
      if (done(state, info.id, subject) && !owed) continue;
      if (forMinors.has(info.id) && !walked.parties.some((party) => party.id === subject && party.minor)) continue;
      if (stillWaits(plot, info.id, subject, date, ready, owed?.due?.date ?? null)) continue;
      if (!possible(stage, walked, state, info, subject, date)) continue;
      if (
        !isReady(stage, plot, info.id, subject, date, ready, owed?.due?.date ?? null, (owed?.offered.length ?? 0) > 1)
      )
        continue;
      choices.push({ info, subject, weight: base * urgency(owed?.due?.date ?? null, owed !== undefined, date) });
    }
  }
  return stage.chance.weighted(choices.map((value) => ({ value, weight: value.weight })));
}

/** Acts that nobody owes but without which something owed may not be done. */
function clearsTheWay(stage: Stage, state: CaseState, date: string): ReadonlySet<string> {
  const at = startOfDay(date, stage.pack.calendar);
  const ways = new Set<string>();
  const look = (type: string, subject: string | null, depth: number): void => {
    for (const reason of ofLaw(judge(state, { type, subject, at, precision: 'day' }, stage.world)))
      for (const remedy of remediesOf(state, reason)) {
        const key = `${remedy.act}|${remedy.subject ?? ''}`;
        if (ways.has(key)) continue;
        ways.add(key);
        if (depth < 3) look(remedy.act, remedy.subject, depth + 1);
      }
  };
  for (const duty of state.obligations)
    if (isOpen(duty.state)) for (const act of duty.offered) look(act, duty.subject, 0);
  return ways;
}

function urgency(due: string | null, owed: boolean, date: string): number {
  if (due !== null && addDays(date, 2) >= due) return URGENT;
  return owed ? OWED : 1;
}

const isOpen = (state: string): boolean =>
  state === 'running' || state === 'overdue' || state === 'open-undated' || state === 'reminded';

const done = (state: CaseState, act: string, subject: string | null): boolean =>
  state.slots.some((slot) => slot.act === act && slot.subject === subject && slot.count > 0);

function held(walked: Walked, plot: Plot, act: string, subject: string | null): boolean {
  if (!plot.hold || !decisions.has(act)) return false;
  return plot.hold === 'all' || subject !== walked.parties[0]?.id;
}

/** Its time is set and has not come: what the law says of it today need not be asked. */
function stillWaits(
  plot: Plot,
  act: string,
  subject: string | null,
  date: string,
  ready: ReadonlyMap<string, string>,
  due: string | null,
): boolean {
  const known = ready.get(`${act}|${subject ?? ''}`);
  return known !== undefined && !comes(known, plot, date, due);
}
const comes = (known: string, plot: Plot, date: string, due: string | null): boolean =>
  date >= known || (due !== null && !plot.slow && addDays(date, 1) >= due);

/** Has the time passed that people take for it? What is owed is done in time, mostly; a slow office lets it pass. */
function isReady(
  stage: Stage,
  plot: Plot,
  act: string,
  subject: string | null,
  date: string,
  ready: Map<string, string>,
  due: string | null,
  oneOfMany: boolean,
): boolean {
  const key = `${act}|${subject ?? ''}`;
  const known = ready.get(key);
  if (known !== undefined) return comes(known, plot, date, due);
  const [from, to] = waits[act] ?? [0, 2];
  const share = shares[act];
  if ((due === null || oneOfMany) && share !== undefined && !stage.chance.happens(share)) {
    ready.set(key, '9999-12-31');
    return false;
  }
  const days = stage.chance.whole(from, to);
  const late = due !== null && plot.slow ? addDays(due, stage.chance.whole(1, 5)) : null;
  const soon = addDays(date, days);
  ready.set(key, late ?? (due !== null && soon > due ? due : soon));
  return date >= (ready.get(key) ?? date);
}

/** Does the act: fills its fields, takes the rank that the law asks for. */
function perform(stage: Stage, walked: Walked, state: CaseState, { info, subject }: Choice, date: string): WalkAct {
  const at = startOfDay(date, stage.pack.calendar);
  const offence =
    walked.parties.find((party) => party.id === subject)?.offence ??
    walked.parties.find((party) => party.offence)?.offence ??
    null;
  const known = { date, subject, offence, data: knownData(walked.law.procedure, info, state, subject) };
  const type = walked.law.procedure.acts.find((one) => one.id === info.id);
  let data = fill(info, known, stage.chance);
  let judgement = judge(state, { type: info.id, subject, at, precision: 'day', data }, stage.world);
  for (let again = 0; again < 5 && ofLaw(judgement).length > 0; again++) {
    data = fill(info, known, stage.chance);
    judgement = judge(state, { type: info.id, subject, at, precision: 'day', data }, stage.world);
  }
  const role = type?.by === 'office' && judgement.rank !== 'none' ? judgement.rank : info.actor;
  return {
    id: stage.chance.uuid(),
    date,
    prepared: { type: info.id, subject, at, precision: 'day', data, role, meta: {}, ground: null },
  };
}

export const dateOf = (stage: Stage, at: number): string => legalDate(at, stage.pack.calendar);
