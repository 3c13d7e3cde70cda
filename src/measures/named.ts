/** Figures of figures.yaml: a measure with its period, comparison or share. Growth, share and average are computed here, never written out. */
import type { Measure, NamedFigure, Where } from './definition.ts';
import { quotient, show, type UnitCode, unitText } from './display.ts';
import { type Counting, countsIn, measured, type Value } from './measured.ts';
import { type Period, parsePeriod, shiftPeriod } from './period.ts';
import type { Figure } from './schemas.ts';
import type { Scope } from './scope.ts';
import { described, figureOf, isCovered, ok, periodFault, valued, wrong } from './told.ts';
import type { Result, Words } from './words.ts';

/** One side of a comparison. */
interface Side {
  readonly measure: Measure;
  readonly period: Period;
  readonly where?: Where | undefined;
}

export async function nameFigure(
  given: Counting,
  figure: NamedFigure,
  scope: Scope,
  shift: number,
): Promise<Result<Figure>> {
  const { catalogue } = given.names;
  const measureOf = (id: string | undefined) => catalogue.measures.find((one) => one.id === id);
  const measure = measureOf(figure.share?.of ?? figure.measure);
  const period = moved(figure.period, shift);
  if (!measure || !period) return wrong(`数据“${figure.id}”没有指标`, `figure "${figure.id}" has no measure`);
  const fault = await periodFault(given, period);
  if (fault) return fault;
  const own: Side = { measure, period, where: figure.where };
  const named = {
    ...(figure.title ? { title: figure.title } : {}),
    id: figure.id,
    section: figure.section ?? null,
  };
  const text = {
    ...described(given, measure, scope),
    ...named,
    as: figure.share ? ('share' as const) : figure.as,
    period,
    previous: null,
    base: null,
    excluded: [],
  };

  if (figure.share) {
    const whole = measureOf(figure.share.in);
    if (!whole) return wrong(`没有指标“${figure.share.in}”`, `no measure "${figure.share.in}"`);
    const share = async (over: Period): Promise<Value & { numerator: number; denominator: number }> => {
      const part = (await counted(given, scope, { ...own, period: over })).value ?? 0;
      const all = (await counted(given, scope, { measure: whole, period: over })).value ?? 0;
      return { value: quotient(part, all, 'rate'), numerator: part, denominator: all };
    };
    const now = await share(period);
    const counts = {
      numerator: { value: now.numerator, text: titled(measure) },
      denominator: { value: now.denominator, text: titled(whole) },
    };
    const base = await baseOf(given, figure, own, shift);
    if (base === null) return ok({ ...text, ...said(now.value, 'percent'), ...counts });
    const then = base.covered ? await share(base.side.period) : null;
    const beside = then && baseText(base.side.period, then, 'percent');
    if (figure.as === 'value') return ok({ ...text, ...said(now.value, 'percent'), ...counts, base: beside });
    const compared = compare(figure.as, now.value, then?.value ?? null, 'percent', period, base.side.period);
    const sides = [[period, now] as const, ...(then ? [[base.side.period, then] as const] : [])];
    return ok({
      ...text,
      ...compared,
      ...counts,
      counts: sides.map(([at, value]) => ({ ...sideOf(measure, at, value), as: 'share' })),
      base: beside,
    });
  }

  if (figure.as === 'standard') return ok(await standard(given, figure, own, scope, text));
  if (figure.as === 'rank') return rank(given, figure, own, scope, text, shift);
  if (figure.as === 'avoided') return avoided(given, figure, own, scope, text, shift);

  const base = await baseOf(given, figure, own, shift);
  if (figure.as === 'value') {
    const whole = await figureOf({ ...given, measure, scope }, period, figure.where);
    const found = sided(whole, measure, figure.part);
    if (base === null) return ok({ ...found, ...named });
    const unit = found.unit.code;
    const then = base.covered ? partly(await counted(given, scope, base.side), figure.part) : null;
    return ok({ ...found, ...named, previous: null, base: then && baseText(base.side.period, then, unit) });
  }
  if (base === null) return wrong(`数据“${figure.id}”没有比较对象`, `figure "${figure.id}" compares with nothing`);
  const unit = figure.part ? (measure[figure.part]?.unit ?? measure.unit) : measure.unit;
  const now = partly(await counted(given, scope, own), figure.part);
  const then = base.covered ? partly(await counted(given, scope, base.side), figure.part) : null;
  return ok({
    ...text,
    ...compare(figure.as, now.value, then?.value ?? null, unit, period, base.side.period),
    ...(now.value === null || then === null || then.value === null
      ? {}
      : {
          numerator: { value: now.value, text: period.text },
          denominator: { value: then.value, text: base.side.period.text },
        }),
    counts: [
      sideOf(measure, period, now, figure.part),
      ...(then ? [sideOf(base.side.measure, base.side.period, then, figure.part)] : []),
    ],
    base: then && baseText(base.side.period, then, unit),
  });
}

/** One number that a figure is worked out from, with its counts. A numerator or denominator by itself is a count. */
const sideOf = (measure: Measure, period: Period, value: Value, part?: NamedFigure['part']) => ({
  period,
  kind: part === undefined ? measure.kind : 'count',
  as: 'value' as const,
  value: value.value,
  ...countsIn(value),
});

type Text = Omit<Figure, 'value' | 'display' | 'numerator' | 'denominator'>;

const moved = (text: string, shift: number): Period | null => {
  const period = parsePeriod(text);
  return period.ok ? shiftPeriod(period.value, shift) : null;
};
const titled = (measure: Measure): Words => {
  const unit = unitText(measure.unit);
  return { zh: `${measure.title.zh}（${unit.zh}）`, en: `${measure.title.en} (${unit.en})` };
};
const said = (value: number | null, unit: UnitCode) => ({
  value,
  display: show(value, unit),
  unit: { code: unit, text: unitText(unit) },
});
/** The numerator or denominator by itself, where that is what a figure is about. */
const partly = (value: Value, part: NamedFigure['part']): Value =>
  part === undefined ? value : { value: value[part] ?? null };
const baseText = (period: Period, value: Value, unit: UnitCode): NonNullable<Figure['base']> => ({
  period,
  value: value.value,
  display: show(value.value, unit),
  ...countsIn(value),
});

async function counted(given: Counting, scope: Scope, { measure, period, where }: Side): Promise<Value> {
  const { values } = await measured(given, measure, scope, [period], where);
  return values[0] ?? { value: null };
}

/** What a figure is compared with, and whether the data reach back to it; null: with nothing. */
async function baseOf(
  given: Counting,
  figure: NamedFigure,
  own: Side,
  shift: number,
): Promise<{ readonly side: Side; readonly covered: boolean } | null> {
  const { against } = figure;
  if (against === undefined) return null;
  const other = typeof against === 'string' ? { period: against } : against;
  const period = other.period === undefined ? own.period : moved(other.period, shift);
  const measure =
    'measure' in other && other.measure !== undefined
      ? given.names.catalogue.measures.find((one) => one.id === other.measure)
      : own.measure;
  if (!period || !measure) return null;
  const where = 'where' in other && other.where !== undefined ? other.where : own.where;
  return { side: { measure, period, where }, covered: await isCovered(given, period) };
}

/** Growth, factor, difference or yearly growth; null where there is nothing to compare with, or it was nothing. */
export function compare(
  as: NamedFigure['as'],
  now: number | null,
  then: number | null,
  unit: UnitCode,
  period: Period,
  base: Period,
) {
  const known = now !== null && then !== null;
  switch (as) {
    case 'points':
      return said(known ? now - then : null, unit === 'percent' ? 'point' : unit);
    case 'factor':
      return said(known && then !== 0 ? now / then : null, 'times');
    case 'annual': {
      const years = Number(period.to.slice(0, 4)) - Number(base.to.slice(0, 4));
      return said(known && then > 0 && years > 0 ? ((now / then) ** (1 / years) - 1) * 100 : null, 'percent');
    }
    default:
      return said(known && then !== 0 ? (now / then - 1) * 100 : null, 'percent');
  }
}

/** A numerator or denominator as a figure of its own. */
function sided(figure: Figure, measure: Measure, part: NamedFigure['part']): Figure {
  if (part === undefined) return figure;
  const unit = measure[part]?.unit ?? figure.unit.code;
  const { numerator: _, denominator: __, ...rest } = figure;
  return { ...rest, ...said(figure[part]?.value ?? null, unit), previous: null };
}

/** The length that the law gives, with the share that kept it beside. */
async function standard(given: Counting, figure: NamedFigure, own: Side, scope: Scope, text: Text): Promise<Figure> {
  const [procedure = '', rule = ''] = figure.rule?.split('/') ?? [];
  const within = given.names.pack.procedures[procedure]?.rules.find((one) => one.id === rule)?.within ?? '';
  const found = /^P(\d+)([DM])$/.exec(within);
  const { numerator, denominator } = valued(own.measure, await counted(given, scope, own));
  const length = found ? Number(found[1]) : null;
  return {
    ...text,
    ...said(length, found?.[2] === 'M' ? 'month' : 'day'),
    ...(numerator ? { numerator } : {}),
    ...(denominator ? { denominator } : {}),
  };
}

const yearsOf = (from: string, to: string): string[] =>
  Array.from({ length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1 }, (_, n) =>
    String(Number(from.slice(0, 4)) + n),
  );

/** Place of a year among the years of the series, 1 the lowest; equal years share the better place. */
async function rank(
  given: Counting,
  figure: NamedFigure,
  own: Side,
  scope: Scope,
  text: Text,
  shift: number,
): Promise<Result<Figure>> {
  const span = await given.facts.span();
  const asked = figure.series === undefined ? null : moved(figure.series, shift);
  const series = asked ?? (span && { from: span.from, to: own.period.to });
  const year = own.period.from.slice(0, 4);
  if (!series) return ok({ ...text, ...said(null, 'rank') });
  const periods: Period[] = [];
  for (const one of yearsOf(series.from, series.to)) {
    const period = parsePeriod(one);
    if (period.ok && (await isCovered(given, period.value))) periods.push(period.value);
  }
  const { values } = await measured(given, own.measure, scope, periods, own.where);
  const parts = values.map((value) => partly(value, figure.part));
  const numbers = parts.map((part) => part.value);
  const mine = numbers[periods.findIndex((period) => period.from.startsWith(year))];
  if (mine === undefined || mine === null || own.period.to.slice(0, 4) !== year)
    return ok({ ...text, ...said(null, 'rank') });
  const value = 1 + numbers.filter((other) => other !== null && other < mine).length;
  const first = periods[0]?.from.slice(0, 4) ?? '';
  const last = periods.at(-1)?.from.slice(0, 4) ?? '';
  return ok({
    ...text,
    ...said(value, 'rank'),
    numerator: { value: mine, text: own.period.text },
    denominator: { value: periods.length, text: { zh: `${first}—${last}年`, en: `years ${first}–${last}` } },
    counts: parts.flatMap((part, n) => {
      const period = periods[n];
      return period ? [sideOf(own.measure, period, part, figure.part)] : [];
    }),
  });
}

/** How many fewer steps than if the ratio of the base year had held. */
async function avoided(
  given: Counting,
  figure: NamedFigure,
  own: Side,
  scope: Scope,
  text: Text,
  shift: number,
): Promise<Result<Figure>> {
  const base = await baseOf(given, figure, own, shift);
  if (base === null || !base.covered) return ok({ ...text, ...said(null, 'act') });
  const periods: Period[] = [];
  for (const year of yearsOf(own.period.from, own.period.to)) {
    const period = parsePeriod(year);
    if (period.ok) periods.push(period.value);
  }
  const then = await counted(given, scope, base.side);
  const { values } = await measured(given, own.measure, scope, periods, own.where);
  const unit = own.measure.numerator?.unit ?? 'act';
  const ratio = then.value;
  const value =
    ratio === null ? null : values.reduce((sum, one) => sum + (one.denominator ?? 0) * ratio - (one.numerator ?? 0), 0);
  return ok({
    ...text,
    ...said(value, unit),
    counts: [
      sideOf(base.side.measure, base.side.period, then),
      ...values.flatMap((one, n) => {
        const period = periods[n];
        return period ? [sideOf(own.measure, period, one)] : [];
      }),
    ],
    base: baseText(base.side.period, then, own.measure.unit),
  });
}
