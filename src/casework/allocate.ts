import type { AssignData } from './acts.ts';
import type { OfficeProfile, StaffMember } from './types.ts';
import type { Writing } from './write.ts';

/** The desk that handles a procedure: the first that names it, else the first. */
export function deskFor(office: OfficeProfile, procedure: string): string | null {
  return (office.desks.find((desk) => desk.procedures.includes(procedure)) ?? office.desks[0])?.id ?? null;
}

/** Those whose turn it may be: those of the desk who handle cases, in a fixed order. */
export function inTurn(staff: readonly StaffMember[], desk: string | null): string[] {
  return staff
    .filter((member) => member.desk === desk && member.functions.includes('handles'))
    .map((member) => member.person.id)
    .sort();
}

/** The one with the fewest proceedings so far; among equals the first in the fixed order. Nobody is scored. */
export function nextInTurn(among: readonly string[], had: ReadonlyMap<string, number>): string | null {
  const fewest = Math.min(...among.map((id) => had.get(id) ?? 0));
  return among.find((id) => (had.get(id) ?? 0) === fewest) ?? null;
}

/** Allocation by rule, with who was in the draw and why it fell so. */
export async function takeTurn(
  writing: Writing,
  office: OfficeProfile,
  desk: string | null,
  staff: readonly StaffMember[],
): Promise<AssignData> {
  const among = inTurn(staff, desk);
  if (among.length === 0) return byRule(desk, null, among);
  const rows = await writing.db
    .selectFrom('casework_proceeding')
    .select((eb) => ['handler', eb.fn.countAll().as('n')])
    .where('office', '=', office.id)
    .where('handler', 'in', among)
    .groupBy('handler')
    .execute();
  const had = new Map(rows.flatMap((row) => (row.handler === null ? [] : [[row.handler, Number(row.n)] as const])));
  return byRule(desk, nextInTurn(among, had), among);
}

export function byRule(desk: string | null, handler: string | null, among: readonly string[]): AssignData {
  const reason =
    handler === null
      ? '本部门没有办案人员，待指定 / nobody at this desk handles cases; to be assigned'
      : `按顺序轮案，本部门${among.length}人中在手件数最少者 / by turn among ${among.length}, the fewest so far`;
  return { desk, handler, reason, by: 'rule', among };
}

/** What follows in the same case stays with the same person. */
export const carriedOn = (desk: string | null, handler: string): AssignData => ({
  desk,
  handler,
  reason: '随案承办 / follows the case',
  by: 'carried',
});
