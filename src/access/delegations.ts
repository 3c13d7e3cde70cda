/** Delegations of the head of the office to a deputy: rank, procedures, days, ground; revocable, never deleted. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Store } from '#ledger/index.ts';
import { nameOf, titleOf } from './accounts.ts';
import { dayIn } from './days.ts';
import type { Recorder } from './events.ts';
import { may } from './policy.ts';
import { functionsOf } from './rank.ts';
import type { Delegation, NewDelegation } from './schemas.ts';
import type { AccessTables, DelegationTable, StaffTable } from './tables.ts';
import type { Actor, HeldDelegation, Staffing, Words } from './types.ts';

export type DelegationRefusal = {
  readonly ok: false;
  readonly kind: 'not-allowed' | 'bad-input' | 'not-found';
  readonly words: Words;
};
export type DelegationResult = { readonly ok: true; readonly delegation: Delegation } | DelegationRefusal;

const refuse = (kind: DelegationRefusal['kind'], zh: string, en: string): DelegationRefusal => ({
  ok: false,
  kind,
  words: { zh, en },
});

type Row = Selectable<DelegationTable>;
type Giver = Selectable<StaffTable>;

const inForce = (row: Row, day: string): boolean =>
  row.revoked_at === null && row.valid_from <= day && day <= row.valid_to;

export function openDelegations(store: Pick<Store, 'db'>, zone: string, staffing: Staffing, record: Recorder) {
  const db = store.db.$extendTables<AccessTables>();

  async function people(ids: readonly string[]): Promise<ReadonlyMap<string, Giver>> {
    if (ids.length === 0) return new Map();
    const rows = await db.selectFrom('access_staff').selectAll().where('person', 'in', ids).execute();
    return new Map(rows.map((row) => [row.person, row]));
  }

  function shown(row: Row, known: ReadonlyMap<string, Giver>, day: string): Delegation {
    const person = (id: string) => {
      const found = known.get(id);
      return found
        ? { id, name: nameOf(found), title: titleOf(staffing, found.roles) }
        : { id, name: { zh: id, en: id } };
    };
    return {
      id: row.id,
      from: person(row.giver),
      to: person(row.bearer),
      rank: row.rank,
      procedures: row.procedures === null ? null : [...row.procedures],
      validFrom: row.valid_from,
      validTo: row.valid_to,
      ground: row.ground,
      inForce: inForce(row, day),
      revoked: row.revoked_at,
    };
  }

  /** What the person holds at the moment: not revoked, in its days, and the giver still holds the rank that was given. */
  async function heldBy(person: string, now: number): Promise<readonly HeldDelegation[]> {
    const day = dayIn(zone, now);
    const rows = await db
      .selectFrom('access_delegation')
      .selectAll()
      .where('bearer', '=', person)
      .where('revoked_at', 'is', null)
      .where('valid_from', '<=', day)
      .where('valid_to', '>=', day)
      .orderBy('given_at')
      .execute();
    const givers = await people(rows.map((row) => row.giver));
    return rows.flatMap((row) => {
      const giver = givers.get(row.giver);
      if (!giver?.active || !functionsOf(staffing, giver.roles).includes('heads-office')) return [];
      return [
        {
          id: row.id,
          from: { id: row.giver, name: nameOf(giver) },
          rank: row.rank,
          procedures: row.procedures,
        },
      ];
    });
  }

  /** Of the office for its head, else those that the actor gave or holds. */
  async function list(actor: Actor, now: number): Promise<readonly Delegation[]> {
    const all = await db
      .selectFrom('access_delegation')
      .selectAll()
      .where('office', '=', actor.office)
      .orderBy('given_at', 'desc')
      .execute();
    const seesAll = may(actor, 'delegate').allowed;
    const rows = seesAll ? all : all.filter((row) => row.bearer === actor.id || row.giver === actor.id);
    const known = await people([...new Set(rows.flatMap((row) => [row.giver, row.bearer]))]);
    return rows.map((row) => shown(row, known, dayIn(zone, now)));
  }

  async function give(actor: Actor, input: NewDelegation, now: number): Promise<DelegationResult> {
    const answer = may(actor, 'delegate');
    if (!answer.allowed) return { ok: false, kind: 'not-allowed', words: answer.words };
    const bearer = (await people([input.to])).get(input.to);
    if (
      !bearer?.active ||
      bearer.office !== actor.office ||
      !functionsOf(staffing, bearer.roles).includes('deputises')
    ) {
      const deputies = staffing.roles.filter((role) => role.functions.includes('deputises')).map((role) => role.title);
      return refuse(
        'bad-input',
        `只能授权给本院在职的${deputies.map(({ zh }) => zh).join('、')}`,
        `Only somebody of this office who is ${deputies.map(({ en }) => en.toLowerCase()).join(' or ')} can be given a delegation`,
      );
    }
    if (input.validFrom > input.validTo) {
      return refuse('bad-input', '起始日不得晚于截止日', 'The first day must not be after the last');
    }
    if (input.validTo < dayIn(zone, now)) return refuse('bad-input', '截止日已过', 'The last day has passed');
    const row: Row = {
      id: randomUUID(),
      office: actor.office,
      giver: actor.id,
      bearer: bearer.person,
      rank: actor.rank ?? '',
      procedures: input.procedures,
      valid_from: input.validFrom,
      valid_to: input.validTo,
      ground: input.ground,
      given_at: now,
      revoked_at: null,
    };
    const procedures = row.procedures === null ? null : JSON.stringify(row.procedures);
    await db
      .insertInto('access_delegation')
      .values({ ...row, procedures })
      .execute();
    await record(
      'delegation-given',
      actor.id,
      row.id,
      { to: row.bearer, from: row.valid_from, until: row.valid_to },
      now,
    );
    return { ok: true, delegation: shown(row, await people([row.giver, row.bearer]), dayIn(zone, now)) };
  }

  async function revoke(actor: Actor, id: string, now: number): Promise<DelegationResult> {
    const row = await db
      .selectFrom('access_delegation')
      .selectAll()
      .where('id', '=', id)
      .where('office', '=', actor.office)
      .executeTakeFirst();
    if (!row || !may(actor, 'delegate').allowed)
      return refuse('not-found', '没有此项授权', 'There is no such delegation');
    const ended = row.revoked_at ?? now;
    if (row.revoked_at === null) {
      await db.updateTable('access_delegation').set({ revoked_at: now }).where('id', '=', id).execute();
      await record('delegation-revoked', actor.id, id, {}, now);
    }
    return {
      ok: true,
      delegation: shown({ ...row, revoked_at: ended }, await people([row.giver, row.bearer]), dayIn(zone, now)),
    };
  }

  return { heldBy, list, give, revoke };
}
