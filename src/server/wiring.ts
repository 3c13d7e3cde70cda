/** Opens the rooms over one store and hands each what it asks for. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type Access,
  type DemoPerson,
  dayIn,
  deciding,
  demoAccounts,
  makeDemoAccounts,
  may,
  openAccess,
  scopeOf,
  secretIn,
} from '#access/index.ts';
import { type Casework, demoOffice, demoStaff, makeDemo, type OfficeProfile, openCasework } from '#casework/index.ts';
import { describe, type LawPack, loadPack } from '#law/index.ts';
import { type Ledger, openLedger, openStore, type Store, type StoreConfig } from '#ledger/index.ts';
import { type Figures, loadMeasures, openFigures } from '#measures/index.ts';
import { loadTemplate, type Template } from '#report/index.ts';
import { notStarted, type ServerConfig, type StartRefusal, type WhichStore } from './config.ts';
import { demoMade, markDemo } from './demo.ts';
import type { Deps, Log } from './deps.ts';
import type { Words } from './env.ts';
import { type EventHub, eventHub } from './events.ts';
import { officeIn } from './office.ts';
import type { Server } from './start.ts';

const version = (): string => {
  const text = readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8');
  const parsed: unknown = JSON.parse(text);
  return parsed !== null && typeof parsed === 'object' && 'version' in parsed ? String(parsed.version) : '0';
};

export type Rooms = {
  readonly ok: true;
  readonly deps: Deps;
  readonly demo: Server['demo'];
  readonly firstAdministrator: Server['firstAdministrator'];
  readonly notes: readonly Words[];
  readonly close: () => Promise<void>;
};

type Given = { readonly hosts: readonly string[]; readonly token: string; readonly log: Log };

function storeOf(which: WhichStore): StoreConfig {
  if (which.kind === 'demo') return { kind: 'pglite', dir: join(which.dir, 'store') };
  if (which.kind === 'data') return { kind: 'embedded', dir: join(which.dir, 'postgres') };
  return { kind: 'postgres', url: which.url };
}

type Law = {
  readonly ok: true;
  readonly pack: LawPack;
  readonly definitions: Figures['definitions'];
  readonly report: Template;
};

function readLaw(dir: string): Law | StartRefusal {
  const loaded = loadPack(dir);
  if (!loaded.ok) {
    const lines = loaded.error.map(describe).join('\n');
    return notStarted(2, lines, lines);
  }
  const pack = loaded.value;
  const measures = loadMeasures(pack);
  if (!measures.ok) return notStarted(2, measures.error.zh, measures.error.en);
  const report = loadTemplate(pack, measures.value);
  if (!report.ok) return notStarted(2, report.error.zh, report.error.en);
  return { ok: true, pack, definitions: measures.value, report: report.value };
}

/** The first administrator, when nobody has an account: the password is shown once and kept nowhere. */
async function firstAdministrator(access: Access, office: string, now: number): Promise<Server['firstAdministrator']> {
  if ((await access.accounts.count()) > 0) return null;
  const email = 'admin@custos.example';
  const password = randomBytes(15).toString('base64url');
  const name = { zh: '系统管理员', en: 'System administrator' };
  const made = await access.accounts.make(
    { email, password, name, desk: null, roles: ['administrator'] },
    office,
    null,
    now,
  );
  if (!made.ok) throw new Error(`first administrator: ${made.words.en}`);
  return { email, password };
}

/** Everybody of the demo who can sign in. */
export const demoPeople: readonly DemoPerson[] = demoStaff.map(({ person, desk, roles }) => ({
  id: person.id,
  name: person.name,
  desk,
  roles,
}));

type Opened = {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly access: Access;
  readonly casework: Casework;
  readonly events: EventHub;
};

async function openOn(
  store: Store,
  pack: LawPack,
  offices: readonly OfficeProfile[],
  config: ServerConfig,
  given: Given,
): Promise<Opened> {
  const ledger = openLedger(store, { clock: config.clock });
  const https = config.publicUrl?.startsWith('https:') ?? false;
  const secret = await secretIn(config.store.dir);
  const access = await openAccess({ store, zone: pack.zone, secret, https, hosts: given.hosts });
  const events = eventHub();
  const casework = await openCasework({
    store,
    ledger,
    pack,
    offices,
    rules: { may, deciding, scopeOf },
    staff: (office) => access.accounts.staff(office, true),
    changed: events.changed,
  });
  return { store, ledger, access, casework, events };
}

const refreshMs = 60_000;

/** Opens everything. On any refusal what was opened is closed again. */
export async function openRooms(config: ServerConfig, given: Given): Promise<Rooms | StartRefusal> {
  const law = readLaw(config.packDir);
  if (!law.ok) return law;
  const which = config.store;
  mkdirSync(which.dir, { recursive: true });
  const halfMade = which.kind === 'demo' && demoMade(which.dir) === null;
  if (halfMade) rmSync(join(which.dir, 'store'), { recursive: true, force: true });
  const file = which.kind === 'demo' ? null : await officeIn(which.dir);
  if (file && !file.ok) return notStarted(2, file.line, file.line);
  const office: OfficeProfile = file ? file.office : demoOffice;
  const opened = await openStore(storeOf(which));
  if (!opened.ok) return notStarted(2, opened.words.zh, opened.words.en);
  const { store } = opened;
  try {
    const rooms = await openOn(store, law.pack, [office], config, given);
    const now = config.clock();
    const today = dayIn(law.pack.zone, now);
    if (halfMade) {
      await makeDemoAccounts(rooms.access, office.id, demoPeople, now);
      await makeDemo(rooms.casework, rooms.access, today);
      markDemo(which.dir, today);
    }
    await rooms.casework.refresh(now);
    const figures = await openFigures({
      pack: law.pack,
      definitions: law.definitions,
      source: rooms.casework.figureSource(),
      dayOf: (at) => dayIn(law.pack.zone, at),
    });
    const timer = setInterval(() => {
      rooms.casework.refresh(config.clock()).catch((error: unknown) => given.log.error('refresh', error));
    }, refreshMs);
    timer.unref();
    const accounts = which.kind === 'demo' ? demoAccounts(demoPeople) : null;
    const deps: Deps = {
      access: rooms.access,
      casework: rooms.casework,
      pack: law.pack,
      figures,
      report: law.report,
      offices: [office],
      demo: accounts && { people: demoPeople, accounts },
      store: store.survives,
      events: rooms.events,
      clock: config.clock,
      hosts: given.hosts,
      https: config.publicUrl?.startsWith('https:') ?? false,
      clientFrom: config.clientFrom,
      localToken: given.token,
      web: config.web,
      version: version(),
      log: given.log,
    };
    const written = file?.written;
    return {
      ok: true,
      deps,
      demo: accounts && { accounts, madeOn: demoMade(which.dir) ?? today },
      firstAdministrator: accounts ? null : await firstAdministrator(rooms.access, office.id, now),
      notes: written
        ? [
            {
              zh: `已写入 ${written}：请先填写本院信息，再重新启动`,
              en: `Wrote ${written}: describe your office there, then start again`,
            },
          ]
        : [],
      close: async () => {
        clearInterval(timer);
        figures.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
