import {
  type CaseState,
  type Data,
  judge,
  legalDate,
  type Obligation,
  type Reason,
  type Violation,
} from '#engine/index.ts';
import { citesMatch, type Laws } from '../cite.ts';
import type { Expected, Kind } from './format.ts';
import { isDate, moment, momentIn, type Play, stateAt, subjectOf } from './play.ts';

/** What an expectation found: true, or what there was instead. */
export type Found = true | string;

/** What a scenario may call a kind. A duty past its day is late, whether it was done since or not: one departure, under one key. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  authority: ['not-authorised'],
  window: ['out-of-time'],
  late: ['late', 'overdue'],
};
const OPEN: ReadonlySet<string> = new Set(['running', 'overdue', 'open-undated', 'reminded']);
const DONE: ReadonlySet<string> = new Set(['met', 'met-late', 'never-done']);

const listOf = (acts: string | readonly string[]): readonly string[] => (typeof acts === 'string' ? [acts] : acts);
const title = (acts: string | readonly string[]): string => listOf(acts).join(' or ');

export const matchers: { readonly [K in Kind]: (play: Play, item: Expected<K>, laws: Laws) => Found } = {
  due: (play, item, laws) => {
    const at = item.at ?? play.now;
    const duties = dutiesOn(stateAt(play, at), item.act, item.subject);
    const live = duties.filter(({ state }) => OPEN.has(state) || DONE.has(state));
    const cited = live.filter((duty) => item.cite === undefined || citesMatch(laws, item.cite, [duty.cite]));
    if (cited.some((duty) => endsOn(play, duty, item.by))) return true;
    return duties.length === 0 ? `nothing owed on ${title(item.act)}` : duties.map(shown).join('; ');
  },
  owed: (play, item, laws) => {
    const duties = openDuties(play, item.act, item.subject, item.at);
    if (duties.some((duty) => item.cite === undefined || citesMatch(laws, item.cite, [duty.cite]))) return true;
    return duties.length === 0 ? `${title(item.act)} is not owed` : duties.map(shown).join('; ');
  },
  not_owed: (play, item) => {
    const duties = openDuties(play, item.act, item.subject, item.at);
    return duties.length === 0 ? true : duties.map(shown).join('; ');
  },
  overdue: (play, item, laws) => {
    const at = item.at ?? play.now;
    const duties = dutiesOn(stateAt(play, at, true), item.act, item.subject);
    const over = duties.filter(
      (duty) =>
        duty.state === 'overdue' &&
        (item.by === undefined || endsOn(play, duty, item.by)) &&
        (item.cite === undefined || citesMatch(laws, item.cite, [duty.cite])),
    );
    if (over.length > 0) return true;
    return duties.length === 0 ? `nothing owed on ${title(item.act)}` : duties.map(shown).join('; ');
  },
  enabled: (play, item) => {
    const reasons = reasonsAgainst(play, item, 'could be');
    if (typeof reasons === 'string') return reasons;
    return reasons.length === 0 ? true : `not possible: ${reasons.map(words).join('; ')}`;
  },
  not_enabled: (play, item, laws) => {
    const reasons = reasonsAgainst(play, item, 'is not yet');
    if (typeof reasons === 'string') return reasons;
    if (reasons.length === 0) return 'possible';
    if (
      item.cite === undefined ||
      citesMatch(
        laws,
        item.cite,
        reasons.flatMap((reason) => citesOf(play, item, reason)),
      )
    )
      return true;
    return `not possible, but for other reasons: ${reasons.map(words).join('; ')}`;
  },
  violations: (play, item, laws) => {
    const now = play.now === '' ? (item.at ?? '') : play.now;
    const later =
      item.at !== undefined && moment(item.at, play.world.calendar) > moment(now, play.world.calendar) ? item.at : now;
    const asOf = [...new Set([later, ...(item.at === undefined ? [] : [item.at])])];
    const seen = asOf.map((at) => ({ at, violations: stateAt(play, at, true).violations }));
    for (const { at, violations } of seen) {
      if (violations.some((violation) => departs(play, violation, item, laws, at))) return true;
    }
    const all = seen[0]?.violations ?? [];
    return all.length === 0 ? 'no departure' : all.map((one) => departureText(play, one)).join('; ');
  },
  clock_ends: (play, item) => {
    const slug = item.clock.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const clock = play.law.clocks.find((one) =>
      [one.id, one.title.en.toLowerCase(), one.title.zh].some(
        (name) => name === slug || name === item.clock.toLowerCase(),
      ),
    );
    if (clock === undefined)
      return `the procedure has no clock "${item.clock}"; it has ${play.law.clocks.map((one) => one.id).join(', ') || 'none'}`;
    const states = stateAt(play, item.at ?? play.now).clocks.filter(
      (one) =>
        one.clock === clock.id && (item.subject === undefined || one.subject === null || one.subject === item.subject),
    );
    if (states.some((one) => one.due !== null && dateOf(play, one.due.at) === item.by.slice(0, 10))) return true;
    return states.length === 0
      ? 'the clock has not started'
      : states.map((one) => `${one.status}, ends ${one.due?.date ?? 'open'}`).join('; ');
  },
};

const dateOf = (play: Play, at: number): string => legalDate(at, play.world.calendar);

function endsOn(play: Play, duty: Obligation, by: string): boolean {
  if (duty.due === null) return false;
  if (isDate(by)) return duty.due.date === by;
  return Math.abs(duty.due.at - moment(by, play.world.calendar)) < 60_000;
}

/** Duties that any of the acts would meet; a list names one duty with all of these ways. */
function dutiesOn(
  state: CaseState,
  act: string | readonly string[],
  subject: string | undefined,
): readonly Obligation[] {
  const acts = listOf(act);
  return state.obligations.filter(
    (duty) =>
      acts.every((one) => duty.targets.includes(one)) &&
      (subject === undefined || duty.subject === null || duty.subject === subject),
  );
}

function openDuties(
  play: Play,
  act: string | readonly string[],
  subject: string | undefined,
  at: string | undefined,
): readonly Obligation[] {
  const duties = dutiesOn(stateAt(play, at ?? play.now), act, subject);
  return duties.filter((duty) => OPEN.has(duty.state) && listOf(act).some((one) => duty.offered.includes(one)));
}

const shown = (duty: Obligation): string =>
  `${duty.targets.join(' or ')}${duty.subject === null ? '' : ` (${duty.subject})`} ${duty.state}, by ${duty.due?.date ?? 'no date'} [${duty.cite}]`;

const words = (reason: Reason): string => {
  const what =
    reason.code === 'condition-missing'
      ? ` ${reason.anyOf.join(' or ')}${reason.missingField === undefined ? '' : ` (${reason.missingField} unknown)`}`
      : reason.code === 'milestone-open'
        ? ` ${reason.act}`
        : reason.code === 'data'
          ? ` ${reason.field}`
          : reason.code === 'not-authorised'
            ? ` needs ${reason.rank}`
            : '';
  return `${reason.code}${what} [${reason.cite}]`;
};

/**
 * Reasons against an act, asked live. Fields of its own that the question leaves open are still to be filled: that they are missing is
 * no reason. A rule that depends on them does not stand against what could be done with the right ones, but an act that may be refused
 * for what they turn out to say is not yet in order.
 */
function reasonsAgainst(
  play: Play,
  item: Expected<'enabled'>,
  open: 'could be' | 'is not yet',
): readonly Reason[] | string {
  if (!play.procedure.acts.some((act) => act.id === item.act)) return `the procedure has no act ${item.act}`;
  const given = Object.keys(item.data ?? {}).length === 0 ? undefined : (item.data as Data);
  const asked = ask(play, item, given);
  if (given !== undefined || open === 'could be') return asked;
  const undecided = ask(play, { ...item, authority: undefined }, {});
  return [...asked, ...undecided.filter((one) => !asked.some((other) => other.relation === one.relation))];
}

function ask(play: Play, item: Expected<'enabled'>, data: Data | undefined): readonly Reason[] {
  const at = item.at ?? play.now;
  const proposal = {
    type: item.act,
    subject: subjectOf(play, item.act, item.subject),
    at: momentIn(play, at),
    precision: isDate(at) ? ('day' as const) : ('ms' as const),
    ...(data === undefined ? {} : { data }),
    ...(item.authority === undefined ? {} : { authority: item.authority }),
  };
  const { reasons } = judge(stateAt(play, at), proposal, play.world);
  return reasons.filter((reason) => !(reason.code === 'data' && reason.problem === 'missing'));
}

/** Citations that stand behind a reason: of an exclusion, those of every rule that rules out; of a milestone, those of the open duties. */
function citesOf(play: Play, item: Expected<'enabled'>, reason: Reason): readonly string[] {
  const { slots, obligations } = stateAt(play, item.at ?? play.now);
  if (reason.code === 'milestone-open') {
    const open = obligations.filter((duty) => reason.obligations.includes(duty.key));
    return [reason.cite, ...open.map((duty) => duty.cite)];
  }
  if (reason.code !== 'excluded') return [reason.cite];
  const subject = subjectOf(play, item.act, item.subject);
  const slot = slots.find((one) => one.act === item.act && one.subject === subject);
  return [reason.cite, ...(slot?.excludedBy.map((by) => by.cite) ?? [])];
}

function departs(play: Play, violation: Violation, item: Expected<'violations'>, laws: Laws, asked: string): boolean {
  if (item.kind !== undefined && !(KINDS[item.kind] ?? [item.kind]).includes(violation.kind)) return false;
  if (
    item.act !== undefined &&
    !listOf(item.act).some((act) => violation.actType === act || (violation.targets ?? []).includes(act))
  )
    return false;
  if (item.subject !== undefined && violation.subject !== null && violation.subject !== item.subject) return false;
  if (item.by !== undefined && violation.due?.date !== item.by.slice(0, 10)) return false;
  if (item.cite !== undefined && !citesMatch(laws, item.cite, [violation.cite])) return false;
  if (item.at === undefined) return true;
  const day = item.at.slice(0, 10);
  const ongoing = violation.act === undefined && asked.slice(0, 10) === day;
  return ongoing || dateOf(play, violation.at) === day;
}

const departureText = (play: Play, one: Violation): string =>
  `${one.kind} ${one.actType ?? (one.targets ?? []).join(' or ')}${one.subject === null ? '' : ` (${one.subject})`} on ${dateOf(play, one.at)}${one.due === undefined ? '' : `, due ${one.due.date}`} [${one.cite}]`;
