/** Accounts of the made-up office. Only the demo has them: their password is public. */
import type { Access } from './access.ts';
import { roleTitles } from './rank.ts';
import type { DemoAccount } from './schemas.ts';
import type { RoleCode, Words } from './types.ts';

/** Somebody made up, as casework's demo names its staff. */
export type DemoPerson = {
  readonly id: string;
  readonly name: Words;
  readonly desk: string | null;
  readonly roles: readonly RoleCode[];
};

export const demoPassword = 'custos-demo-only';

const does: Readonly<Record<RoleCode, Words>> = {
  'case-management': {
    zh: '受理案件、接收移送数据包、分案、看全院期限',
    en: 'Receives cases and transfer packages, allocates them, watches the clocks of the house',
  },
  prosecutor: {
    zh: '办理自己承办的案件，作出或者报请决定',
    en: 'Handles the cases assigned to them, decides or asks for a decision',
  },
  clerk: { zh: '为本部门案件拟稿、登记，不作决定', en: 'Drafts and records in the cases of the desk, decides nothing' },
  'department-head': {
    zh: '看本部门案件和期限，审批，调整承办人',
    en: 'Sees the cases and clocks of the desk, approves, reassigns',
  },
  'chief-procurator': {
    zh: '决定法律保留的事项，可以授权副检察长',
    en: 'Decides what the law reserves, and may delegate to a deputy',
  },
  'deputy-chief-procurator': {
    zh: '在授权期间代为决定',
    en: 'Decides for the chief procurator while a delegation runs',
  },
  administrator: { zh: '管理账户，看不到任何案件', en: 'Keeps the accounts, and sees no case' },
};

const order = Object.keys(does);
const emailOf = (person: DemoPerson): string => `${person.id}@demo.example`;

/** What the sign-in page of the demo offers, by role. */
export function demoAccounts(people: readonly DemoPerson[]): readonly DemoAccount[] {
  const offered = people.flatMap((person) => {
    const role = person.roles[0];
    return role === undefined ? [] : [{ person, role }];
  });
  return offered
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
    .map(({ person, role }) => ({
      email: emailOf(person),
      password: demoPassword,
      name: person.name,
      role: roleTitles[role],
      does: does[role],
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
      person.id,
    );
    if (!made.ok && made.kind !== 'taken') throw new Error(`demo account ${person.id}: ${made.words.en}`);
  }
}
