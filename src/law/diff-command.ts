import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { formatCite } from './cite.ts';
import { type About, type Change, changesBetween, type Side } from './diff.ts';
import { type ScenarioChange, scenarioChanges } from './diff-scenarios.ts';
import { compilePack, loadPack, readPackFiles } from './load.ts';
import { describe } from './source.ts';
import { words } from './text.ts';
import type { CommandResult, Lang, LawError, LawPack, Result, Text } from './types.ts';

export interface DiffJson {
  readonly old: string;
  readonly new: string;
  readonly changes: readonly Change[];
  /** Scenarios played over both; 0 between two days of one pack, where each act is judged by the law of its day anyway. */
  readonly played: number;
  readonly scenarios: readonly ScenarioChange[];
}

/**
 * `law diff OLD NEW`: two packs (folders), two versions of one procedure (files; one stands in its pack, the other takes its place), or
 * two days of the pack `ownPack`. Status 0 whether or not something changed; 2: not readable.
 */
export function lawDiff(
  old: string,
  now: string,
  options: { readonly pack: string; readonly lang?: Lang },
): CommandResult<DiffJson | null> {
  const sides = sidesOf(old, now, options.pack);
  if (!sides.ok) return { json: null, text: sides.error, status: 2 };
  const [before, after] = sides.value;
  const changes = changesBetween(before, after);
  const { played, changes: scenarios } =
    before.on === null ? scenarioChanges(before.pack, after.pack, touched(before.pack, after.pack)) : NOT_PLAYED;
  const json: DiffJson = { old, new: now, changes, played, scenarios };
  return { json, text: textOf(json, before.pack, after.pack, options.lang ?? after.pack.language), status: 0 };
}

const NOT_PLAYED = { played: 0, changes: [] };
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function sidesOf(old: string, now: string, own: string): Result<readonly [Side, Side], string> {
  const days = [old, now].filter((one) => DAY.test(one));
  if (days.length === 1) return wrong(`${days[0]} is a day and the other is none; expected two days, folders or files`);
  if (days.length === 2) {
    const none = days.find((day) => Number.isNaN(Date.parse(day)));
    if (none !== undefined) return wrong(`no such day: ${none}`);
    const pack = packAt(own);
    return pack.ok ? both({ pack: pack.value, on: old }, { pack: pack.value, on: now }) : pack;
  }
  const absent = [old, now].find((one) => !existsSync(one));
  if (absent !== undefined) return wrong(`${absent}: not there; expected a law pack, a procedure file or a day`);
  const folders = [old, now].filter((one) => statSync(one).isDirectory());
  if (folders.length === 1) return wrong(`${folders[0]} is a folder and the other is a file; expected two of one kind`);
  if (folders.length === 0) return filesOf(resolve(old), resolve(now));
  const [a, b] = [packAt(old), packAt(now)];
  if (!a.ok) return a;
  return b.ok ? both({ pack: a.value, on: null }, { pack: b.value, on: null }) : b;
}

const wrong = (error: string): { readonly ok: false; readonly error: string } => ({ ok: false, error });
const both = (old: Side, now: Side): Result<readonly [Side, Side], string> => ({ ok: true, value: [old, now] });

/** Two versions of one file: the pack is that of the new one, or else of the old one; each stands in it in turn. */
function filesOf(old: string, now: string): Result<readonly [Side, Side], string> {
  const home = [now, old].find((file) => rootOf(file) !== null);
  const root = home === undefined ? null : rootOf(home);
  if (home === undefined || root === null)
    return wrong(`${now}: stands in no law pack (no pack.yaml above it); expected one of the two files in its pack`);
  const files = readPackFiles(root);
  const place = relative(root, home);
  const other =
    rootOf(old) === root && rootOf(now) === root && old !== now ? relative(root, home === now ? old : now) : null;
  const packWith = (file: string): Result<LawPack, string> => {
    const texts = new Map([...files].filter(([name]) => name !== other));
    texts.set(place, readFileSync(file, 'utf8'));
    return packOr(compilePack(root, texts), file);
  };
  const [a, b] = [packWith(old), packWith(now)];
  if (!a.ok) return a;
  return b.ok ? both({ pack: a.value, on: null }, { pack: b.value, on: null }) : b;
}

function rootOf(file: string): string | null {
  for (let dir = dirname(file); dir !== dirname(dir); dir = dirname(dir))
    if (existsSync(join(dir, 'pack.yaml'))) return dir;
  return null;
}

const packAt = (dir: string): Result<LawPack, string> => packOr(loadPack(dir), dir);
function packOr(loaded: Result<LawPack, readonly LawError[]>, what: string): Result<LawPack, string> {
  if (loaded.ok) return loaded;
  return wrong([`${what}: not a law pack without faults`, ...loaded.error.map(describe)].join('\n'));
}

/** Procedures that the engine reads differently; null: all may answer differently, as what they share has changed. */
function touched(old: LawPack, now: LawPack): ReadonlySet<string> | null {
  const shared = ({ calendar, counting, ranks, zone, laws, powers }: LawPack) => ({
    calendar,
    counting,
    ranks,
    zone,
    laws,
    powers,
  });
  if (!isDeepStrictEqual(shared(old), shared(now))) return null;
  const form = (pack: LawPack, id: string) => ({ ...pack.procedures[id]?.procedure, version: '' });
  return new Set(Object.keys(now.procedures).filter((id) => !isDeepStrictEqual(form(old, id), form(now, id))));
}

const ABOUT: Readonly<Record<About, Text>> = {
  procedure: words('程序', 'procedure'),
  act: words('行为', 'act'),
  actor: words('办理人', 'who acts'),
  authority: words('决定权', 'who decides'),
  deadline: words('期限', 'deadline'),
  duty: words('义务', 'duty'),
  condition: words('条件', 'condition'),
  data: words('数据', 'data'),
  document: words('文书', 'document'),
  force: words('效力', 'in force'),
  citation: words('依据', 'citation'),
  outcome: words('结果', 'outcome'),
  link: words('衔接', 'link'),
  words: words('用语', 'words'),
  note: words('说明', 'note'),
  mark: words('核对程度', 'how far checked'),
  doubt: words('疑问', 'doubt'),
  pack: words('全包', 'whole pack'),
};

function textOf({ changes, played, scenarios }: DiffJson, old: LawPack, now: LawPack, lang: Lang): string {
  const zh = lang === 'zh';
  const lines: string[] = [];
  for (const id of new Set(changes.map((one) => one.procedure))) {
    const law = id === null ? undefined : (now.procedures[id] ?? old.procedures[id]);
    lines.push(law === undefined ? (zh ? '全包' : 'The whole pack') : `${law.title[lang]}  (${law.id})`);
    for (const one of changes.filter(({ procedure }) => procedure === id)) lines.push(...changeText(one, now, lang));
    lines.push('');
  }
  if (changes.length === 0) lines.push(zh ? '对人没有变化。' : 'Nothing changed for people.', '');
  for (const one of scenarios) {
    const word = (answer: true | string): string => (answer === true ? (zh ? '符合' : 'as expected') : answer);
    lines.push(`${one.file}: ${one.id}, ${zh ? '第' : 'step '}${one.step}${zh ? '步' : ''}: ${one.expected}`);
    lines.push(`    ${zh ? '原：' : 'was: '}${word(one.before)}`, `    ${zh ? '现：' : 'now: '}${word(one.after)}`);
  }
  const ids = new Set(scenarios.map((one) => one.id)).size;
  const counted = zh ? `${changes.length}处变化` : `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`;
  if (played === 0) lines.push(counted);
  else
    lines.push(
      zh
        ? `${counted}；重演${played}个情景，${ids}个结果不同`
        : `${counted}; ${played} scenarios played over both, ${ids} ${ids === 1 ? 'changes its' : 'change their'} answer`,
    );
  return lines.join('\n');
}

function changeText({ about, id, before, after, cite }: Change, pack: LawPack, lang: Lang): readonly string[] {
  const sign = before === null ? '+' : after === null ? '-' : '~';
  const law = cite === null || cite === '' ? '' : ` [${formatCite(pack.laws, cite, lang, 'short')}]`;
  const head = `  ${sign} ${ABOUT[about][lang]} ${id}${law}`;
  if (before !== null && after !== null)
    return [
      head,
      `      ${lang === 'zh' ? '原：' : 'was: '}${before[lang]}`,
      `      ${lang === 'zh' ? '现：' : 'now: '}${after[lang]}`,
    ];
  return [head, `      ${(after ?? before)?.[lang] ?? ''}`];
}
