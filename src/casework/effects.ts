import { type CaseState, fold, type Obligation } from '#engine/index.ts';
import { actTitle } from '#law/index.ts';
import { citesOf } from './cite.ts';
import { deadlineAt } from './deadline.ts';
import { asEngineAct, type Looked, type Prepared } from './decide.ts';
import { type Dossier, type Source, stateAt, subjectOf, worldOf } from './dossier.ts';
import { departureText, ofLaw, whyNot } from './explain.ts';
import { openingsOf } from './openings.ts';
import { dutyBase } from './owed.ts';
import { decidesOf } from './possible.ts';
import type { Review, Text } from './schemas.ts';
import type { Actor } from './types.ts';
import { shortDate, words } from './words.ts';

/** Id that stands for the act that is not yet recorded. */
const TRIAL = 'trial';

/** The proceeding as it would be with the act in it. */
export function stateWith(source: Source, dossier: Dossier, act: Prepared, id = TRIAL): CaseState {
  const acts = [...dossier.acts, asEngineAct(dossier, act, id)];
  return fold(dossier.law.procedure, acts, worldOf(source, dossier.office), { now: dossier.now });
}

/** What the reader sees before acting: may it be done, by whom, and everything that it would cause. */
export function reviewOf(source: Source, dossier: Dossier, looked: Looked, actor: Actor): Review {
  const reasons = ofLaw(looked.judgement);
  const before = stateAt(source, dossier, looked.at);
  const { rank } = looked.judgement;
  const act: Prepared = {
    type: looked.info.id,
    subject: looked.subject,
    at: looked.at,
    precision: looked.precision,
    data: looked.data,
    role: looked.by === 'office' && dossier.law.procedure.ranks.includes(rank) ? rank : looked.info.actor,
    meta: {},
    ground: null,
  };
  return {
    allowed: (looked.by === 'outside' || reasons.length === 0) && looked.errors.length === 0,
    reasons: whyNot(source, dossier, before, reasons, looked.info.id),
    fieldErrors: looked.errors.map((error) => ({ field: error.field, text: error.text })),
    decides: decidesOf(source, dossier, actor, looked.info, looked.judgement.rank),
    effects: effectsOf(source, dossier, act),
  };
}

/** What the act would change, found by folding the case with it and without it. */
export function effectsOf(source: Source, dossier: Dossier, act: Prepared): Review['effects'] {
  const old = dossier.state;
  const next: Dossier = { ...dossier, state: stateWith(source, dossier, act) };
  const title = (type: string, subject: string | null) => withName(dossier, actTitle(dossier.law, type), subject);
  const known = new Map(old.obligations.map((duty) => [duty.key, duty]));
  const opened = next.state.obligations.filter((duty) => !known.has(duty.key) && isOpen(duty));
  const met = next.state.obligations.filter(
    (duty) =>
      duty.metBy === TRIAL || ((duty.state === 'met' || duty.state === 'met-late') && wasOpen(known.get(duty.key))),
  );
  const was = new Map(old.slots.map((slot) => [`${slot.act}|${slot.subject ?? ''}`, slot]));
  const changed = next.state.slots.filter((slot) => {
    const before = was.get(`${slot.act}|${slot.subject ?? ''}`);
    return before !== undefined && before.included !== slot.included;
  });
  const cites = (slot: (typeof changed)[number]) =>
    slot.excludedBy.slice(0, 1).flatMap((by) => citesOf(source.pack, by.cite));
  return {
    opens: opened.map((duty) => {
      const deadline = deadlineAt(dutyBase(source, next, duty), dossier.now, source.pack.calendar);
      return {
        title: withName(dossier, deadline.title, duty.subject),
        dueText: deadline.dueText,
        cites: deadline.cites,
      };
    }),
    meets: met.map((duty) => ({
      title: withName(dossier, dutyBase(source, next, duty).title, duty.subject),
      late: duty.state === 'met-late' ? words(`逾期${duty.lateDays ?? 0}日`, `${duty.lateDays ?? 0} days late`) : null,
    })),
    excludes: changed
      .filter((slot) => !slot.included)
      .map((slot) => ({ title: title(slot.act, slot.subject), cites: cites(slot) })),
    includes: changed
      .filter((slot) => slot.included)
      .map((slot) => ({ title: title(slot.act, slot.subject), cites: [] })),
    clocks: clockChanges(source, dossier, next.state),
    openings: openingsOf(source, next, act).map((opening) => ({
      procedure: opening.law.id,
      title: opening.note ?? opening.law.title,
    })),
    document: dossier.law.acts.find((info) => info.id === act.type)?.document ?? null,
    closes: old.closed === null && next.state.closed !== null,
    departures: newDepartures(source, dossier, next, TRIAL).map(({ text, cites }) => ({ text, cites })),
  };
}

const isOpen = (duty: Obligation): boolean =>
  duty.state === 'running' || duty.state === 'open-undated' || duty.state === 'overdue' || duty.state === 'reminded';
const wasOpen = (duty: Obligation | undefined): boolean => duty !== undefined && isOpen(duty);

function withName(dossier: Dossier, title: Text, subject: string | null): Text {
  const name = subjectOf(dossier, subject)?.name;
  return name ? words(`${title.zh}（${name}）`, `${title.en} (${name})`) : title;
}

/** Departures from the law that are there with the act and were not before. */
export function newDepartures(source: Source, dossier: Dossier, next: Dossier, act: string) {
  const known = new Set(dossier.state.violations.map((violation) => violation.key));
  return next.state.violations
    .filter((violation) => violation.act === act || !known.has(violation.key))
    .map((violation) => departureText(source, next, next.state, violation));
}

function clockChanges(source: Source, dossier: Dossier, next: CaseState): Review['effects']['clocks'] {
  const was = new Map(dossier.state.clocks.map((clock) => [`${clock.clock}|${clock.subject ?? ''}`, clock]));
  return next.clocks.flatMap((clock) => {
    const before = was.get(`${clock.clock}|${clock.subject ?? ''}`);
    const op = clock.history.slice(before?.history.length ?? 0).at(-1);
    if (!op) return [];
    const info = dossier.law.clocks.find((one) => one.id === clock.clock);
    const title = withName(dossier, info?.title ?? words(clock.clock, clock.clock), clock.subject);
    return [{ title, text: clockText(op.op, clock.due?.date ?? null), cites: citesOf(source.pack, op.cite) }];
  });
}

function clockText(op: string, due: string | null): Text {
  const until = due ? shortDate(due) : null;
  const to = until ? words(`，至${until.zh}`, `, to ${until.en}`) : words('', '');
  const verbs: Readonly<Record<string, Text>> = {
    start: words('开始计算', 'starts'),
    pause: words('暂停', 'pauses'),
    resume: words('恢复计算', 'resumes'),
    extend: words('延长', 'is extended'),
    restart: words('重新计算', 'starts again'),
    stop: words('停止计算', 'stops'),
  };
  const verb = verbs[op] ?? words(op, op);
  return op === 'stop' || op === 'pause' ? verb : words(verb.zh + to.zh, verb.en + to.en);
}
