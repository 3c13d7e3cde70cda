import type { Actor } from '#access/index.ts';
import { judge, legalDate, momentOf, startOfDay } from '#engine/index.ts';
import { type NewAct, openLedger, type ProceedingAppend, type RecordedAct } from '#ledger/index.ts';
import { ADD_PARTIES, ASSIGN, type AssignData, asJson, META, OPEN_CASE, OPEN_PROCEEDING } from '../acts.ts';
import { byRule, carriedOn, inTurn, nextInTurn } from '../allocate.ts';
import { writingOf } from '../casework.ts';
import { act } from '../commands.ts';
import { type Dossier, readDossier, worldOf } from '../dossier.ts';
import { ofLaw } from '../explain.ts';
import { numberOf, seriesOf } from '../numbers.ts';
import { rowsOf, writeRows } from '../projection.ts';
import { returnProposal } from '../proposals.ts';
import type { CaseworkDeps } from '../types.ts';
import { versionOf, type Writing } from '../write.ts';
import { makeCase } from './cases.ts';
import { chief, demoOffice, demoRank, demoStaff, headOf, intake } from './office.ts';
import { HISTORY, plans } from './plans.ts';
import { chanceOf } from './random.ts';
import type { WalkAct, Walked } from './walk.ts';

export const DEMO_SEED = 'custos-demo-1';

export interface DemoMade {
  readonly cases: number;
  readonly proceedings: number;
  readonly acts: number;
  readonly proposals: number;
}

/** The acts of the made-up office, day by day; the same seed and day give the same acts. Pure. */
export function demoActs(
  deps: Pick<CaseworkDeps, 'pack'>,
  today: string,
  seed = DEMO_SEED,
  history = HISTORY,
): { readonly date: string; readonly act: NewAct }[] {
  const source = { pack: deps.pack, offices: [demoOffice] };
  const world = worldOf(source, demoOffice);
  const planned = plans(today, chanceOf(`${seed}/plans`), history);
  const walked = planned.flatMap(
    (plan, n) => makeCase(source, world, plan, chanceOf(`${seed}/${n}`), today).proceedings,
  );
  const byOpening = [...walked].sort((a, b) =>
    a.opened < b.opened ? -1 : a.opened > b.opened ? 1 : a.id < b.id ? -1 : 1,
  );
  const serials = new Map<string, number>();
  const had = new Map<string, number>();
  const handlers = new Map<string, string>();
  const acts = byOpening.flatMap((one) => {
    const series = seriesOf(demoOffice, one.law, one.opened);
    const key = `${series.prefix}|${series.year}`;
    const serial = (serials.get(key) ?? 0) + 1;
    serials.set(key, serial);
    return actsOf(
      source,
      one,
      { ...numberOf(demoOffice, one.law, series, serial) },
      assignmentOf(one, had, handlers),
      chanceOf(`${seed}/${one.id}`).uuid,
    );
  });
  return acts
    .map((item, place) => ({ item, place }))
    .sort((a, b) => (a.item.date < b.item.date ? -1 : a.item.date > b.item.date ? 1 : a.place - b.place))
    .map(({ item }) => item);
}

/** By turn among the prosecutors of the desk; what follows in the same case stays with the same person. */
function assignmentOf(one: Walked, had: Map<string, number>, handlers: Map<string, string>): AssignData {
  const before = handlers.get(`${one.caseId}|${one.desk}`);
  if (before !== undefined) return carriedOn(one.desk, before);
  const among = inTurn(demoStaff, one.desk);
  const handler = one.handler ?? nextInTurn(among, had);
  if (handler !== null) {
    had.set(handler, (had.get(handler) ?? 0) + 1);
    handlers.set(`${one.caseId}|${one.desk}`, handler);
  }
  return one.handler
    ? {
        desk: one.desk,
        handler: one.handler,
        reason: '由部门负责人指定承办 / by order of the head of department',
        by: 'manual',
      }
    : byRule(one.desk, handler, among);
}

function actsOf(
  source: Parameters<typeof versionOf>[0],
  one: Walked,
  number: ReturnType<typeof numberOf>,
  assign: AssignData,
  uuid: () => string,
): { readonly date: string; readonly act: NewAct }[] {
  const at = (date: string): number => startOfDay(date, source.pack.calendar);
  const base = (date: string) => ({
    id: uuid(),
    office: demoOffice.id,
    caseId: one.caseId,
    proceeding: one.id,
    procedure: versionOf(source, one.law),
    subject: null,
    actor: intake,
    role: 'case-management',
    occurredAt: at(date),
    precision: 'day' as const,
  });
  const own = [
    { ...base(one.opened), type: one.first ? OPEN_CASE : OPEN_PROCEEDING, data: asJson({ ...one.data, ...number }) },
    { ...base(one.opened), type: ASSIGN, data: asJson(assign) },
  ].map((made) => ({ date: one.opened, act: made }));
  const rest = one.acts.flatMap((walkAct, place) => {
    const joined = one.joined
      .filter((join) => join.before === place)
      .map((join) => ({
        date: join.date,
        act: { ...base(join.date), type: ADD_PARTIES, data: asJson({ parties: join.parties }) },
      }));
    return [
      ...joined,
      { date: walkAct.date, act: { ...base(walkAct.date), ...who(one, assign, walkAct), id: walkAct.id } },
    ];
  });
  return [...own, ...rest];
}

/** Under whose name an act stands: who decides it by rank, or who entered what others did. */
function who(
  one: Walked,
  assign: AssignData,
  { prepared }: WalkAct,
): Pick<NewAct, 'type' | 'subject' | 'actor' | 'role' | 'data'> {
  const handler = assign.handler ?? chief;
  const opening = one.law.procedure.opening.includes(prepared.type);
  const higher =
    prepared.role === 'chief-procurator' || prepared.role === 'department-head' || prepared.role === 'committee';
  const outside = one.law.procedure.acts.find((type) => type.id === prepared.type)?.by === 'outside';
  const decider = prepared.role === 'department-head' ? headOf(one.desk) : chief;
  const actor = opening ? intake : higher && !outside ? decider : handler;
  const meta = higher && !outside && actor !== handler ? { [META]: { proposedBy: handler } } : {};
  return {
    type: prepared.type,
    subject: prepared.subject,
    actor,
    role: prepared.role,
    data: asJson({ ...prepared.data, ...meta }),
  };
}

/**
 * Fills an empty store with the made-up office: its acts recorded on their days, its rows in one go, some proposals that
 * wait. `now`: ms UTC.
 */
export async function makeDemo(deps: CaseworkDeps, now: number, seed = DEMO_SEED): Promise<DemoMade> {
  const { calendar } = deps.pack;
  const today = legalDate(now, calendar);
  const acts = demoActs(deps, today, seed);
  let clock = now;
  const ledger = openLedger(deps.store, { clock: () => clock });
  const recorded = new Map<string, RecordedAct[]>();
  for (const [date, some] of byDate(acts)) {
    clock = Math.min(now, momentOf(`${date}T17:30`, calendar) ?? now);
    const answer = await ledger.appendAll(appendsOf(some, recorded));
    if (!answer.ok) throw new Error(`demo: ${answer.kind}`);
    for (const one of answer.acts) {
      const list = recorded.get(one.proceeding);
      if (list) list.push(one);
      else recorded.set(one.proceeding, [one]);
    }
  }
  await ledger.close();
  const writing = writingOf(deps);
  const dossiers = [...recorded.values()].map((list) => readDossier(writing, list, now));
  await writing.db.transaction().execute((trx) =>
    writeRows(
      trx as never,
      dossiers.map((dossier) => rowsOf(writing, dossier)),
    ),
  );
  const proposals = await makeProposals(writing, dossiers, now);
  const cases = new Set(dossiers.map((dossier) => dossier.caseId)).size;
  return { cases, proceedings: dossiers.length, acts: acts.length, proposals };
}

function byDate(acts: readonly { readonly date: string; readonly act: NewAct }[]): Map<string, NewAct[]> {
  const days = new Map<string, NewAct[]>();
  for (const { date, act: one } of acts) {
    const list = days.get(date);
    if (list) list.push(one);
    else days.set(date, [one]);
  }
  return days;
}

function appendsOf(acts: readonly NewAct[], recorded: ReadonlyMap<string, readonly RecordedAct[]>): ProceedingAppend[] {
  const parts = new Map<string, NewAct[]>();
  for (const one of acts) {
    const list = parts.get(one.proceeding);
    if (list) list.push(one);
    else parts.set(one.proceeding, [one]);
  }
  return [...parts].map(([proceeding, list]) => ({
    proceeding,
    expectedVersion: recorded.get(proceeding)?.length ?? 0,
    acts: list,
  }));
}

export function demoActor(id: string): Actor {
  const found = demoStaff.find((one) => one.person.id === id);
  if (!found) throw new Error(`demo: no ${id}`);
  const { person, desk, roles, functions } = found;
  return {
    id,
    name: person.name,
    email: `${id}@demo.example`,
    office: demoOffice.id,
    desk,
    roles,
    functions,
    rank: demoRank(roles[0]),
    delegations: [],
  };
}

const WAITING = 6;
const ALIKE = 2;

/** Decisions that need a higher rank, proposed by the handlers of open cases. */
const wished: readonly {
  readonly act: string;
  readonly data: Readonly<Record<string, string | boolean | number | string[]>>;
  readonly reason: string;
}[] = [
  {
    act: 'decide-non-arrest',
    data: {
      ground: 'insufficient-evidence',
      supplementary_investigation: true,
      detained: true,
      reasons: '主观明知的证据不足（示例）',
    },
    reason: '现有证据不足以证明有犯罪事实，拟不批准逮捕并通知补充侦查',
  },
  {
    act: 'non-prosecution-discretionary',
    data: { pleads_guilty: true, reconciliation: true },
    reason: '犯罪情节轻微，已赔偿并取得谅解，拟相对不起诉',
  },
  { act: 'decide-protest', data: { grounds: ['sentence'] }, reason: '量刑明显不当，拟提出抗诉' },
  {
    act: 'conditional-non-prosecution',
    data: { months: 8, conditions: ['接受帮教'] },
    reason: '未成年人，可能判处一年有期徒刑以下刑罚，有悔罪表现',
  },
  {
    act: 'extend-handling',
    data: { reason: '需要进一步调阅卷宗（示例）' },
    reason: '案情复杂，三个月内难以办结，拟延长办理期限',
  },
  { act: 'notify-to-file', data: { reasons: '不立案理由不能成立（示例）' }, reason: '拟通知公安机关立案' },
];

async function makeProposals(writing: Writing, dossiers: readonly Dossier[], now: number): Promise<number> {
  let made = 0;
  const asked = new Map<string, number>();
  const open = dossiers.filter((dossier) => dossier.state.concluded === null && dossier.handler !== null);
  for (const dossier of open.toReversed()) {
    if (made > WAITING) break;
    for (const wish of wished) {
      if ((asked.get(wish.act) ?? 0) >= ALIKE) continue;
      const proposal = await proposeFor(writing, dossier, wish, now);
      if (proposal === null) continue;
      asked.set(wish.act, (asked.get(wish.act) ?? 0) + 1);
      made++;
      if (made > WAITING)
        await returnProposal(writing, proposal, { reason: '请补充说明被害人意见后再报' }, demoActor(chief), now);
      break;
    }
  }
  return made;
}

async function proposeFor(
  writing: Writing,
  dossier: Dossier,
  wish: (typeof wished)[number],
  now: number,
): Promise<string | null> {
  const info = dossier.law.acts.find((one) => one.id === wish.act);
  if (!info) return null;
  const subjects =
    info.subject === null ? [null] : dossier.state.subjects.filter((one) => one.outcome === null).map((one) => one.id);
  const world = worldOf(writing, demoOffice);
  for (const subject of subjects) {
    const judgement = judge(dossier.state, { type: wish.act, subject, at: now, data: wish.data }, world);
    if (ofLaw(judgement).length > 0) continue;
    const outcome = await act(
      writing,
      dossier.id,
      {
        act: wish.act,
        subject,
        on: dossier.today,
        data: { ...wish.data },
        expectedVersion: dossier.version,
        reason: wish.reason,
      },
      demoActor(dossier.handler!),
      now,
    );
    if (outcome.kind === 'waits') return outcome.proposal;
  }
  return null;
}
