import type { Figure, FigureDetail, FigureRows } from '#measures/index.ts';
import { isNation } from '../nation.ts';
import { nearest } from '../nearest.ts';
import { nationTeller, officeTeller, pageSize, type Question, type Teller } from '../tellers.ts';
import { type Call, document, type Exit, flag, text, texts, type Verb, wrongCall } from '../verb.ts';

type Shown = {
  readonly id: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly value: number | null;
  readonly unit: string;
  readonly numerator?: number;
  readonly denominator?: number;
  /** Of a median: 95 %; an end that is null is not reached. Null: nothing has ended. */
  readonly interval?: Figure['interval'];
  readonly as_known_at: string;
  readonly excluded: Figure['excluded'];
  readonly by: FigureDetail['by'];
  readonly cases?: FigureRows['rows'];
};

/** Of a nation's millions no more is printed. */
const mostCases = 1000;

async function casesOf(teller: Teller, figure: Figure, asked: Question): Promise<FigureRows['rows']> {
  const rows: FigureRows['rows'] = [];
  for (let page = 1; rows.length < mostCases; page++) {
    const found = await teller.cases(figure, asked, page);
    rows.push(...found.rows);
    if (found.rows.length < pageSize || rows.length >= found.total) break;
  }
  return rows.slice(0, mostCases);
}

const shown = (figure: Figure, by: FigureDetail['by'], cases: FigureRows['rows'] | undefined): Shown => ({
  id: figure.id,
  period: { from: figure.period.from, to: figure.period.to },
  value: figure.value,
  unit: figure.unit.code,
  ...(figure.numerator ? { numerator: figure.numerator.value } : {}),
  ...(figure.denominator ? { denominator: figure.denominator.value } : {}),
  ...(figure.interval === undefined ? {} : { interval: figure.interval }),
  as_known_at: new Date(figure.asKnownAt).toISOString(),
  excluded: figure.excluded,
  by,
  ...(cases ? { cases } : {}),
});

function lines(figure: Figure, found: Shown): string {
  const parts = found.by.flatMap((one) =>
    one.rows.map((row) => `    ${one.dimension.padEnd(10)} ${row.title.en.padEnd(34)} ${row.display.en}`),
  );
  const fraction =
    figure.numerator && figure.denominator ? `  (${figure.numerator.value} of ${figure.denominator.value})` : '';
  const cases = (found.cases ?? []).map(
    (row) => `    ${row.date ?? ''}  ${row.number ?? row.case}  ${row.act?.en ?? ''}`,
  );
  const { interval } = figure;
  const sure = interval ? `  95 %: ${interval.from ?? 'not reached'} to ${interval.to ?? 'not reached'}` : '';
  const unit = figure.unit.code === 'percent' ? '' : figure.unit.text.en;
  const head = `${figure.id.padEnd(30)} ${figure.display.en.padStart(8)} ${unit}${fraction}${sure}  ${figure.title.en}`;
  return [head, ...parts, ...cases].join('\n');
}

/** `month,offence`: names with commas, each once. */
function dimensionsIn(given: string | undefined): readonly string[] {
  if (given === undefined) return [];
  const names = given.split(',').map((one) => one.trim());
  if (names.includes('')) throw wrongCall(`custos measure: --by "${given}": expected dimensions, as month,offence`);
  return [...new Set(names)];
}

async function unknownId(id: string, known: readonly string[]): Promise<Error> {
  const near = await nearest(id, known);
  const hint = near === null ? 'custos measure names them all' : `did you mean ${near}?`;
  return wrongCall(`custos measure: no measure “${id}”; ${hint}`);
}

/** What the options ask; what is wrong with them is told before anything is opened. */
async function questionIn({ values }: Call, nation: boolean): Promise<Question> {
  const { parsePeriod } = await import('#measures/index.ts');
  const period = text(values, 'period');
  if (period !== undefined) {
    const parsed = parsePeriod(period);
    if (!parsed.ok) throw wrongCall(`custos measure: --period: ${parsed.error.en}`);
  }
  const asked: Question = {
    period,
    by: dimensionsIn(text(values, 'by')),
    where: texts(values, 'where'),
    knownAt: text(values, 'known-at'),
    scope: text(values, 'scope'),
  };
  if (nation && asked.knownAt !== undefined)
    throw wrongCall('custos measure: --known-at: made-up data stand at one moment only');
  if (!nation && asked.scope !== undefined)
    throw wrongCall('custos measure: --scope: an office counts itself; expected with --data DIR of a nation');
  return asked;
}

/** Nothing is printed before everything asked for is counted: with a fault in one of them there is no number. */
async function tell(call: Call, asked: Question, teller: Teller): Promise<Exit> {
  const { values, words, json, say } = call;
  const known = [...new Set([...teller.measures, ...teller.figures])];
  const unknown = words.find((id) => !known.includes(id));
  if (unknown !== undefined) throw await unknownId(unknown, known);
  const ids = words.length === 0 ? teller.usual(asked) : [...new Set(words)];
  if (words.length === 0) await teller.prepare(asked);
  const found: { readonly figure: Figure; readonly shown: Shown }[] = [];
  for (const id of ids) {
    const figure = await teller.figure(id, asked);
    const by = await teller.parts(id, asked);
    const cases = flag(values, 'cases') ? await casesOf(teller, figure, asked) : undefined;
    found.push({ figure, shown: shown(figure, by, cases) });
  }
  if (json) say(document(found.map((one) => one.shown)));
  else for (const one of found) say(lines(one.figure, one.shown));
  return 0;
}

/** With a teller that is open already for the nation in the folder, that one answers, and stays open. */
export async function answer(call: Call, open?: Teller): Promise<Exit> {
  const room = await import('#measures/index.ts');
  const dir = text(call.values, 'data');
  const nation = dir !== undefined && isNation(dir);
  const asked = await questionIn(call, nation);
  if (open) return tell(call, asked, open);
  const teller = nation ? await nationTeller(room, dir) : await officeTeller(room, call);
  try {
    return await tell(call, asked, teller);
  } finally {
    await teller.close();
  }
}

export const measure: Verb = {
  name: 'measure',
  usage: ['measure [ID…] [--period P] [--by DIMENSION,…] [--where column=value] [--cases] [--data DIR] [--json]'],
  does: 'figures, counted from the acts, and the cases behind them',
  help: [
    'ID               a measure, or a figure of the report (its own period); none: all of them',
    '--period P       2026, 2026-11, 2026Q3, 2026-01..2026-10 or 2018..2022; without it this year until today, of a nation all of it',
    '--by D,…         month, year, office, province, offence, offence-group …; what a measure has is said when it has not',
    '--where C=V      only acts with this value of a column, as ground=doubt; several times if wanted',
    `--cases          the acts behind each figure (of a rate: behind its numerator), at most ${mostCases}`,
    '--data DIR       the office in DIR, or the made-up nation; without it the office of ./run. A server that runs on it is asked over HTTP',
    '--scope S        of a nation: an office, a division as 33 or 3301; without it all',
    '--known-at T     of an office: as known at the end of that day, or at that moment',
  ].join('\n'),
  options: {
    period: { type: 'string' },
    by: { type: 'string' },
    where: { type: 'string', multiple: true },
    cases: { type: 'boolean' },
    data: { type: 'string' },
    scope: { type: 'string' },
    'known-at': { type: 'string' },
  },
  run: (call) => answer(call),
};
