import { isDeepStrictEqual } from 'node:util';
import type { Calendar, Counting } from '#engine/index.ts';
import type { Change } from './diff.ts';
import { words } from './text.ts';
import type { LawPack, Text } from './types.ts';

/** What all procedures share and what changed in it: how periods are counted, days off, ranks, roles. */
export function diffPack(old: LawPack, now: LawPack): readonly Change[] {
  const branches = [...new Set([...Object.keys(old.counting), ...Object.keys(now.counting)])];
  return [
    ...change('zone', words(old.zone, old.zone), words(now.zone, now.zone)),
    ...branches.flatMap((branch) =>
      change(`counting.${branch}`, countingText(old.counting[branch]), countingText(now.counting[branch])),
    ),
    ...diffCalendar(old.calendar, now.calendar),
    ...change('ranks', titles(old.ranks), titles(now.ranks)),
    ...change('roles', titles(old.roles), titles(now.roles)),
    ...change('parties', titles(old.parties), titles(now.parties)),
    ...change('levels', titles(old.lists.office_levels), titles(now.lists.office_levels)),
    ...change('laws', titles(Object.values(old.laws)), titles(Object.values(now.laws))),
    ...change('divisions', divisionsText(old), divisionsText(now)),
    ...listed('offences', old.offences.all, now.offences.all),
  ];
}

function change(id: string, before: Text | null, after: Text | null): readonly Change[] {
  if (isDeepStrictEqual(before, after)) return [];
  return [{ about: 'pack', procedure: null, id, before, after, cite: null, where: null }];
}

const divisionsText = ({ divisions }: LawPack): Text => {
  const text = `${divisions.all.size} (${divisions.asOf ?? ''})`;
  return words(text, text);
};

/** What stands in one list only. */
function listed(
  id: string,
  old: readonly { readonly id: string; readonly title: Text }[],
  now: readonly { readonly id: string; readonly title: Text }[],
): readonly Change[] {
  const only = (some: typeof old, others: typeof old) => some.filter((one) => !others.some((two) => two.id === one.id));
  return [
    ...only(now, old).flatMap((one) => change(id, null, one.title)),
    ...only(old, now).flatMap((one) => change(id, one.title, null)),
  ];
}

function countingText(counting: Counting | undefined): Text | null {
  if (counting === undefined) return null;
  const text = `month_end: ${counting.monthEnd}, hours: ${counting.hours}, rolls: ${counting.rolls}`;
  return words(text, text);
}

const titles = (list: readonly { readonly title: Text }[]): Text =>
  words(list.map(({ title }) => title.zh).join('、'), list.map(({ title }) => title.en).join(', '));

/** The range, and every day that is off or working on one side only. */
function diffCalendar(old: Calendar, now: Calendar): readonly Change[] {
  const range = ({ id, knownFrom, knownTo }: Calendar): Text =>
    words(`${id}，${knownFrom}至${knownTo}`, `${id}, ${knownFrom} to ${knownTo}`);
  const days = (part: 'off' | 'work'): readonly Change[] =>
    [...new Set([...Object.keys(old[part]), ...Object.keys(now[part])])].sort().flatMap((date) => {
      const [a, b] = [Object.hasOwn(old[part], date), Object.hasOwn(now[part], date)];
      const what = part === 'off' ? words(`${date}休息`, `${date} off`) : words(`${date}工作`, `${date} working`);
      return a === b ? [] : change(`calendar.${part}`, a ? what : null, b ? what : null);
    });
  return [...change('calendar', range(old), range(now)), ...days('off'), ...days('work')];
}
