import type { Cell, Planting } from '../../cells.ts';
import { REVIEW } from './review.ts';

/** Ways in which a review, or what came before it, departs from the law: planted in some cases of one person. */
export function departuresFor(cell: Cell): readonly Planting[] {
  if (cell.course.people !== 1 || cell.mess !== undefined) return [];
  const has = (procedure: string, act: string): boolean =>
    cell.course.chapters.some((one) => one.procedure === procedure && one.goals.some((goal) => goal.act === act));
  const kinds: Planting[] = [];
  if (has('criminal.arrest-review', 'decide-arrest'))
    kinds.push({
      late: { relation: 'detained-decided-in-seven-days', act: 'criminal.arrest-review/decide-arrest', days: [1, 3] },
    });
  if (has(REVIEW, 'prosecute') && !cell.course.id.includes('supervisory')) {
    kinds.push({
      late: { relation: 'suspect-told-of-rights-in-three-days', act: `${REVIEW}/tell-suspect-rights`, days: [1, 6] },
    });
    if (cell.course.id.includes('"plain"'))
      kinds.push({ late: { relation: 'review-for-prosecution', act: `${REVIEW}/prosecute`, days: [1, 12] } });
    kinds.push({ skip: `${REVIEW}/hear-defence` });
  }
  return kinds;
}
