import { type Act, severedActs } from '#engine/index.ts';
import { subjectName } from '../plan.ts';
import { MINUTE } from './columns.ts';

/** Somebody went from one proceeding of a case into another: who, and when (minutes since 1970 UTC). */
export interface Severing {
  readonly minute: number;
  readonly who: number;
}

const momentOf = ({ minute }: Severing): number => minute * MINUTE;

/** The acts of a proceeding that somebody was severed from. Such cases stand in no columns: they are folded. */
export function withSeverings(own: readonly Act[], severings: readonly Severing[]): readonly Act[] {
  return [
    ...own,
    ...severings.map((severing, nr): Act => {
      const at = momentOf(severing);
      return {
        id: `severed ${nr + 1}`,
        type: 'sever',
        subject: null,
        at,
        precision: 'ms',
        recordedAt: at,
        seq: own.length + nr + 1,
        data: {},
        operation: { kind: 'sever', subjects: [subjectName(severing.who)!] },
      };
    }),
  ];
}

/** The acts of the proceeding that they went into: what was done before comes first, as history. */
export function withPast(
  own: readonly Act[],
  from: readonly Act[],
  severing: Severing,
  ofCase: string,
): readonly Act[] {
  const past = from.filter(({ at }) => at < momentOf(severing));
  const carried = severedActs(past, [subjectName(severing.who)!], { case: ofCase, carry: false });
  return [...carried.map((act) => ({ ...act, id: `before ${act.id}` })), ...own];
}
