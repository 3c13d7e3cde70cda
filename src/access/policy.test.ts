import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from '@cedar-policy/cedar-wasm/nodejs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { may, policies, schemaText, viewOf } from './policy.ts';
import { deciding } from './rank.ts';
import { inScope, scopeOf } from './scope.ts';
import { noon, openTestAccess, proceeding, staffing } from './testing.ts';
import type { Actor, OfficeAction, ProceedingAction, ProceedingFacts } from './types.ts';

type Room = Awaited<ReturnType<typeof openTestAccess>>;
let room: Room;
let who: Readonly<Record<string, Actor>>;
beforeAll(async () => {
  room = await openTestAccess();
  const ids = ['intake', 'p1', 'p2', 'p3', 'clerk', 'head', 'chief', 'deputy', 'admin', 'stranger', 'southchief'];
  who = Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await room.actor(id)] as const)));
});
afterAll(() => room.store.close());

test('the policies fit their schema, and each says in both languages what it means', () => {
  const folder = join(import.meta.dirname, 'policies');
  const text = readdirSync(folder)
    .filter((name) => name.endsWith('.cedar'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const result = validate({
    schema: schemaText,
    policies: { staticPolicies: text },
    validationSettings: { mode: 'strict' },
  });
  expect(result).toMatchObject({ type: 'success', validationErrors: [], validationWarnings: [] });
  for (const { words } of policies) expect(words.zh).toMatch(/\p{Script=Han}/u);
});

describe('who may read a proceeding', () => {
  const cases: readonly (readonly [string, Partial<ProceedingFacts>, 'whole' | 'clocks' | null])[] = [
    ['p1', {}, 'whole'],
    ['p2', {}, null],
    ['p3', {}, null],
    ['p3', { desk: 'first', handler: 'p3' }, 'whole'],
    ['clerk', {}, 'whole'],
    ['clerk', { handler: null }, null],
    ['clerk', { desk: 'second', handler: 'p3' }, null],
    ['head', {}, 'whole'],
    ['head', { handler: null }, 'whole'],
    ['head', { desk: 'second', handler: 'p3' }, null],
    ['chief', {}, 'whole'],
    ['chief', { desk: null, handler: null }, 'whole'],
    ['chief', { office: 'south' }, null],
    ['deputy', {}, null],
    ['deputy', { handler: 'deputy' }, 'whole'],
    ['intake', {}, 'clocks'],
    ['intake', { office: 'south' }, null],
    ['admin', {}, null],
    ['admin', { handler: 'admin' }, null],
    ['stranger', {}, null],
    ['stranger', { handler: 'stranger' }, null],
    ['southchief', {}, null],
  ];
  test.each(cases)('%s on %o sees %s', (id, facts, view) => {
    expect(viewOf(who[id]!, proceeding(facts))).toBe(view);
  });

  test('the coarse scope of lists and the policies agree', () => {
    for (const [id, facts] of cases) {
      const row = proceeding(facts);
      expect([id, facts, inScope(scopeOf(who[id]!), row)]).toEqual([id, facts, viewOf(who[id]!, row) !== null]);
    }
  });
});

describe('who may act in a proceeding', () => {
  const allowed: Readonly<Record<string, readonly ProceedingAction[]>> = {
    p1: ['record-act', 'record-outside', 'annul'],
    p2: [],
    p3: [],
    clerk: ['record-act', 'record-outside'],
    head: ['record-act', 'record-outside', 'assign', 'annul', 'record-although'],
    chief: ['record-act', 'record-outside', 'assign', 'annul', 'record-although'],
    deputy: [],
    intake: ['assign', 'record-outside'],
    admin: [],
    stranger: [],
    southchief: [],
  };
  const actions: readonly ProceedingAction[] = ['record-act', 'record-outside', 'assign', 'annul', 'record-although'];
  test.each(Object.entries(allowed))('%s', (id, expected) => {
    const can = actions.filter((action) => may(who[id]!, action, proceeding()).allowed);
    expect([...can].sort()).toEqual([...expected].sort());
  });
});

describe('recusal', () => {
  const actions: readonly ProceedingAction[] = [
    'record-act',
    'record-outside',
    'assign',
    'annul',
    'record-although',
    'read-proceeding',
    'read-drafts',
    'read-clocks',
  ];
  const left = (id: string, facts: object) => actions.filter((one) => may(who[id]!, one, proceeding(facts)).allowed);

  test.each(['p1', 'head', 'chief'])('%s takes no further part, yet knows that the case is there', (id) => {
    expect(left(id, { recused: [id] })).toEqual(['read-clocks']);
    expect(may(who[id]!, 'record-act', proceeding({ recused: [id] })).policy).toBe('recused-no-part');
    expect(left(id, { challenged: [id] })).toEqual(['read-proceeding', 'read-drafts', 'read-clocks']);
    expect(left(id, { recused: ['somebody else'], challenged: ['somebody else'] })).toEqual(left(id, {}));
  });
});

describe('what concerns the whole office', () => {
  const all: readonly OfficeAction[] = [
    'open-case',
    'import-package',
    'read-cases',
    'read-judgments',
    'import-judgments',
    'read-figures',
    'read-staff',
    'read-accounts',
    'manage-accounts',
    'delegate',
  ];
  const reads = ['read-cases', 'read-judgments', 'read-figures', 'read-staff'];
  test.each([
    ['intake', ['open-case', 'import-package', ...reads, 'import-judgments']],
    ['p1', [...reads, 'import-judgments']],
    ['clerk', reads],
    ['head', [...reads, 'import-judgments']],
    ['chief', [...reads, 'import-judgments', 'delegate']],
    ['admin', ['read-accounts', 'manage-accounts', 'read-staff']],
  ])('%s', (id, expected) => {
    expect(all.filter((action) => may(who[id]!, action).allowed).sort()).toEqual([...expected].sort());
  });
});

test('what is proposed and not yet decided is not for clerks or case management', () => {
  const readers = Object.keys(who).filter((id) => may(who[id]!, 'read-drafts', proceeding()).allowed);
  expect(readers.sort()).toEqual(['chief', 'head', 'p1']);
});

test('the answer names the policy that decided', () => {
  expect(may(who.p1!, 'read-proceeding', proceeding())).toMatchObject({ allowed: true, policy: 'handler-reads' });
  expect(may(who.admin!, 'read-cases')).toMatchObject({ allowed: false, policy: 'administrator-no-casework' });
  expect(may(who.southchief!, 'read-proceeding', proceeding())).toMatchObject({
    allowed: false,
    policy: 'other-office',
  });
  expect(may(who.p2!, 'read-proceeding', proceeding())).toMatchObject({ allowed: false, policy: 'none' });
});

describe('who may decide', () => {
  test('own rank reaches down, not up', () => {
    const decided = (id: string) =>
      (['prosecutor', 'department-head', 'chief-procurator'] as const).filter(
        (rank) => deciding(staffing, who[id]!, rank, 'criminal.arrest-review').allowed,
      );
    expect(decided('p1')).toEqual(['prosecutor']);
    expect(decided('head')).toEqual(['prosecutor', 'department-head']);
    expect(decided('chief')).toEqual(['prosecutor', 'department-head', 'chief-procurator']);
    expect(decided('deputy')).toEqual(['prosecutor', 'department-head']);
    expect(decided('clerk')).toEqual([]);
    expect(decided('intake')).toEqual([]);
    expect(decided('admin')).toEqual([]);
  });

  test('the decision of a body is recorded by the chief procurator, with a ground', () => {
    expect(deciding(staffing, who.chief!, 'committee', 'x')).toEqual({
      allowed: true,
      by: 'record-of-body',
      needsGround: true,
    });
    expect(deciding(staffing, who.head!, 'committee', 'x').allowed).toBe(false);
    expect(deciding(staffing, who.chief!, 'somebody', 'x').allowed).toBe(false);
  });
});

describe('delegation', () => {
  const day = 24 * 3600_000;
  const base = { to: 'deputy', procedures: null, validFrom: '2026-11-25', validTo: '2026-11-27', ground: '出差' };

  test('holds from its first day to the end of its last, in the legal zone, and ends when revoked', async () => {
    const given = await room.access.delegations.give(who.chief!, base, noon);
    if (!given.ok) throw new Error(given.words.en);
    const decides = async (at: number) =>
      deciding(staffing, await room.actor('deputy', at), 'chief-procurator', 'criminal.arrest-review');
    expect((await decides(noon)).allowed).toBe(false);
    const first = Date.parse('2026-11-25T00:00:00+08:00');
    expect((await decides(first - 1)).allowed).toBe(false);
    expect(await decides(first)).toMatchObject({
      allowed: true,
      by: 'delegation',
      delegation: { from: { id: 'chief' } },
    });
    const end = Date.parse('2026-11-28T00:00:00+08:00');
    expect((await decides(end - 1)).allowed).toBe(true);
    expect((await decides(end)).allowed).toBe(false);
    const during = await room.actor('deputy', first + day);
    expect(viewOf(during, proceeding())).toBe('whole');
    expect(may(during, 'assign', proceeding()).allowed).toBe(false);
    expect(may(during, 'delegate').allowed).toBe(false);
    await room.access.delegations.revoke(who.chief!, given.delegation.id, first + day);
    expect((await decides(first + day)).allowed).toBe(false);
    expect(viewOf(await room.actor('deputy', first + day), proceeding())).toBeNull();
  });

  test('can be limited to procedures, for deciding, reading and lists alike', async () => {
    const limited = { ...base, validFrom: '2026-11-24', procedures: ['criminal.arrest-review'] };
    const given = await room.access.delegations.give(who.chief!, limited, noon);
    if (!given.ok) throw new Error(given.words.en);
    const deputy = await room.actor('deputy');
    const other = proceeding({ procedure: 'criminal.prosecution-review' });
    expect(deciding(staffing, deputy, 'chief-procurator', 'criminal.arrest-review').allowed).toBe(true);
    expect(deciding(staffing, deputy, 'chief-procurator', 'criminal.prosecution-review').allowed).toBe(false);
    expect([viewOf(deputy, proceeding()), viewOf(deputy, other)]).toEqual(['whole', null]);
    expect([inScope(scopeOf(deputy), proceeding()), inScope(scopeOf(deputy), other)]).toEqual([true, false]);
    await room.access.delegations.revoke(who.chief!, given.delegation.id, noon);
  });

  test('ends when the giver no longer is chief procurator', async () => {
    const given = await room.access.delegations.give(who.chief!, { ...base, validFrom: '2026-11-24' }, noon);
    if (!given.ok) throw new Error(given.words.en);
    const admin = who.admin!;
    await room.access.accounts.change(admin, 'chief', { roles: ['prosecutor'] }, noon);
    expect((await room.actor('deputy')).delegations).toEqual([]);
    await room.access.accounts.change(admin, 'chief', { roles: ['chief-procurator'] }, noon);
    expect((await room.actor('deputy')).delegations).toHaveLength(1);
    await room.access.delegations.revoke(who.chief!, given.delegation.id, noon);
  });

  test('is refused to others, to whom is no deputy, backwards, and for days that are over', async () => {
    const give = (actor: Actor, change: Partial<typeof base>) =>
      room.access.delegations.give(actor, { ...base, ...change }, noon);
    expect(await give(who.head!, {})).toMatchObject({ ok: false, kind: 'not-allowed' });
    expect(await give(who.deputy!, {})).toMatchObject({ ok: false, kind: 'not-allowed' });
    expect(await give(who.chief!, { to: 'p1' })).toMatchObject({ ok: false, kind: 'bad-input' });
    expect(await give(who.southchief!, {})).toMatchObject({ ok: false, kind: 'bad-input' });
    expect(await give(who.chief!, { validFrom: '2026-11-28' })).toMatchObject({ ok: false, kind: 'bad-input' });
    expect(await give(who.chief!, { validFrom: '2026-11-01', validTo: '2026-11-23' })).toMatchObject({ ok: false });
  });
});
