import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Calendar } from '#engine/index.ts';
import type { CommandResult, DateAsked, LawPack, ShowJson, TryIn } from '#law/index.ts';
import { nearest } from '../nearest.ts';
import { finish, ownPack, readPack } from '../pack.ts';
import { type Call, type Exit, flag, languageIn, text, type Verb, wrongCall } from '../verb.ts';

const parts = ['check', 'show', 'try', 'date', 'diff', 'new'] as const;

function packIn(call: Call): string {
  const given = text(call.values, 'pack');
  return given === undefined ? ownPack : folder(given);
}

/** The pack in whose folder a scenario file stands, else the project's own. */
function packOf(file: string): string {
  for (let dir = dirname(resolve(file)); dir !== dirname(dir); dir = dirname(dir))
    if (existsSync(join(dir, 'pack.yaml'))) return dir;
  return ownPack;
}

function folder(given: string): string {
  if (!existsSync(resolve(given))) throw wrongCall(`custos law: ${given}: no such folder; expected a law pack`);
  return resolve(given);
}

/** Which procedure is being searched, on a terminal only. */
function progress(): (id: string, index: number, of: number) => void {
  if (!process.stderr.isTTY) return () => {};
  return (id, index, of) => {
    process.stderr.write(`\r\u001b[K${index + 1}/${of} ${id}${index + 1 === of ? '\r\u001b[K' : ''}`);
  };
}

function dateAsked(call: Call, words: readonly string[]): DateAsked {
  const { values } = call;
  const [what, rule, ...more] = words;
  const from = text(values, 'from');
  if (what === undefined || more.length > 0)
    throw wrongCall('custos law date: expected a PERIOD, or a PROCEDURE and one of its rules or clocks');
  if (from === undefined) throw wrongCall('custos law date: expected --from DATE, the day of the event');
  const several = (name: string): readonly string[] =>
    [values[name] ?? []].flat().filter((one) => typeof one === 'string');
  const calendar = text(values, 'calendar');
  return {
    what,
    rule,
    from,
    custody: flag(values, 'custody'),
    extend: several('extend'),
    pause: several('pause'),
    rolls: text(values, 'rolls'),
    branch: text(values, 'branch'),
    lang: languageIn(call, 'law date'),
    ...(calendar === undefined ? {} : { calendar: readCalendar(calendar) }),
  };
}

const calendarFile = z.object({
  id: z.string(),
  version: z.string(),
  zone: z.string(),
  knownFrom: z.iso.date(),
  knownTo: z.iso.date(),
  off: z.record(z.iso.date(), z.string()),
  work: z.record(z.iso.date(), z.string()),
});

/** A calendar of its own: a .json file with the holidays by date (`off`) and the make-up working days (`work`). */
function readCalendar(file: string): Calendar {
  const fault = (what: string) => wrongCall(`custos law date: --calendar ${file}: ${what}`);
  if (!existsSync(file)) throw fault('not there; expected a .json file');
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw fault('not readable as JSON');
  }
  const read = calendarFile.safeParse(data);
  if (read.success && isZone(read.data.zone)) return read.data;
  if (read.success) throw fault(`zone: no time zone "${read.data.zone}"; expected one like Asia/Shanghai`);
  const [issue] = read.error.issues;
  throw fault(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a calendar'}`);
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

interface DcrAsked {
  readonly file: string;
  readonly form: 'dcr-js' | 'portal';
}

function dcrAsked({ values }: Call): DcrAsked | null {
  const [file, form] = [text(values, 'dcr'), text(values, 'form')];
  if (form !== undefined && form !== 'dcr-js' && form !== 'portal')
    throw wrongCall(`custos law show: --form ${form}: expected dcr-js or portal`);
  if (file !== undefined) return { file, form: form ?? 'dcr-js' };
  if (form !== undefined) throw wrongCall('custos law show: --form goes with --dcr FILE.xml');
  return null;
}

/** Writes the procedure as a DCR graph; what a graph cannot say goes to standard error, or into the JSON. */
async function asDcr(
  call: Call,
  shown: CommandResult<ShowJson | null>,
  pack: LawPack,
  id: string,
  on: string | undefined,
  { file, form }: DcrAsked,
): Promise<CommandResult<unknown>> {
  const { procedureOf } = await import('#law/index.ts');
  const procedure = procedureOf(pack, id, on === undefined ? {} : { on });
  if (shown.json === null || procedure === null) return shown;
  const { exportDcr } = await import('#oversight/index.ts');
  const { xml, lost } = exportDcr(procedure, form);
  try {
    writeFileSync(file, xml);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split(',')[0] ?? '') : '';
    throw wrongCall(
      `custos law show: --dcr ${file}: cannot be written (${why}); expected a file in a folder that is there`,
    );
  }
  if (!call.json) for (const { what, why } of lost) call.warn(`not in the graph as it is: ${what} (${why})`);
  return {
    json: { ...shown.json, dcr: { file, form, lost } },
    text: `${id}: ${procedure.acts.length} acts written to ${file} (${form}); ${lost.length} things a graph cannot say, or says otherwise`,
    status: 0,
  };
}

async function run(call: Call): Promise<Exit> {
  const [part = '', ...rest] = call.words;
  const { lawCheck, lawDate, lawDiff, lawNew, lawShow, lawTry } = await import('#law/index.ts');
  if (part === 'check') {
    if (rest.length > 1)
      throw wrongCall(`custos law check: unexpected “${rest.slice(1).join(' ')}”; expected one PACK`);
    const dir = rest[0] === undefined ? packIn(call) : folder(rest[0]);
    return finish(call, lawCheck(dir, { fast: flag(call.values, 'fast'), onProcedure: progress() }));
  }
  if (part === 'date') {
    const asked = dateAsked(call, rest);
    return finish(call, lawDate(await readPack(packIn(call), 'law date'), asked), 'law date');
  }
  if (part === 'show') {
    const [id, ...more] = rest;
    if (id === undefined || more.length > 0) throw wrongCall('custos law show: expected one procedure ID');
    const pack = await readPack(packIn(call), 'law show');
    const on = text(call.values, 'on');
    const shown = lawShow(pack, id, { on, lang: languageIn(call, 'law show') });
    const asked = dcrAsked(call);
    return finish(call, asked === null ? shown : await asDcr(call, shown, pack, id, on, asked), 'law show');
  }
  if (part === 'try') {
    if (rest.length === 0) throw wrongCall('custos law try: expected at least one FILE with scenarios');
    const packs = new Map<string, string[]>();
    for (const file of rest) {
      const dir = text(call.values, 'pack') === undefined ? packOf(file) : packIn(call);
      packs.set(dir, [...(packs.get(dir) ?? []), file]);
    }
    const tried: TryIn[] = [];
    for (const [dir, files] of packs) tried.push({ pack: await readPack(dir, 'law try'), files });
    return finish(call, lawTry(tried), 'law try');
  }
  if (part === 'diff') {
    const [old, now, ...more] = rest;
    if (old === undefined || now === undefined || more.length > 0)
      throw wrongCall('custos law diff: expected OLD and NEW: two packs, two procedure files, or two days');
    const lang = call.values.language === undefined ? {} : { lang: languageIn(call, 'law diff') };
    return finish(call, lawDiff(old, now, { pack: packIn(call), ...lang }), 'law diff');
  }
  if (part === 'new') {
    const [id, ...more] = rest;
    if (id === undefined || more.length > 0)
      throw wrongCall('custos law new: expected one ID, as criminal.small-claims');
    const lang = call.values.language === undefined ? {} : { lang: languageIn(call, 'law new') };
    return finish(call, lawNew(await readPack(packIn(call), 'law new'), id, lang), 'law new');
  }
  const near = await nearest(part, parts);
  const hint = near === null ? `expected ${parts.join(', ')}` : `did you mean ${near}?`;
  throw wrongCall(part === '' ? `custos law: ${hint}` : `custos law: unknown “${part}”; ${hint}`);
}

export const law: Verb = {
  name: 'law',
  usage: [
    'law check [PACK] [--fast] [--json]',
    'law show ID [--on DATE] [--language zh|en] [--dcr FILE.xml [--form dcr-js|portal]] [--json]',
    'law try FILE… [--pack DIR] [--json]',
    'law diff OLD NEW [--language zh|en] [--json]',
    'law new ID [--pack DIR]',
    'law date PERIOD|PROCEDURE RULE --from DATE [--custody] [--extend P15D|ACT]… [--pause DATE..DATE]… [--json]',
  ],
  does: 'checks the law pack, shows a procedure, runs scenarios, compares two laws, starts a procedure, counts dates',
  help: [
    'check          loads a pack and runs every static check on every procedure; status 1 if it has errors',
    '  --fast       without searching for runs',
    'show ID        acts, rules, clocks, citations and doubts of a procedure, as criminal.arrest-review',
    '  --on DATE    the version in force on that day',
    '  --dcr FILE   writes it as a DCR graph, in the XML of dcr-js or, with --form portal, of DCRGraphs.net; what a graph cannot say',
    '               is listed on standard error. `custos replay LOG --procedure FILE.xml` reads it back',
    'try FILE…      runs scenarios over the pack in whose folder they stand (or --pack, or law/cn); status 1 if an expectation fails',
    'diff OLD NEW   what changed for people, and which scenarios change their answer: two packs (folders), two versions of a',
    '               procedure file (one of them in its pack), or two days (2018-10-25 2018-10-26) of the pack',
    'new ID         writes a commented start of a procedure and its scenarios; fill what is between ‹ and ›',
    'date           how a date comes about, step by step: of a period (P10D, P1M, PT24H), or of a rule or clock of a procedure',
    '  --from DATE  the day of the event, or the moment (2024-02-07T15:20) where hours count',
    '  --custody    the person is in custody',
    '  --rolls R    next, previous, none or custody: whether a last day off moves, and which way',
    '  --branch B   whose way of counting holds for a bare period, as criminal',
    '  --calendar F another calendar, as .json: id, version, zone, knownFrom, knownTo, off, work',
    '--pack DIR     another pack than law/cn, as law/ew',
  ].join('\n'),
  options: {
    on: { type: 'string' },
    dcr: { type: 'string' },
    form: { type: 'string' },
    language: { type: 'string' },
    pack: { type: 'string' },
    fast: { type: 'boolean' },
    from: { type: 'string' },
    custody: { type: 'boolean' },
    extend: { type: 'string', multiple: true },
    pause: { type: 'string', multiple: true },
    rolls: { type: 'string' },
    branch: { type: 'string' },
    calendar: { type: 'string' },
  },
  run,
};
