/** Accounts, made and changed by an administrator only, and the people of an office. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Store } from '#ledger/index.ts';
import type { SignIn } from './auth.ts';
import type { Recorder } from './events.ts';
import { may } from './policy.ts';
import { functionsOf, rankOf, roleTitle } from './rank.ts';
import type { Account, AccountChange, NewAccount, Staff } from './schemas.ts';
import type { AccessTables, StaffTable } from './tables.ts';
import type { Actor, HeldDelegation, Staffing, Words } from './types.ts';

export type AccountRefusal = {
  readonly ok: false;
  readonly kind: 'not-allowed' | 'taken' | 'bad-input' | 'not-found';
  readonly words: Words;
};
export type AccountResult = { readonly ok: true; readonly account: Account } | AccountRefusal;

export type StaffRow = Selectable<StaffTable>;

const refuse = (kind: AccountRefusal['kind'], zh: string, en: string): AccountRefusal => ({
  ok: false,
  kind,
  words: { zh, en },
});

export const nameOf = (row: Pick<StaffRow, 'name_zh' | 'name_en'>): Words => ({ zh: row.name_zh, en: row.name_en });

/** The first role's title, for beside a name. */
export const titleOf = (staffing: Staffing, roles: StaffRow['roles']): Words | undefined =>
  roles[0] === undefined ? undefined : roleTitle(staffing, roles[0]);

export const actorFrom = (staffing: Staffing, row: StaffRow, delegations: readonly HeldDelegation[]): Actor => ({
  id: row.person,
  name: nameOf(row),
  email: row.email,
  office: row.office,
  desk: row.desk,
  roles: row.roles,
  functions: functionsOf(staffing, row.roles),
  rank: rankOf(staffing, row.roles),
  delegations,
});

const toAccount = (staffing: Staffing, row: StaffRow): Account => ({
  id: row.person,
  email: row.email,
  name: nameOf(row),
  office: row.office,
  desk: row.desk,
  roles: row.roles.map((code) => ({ code, title: roleTitle(staffing, code) })),
  active: row.active,
  firstPassword: row.first_password,
});

const hasAccount = (role: Staffing['roles'][number]): boolean => role.functions.length > 0;

/** Roles of the law pack that a person can have; who keeps the accounts has no other role and sees no case. */
function wrongRoles(staffing: Staffing, roles: readonly string[]): AccountRefusal | null {
  const known = staffing.roles.filter(hasAccount).map((role) => role.id);
  const unknown = roles.find((role) => !known.includes(role));
  if (unknown !== undefined)
    return refuse(
      'bad-input',
      `没有角色 ${unknown}；可选：${known.join('、')}`,
      `There is no role "${unknown}"; expected one of ${known.join(', ')}`,
    );
  if (!functionsOf(staffing, roles).includes('keeps-accounts') || roles.length === 1) return null;
  return refuse(
    'bad-input',
    '系统管理员不得兼任办案角色',
    'A system administrator can have no other role: an account that keeps the system sees no case',
  );
}

export function openAccounts(store: Pick<Store, 'db'>, staffing: Staffing, signIn: SignIn, record: Recorder) {
  const db = store.db.$extendTables<AccessTables>();
  const { context } = signIn;

  /**
   * Makes an account without asking who does it: first administrator, demo, tests. `first`: somebody else knows the password, so its owner
   * must set another before anything else.
   */
  async function make(
    input: NewAccount,
    office: string,
    by: string | null,
    now: number,
    { id = randomUUID() as string, first }: { readonly id?: string; readonly first: boolean },
  ): Promise<AccountResult> {
    const wrong = wrongRoles(staffing, input.roles);
    if (wrong) return wrong;
    const email = input.email.toLowerCase();
    const known = await db.selectFrom('access_staff').select('person').where('email', '=', email).executeTakeFirst();
    if (known)
      return refuse('taken', `邮箱 ${email} 已有账户`, `There already is an account with the address ${email}`);
    const password = await context.password.hash(input.password);
    const user = await context.internalAdapter.createUser(
      { id, email, name: input.name.zh, emailVerified: true },
      { method: 'admin' },
    );
    await context.internalAdapter.linkAccount({
      userId: user.id,
      accountId: user.id,
      providerId: 'credential',
      password,
    });
    const row: StaffRow = {
      person: user.id,
      office,
      desk: input.desk,
      roles: [...new Set(input.roles)],
      name_zh: input.name.zh,
      name_en: input.name.en,
      email,
      active: true,
      first_password: first,
      made_at: now,
    };
    await db
      .insertInto('access_staff')
      .values({ ...row, roles: JSON.stringify(row.roles) })
      .execute();
    await record('account-made', by, user.id, { roles: row.roles, desk: row.desk, office }, now);
    return { ok: true, account: toAccount(staffing, row) };
  }

  async function row(id: string): Promise<StaffRow | undefined> {
    return db.selectFrom('access_staff').selectAll().where('person', '=', id).executeTakeFirst();
  }

  async function create(actor: Actor, input: NewAccount, now: number): Promise<AccountResult> {
    const answer = may(actor, 'manage-accounts');
    if (!answer.allowed) return { ok: false, kind: 'not-allowed', words: answer.words };
    return make(input, actor.office, actor.id, now, { first: true });
  }

  async function change(actor: Actor, id: string, input: AccountChange, now: number): Promise<AccountResult> {
    const answer = may(actor, 'manage-accounts');
    if (!answer.allowed) return { ok: false, kind: 'not-allowed', words: answer.words };
    const before = await row(id);
    if (!before || before.office !== actor.office) return refuse('not-found', '没有此账户', 'There is no such account');
    const wrong = wrongRoles(staffing, input.roles ?? before.roles);
    if (wrong) return wrong;
    if (
      id === actor.id &&
      (input.active === false || (input.roles && !functionsOf(staffing, input.roles).includes('keeps-accounts')))
    ) {
      return refuse(
        'bad-input',
        '不能停用或者降级自己的账户',
        'You cannot close your own account or take away its role',
      );
    }
    const after: StaffRow = {
      ...before,
      name_zh: input.name?.zh ?? before.name_zh,
      name_en: input.name?.en ?? before.name_en,
      desk: input.desk === undefined ? before.desk : input.desk,
      roles: input.roles ?? before.roles,
      active: input.active ?? before.active,
      first_password: before.first_password || (input.password !== undefined && id !== actor.id),
    };
    const { name_zh, name_en, desk, roles, active, first_password } = after;
    await db
      .updateTable('access_staff')
      .set({ name_zh, name_en, desk, active, first_password, roles: JSON.stringify(roles) })
      .where('person', '=', id)
      .execute();
    if (input.password !== undefined)
      await context.internalAdapter.updatePassword(id, await context.password.hash(input.password));
    if (input.password !== undefined || !active) await context.internalAdapter.deleteUserSessions(id);
    const changes = { roles, desk, active, password: input.password !== undefined };
    await record('account-changed', actor.id, id, changes, now);
    return { ok: true, account: toAccount(staffing, after) };
  }

  async function list(actor: Actor): Promise<readonly Account[] | null> {
    if (!may(actor, 'read-accounts').allowed) return null;
    const rows = await db
      .selectFrom('access_staff')
      .selectAll()
      .where('office', '=', actor.office)
      .orderBy('desk', (o) => o.asc().nullsFirst())
      .orderBy('email')
      .execute();
    return rows.map((one) => toAccount(staffing, one));
  }

  /** Who works in an office; with `all` also those whose account is closed, because their names stand on acts. */
  async function staff(office: string, all = false): Promise<readonly Staff[]> {
    const rows = await db
      .selectFrom('access_staff')
      .selectAll()
      .where('office', '=', office)
      .orderBy('email')
      .execute();
    return rows
      .filter((one) => all || one.active)
      .map((one) => ({
        person: { id: one.person, name: nameOf(one), title: titleOf(staffing, one.roles) },
        desk: one.desk,
        roles: [...one.roles],
        functions: [...functionsOf(staffing, one.roles)],
      }));
  }

  /** The owner has set a password of their own. */
  async function ownPasswordSet(id: string, now: number): Promise<void> {
    await db.updateTable('access_staff').set({ first_password: false }).where('person', '=', id).execute();
    await record('password-changed', id, id, {}, now);
  }

  async function count(): Promise<number> {
    const found = await db
      .selectFrom('access_staff')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return Number(found.n);
  }

  /** The roles that an account can have, as the law pack lists them. */
  const roles = (): Account['roles'] => staffing.roles.filter(hasAccount).map(({ id, title }) => ({ code: id, title }));

  return { make, create, change, list, staff, row, count, roles, ownPasswordSet };
}

export type Accounts = ReturnType<typeof openAccounts>;
