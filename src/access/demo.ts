/** Accounts of the made-up office. Only the demo has them: their password is public. */
import type { Access } from './access.ts';
import type { DemoAccount } from './schemas.ts';
import type { RoleCode, Staffing, Words } from './types.ts';

/** Somebody made up, as casework's demo names its staff. */
export type DemoPerson = {
  readonly id: string;
  readonly name: Words;
  readonly desk: string | null;
  readonly roles: readonly RoleCode[];
};

export const demoPassword = 'custos-demo-only';

const emailOf = (person: DemoPerson): string => `${person.id}@demo.example`;

/** What the sign-in page of the demo offers, by role. */
export function demoAccounts(staffing: Staffing, people: readonly DemoPerson[]): readonly DemoAccount[] {
  return staffing.roles
    .flatMap((role) => people.flatMap((person) => (person.roles[0] === role.id ? [{ person, role }] : [])))
    .map(({ person, role }) => ({
      email: emailOf(person),
      password: demoPassword,
      name: person.name,
      role: role.title,
      does: role.does ?? role.title,
    }));
}

/** Makes the accounts that are not there yet, with the ids of the people. */
export async function makeDemoAccounts(
  access: Access,
  office: string,
  people: readonly DemoPerson[],
  now: number,
): Promise<void> {
  for (const person of people) {
    const made = await access.accounts.make(
      {
        email: emailOf(person),
        password: demoPassword,
        name: person.name,
        desk: person.desk,
        roles: [...person.roles],
      },
      office,
      null,
      now,
      { id: person.id, first: false },
    );
    if (!made.ok && made.kind !== 'taken') throw new Error(`demo account ${person.id}: ${made.words.en}`);
  }
}
