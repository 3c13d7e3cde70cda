/** Opens the rooms over one store and hands each what it asks for. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Access, dayIn, demoAccounts, openAccess, secretIn } from '#access/index.ts';
import { type CaseworkDeps, type OfficeProfile, openCasework } from '#casework/index.ts';
import { describe, type LawPack, loadPack, withOwnPowers } from '#law/index.ts';
import { migrate, openLedger, openStore, type Store, type StoreConfig } from '#ledger/index.ts';
import { type Catalogue, loadCatalogue, openFacts, openFigures } from '#measures/index.ts';
import { openOversight } from '#oversight/index.ts';
import {
  loadTemplates,
  openPublications,
  type PublicationTables,
  publicationMigrations,
  type Template,
} from '#report/index.ts';
import { type Board, loadBoards } from './boards.ts';
import { notStarted, type ServerConfig, type StartRefusal, type WhichStore } from './config.ts';
import { demoMade, demoOffice, demoPeople, fillDemo, markDemo } from './demo.ts';
import type { Deps, Log } from './deps.ts';
import type { Words } from './env.ts';
import { eventHub } from './events.ts';
import { officeFault, officeIn } from './office.ts';
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

export type Given = {
  readonly hosts: readonly string[];
  readonly token: string;
  readonly secret: string;
  readonly log: Log;
  /** Sign-ins from one address in a minute; access has a default. */
  readonly triesPerMinute?: number;
};

function storeOf(which: WhichStore): StoreConfig {
  if (which.kind === 'demo') return { kind: 'pglite', dir: join(which.dir, 'store') };
  if (which.kind === 'data') return { kind: 'embedded', dir: join(which.dir, 'postgres') };
  return { kind: 'postgres', url: which.url };
}

export type Law = {
  readonly ok: true;
  readonly pack: LawPack;
  readonly catalogue: Catalogue;
  readonly report: readonly Template[];
  readonly boards: readonly Board[];
};

/** The pack with its measures and the texts of reports, or every fault of its files. */
export function readLaw(dir: string): Law | StartRefusal {
  const loaded = loadPack(dir);
  if (!loaded.ok) {
    const lines = loaded.error.map(describe).join('\n');
    return notStarted(2, lines, lines);
  }
  const pack = loaded.value;
  const catalogue = loadCatalogue(pack);
  if (!catalogue.ok) return notStarted(2, catalogue.error.zh, catalogue.error.en);
  const report = loadTemplates(pack, catalogue.value);
  if (!report.ok) return notStarted(2, report.error.zh, report.error.en);
  const boards = loadBoards(pack.dir, { measures: [...catalogue.value.measures.values()], roles: pack.roles });
  if (!boards.ok) return notStarted(2, boards.faults.join('\n'), boards.faults.join('\n'));
  return { ok: true, pack, catalogue: catalogue.value, report: report.value, boards: boards.value };
}

/** The first administrator, when nobody has an account: the password is shown once and kept nowhere. */
async function firstAdministrator(
  access: Access,
  pack: LawPack,
  office: string,
  now: number,
): Promise<Server['firstAdministrator']> {
  if ((await access.accounts.count()) > 0) return null;
  const email = 'admin@custos.example';
  const password = randomBytes(15).toString('base64url');
  const keeper = pack.roles.find((role) => role.functions.includes('keeps-accounts'));
  if (!keeper) throw new Error(`law pack ${pack.id}: no role has the function keeps-accounts`);
  const name = keeper.title;
  const made = await access.accounts.make(
    { email, password, name, desk: null, roles: [keeper.id] },
    office,
    null,
    now,
    {
      first: true,
    },
  );
  if (!made.ok) throw new Error(`first administrator: ${made.words.en}`);
  return { email, password };
}

const refreshMs = 60_000;

/** Opens the rooms on a store and gives what the routes use. `close` ends what was opened here; the store stays. */
export async function openDeps(
  store: Store,
  law: Law,
  office: OfficeProfile,
  config: Omit<ServerConfig, 'store' | 'host' | 'port'>,
  given: Given,
): Promise<{ readonly deps: Deps; readonly caseworkDeps: CaseworkDeps; readonly close: () => Promise<void> }> {
  const { pack } = law;
  const https = config.publicUrl?.startsWith('https:') ?? false;
  const ledger = openLedger(store, { clock: config.clock });
  const access = await openAccess({
    store,
    zone: pack.zone,
    staffing: pack,
    secret: given.secret,
    https,
    hosts: given.hosts,
    triesPerMinute: given.triesPerMinute,
  });
  const events = eventHub();
  const offices = [office];
  const caseworkDeps: CaseworkDeps = {
    store,
    ledger,
    pack,
    offices,
    staff: (id) => access.accounts.staff(id, true),
    changed: events.changed,
  };
  const casework = await openCasework(caseworkDeps);
  const oversight = await openOversight({ store, migrate, pack });
  await migrate(store, 'report', publicationMigrations);
  const dayOf = (at: number): string => dayIn(pack.zone, at);
  const source = casework.figureSource();
  const { catalogue } = law;
  const facts = await openFacts({ pack, catalogue, source, dayOf });
  const figures = await openFigures({ pack, catalogue, facts });
  const timer = setInterval(() => {
    casework.refresh(config.clock()).catch((error: unknown) => given.log.error('refresh', error));
  }, refreshMs);
  timer.unref();
  const deps: Deps = {
    access,
    casework,
    oversight,
    pack,
    figures,
    catalogue,
    report: law.report,
    boards: law.boards,
    publications: openPublications(
      store.db.$extendTables<PublicationTables>().$pickTables<'report_publication'>(),
      pack.zone,
    ),
    offices,
    demo: null,
    store: store.survives,
    events,
    clock: config.clock,
    hosts: given.hosts,
    https,
    clientFrom: config.clientFrom,
    localToken: given.token,
    web: config.web,
    version: version(),
    log: given.log,
  };
  const close = async (): Promise<void> => {
    clearInterval(timer);
    events.close();
    figures.close();
    await ledger.close();
  };
  return { deps, caseworkDeps, close };
}

/** Opens everything. On any refusal what was opened is closed again. */
export async function openRooms(config: ServerConfig, given: Omit<Given, 'secret'>): Promise<Rooms | StartRefusal> {
  const read = readLaw(config.packDir);
  if (!read.ok) return read;
  const which = config.store;
  mkdirSync(which.dir, { recursive: true });
  const toMake = which.kind === 'demo' && demoMade(which.dir) === null;
  if (toMake) rmSync(join(which.dir, 'store'), { recursive: true, force: true });
  const file = which.kind === 'demo' ? null : await officeIn(which.dir, read.pack);
  if (file && !file.ok) return notStarted(2, file.line, file.line);
  const pack = withOwnPowers(read.pack, file?.powers ?? {});
  if (!pack.ok) {
    const lines = (lang: 'zh' | 'en'): string => pack.error.map((one) => `office.yaml: ${one[lang]}`).join('\n');
    return notStarted(2, lines('zh'), lines('en'));
  }
  const law: Law = { ...read, pack: pack.value };
  const office: OfficeProfile = file ? file.office : demoOffice;
  const wrong = officeFault(law.pack, office);
  if (wrong !== null) return notStarted(2, `${office.title.zh}：${wrong.zh}`, `${office.title.en}: ${wrong.en}`);
  const opened = await openStore(storeOf(which));
  if (!opened.ok) return notStarted(2, opened.words.zh, opened.words.en);
  const { store } = opened;
  try {
    const secret = await secretIn(which.dir);
    const { deps, caseworkDeps, close } = await openDeps(store, law, office, config, { ...given, secret });
    const now = config.clock();
    const today = dayIn(law.pack.zone, now);
    if (toMake) {
      await fillDemo(deps, caseworkDeps, now);
      markDemo(which.dir, today);
    }
    await deps.casework.refresh(now);
    const accounts = which.kind === 'demo' ? demoAccounts(law.pack, demoPeople) : null;
    const written = file?.written;
    return {
      ok: true,
      deps: accounts ? { ...deps, demo: { people: demoPeople, accounts } } : deps,
      demo: accounts && { accounts, madeOn: demoMade(which.dir) ?? today },
      firstAdministrator: accounts ? null : await firstAdministrator(deps.access, deps.pack, office.id, now),
      notes: written
        ? [
            {
              zh: `已写入 ${written}：请先填写本院信息，再重新启动`,
              en: `Wrote ${written}: describe your office there, then start again`,
            },
          ]
        : [],
      close: async () => {
        await close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
