import type { ActSet, Catalogue, CountedSet } from '#measures/index.ts';
import { type Cell, pinIn } from '../cells.ts';
import { actsNamed } from '../counted.ts';
import type { Kit } from '../kit.ts';
import { type Goal, SEVER } from '../plan.ts';

/** The law that counting needs: what is counted, and which acts are done for each person. */
export type Counting = Pick<Kit, 'catalogue' | 'law' | 'info'>;

interface Told {
  readonly act: string;
  readonly chapter: number;
  readonly year: number;
  readonly times: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The acts that a case of a cell is told to come to, in their order, with the year in which they fall. */
function toldOf({ law, info }: Counting, cell: Cell): Told[] {
  let { year } = cell;
  return cell.course.chapters.flatMap(({ procedure, open, goals, people, severed }, chapter) => {
    const persons = people?.length ?? cell.course.people;
    const opening: Goal[] = severed === undefined ? [{ act: open ?? law(procedure).openedBy[0]! }] : [];
    return [...opening, ...goals].flatMap(({ act, who, data }) => {
      if (act === SEVER) return [];
      const name = `${procedure}/${act}`;
      year = pinIn(cell.pins, name, chapter)?.year ?? year;
      const times = info(procedure, act).subject === null || who !== undefined ? 1 : persons;
      return [{ act: name, chapter, year, times, data: data ?? {} }];
    });
  });
}

/** By year: the two sides of a ratio over cells, without making a case. Sets that count proceedings take the act that opens them. */
function sidesIn(counting: Counting, measure: string, cells: readonly Cell[]) {
  const { catalogue } = counting;
  const found = catalogue.measures.find((one) => one.id === measure);
  if (found?.numerator === undefined || found.denominator === undefined)
    throw new RangeError(`no ratio “${measure}” in the pack`);
  const sides = { over: setsIn(catalogue, found.numerator.sets), under: setsIn(catalogue, found.denominator.sets) };
  const years = new Map<number, { over: number; under: number }>();
  for (const cell of cells) {
    const before = new Set<string>();
    const seen = new Set<string>();
    for (const { act, chapter, year, times, data } of toldOf(counting, cell)) {
      const again = seen.has(`${act} ${chapter}`);
      seen.add(`${act} ${chapter}`);
      let into = years.get(year);
      if (into === undefined) {
        into = { over: 0, under: 0 };
        years.set(year, into);
      }
      for (const side of ['over', 'under'] as const)
        for (const set of sides[side]) {
          if (!set.acts.has(act) || set.notBefore.some((one) => before.has(one))) continue;
          if (set.where.some(({ fields, values }) => !fields.some((field) => values.includes(data[field])))) continue;
          if (set.each !== 'act' && again) continue;
          into[side] += cell.count * (set.each === 'act' ? times : 1);
        }
      before.add(act);
    }
  }
  return years;
}

function setsIn(catalogue: Catalogue, sets: readonly CountedSet[]) {
  return sets
    .filter((set): set is ActSet => set.of === 'acts')
    .map((set) => ({
      each: set.each,
      acts: new Set(set.acts.flatMap((name) => actsNamed(catalogue, name))),
      notBefore: (set.not_before ?? []).flatMap((name) => actsNamed(catalogue, name)),
      where: Object.entries(set.where ?? {}).map(([column, values]) => ({
        fields: catalogue.columns.find((one) => one.id === column)?.fields ?? [column],
        values: values as readonly unknown[],
      })),
    }));
}

/** How many steps fewer the years after `base` had than at the ratio of that year. */
export function avoidedIn(counting: Counting, cells: readonly Cell[], base: number, last: number): number {
  const years = sidesIn(counting, 'case-ratio', cells);
  const then = years.get(base);
  if (then === undefined || then.under === 0) return 0;
  let sum = 0;
  for (let year = base + 1; year <= last; year++) {
    const { over, under } = years.get(year) ?? { over: 0, under: 0 };
    sum += (under * then.over) / then.under - over;
  }
  return sum;
}
