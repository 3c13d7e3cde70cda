import { statSync } from 'node:fs';
import type { LawPack } from '#law/index.ts';
import { finish, ownPack } from '../pack.ts';
import { type Call, type Exit, flag, languageIn, text, texts, type Verb, wrongCall } from '../verb.ts';

/** A line on a terminal that is written over; nothing where standard error is no terminal. */
function progressOn(stream: NodeJS.WriteStream): {
  readonly tell: (events: number) => void;
  readonly clear: () => void;
} {
  if (!stream.isTTY) return { tell: () => {}, clear: () => {} };
  let last = 0;
  return {
    tell(events) {
      if (Date.now() - last < 200) return;
      last = Date.now();
      stream.write(`\r${events} events read`);
    },
    clear: () => stream.write(last === 0 ? '' : '\r\u001b[K'),
  };
}

async function run(call: Call): Promise<Exit> {
  const [log, ...more] = call.words;
  if (log === undefined || more.length > 0)
    throw wrongCall(
      'custos replay: expected one LOG (.xes, .xes.gz, .csv, .parquet or OCEL 2.0), or the folder of a nation (custos nation)',
    );
  const workers = text(call.values, 'workers');
  if (workers !== undefined && !/^[1-9]\d{0,2}$/.test(workers))
    throw wrongCall(`custos replay: --workers ${workers}: expected a number of threads from 1 to 999`);
  if (statSync(log, { throwIfNoEntry: false })?.isDirectory()) {
    const { replayNationVerb } = await import('../replay-nation.ts');
    return replayNationVerb(call, log);
  }
  const [procedure, ...others] = texts(call.values, 'procedure');
  if (others.length > 0) throw wrongCall('custos replay: one --procedure for a log; several are for a nation');
  if (procedure === undefined)
    throw wrongCall('custos replay: expected --procedure, the id of a procedure, a procedure file or a DCR model');
  const { replayCaseCommand, replayCommand } = await import('#oversight/index.ts');
  const { describe, loadPack } = await import('#law/index.ts');
  const { tell, clear } = progressOn(process.stderr);
  const pack = (): LawPack => {
    const loaded = loadPack(ownPack);
    if (loaded.ok) return loaded.value;
    const [first] = loaded.error;
    throw wrongCall(`custos replay: ${first ? describe(first) : ownPack}`);
  };
  const asked = {
    procedure,
    map: text(call.values, 'map'),
    until: text(call.values, 'until'),
    knownAt: text(call.values, 'known-at'),
    pack,
  };
  const one = text(call.values, 'case');
  if (one !== undefined) {
    for (const name of ['durations', 'departures', 'workers'])
      if (call.values[name] !== undefined)
        throw wrongCall(`custos replay: --${name} is for a whole log, --case for one of its cases`);
    const lang = languageIn(call, 'replay');
    return finish(call, await replayCaseCommand(log, { ...asked, case: one, lang }), 'replay');
  }
  if (text(call.values, 'language') !== undefined)
    throw wrongCall('custos replay: --language goes with --case; the table of a whole log is in English');
  const result = await replayCommand(log, {
    ...asked,
    durations: flag(call.values, 'durations'),
    progress: tell,
    departures: text(call.values, 'departures'),
    ...(workers === undefined ? {} : { workers: Number(workers) }),
  });
  clear();
  return finish(call, result, 'replay');
}

export const replay: Verb = {
  name: 'replay',
  usage: [
    'replay LOG --procedure ID-or-FILE [--map FILE] [--until DATE] [--known-at DATE] [--durations] [--departures FILE] [--workers N] [--json]',
    'replay LOG --procedure ID-or-FILE --case NAME [--language zh|en] [--map FILE] [--until DATE] [--known-at DATE] [--json]',
    'replay DIR [--procedure ID]… [--until DATE] [--known-at DATE] [--departures FILE] [--workers N] [--json]',
    'replay DIR --case NUMBER [--procedure ID]… [--language zh|en] [--until DATE] [--json]',
  ],
  does: 'replays an event log (.xes, .xes.gz, .csv, .parquet, OCEL 2.0) over a procedure, or a nation over the law: what was kept, late, never done',
  help: [
    '--procedure P   the id of a procedure of the law pack, a procedure file of a few lines (examples/replay), or a DCR model (.xml)',
    '--map FILE      YAML or JSON: which column is the case, the activity, the timestamp …; which activity is which act',
    '--until DATE    the end of observation; without it the latest moment in the log, never today',
    '--known-at DATE as known then: what was recorded later (recorded_at in the mapping) is left aside, corrections too;',
    '                without --until it is the end of observation as well, where the log goes on',
    '--durations     for rules with duties also the time to discharge: median and share by the due date, what is still open as censored;',
    '                the replay takes longer',
    '--departures F  writes every departure to the file F, a line of JSON for each: trace, rule, article, act, due date, lateness',
    '--workers N     threads that replay a long log; without it one for each core. The answer is the same',
    '--case NAME     one case: its course, each departure with its arithmetic, and the shortest explanation: which acts would have had',
    '                to come at another place, be added or be left out',
    'DIR             a nation (custos nation --out DIR): every proceeding of every procedure, or of those named; what departs is held against',
    '                its truth.json, where every departure that was planted stands; without --until observation ends where the nation ends',
    'The format is seen in the file, not in its name.',
  ].join('\n'),
  options: {
    procedure: { type: 'string', multiple: true },
    map: { type: 'string' },
    until: { type: 'string' },
    'known-at': { type: 'string' },
    durations: { type: 'boolean' },
    workers: { type: 'string' },
    departures: { type: 'string' },
    case: { type: 'string' },
    language: { type: 'string' },
  },
  run,
};
