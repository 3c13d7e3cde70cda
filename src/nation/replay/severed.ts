import { type Act, type Data, severedActs } from '#engine/index.ts';
import type { Course } from '../course.ts';
import { minuteOf } from '../days.ts';
import type { Happened } from '../judged.ts';
import type { Kit } from '../kit.ts';
import { subjectName } from '../plan.ts';
import { filled } from '../said.ts';
import { chargeOf, saidAt } from '../steps.ts';
import { MINUTE } from './columns.ts';

/** The proceeding (by its place) from which somebody was severed, where this is that one or the one they went into; null: neither. */
export function severedFrom({ of }: Course, chapter: number): number | null {
  const from = of.chapters[chapter]!.severed?.from;
  if (from !== undefined) return from;
  return of.chapters.some(({ severed }) => severed?.from === chapter) ? chapter : null;
}

/**
 * The acts of such a proceeding as the engine takes them: with the severing where it happened, or with what was done before it as history.
 * Ids of its own acts are their places in it, from `#1`.
 */
export function actsOf(kit: Kit, one: Happened, chapter: number, from: number): readonly Act[] {
  const own = ownActs(kit, one, chapter);
  const severed = one.course.of.chapters[chapter]!.severed;
  if (severed === undefined) return own;
  const before = ownActs(kit, one, from);
  const cut = before.findIndex((act) => act.operation !== undefined);
  const past = severedActs(before.slice(0, cut), [subjectName(severed.who)!], { case: one.id, carry: false });
  return [...past.map((act) => ({ ...act, id: `before ${act.id}` })), ...own];
}

function ownActs(kit: Kit, { course, colour, day, kept, without, id: _ }: Happened, chapter: number): Act[] {
  const acts: Act[] = [];
  const opened = day[course.starts[course.began[chapter]!]!]!;
  let slot = 0;
  let place = 0;
  for (let i = 0; i < kept; i++) {
    slot = i > 0 && day[i] === day[i - 1] ? slot + 1 : 0;
    if (course.chapter[i] !== chapter || without?.has(i)) continue;
    const at = minuteOf(day[i]!, slot) * MINUTE;
    const when = { at, precision: 'ms', recordedAt: at, seq: i + 1 } as const;
    const who = subjectName(course.who[i]!);
    if (course.act[i] === 0) {
      const operation = { kind: 'sever', subjects: [who!] } as const;
      acts.push({ ...when, id: `severed ${i}`, type: 'sever', subject: null, data: {}, operation });
      continue;
    }
    const { act, authority, data } = saidAt(kit, course, colour, i);
    const own = { day: day[i]!, opened, offence: chargeOf(colour, course.who[i]!, chapter) };
    const said: Data = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, filled(value, own)]));
    place++;
    const type = act.slice(act.indexOf('/') + 1);
    acts.push({
      ...when,
      id: `#${place}`,
      type,
      subject: who,
      data: said,
      ...(authority === null ? {} : { authority }),
    });
  }
  return acts;
}
