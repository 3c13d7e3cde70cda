import { type Calendar, daysBetween, isWorkingDay, legalDate, startOfDay } from '#engine/index.ts';
import type { Deadline, Text } from './schemas.ts';
import { joinTexts, periodText, plural, shortDate, weekdayDate, words } from './words.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/**
 * What is owed, as far as it does not change while nothing is done: made from the fold, kept in a row, and turned into a
 * `Deadline` of any moment by `deadlineAt`. Dates are legal dates, `*At` ms UTC.
 */
export interface DeadlineBase {
  readonly key: string;
  readonly title: Text;
  readonly targets: Deadline['targets'];
  readonly subject: Deadline['subject'];
  readonly owedBy: Deadline['owedBy'];
  readonly marks: Deadline['marks'];
  readonly cites: Deadline['cites'];
  readonly explain: Deadline['explain'];
  readonly ifOverdue: Deadline['ifOverdue'];
  /** What the engine says of it; open ones are looked at anew for each moment. */
  readonly status:
    | 'open'
    | 'met'
    | 'met-late'
    | 'asleep'
    | 'withdrawn'
    | 'never-done'
    | 'superseded'
    | 'moot'
    /** Overdue for good: the duty was ruled out when it was already late. */
    | 'overdue';
  /** A state that may last no longer (custody), not a duty. */
  readonly limit: boolean;
  /** Passing the time binds nobody. */
  readonly alertOnly: boolean;
  readonly due: Deadline['due'];
  readonly unit: Deadline['unit'];
  /** Where the period begins. */
  readonly fromAt: number | null;
  readonly periods: readonly string[];
  readonly extendedFrom: string | null;
  readonly mayExtendTo: string | null;
  readonly pauses: readonly { readonly from: string; readonly to: string | null }[];
  readonly paused: { readonly since: string; readonly daysLeft: number } | null;
  readonly endedAt: number | null;
  readonly lateDays: number | null;
}

/** From when a duty counts as due soon: three days or a fifth of its period before the end, whichever is more. (ux.md section 4) */
export function soonFrom(base: Pick<DeadlineBase, 'due' | 'fromAt' | 'unit'>, calendar: Calendar): number | null {
  if (base.due === null) return null;
  const length = base.fromAt === null ? 0 : Math.max(0, base.due.at - base.fromAt);
  if (base.due.exact) return base.due.at - Math.max(3 * DAY, Math.floor(length / 5));
  const days = Math.max(3, Math.floor(Math.round(length / DAY) / 5));
  return startOfDay(legalDate(base.due.at - days * DAY, calendar), calendar);
}

export function stateOf(base: DeadlineBase, now: number, calendar: Calendar): Deadline['state'] {
  if (base.status !== 'open') return base.status;
  if (base.paused) return 'paused';
  if (base.due === null) return 'open-undated';
  if (now > base.due.at) return base.limit ? 'limit-exceeded' : base.alertOnly ? 'reminded' : 'overdue';
  const soon = soonFrom(base, calendar);
  return soon !== null && now >= soon && !base.alertOnly ? 'due-soon' : 'running';
}

/** The duty as it stands at a moment. Pure; the only place where days are counted for showing. */
export function deadlineAt(base: DeadlineBase, now: number, calendar: Calendar): Deadline {
  const state = stateOf(base, now, calendar);
  const today = legalDate(now, calendar);
  const open = base.status === 'open' && !base.paused;
  const left = base.due && open ? daysLeft(base, now, calendar) : null;
  return {
    key: base.key,
    title: base.title,
    targets: base.targets,
    subject: base.subject,
    owedBy: base.owedBy,
    state,
    marks: base.marks,
    due: base.due,
    daysLeft: left,
    unit: base.unit,
    phrase: phrase(base, state, left, now),
    dueText: dueText(base, today, calendar),
    period: periodPhrase(base, state, now, calendar),
    ruler: ruler(base, today, calendar),
    cites: base.cites,
    explain: base.explain,
    late: late(base, state, left),
    ifOverdue: base.ifOverdue,
  };
}

function daysLeft(base: DeadlineBase, now: number, calendar: Calendar): number {
  const due = base.due!;
  const days = daysBetween(now, due.at, calendar);
  if (base.unit !== 'working-day' || days <= 0) return days;
  return workingDaysBetween(now, days, calendar);
}

function workingDaysBetween(now: number, days: number, calendar: Calendar): number {
  let count = 0;
  const from = startOfDay(legalDate(now, calendar), calendar);
  for (let day = 1; day <= days; day++)
    if (isWorkingDay(legalDate(from + day * DAY + DAY / 2, calendar), calendar) !== false) count++;
  return count;
}

function phrase(base: DeadlineBase, state: Deadline['state'], left: number | null, now: number): Text {
  const due = base.due;
  switch (state) {
    case 'running':
    case 'due-soon':
    case 'overdue':
    case 'limit-exceeded':
    case 'reminded':
      return due === null || left === null
        ? words('期限已过', 'time passed')
        : countdown(base, state, left, due.at - now);
    case 'paused':
      return words('暂停', 'Paused');
    case 'met':
      return words('按期办结', 'Met');
    case 'met-late':
      return words(`逾期办结，超期${base.lateDays ?? 0}日`, `Done late, ${plural(base.lateDays ?? 0, 'day')} over`);
    case 'asleep':
      return words('不再要求（可恢复）', 'Not required now');
    case 'withdrawn':
      return words('不再要求', 'No longer required');
    case 'open-undated':
      return words('应办（无期限）', 'Owed, no date');
    case 'never-done':
      return words('未办即结', 'Closed without it');
    case 'superseded':
      return words('已重新起算', 'Counted anew');
    case 'moot':
      return words('依据已撤销', 'Its basis was annulled');
  }
}

function countdown(base: DeadlineBase, state: Deadline['state'], left: number, ms: number): Text {
  if (ms >= 0 && base.due?.exact && ms < 2 * DAY) {
    const hours = Math.floor(ms / HOUR);
    return words(`剩${hours}小时`, `${plural(hours, 'hour')} left`);
  }
  if (ms >= 0 && left === 0) return words('今日到期', 'due today');
  if (ms >= 0) {
    return base.unit === 'working-day'
      ? words(`剩${left}个工作日`, `${plural(left, 'working day')} left`)
      : words(`剩${left}日`, `${plural(left, 'day')} left`);
  }
  if (left === 0) {
    const hours = Math.max(1, Math.floor(-ms / HOUR));
    return words(`超期${hours}小时`, `${plural(hours, 'hour')} over`);
  }
  if (state === 'reminded') return words(`提醒：已过${-left}日`, `reminder: ${plural(-left, 'day')} past`);
  return words(`${state === 'limit-exceeded' ? '超限' : '超期'}${-left}日`, `${plural(-left, 'day')} over`);
}

function dueText(base: DeadlineBase, today: string, calendar: Calendar): Text | null {
  if (base.paused) {
    const since = shortDate(base.paused.since);
    return words(
      `自${since.zh}起，尚余${base.paused.daysLeft}日`,
      `since ${since.en}, ${plural(base.paused.daysLeft, 'day')} left`,
    );
  }
  if (base.due === null) return null;
  const date = weekdayDate(base.due.date, today);
  if (!base.due.exact) return date;
  const time = timeOf(base.due.at, calendar);
  return words(`${date.zh} ${time}`, `${date.en}, ${time}`);
}

/** `HH:mm` in the legal zone. */
export function timeOf(at: number, calendar: Calendar): string {
  const minutes = Math.floor((at - startOfDay(legalDate(at, calendar), calendar)) / 60_000);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function periodPhrase(base: DeadlineBase, state: Deadline['state'], now: number, calendar: Calendar): Text | null {
  if (base.periods.length === 0) return null;
  const length = joinTexts(base.periods.map(periodText), '＋', ' + ');
  const running = state === 'running' || state === 'due-soon' || state === 'overdue';
  if (!running || base.fromAt === null || base.unit === 'hour') return length;
  const day = daysBetween(base.fromAt, now, calendar);
  return day < 1 ? length : words(`${length.zh}，第${day}日`, `${length.en}, day ${day}`);
}

function ruler(base: DeadlineBase, today: string, calendar: Calendar): Deadline['ruler'] {
  if (base.due === null || base.fromAt === null) return null;
  const from = legalDate(base.fromAt, calendar);
  const whole = Math.max(1, daysBetween(base.fromAt, base.due.at, calendar));
  const passed = daysBetween(base.fromAt, startOfDay(today, calendar), calendar);
  return {
    from,
    to: base.due.date,
    today,
    share: Math.min(1, Math.max(0, passed / whole)),
    extendedFrom: base.extendedFrom,
    mayExtendTo: base.mayExtendTo,
    paused: base.pauses.map((pause) => ({ ...pause })),
  };
}

function late(base: DeadlineBase, state: Deadline['state'], left: number | null): Deadline['late'] {
  const days = state === 'overdue' || state === 'limit-exceeded' ? -(left ?? -(base.lateDays ?? 0)) : base.lateDays;
  if (days === null || (state !== 'overdue' && state !== 'met-late' && state !== 'limit-exceeded')) return null;
  return { days, text: words(`超期${days}日`, `${plural(days, 'day')} late`) };
}
