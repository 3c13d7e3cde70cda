import type { Figure, FigureDetail, FigureRows } from '#measures/index.ts';
import { nearest } from '../nearest.ts';
import { type Office, openOffice } from '../office.ts';
import { type Call, document, type Exit, flag, text, type Verb, wrongCall } from '../verb.ts';

type Shown = {
  readonly id: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly value: number | null;
  readonly unit: string;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly as_known_at: string;
  readonly excluded: Figure['excluded'];
  readonly by: FigureDetail['by'];
  readonly cases?: FigureRows['rows'];
};

const pageSize = 50;

type Room = typeof import('#measures/index.ts');

async function allRows(
  room: Room,
  office: Office,
  id: string,
  query: string,
  part: string,
): Promise<FigureRows['rows']> {
  const rows: FigureRows['rows'] = [];
  for (let page = 1; ; page++) {
    const response = await office.get(`/api/measures/${id}/rows?${query}&part=${part}&page=${page}`);
    const found = room.FigureRows.parse(await response.json());
    rows.push(...found.rows);
    if (found.rows.length < pageSize || rows.length >= found.total) return rows;
  }
}

async function shown(
  room: Room,
  office: Office,
  figure: Figure,
  query: string,
  by: string,
  cases: boolean,
): Promise<Shown> {
  const path = `/api/measures/${figure.id}?${query}&by=${by}`;
  const detail = by === '' ? null : room.FigureDetail.parse(await (await office.get(path)).json());
  const part = figure.kind === 'count' ? 'value' : 'numerator';
  return {
    id: figure.id,
    period: { from: figure.period.from, to: figure.period.to },
    value: figure.value,
    unit: figure.unit.code,
    ...(figure.numerator ? { numerator: figure.numerator.value } : {}),
    ...(figure.denominator ? { denominator: figure.denominator.value } : {}),
    as_known_at: new Date(figure.asKnownAt).toISOString(),
    excluded: figure.excluded,
    by: detail?.by ?? [],
    ...(cases ? { cases: await allRows(room, office, figure.id, query, part) } : {}),
  };
}

function lines(figure: Figure, found: Shown): string {
  const parts = found.by.flatMap((one) =>
    one.rows.map((row) => `    ${one.dimension.padEnd(10)} ${row.title.en.padEnd(34)} ${row.display.en}`),
  );
  const fraction =
    figure.numerator && figure.denominator ? `  (${figure.numerator.value} of ${figure.denominator.value})` : '';
  const cases = (found.cases ?? []).map((row) => `    ${row.date ?? ''}  ${row.number ?? '–'}  ${row.act?.en ?? ''}`);
  const head = `${figure.id.padEnd(30)} ${figure.display.en.padStart(8)} ${figure.kind === 'rate' ? '' : figure.unit.text.en}${fraction}  ${figure.title.en}`;
  return [head, ...parts, ...cases].join('\n');
}

function dimensionsIn({ Dimension }: Room, given: string | undefined): string {
  if (given === undefined) return '';
  const wrong = given.split(',').find((name) => !Dimension.safeParse(name).success);
  if (wrong === undefined) return given;
  throw wrongCall(`custos measure: --by ${wrong}: expected ${Dimension.options.join(', ')}`);
}

async function run(call: Call): Promise<Exit> {
  const { values, words, json, say } = call;
  const room = await import('#measures/index.ts');
  const period = text(values, 'period');
  if (period !== undefined) {
    const parsed = room.parsePeriod(period);
    if (!parsed.ok) throw wrongCall(`custos measure: --period: ${parsed.error.en}`);
  }
  const by = dimensionsIn(room, text(values, 'by'));
  const query = period === undefined ? '' : `period=${period}`;
  const office = await openOffice(call, 'measure');
  try {
    const all = room.Figure.array().parse(await (await office.get(`/api/measures?${query}`)).json());
    const known = all.map((figure) => figure.id);
    const unknown = words.find((id) => !known.includes(id));
    if (unknown !== undefined) {
      const near = nearest(unknown, known);
      throw wrongCall(
        `custos measure: no measure “${unknown}”; ${near === null ? `expected ${known.join(', ')}` : `did you mean ${near}?`}`,
      );
    }
    const wanted = words.length === 0 ? all : all.filter((figure) => words.includes(figure.id));
    const found: Shown[] = [];
    for (const figure of wanted) found.push(await shown(room, office, figure, query, by, flag(values, 'cases')));
    if (json) say(document(found));
    else
      wanted.forEach((figure, nr) => {
        const one = found[nr];
        if (one) say(lines(figure, one));
      });
    return 0;
  } finally {
    await office.close();
  }
}

export const measure: Verb = {
  name: 'measure',
  usage: ['measure [ID…] [--period P] [--by DIMENSION,…] [--cases] [--data DIR] [--json]'],
  does: 'figures, counted from the acts, and the cases behind them',
  help: [
    '--period P   2026, 2026-11, 2026-01..2026-10 or 2018..2022; without it this year until today',
    '--by D,…     month, offence, desk, procedure',
    '--cases      the acts behind each figure (of a rate: behind its numerator)',
    '--data DIR   the office in DIR; without it the made-up one of ./run. A server that runs on it is asked over HTTP',
  ].join('\n'),
  options: {
    period: { type: 'string' },
    by: { type: 'string' },
    cases: { type: 'boolean' },
    data: { type: 'string' },
  },
  run,
};
