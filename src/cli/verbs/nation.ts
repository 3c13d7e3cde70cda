import { join, resolve } from 'node:path';
import { ownLaw } from '../pack.ts';
import { type Call, document, type Exit, text, type Verb, wrongCall } from '../verb.ts';

const SCALE_MOST = 1;

function numberIn(
  given: string | undefined,
  name: string,
  expected: string,
  isRight: (value: number) => boolean,
): number {
  const value = given === undefined || given.trim() === '' ? Number.NaN : Number(given);
  if (!isRight(value))
    throw wrongCall(
      `custos nation: --${name} ${given ?? 'is missing'}${given === undefined ? ';' : ':'} expected ${expected}`,
    );
  return value;
}

async function run({ values, words, json, say, warn }: Call): Promise<Exit> {
  if (words.length > 0) throw wrongCall(`custos nation: ${words[0]}: expected options only`);
  const scale = numberIn(
    text(values, 'scale'),
    'scale',
    `a number above 0, at most ${SCALE_MOST}, e.g. 0.01`,
    (value) => value > 0 && value <= SCALE_MOST,
  );
  const seed = numberIn(
    text(values, 'seed') ?? '1',
    'seed',
    'a whole number from 0 to 4294967295',
    (value) => Number.isInteger(value) && value >= 0 && value < 4294967296,
  );
  const workers = text(values, 'workers');
  const threads =
    workers === undefined
      ? undefined
      : numberIn(
          workers,
          'workers',
          'a whole number from 1 to 64',
          (value) => Number.isInteger(value) && value >= 1 && value <= 64,
        );
  const room = await import('#nation/index.ts');
  const first = text(values, 'from') ?? String(room.SINCE[0]);
  const from = room.SINCE.find((year) => String(year) === first);
  if (from === undefined)
    throw wrongCall(`custos nation: --from ${first}: expected ${[...room.SINCE].sort().join(' or ')}`);
  const given = text(values, 'out');
  if (given === undefined) throw wrongCall('custos nation: --out is missing; expected a new or an empty folder');
  const out = resolve(given);
  const refused = await room.refusal(out);
  if (refused !== null) throw wrongCall(`custos nation: --out: ${refused}`);
  const { pack, catalogue } = await ownLaw('nation');
  const shown = process.stderr.isTTY && !json;
  const made = await room.makeNation(pack, catalogue, {
    scale,
    seed,
    from,
    out,
    ...(threads === undefined ? {} : { workers: threads }),
    ...(shown
      ? { onProgress: (done: number, all: number) => process.stderr.write(`\r${done} of ${all} provinces`) }
      : {}),
  });
  if (shown) warn('');
  if (json) say(document(made));
  else
    say(
      `${made.cases} cases, ${made.proceedings} proceedings, ${made.acts} acts in ${made.seconds} s: ${out}, what was planted in ${join(out, 'truth.json')}`,
    );
  return 0;
}

export const nation: Verb = {
  name: 'nation',
  usage: ['nation --scale S --out DIR [--seed N] [--from YEAR] [--workers N] [--json]'],
  does: 'makes a made-up nation of cases that walk the law, with its planted departures',
  help: [
    '--scale S    share of the whole: 1 is 17.3 million cases, 0.01 a hundredth',
    '--seed N     the same seed gives the same bytes, whatever the number of threads; without it 1',
    '--out DIR    a new or an empty folder: acts, duties, proceedings as Parquet by year and place, steps (what each act says), keys.json,',
    '             truth.json; custos replay DIR then finds what departs from the law',
    '--from YEAR  2018, or 2013 with the five years before, which reports compare with; without it 2018',
    '--workers N  threads; without it one for each core',
  ].join('\n'),
  options: {
    scale: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    from: { type: 'string' },
    workers: { type: 'string' },
  },
  run,
};
