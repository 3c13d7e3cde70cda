import {
  type ClockState,
  type DerivationStep,
  type Due,
  endOf,
  type Obligation,
  parsePeriod,
  startOfDay,
} from '#engine/index.ts';
import { type ActInfo, actorTitle, actTitle } from '#law/index.ts';
import { citesOf } from './cite.ts';
import type { DeadlineBase } from './deadline.ts';
import type { Source } from './dossier.ts';
import { type Dossier, subjectOf } from './dossier.ts';
import { dueSteps } from './explain.ts';
import type { Text } from './schemas.ts';
import { alternatives, periodText, small, words } from './words.ts';

const statusOf: Readonly<Record<Obligation['state'], DeadlineBase['status']>> = {
  running: 'open',
  overdue: 'open',
  reminded: 'open',
  'open-undated': 'open',
  met: 'met',
  'met-late': 'met-late',
  asleep: 'asleep',
  withdrawn: 'withdrawn',
  superseded: 'superseded',
  moot: 'moot',
  'never-done': 'never-done',
};

/** Every duty of the proceeding and every limit that runs in it, as they will be shown and kept. */
export function basesOf(source: Source, dossier: Dossier): readonly DeadlineBase[] {
  const duties = dossier.state.obligations.map((duty) => dutyBase(source, dossier, duty));
  const limits = dossier.state.clocks.flatMap((clock) => limitBase(source, dossier, clock));
  return [...duties, ...limits];
}

export function dutyBase(source: Source, dossier: Dossier, duty: Obligation): DeadlineBase {
  const { pack } = source;
  const { law, state } = dossier;
  const clock =
    duty.origin === 'clock'
      ? state.clocks.find(
          (one) => one.clock === duty.relation && (one.subject === duty.subject || one.subject === null),
        )
      : undefined;
  const targets = (duty.offered.length > 0 ? duty.offered : duty.targets).map((act) => ({
    act,
    title: actTitle(law, act),
  }));
  const ended = duty.flags.includes('ended-excluded') || duty.flags.includes('ended-cancelled');
  return {
    key: `${dossier.id}:${duty.key}`,
    title: titleOf(dossier, duty, targets),
    targets,
    subject: subjectOf(dossier, duty.subject),
    owedBy: owedBy(source, dossier, duty.targets),
    marks: marksOf(duty, duty.due, clock),
    cites: citesOf(pack, duty.cite),
    explain: [...dueSteps(source, dossier, duty.due), ...maySteps(source, dossier, duty.due, clock)],
    ifOverdue: duty.ifOverdue ? { act: duty.ifOverdue, title: actTitle(law, duty.ifOverdue) } : null,
    status: duty.state === 'overdue' && ended ? 'overdue' : statusOf[duty.state],
    limit: false,
    alertOnly: duty.alertOnly,
    ...timing(source, dossier, duty.due, duty.openedAt, clock),
    paused: duty.paused ?? pausedOf(clock),
    endedAt: duty.endedAt ?? null,
    lateDays: duty.lateDays ?? null,
  };
}

function limitBase(source: Source, dossier: Dossier, state: ClockState): readonly DeadlineBase[] {
  const clock = dossier.law.procedure.clocks.find((one) => one.id === state.clock);
  const info = dossier.law.clocks.find((one) => one.id === state.clock);
  if (!clock || !info || clock.expiry.kind !== 'limit' || state.status === 'idle' || state.status === 'stopped')
    return [];
  const targets = clock.stopsOn.map((act) => ({ act, title: actTitle(dossier.law, act) }));
  return [
    {
      key: `${dossier.id}:limit:${state.clock}:${state.subject ?? ''}:${state.run}`,
      title: info.title,
      targets,
      subject: subjectOf(dossier, state.subject),
      owedBy: owedBy(source, dossier, clock.stopsOn),
      marks: marksOf(null, state.due, state),
      cites: citesOf(source.pack, clock.cite),
      explain: dueSteps(source, dossier, state.due),
      ifOverdue: null,
      status: 'open',
      limit: true,
      alertOnly: false,
      ...timing(source, dossier, state.due, null, state),
      paused: pausedOf(state),
      endedAt: null,
      lateDays: null,
    },
  ];
}

const pausedOf = (clock: ClockState | undefined): DeadlineBase['paused'] =>
  clock?.status === 'paused' && clock.pausedSince !== undefined
    ? { since: clock.pausedSince, daysLeft: clock.daysLeft ?? 0 }
    : null;

/** What could still give it more time. */
function maySteps(
  source: Source,
  dossier: Dossier,
  due: Due | null,
  clock: ClockState | undefined,
): DeadlineBase['explain'] {
  if (due === null || clock === undefined) return [];
  return clock.mayExtend.map((more) => {
    const period = periodText(more.period);
    const act = actTitle(dossier.law, more.act);
    return {
      date: null,
      text: words(`还可延长${period.zh}（${act.zh}）`, `May still be extended by ${period.en} (${small(act.en)})`),
      cites: citesOf(source.pack, more.cite),
    };
  });
}

/** Many ways out of one duty are named by the clock, few by the acts themselves. */
function titleOf(dossier: Dossier, duty: Obligation, targets: readonly { readonly title: Text }[]): Text {
  if (duty.origin === 'clock' && targets.length > 2) {
    const clock = dossier.law.clocks.find((one) => one.id === duty.relation);
    if (clock) return words(`${clock.title.zh}：作出决定`, `${clock.title.en}: decide`);
  }
  return alternatives(targets.map((target) => target.title));
}

/** Who owes it: us, if one of the ways to meet it is ours. */
function owedBy(source: Source, dossier: Dossier, targets: readonly string[]): DeadlineBase['owedBy'] {
  const infos = targets.flatMap((act) => dossier.law.acts.find((info) => info.id === act) ?? []);
  const ours = infos.find((info) => isOurs(dossier, info));
  const who = ours ?? infos[0];
  const code = who?.actor ?? 'office';
  return { code, title: actorTitle(source.pack, code), us: ours !== undefined };
}

export function isOurs(dossier: Pick<Dossier, 'law'>, info: ActInfo): boolean {
  return dossier.law.procedure.acts.find((act) => act.id === info.id)?.by === 'office';
}

function marksOf(duty: Obligation | null, due: Due | null, clock: ClockState | undefined): DeadlineBase['marks'] {
  const steps = due?.steps ?? [];
  return [
    ...(steps.some((step) => step.kind === 'extend') || (clock?.extensions.length ?? 0) > 0
      ? (['extended'] as const)
      : []),
    ...(steps.some((step) => step.kind === 'restart') || (clock?.restarts ?? 0) > 0 ? (['restarted'] as const) : []),
    ...(due?.provisional ? (['provisional'] as const) : []),
    ...(steps.some((step) => step.kind === 'no-roll' && step.why === 'custody') ? (['custody'] as const) : []),
    ...(duty?.alertOnly ? (['alert-only'] as const) : []),
    ...(duty?.flags.includes('reopened-by-correction') ? (['reopened-by-correction'] as const) : []),
  ];
}

/** What the ruler is drawn from: start, periods, pauses, extension granted and still possible. */
function timing(
  source: Source,
  dossier: Dossier,
  due: Due | null,
  openedAt: number | null,
  clock: ClockState | undefined,
): Pick<DeadlineBase, 'due' | 'unit' | 'fromAt' | 'periods' | 'extendedFrom' | 'mayExtendTo' | 'pauses'> {
  const steps = due?.steps ?? [];
  const start = steps.find((step) => step.kind === 'start');
  const adds = steps.filter((step) => step.kind === 'add');
  const extensions = steps.filter((step) => step.kind === 'extend');
  const rule = adds[0]?.rule;
  return {
    due: due === null ? null : { at: due.at, date: due.date, exact: due.exact },
    unit: rule === 'working' ? 'working-day' : rule === 'hours' || rule === 'full-hours' ? 'hour' : 'day',
    fromAt: start?.at ?? openedAt,
    periods: [...adds, ...extensions].map((step) => step.period),
    extendedFrom: extensions.length > 0 ? (adds.at(-1)?.to ?? null) : null,
    mayExtendTo: due === null || clock === undefined ? null : furthest(source, dossier, steps, clock),
    pauses: steps.flatMap((step) => (step.kind === 'pause' ? [{ from: step.from, to: step.until }] : [])),
  };
}

/** Last day if the first extension that is still possible were given. */
function furthest(
  source: Source,
  dossier: Dossier,
  steps: readonly DerivationStep[],
  clock: ClockState,
): string | null {
  const more = clock.mayExtend[0];
  const period = more ? parsePeriod(more.period) : null;
  if (!more || !period?.ok) return null;
  const unrolled = steps.findLast((step) => step.kind === 'add' || step.kind === 'extend' || step.kind === 'pause');
  if (!unrolled || !('to' in unrolled)) return null;
  const { calendar } = source.pack;
  const def = dossier.law.procedure.clocks.find((one) => one.id === clock.clock);
  const rule = { counting: dossier.law.procedure.counting, rolls: def?.rolls ?? ('none' as const) };
  return endOf(startOfDay(unrolled.to, calendar), period.value, rule, calendar, more.cite).date;
}
