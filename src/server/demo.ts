/** The made-up office is made once and kept; a mark is written when it is whole. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type DemoPerson, dayIn, makeDemoAccounts } from '#access/index.ts';
import { type CaseworkDeps, demoOffice, demoStaff, makeDemo } from '#casework/index.ts';
import type { Deps } from './deps.ts';

export { demoOffice };

/** Everybody of the demo who can sign in. */
export const demoPeople: readonly DemoPerson[] = demoStaff.map(({ person, desk, roles }) => ({
  id: person.id,
  name: person.name,
  desk,
  roles,
}));

const dayMs = 24 * 3_600_000;
const delegatedDays = 14;

/** While the made-up chief procurator is away, the deputy decides: so that delegation is seen at work. */
async function delegateToDeputy({ access, pack }: Deps, now: number): Promise<void> {
  const chief = demoPeople.find((one) => one.roles.includes('chief-procurator'));
  const deputy = demoPeople.find((one) => one.roles.includes('deputy-chief-procurator'));
  const giver = chief && (await access.actorById(chief.id, now));
  if (!giver || !deputy) return;
  const input = {
    to: deputy.id,
    procedures: null,
    validFrom: dayIn(pack.zone, now),
    validTo: dayIn(pack.zone, now + delegatedDays * dayMs),
    ground: '外出学习期间，授权代行决定（示例）',
  };
  const given = await access.delegations.give(giver, input, now);
  if (!given.ok) throw new Error(`demo delegation: ${given.words.en}`);
}

/** Fills an empty store: accounts, cases, a delegation, judgments. */
export async function fillDemo(deps: Deps, casework: CaseworkDeps, now: number): Promise<void> {
  await makeDemoAccounts(deps.access, demoOffice.id, demoPeople, now);
  await makeDemo(casework, now);
  await delegateToDeputy(deps, now);
  await deps.oversight.addDemo(demoOffice.id, dayIn(deps.pack.zone, now), now);
}

const Mark = z.object({ madeOn: z.iso.date() });
const fileIn = (dir: string): string => join(dir, 'made.json');

/** The day on which the kept demo was made; null: there is none, or its making was broken off. */
export function demoMade(dir: string): string | null {
  if (!existsSync(fileIn(dir))) return null;
  const parsed = Mark.safeParse(JSON.parse(readFileSync(fileIn(dir), 'utf8')));
  return parsed.success ? parsed.data.madeOn : null;
}

export const markDemo = (dir: string, madeOn: string): void =>
  writeFileSync(fileIn(dir), `${JSON.stringify({ madeOn })}\n`);
