import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Actor, may } from '#access/index.ts';
import { legalDate } from '#engine/index.ts';
import { demoJudgments } from './demo.ts';
import { words } from './finding-words.ts';
import { checkJudgment, SUPERVISION } from './findings.ts';
import { type FileItem, readJudgmentFile } from './judgments/files.ts';
import type { Judgment } from './judgments/judgment.ts';
import { readJudgment } from './judgments/read.ts';
import { type Kept, pageOf, rowOf, worstOf } from './page.ts';
import type { JudgmentImport, JudgmentList, JudgmentPage, JudgmentRow } from './schemas.ts';
import { type JudgmentTable, migrations, type OversightTables } from './tables.ts';
import type { JudgmentQuery, Oversight, OversightDeps, SentFile } from './types.ts';

const RANKS = ['certain', 'contradiction', 'depends', 'none'] as const;
const PAGE_SIZE = 20;
const LARGEST_PAGE = 200;
/** Name of a file sent in while it is read; its own name is only told. */
const UPLOAD = 'upload';

const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const EMPTY: JudgmentList = {
  rows: [],
  total: 0,
  page: 1,
  pages: 1,
  counts: { all: 0, certain: 0, depends: 0, contradiction: 0, none: 0 },
};

/** Creates or updates the room's tables, checks again what an earlier law had checked, and opens the room. */
export async function openOversight({ store, migrate, pack }: OversightDeps): Promise<Oversight> {
  await migrate(store, 'oversight', migrations);
  const db = store.db.$extendTables<OversightTables>();
  const law = sha256Of(JSON.stringify(pack.procedures[SUPERVISION]?.procedure ?? null));

  function columnsOf(
    kept: Kept,
    judgment: Judgment,
    text: string,
  ): Pick<JudgmentTable, 'law' | 'rank' | 'year' | 'words' | 'shown'> {
    const row = rowOf(kept, judgment, checkJudgment(pack, judgment, text));
    return {
      law,
      rank: RANKS.indexOf(worstOf(row.findings)),
      year: row.year ?? 0,
      words: wordsOf(row),
      shown: JSON.stringify(row),
    };
  }

  await checkAgain();

  async function checkAgain(): Promise<void> {
    const old = await db.selectFrom('oversight_judgment').selectAll().where('law', '!=', law).execute();
    for (const stored of old) {
      const read = readJudgment(stored.text);
      if (!read.ok) continue;
      await db
        .updateTable('oversight_judgment')
        .set(columnsOf(keptOf(stored), read.judgment, stored.text))
        .where('id', '=', stored.id)
        .execute();
    }
  }

  interface Incoming {
    readonly where: string;
    readonly file: string;
    readonly text: string;
    readonly judgment: Judgment;
  }
  interface From {
    readonly office: string;
    readonly by: string | null;
    readonly source: JudgmentRow['source'];
    readonly now: number;
  }

  /** Stores what is new in one transaction; a text this office has already is named with the judgment it became. */
  async function keep(incoming: readonly Incoming[], from: From): Promise<Pick<JudgmentImport, 'ids' | 'known'>> {
    const ids: string[] = [];
    const known: JudgmentImport['known'] = [];
    const readOn = legalDate(from.now, pack.calendar);
    await db.transaction().execute(async (trx) => {
      for (const { where, file, text, judgment } of incoming) {
        const kept: Kept = { id: randomUUID(), file, source: from.source, readOn };
        const sha256 = sha256Of(text);
        const added = await trx
          .insertInto('oversight_judgment')
          .values({
            id: kept.id,
            office: from.office,
            sha256,
            text,
            file,
            source: from.source,
            read_on: readOn,
            read_at: from.now,
            read_by: from.by,
            ...columnsOf(kept, judgment, text),
          })
          .onConflict((conflict) => conflict.columns(['office', 'sha256']).doNothing())
          .returning('id')
          .executeTakeFirst();
        if (added !== undefined) {
          ids.push(added.id);
          continue;
        }
        const before = await trx
          .selectFrom('oversight_judgment')
          .select(['id', 'read_on', 'file'])
          .where('office', '=', from.office)
          .where('sha256', '=', sha256)
          .executeTakeFirstOrThrow();
        known.push({ where, id: before.id, text: knownText(before.read_on, before.file) });
      }
    });
    return { ids, known };
  }

  async function importFiles(
    files: readonly SentFile[],
    actor: Actor,
    now: number,
  ): ReturnType<Oversight['importFiles']> {
    const answer = may(actor, 'import-judgments');
    if (!answer.allowed) return { forbidden: answer.words };
    const incoming: Incoming[] = [];
    const refused: JudgmentImport['refused'] = [];
    for (const file of files) {
      for (const item of await itemsOf(file)) {
        const taken = take(file.name, item);
        if ('refused' in taken) refused.push(taken.refused);
        else incoming.push(taken);
      }
    }
    const from: From = { office: actor.office, by: actor.id, source: 'file', now };
    const { ids, known } = await keep(incoming, from);
    return { read: ids.length, ids, known, refused };
  }

  async function list(query: JudgmentQuery, actor: Actor): Promise<JudgmentList> {
    if (!may(actor, 'read-judgments').allowed) return EMPTY;
    const size = Math.min(Math.max(1, query.pageSize ?? PAGE_SIZE), LARGEST_PAGE);
    const looked = (query.q ?? '')
      .trim()
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const found = looked.reduce(
      (select, word) => select.where('words', 'like', `%${word.replace(/[\\%_]/g, '\\$&')}%`),
      db.selectFrom('oversight_judgment').where('office', '=', actor.office),
    );
    const ranks = await found
      .select(['rank', (eb) => eb.fn.countAll<number>().as('n')])
      .groupBy('rank')
      .execute();
    const count = (name: (typeof RANKS)[number]): number =>
      Number(ranks.find(({ rank }) => rank === RANKS.indexOf(name))?.n ?? 0);
    const counts = {
      all: RANKS.reduce((sum, name) => sum + count(name), 0),
      certain: count('certain'),
      contradiction: count('contradiction'),
      depends: count('depends'),
      none: count('none'),
    };
    const total = query.finding === undefined ? counts.all : counts[query.finding];
    const pages = Math.max(1, Math.ceil(total / size));
    const page = Math.min(Math.max(1, Math.trunc(query.page ?? 1)), pages);
    const wanted = query.finding === undefined ? found : found.where('rank', '=', RANKS.indexOf(query.finding));
    const rows = await wanted
      .select('shown')
      .orderBy('rank')
      .orderBy('year', 'desc')
      .orderBy('id')
      .limit(size)
      .offset((page - 1) * size)
      .execute();
    return { rows: rows.map(({ shown }) => JSON.parse(shown) as JudgmentRow), total, page, pages, counts };
  }

  async function page(id: string, actor: Actor): Promise<JudgmentPage | null> {
    if (!may(actor, 'read-judgments').allowed) return null;
    const stored = await db
      .selectFrom('oversight_judgment')
      .selectAll()
      .where('id', '=', id)
      .where('office', '=', actor.office)
      .executeTakeFirst();
    if (stored === undefined) return null;
    const read = readJudgment(stored.text);
    return read.ok ? pageOf(pack, keptOf(stored), stored.text, stored.sha256, read.judgment) : null;
  }

  async function addDemo(office: string, today: string, now: number): Promise<number> {
    const incoming = demoJudgments(today).flatMap(({ id, text }): readonly Incoming[] => {
      const read = readJudgment(text);
      return read.ok ? [{ where: id, file: `${id}.txt`, text, judgment: read.judgment }] : [];
    });
    const { ids } = await keep(incoming, { office, by: null, source: 'made-up', now });
    return ids.length;
  }

  function take(name: string, item: FileItem): Incoming | { readonly refused: JudgmentImport['refused'][number] } {
    if (!item.ok) {
      const line = /:(\d+)$/.exec(item.error.where)?.[1];
      return { refused: { where: line === undefined ? name : `${name}:${line}`, text: item.error.what } };
    }
    const { id, line, text, result } = item.item;
    const own = id.startsWith(`${UPLOAD}.`) ? '' : ` (${id})`;
    const where = line === null ? name : `${name}:${line}${own}`;
    if (!result.ok) return { refused: { where, text: result.reason } };
    if (!text.isWellFormed() || text.includes('\0')) return { refused: { where, text: UNFIT } };
    return { where, file: line === null ? name : `${name}:${line}`, text, judgment: result.judgment };
  }

  return { importFiles, list, page, addDemo };
}

const UNFIT = words(
  '文本含有无效字符（空字符或者不成对的代理项）',
  'the text has characters that are no text (NUL or half a character)',
);

const knownText = (readOn: string, file: string) =>
  words(`已于${readOn}读入（${file}）`, `already read on ${readOn} (${file})`);

const keptOf = (stored: { id: string; file: string; source: JudgmentRow['source']; read_on: string }): Kept => ({
  id: stored.id,
  file: stored.file,
  source: stored.source,
  readOn: stored.read_on,
});

const wordsOf = (row: JudgmentRow): string =>
  [row.court, row.caseNo ?? '', row.prosecutingOffice ?? '', ...row.names, ...row.charges].join(' ').toLowerCase();

/** The reader reads files, so a file sent in is put in a folder of its own that only this process may open, and taken away again. */
async function itemsOf(file: SentFile): Promise<readonly FileItem[]> {
  const folder = await mkdtemp(join(tmpdir(), 'custos-judgments-'));
  try {
    const ending = /\.[a-z0-9]{1,8}$/i.exec(file.name)?.[0] ?? '';
    const path = join(folder, `${UPLOAD}${ending}`);
    await writeFile(path, file.bytes, { mode: 0o600 });
    const items: FileItem[] = [];
    for await (const item of readJudgmentFile(path)) items.push(item);
    return items;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
