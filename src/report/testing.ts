/** Figures made from series by year, for tests: a count is the sum of its years, a rate the quotient of two. */
import type { Figure, Period, Where } from '#measures/index.ts';
import { before } from '#measures/index.ts';
import type { FigureSource, Named } from './source.ts';
import { readText } from './text/markdown.ts';
import { moved, periodOf, yearsOf } from './text/periods.ts';
import { type Words, words } from './text/words.ts';

export type Years = Readonly<Record<number, number>>;
export interface MadeMeasure {
  readonly title: Words;
  readonly kind?: 'count' | 'rate';
  readonly years: Years;
  /** Of rates: the denominator; `years` is then the numerator. */
  readonly over?: Years;
  readonly regions?: Readonly<Record<string, number>>;
  /** Column → value → the years of that value alone. */
  readonly columns?: Readonly<Record<string, Readonly<Record<string, Years>>>>;
}

const sum = (years: Years, period: Period): number =>
  yearsOf(period).reduce((total, year) => total + (years[year] ?? 0), 0);

const valueIn = (measure: MadeMeasure, period: Period): number | null => {
  if (!measure.over) return sum(measure.years, period);
  const under = sum(measure.over, period);
  return under === 0 ? null : (100 * sum(measure.years, period)) / under;
};

const displayOf = (measure: MadeMeasure, value: number | null): Words => {
  if (value === null) return words('—', '—');
  const text = measure.over ? `${value.toFixed(1)}%` : new Intl.NumberFormat('en').format(value);
  return words(text, text);
};

function figureOf(id: string, measure: MadeMeasure, period: Period): Figure {
  const value = valueIn(measure, period);
  const earlier = before(period);
  const side = (years: Years) => ({ value: sum(years, period), text: words('人', 'persons') });
  return {
    id,
    title: measure.title,
    definition: words(`${measure.title.zh}的定义 <&>`, `Definition of ${measure.title.en} <&>`),
    version: '1',
    unit: measure.over ? { code: 'percent', text: words('%', '%') } : { code: 'person', text: words('人', 'persons') },
    kind: measure.over ? 'rate' : 'count',
    period,
    value,
    display: displayOf(measure, value),
    ...(measure.over ? { numerator: side(measure.years), denominator: side(measure.over) } : {}),
    asKnownAt: Date.UTC(2023, 0, 31),
    previous: { period: { from: earlier.from, to: earlier.to }, value: null, display: words('—', '—'), change: null },
    excluded: [],
    cites: [
      {
        short: words('刑诉法 §172', 'CPL §172'),
        full: words('刑事诉讼法第一百七十二条', 'CPL, Art. 172'),
        key: '刑诉法§172',
      },
    ],
    measure: id,
    section: null,
    notFor: words('任何排名', 'any ranking'),
    choices: [],
    as: 'value',
    dimensions: [],
    protect: true,
    scope: { id: 'all', title: words('全国', 'All offices') },
    base: null,
  };
}

/** Over the values of one column only. */
function narrowed(measure: MadeMeasure, where: Where | undefined): MadeMeasure {
  const [[column = '', values = []] = []] = Object.entries(where ?? {});
  if (column === '') return measure;
  const years: Record<number, number> = {};
  for (const value of values)
    for (const [year, n] of Object.entries(measure.columns?.[column]?.[String(value)] ?? {}))
      years[Number(year)] = (years[Number(year)] ?? 0) + n;
  return { ...measure, years };
}

const none = (id: string) => ({ ok: false, error: words(`没有${id}`, `no ${id}`) }) as const;

export function madeFigures(
  measures: Readonly<Record<string, MadeMeasure>>,
  span: FigureSource['span'] = null,
  named: readonly (Named & { readonly value: (shift: number) => number })[] = [],
): FigureSource {
  const find = (id: string): MadeMeasure | undefined => (Object.hasOwn(measures, id) ? measures[id] : undefined);
  const whole = periodOf('2018..2022', { period: null as never, shift: 0 }) as Period;
  return {
    catalogue: {
      measures: new Map(
        Object.entries(measures).map(([id, measure]) => [
          id,
          {
            id,
            title: measure.title,
            kind: measure.over ? 'rate' : 'count',
            dimensions: measure.regions ? ['region'] : [],
          },
        ]),
      ),
      named: new Map(named.map((one) => [one.id, one])),
    },
    span,
    places: [],
    figure: async (id, period, where) => {
      const measure = find(id);
      return measure ? { ok: true, value: figureOf(id, narrowed(measure, where), period) } : none(id);
    },
    narrow: (id, texts) => {
      const where: Record<string, string[]> = {};
      for (const text of texts) {
        const [column = '', value = ''] = text.split('=');
        if (find(id)?.columns?.[column]?.[value] === undefined) return none(text);
        where[column] = [...(where[column] ?? []), value];
      }
      const said = texts.join(', ');
      return { ok: true, value: texts.length === 0 ? null : { where, said: words(said, said) } };
    },
    named: async (id, shift) => {
      const one = named.find((each) => each.id === id);
      const measure = one?.measure ? find(one.measure) : undefined;
      if (!one) return none(id);
      const period = periodOf(moved(one.period, shift), { period: whole, shift: 0 }) ?? whole;
      const like = figureOf(id, measure ?? { title: words(id, id), years: {} }, period);
      const value = one.value(shift);
      return { ok: true, value: { ...like, value, display: words(String(value), String(value)) } };
    },
    parts: async (id, period, dimension, where) => {
      const whole = find(id);
      if (!whole) return none(id);
      const measure = narrowed(whole, where);
      const cell = (key: string, title: Words, value: number | null) => ({
        key,
        title,
        value,
        display: displayOf(measure, value),
      });
      const rows =
        dimension === 'year'
          ? yearsOf(period).map((year) => {
              const one = { from: `${year}-01-01`, to: `${year}-12-31`, text: words('', '') };
              return cell(String(year), words(`${year}年`, String(year)), valueIn(measure, one));
            })
          : Object.entries(measure.regions ?? {}).map(([key, value]) => cell(key, words(key, `region ${key}`), value));
      const title = dimension === 'year' ? words('年', 'Year') : words('地区', 'Region');
      return { ok: true, value: { dimension, title, rows } };
    },
  };
}

export const years = (from: number, values: readonly number[]): Years =>
  Object.fromEntries(values.map((value, n) => [from + n, value]));

export function textOf(source: string) {
  const read = readText(source);
  if (read.faults.length > 0)
    throw new Error(read.faults.map((fault) => `${fault.line}: ${fault.message.en}`).join('\n'));
  return read.text;
}
