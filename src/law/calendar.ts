import arrangements from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { Calendar } from '#engine/index.ts';
import type { CalendarFile } from './schema.ts';
import type { Text } from './types.ts';

const ENGLISH: Readonly<Record<string, string>> = Object.fromEntries(
  [...Object.values(arrangements.holidays), ...Object.values(arrangements.workdays)].map((entry) => {
    const [en = '', zh = ''] = entry.split(',');
    return [zh, en];
  }),
);

const named = (entries: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(entries).map(([date, entry]) => [date, entry.split(',')[1] ?? entry]));

/**
 * The official arrangement of holidays and make-up working days of China, from the data of `chinese-days` (not its functions: beyond
 * the last year these answer as if there were no holidays). Known for the whole years that have an arrangement in the data; the
 * State Council publishes the next year's late in the year, and it can still move days after 28 December (2007, 2018).
 */
export function chinaCalendar(): Calendar {
  const years = Object.keys(arrangements.holidays)
    .map((date) => date.slice(0, 4))
    .sort();
  const first = years[0] ?? '';
  const last = years.at(-1) ?? '';
  return {
    id: 'china',
    version: `chinese-days to ${last}`,
    zone: 'Asia/Shanghai',
    knownFrom: `${first}-01-01`,
    knownTo: `${last}-12-31`,
    off: named(arrangements.holidays),
    work: named(arrangements.workdays),
  };
}

/** Saturdays and Sundays only: for packs that name no national calendar. Known for ever, since it knows nothing else. */
export function weekendCalendar(zone: string): Calendar {
  return { id: 'weekends', version: '1', zone, knownFrom: '0001-01-01', knownTo: '9999-12-31', off: {}, work: {} };
}

/** The calendar of a pack's own file, in the pack's zone. Holidays are named as in its `names`, by their key. */
export const ownCalendar = ({ id, version, known, off, work }: CalendarFile, zone: string): Calendar => ({
  id,
  version,
  zone,
  knownFrom: known.from,
  knownTo: known.to,
  off,
  work: work ?? {},
});

/** A holiday's name in both languages, from the name the calendar carries. */
export function holidayName(zh: string): Text {
  return { zh, en: ENGLISH[zh] ?? zh };
}
