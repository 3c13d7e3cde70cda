import type { CourseOf } from '../course.ts';
import { dayOf } from '../days.ts';
import type { Kit } from '../kit.ts';
import { earlier, type Span, yearsOf } from '../targets.ts';

/** Five years of the nation: the numbers that they are calibrated to, and what the law knew in them. */
export interface Era {
  readonly span: Span;
  readonly years: readonly number[];
  readonly first: number;
  readonly last: number;
  readonly of: (id: string, scale: number) => ReadonlyMap<number, number>;
  /** A day whose law the courses outside criminal cases walk. */
  readonly on: string;
  /** Whether the law has what a course is made of in the middle of a year. */
  readonly knows: (chapters: CourseOf['chapters'], year: number) => boolean;
}

const LATER = [2018, 2019, 2020, 2021, 2022] as const;
const EARLIER = [2013, 2014, 2015, 2016, 2017] as const;
/** A day of the earlier years. */
export const EARLIER_LAW = '2015-03-04';

/** The years of the report; the pack's later rules stand for those before them. */
export const later: Era = {
  span: 'later',
  years: LATER,
  first: LATER[0],
  last: LATER[4],
  of: (id, scale) => yearsOf(id, scale),
  on: '2022-03-07',
  knows: () => true,
};

/** The five years before: nothing of what the law did not have then. */
export const earlierIn = ({ law, inForce, actNumber }: Pick<Kit, 'law' | 'inForce' | 'actNumber'>): Era => ({
  span: 'earlier',
  years: EARLIER,
  first: EARLIER[0],
  last: EARLIER[4],
  of: (id, scale) => yearsOf(id, scale, 'earlier'),
  on: EARLIER_LAW,
  knows(chapters, year) {
    const middle = dayOf(`${year}-07-01`);
    return chapters.every(({ procedure, open, goals }) => {
      const { inForce: own, openedBy } = law(procedure);
      const isHeld = own.from === undefined || dayOf(own.from) <= middle || procedure in earlier.earlier_rules;
      return (
        isHeld &&
        [open ?? openedBy[0]!, ...goals.map((goal) => goal.act)].every((act) => {
          const { from, to } = inForce[actNumber.get(`${procedure}/${act}`)!]!;
          return (from === null || from <= middle) && (to === null || to >= middle);
        })
      );
    });
  },
});
