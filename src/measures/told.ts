/** A measure's number with everything that is said beside it, and when there can be no number. */
import { type LawPack, parseCite } from '#law/index.ts';
import type { Measure, Where } from './definition.ts';
import { findDimension } from './dimension.ts';
import { change, show, unitText } from './display.ts';
import { type Counting, countsIn, measured, type Value } from './measured.ts';
import type { Facts } from './open.ts';
import { before, beforeName, type Period } from './period.ts';
import { regionLevels } from './regions.ts';
import type { Dimension, Figure } from './schemas.ts';
import type { Scope } from './scope.ts';
import type { Span } from './sql.ts';
import type { Result, Words } from './words.ts';

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const wrong = (zh: string, en: string): Result<never> => ({ ok: false, error: { zh, en } });

/** A period that has not begun, or that the data do not cover: no number would be right. */
export async function periodFault({ facts, asKnownAt }: Counting, period: Period): Promise<Result<never> | null> {
  const today = facts.dayOf(asKnownAt);
  if (period.from > today)
    return wrong(
      `期间 ${period.text.zh} 尚未开始（数据截至 ${today}）`,
      `the period ${period.text.en} has not begun (data as known at ${today})`,
    );
  if (facts.kind !== 'nation') return null;
  const span = await facts.span();
  if (span && period.from >= span.from && period.to <= span.to) return null;
  return wrong(
    `数据为 ${span?.from ?? '—'} 至 ${span?.to ?? '—'}，不包括整个 ${period.text.zh}`,
    `the data are of ${span?.from ?? '—'} to ${span?.to ?? '—'} and do not cover ${period.text.en}`,
  );
}

/** Whether something can be said of a period: a nation must hold all of it, a ledger must have begun before its end. */
export async function isCovered({ facts, asKnownAt }: Counting, period: Span): Promise<boolean> {
  const span = await facts.span();
  if (span === null || period.from > facts.dayOf(asKnownAt)) return false;
  return facts.kind === 'nation' ? period.from >= span.from && period.to <= span.to : period.to >= span.from;
}

/** Dimensions of every fact, and those that the measure names. */
export function dimensionsOf(measure: Measure, { kind }: Facts, pack: Pick<LawPack, 'lists'>): readonly Dimension[] {
  const regions = regionLevels(pack).map((level) => level.id);
  const always: readonly Dimension[] = ['month', 'year', 'office', 'level', ...regions, 'procedure'];
  const all = [
    ...new Set([...always, ...(kind === 'ledger' ? ['desk'] : []), ...measure.dimensions, ...measure.numerator_by]),
  ];
  const found = all.filter((id) => kind === 'ledger' || id !== 'desk');
  if (measure.kind !== 'stock' && measure.kind !== 'median') return found;
  // Parts of stocks and medians are proceedings; these have no more.
  const ofProceedings: readonly Dimension[] = [...always, 'desk', 'offence', 'offence-group'];
  return found.filter((id) => ofProceedings.includes(id));
}

/** Whether a dimension is by where offices lie or on what level they are. */
const isPlace = (id: Dimension, pack: Pick<LawPack, 'lists'>): boolean =>
  ['office', 'level', ...regionLevels(pack).map((level) => level.id)].includes(id);

export async function figureOf(
  given: Counting & { readonly measure: Measure; readonly scope: Scope },
  period: Period,
  where?: Where,
): Promise<Figure> {
  const { measure, scope } = given;
  const earlier = before(period);
  const compares = await isCovered(given, earlier);
  const { values, excluded } = await measured(given, measure, scope, compares ? [period, earlier] : [period], where);
  const now = values[0] ?? empty(measure);
  const then = compares ? (values[1] ?? empty(measure)) : null;
  return {
    ...described(given, measure, scope),
    period,
    ...valued(measure, now),
    previous: then && {
      period: { from: earlier.from, to: earlier.to },
      value: then.value,
      display: show(then.value, measure.unit),
      change: change(now.value, then.value, measure.unit, beforeName(period)),
      ...countsIn(then),
    },
    base: null,
    excluded: measure.excluded.map((part, n) => ({ what: part.title, value: excluded[n] ?? 0 })),
  };
}

/** What is said of a measure beside its numbers. */
export function described({ names, asKnownAt, facts }: Counting, measure: Measure, scope: Scope) {
  return {
    id: measure.id,
    measure: measure.id,
    section:
      names.catalogue.figures.find((figure) => (figure.share?.of ?? figure.measure) === measure.id)?.section ?? null,
    title: measure.title,
    definition: measure.kind === 'median' ? withInterval(measure.definition) : measure.definition,
    notFor: measure.not_for,
    choices: [...measure.choices],
    version: measure.version,
    unit: { code: measure.unit, text: unitText(measure.unit) },
    kind: measure.kind,
    as: 'value' as const,
    dimensions: dimensionsOf(measure, facts, names.pack).flatMap((id) => {
      const found = findDimension(id, facts, names);
      return found.ok ? [{ id, title: found.value.title, place: isPlace(id, names.pack) }] : [];
    }),
    protect: measure.protect,
    scope: { id: scope.id, title: scope.title },
    asKnownAt,
    cites: parseCite(names.pack.laws, measure.cite).map((part) => ({
      short: part.short,
      full: part.full,
      key: measure.cite,
    })),
  };
}

const withInterval = ({ zh, en }: Words): Words => ({
  zh: `${zh}旁注的 95% 置信区间由生存曲线（卡普兰—迈耶）的格林伍德方差经双对数变换求得；尚无足够办结的，注明未达到。`,
  en: `${en} The 95 % interval beside it is where the band of the survival curve (Kaplan-Meier; Greenwood's variance, log-log) holds one half; an end not reached yet is said to be so.`,
});

/** The value with its two counts and their words. */
export function valued(measure: Measure, { value, numerator, denominator, n, interval }: Value) {
  const two = numerator !== undefined && denominator !== undefined;
  const [first, second] = sideWords(measure);
  return {
    value,
    display: show(value, measure.unit),
    ...(two && first ? { numerator: { value: numerator, text: first } } : {}),
    ...(two && second ? { denominator: { value: denominator, text: second } } : {}),
    ...(n === undefined ? {} : { n }),
    ...(two && measure.kind === 'median' ? { censored: denominator - numerator, interval: interval ?? null } : {}),
  };
}

function sideWords(measure: Measure): readonly [Words | null, Words | null] {
  const join = (a: Words, b: Words): Words => ({ zh: `${a.zh}（${b.zh}）`, en: `${a.en} (${b.en})` });
  if (measure.kind === 'average')
    return [
      { zh: '日数合计', en: 'Days in all' },
      { zh: '件（人）数', en: 'Counted' },
    ];
  if (measure.kind === 'median')
    return [
      { zh: '已完成', en: 'Ended' },
      { zh: '观察的件数', en: 'Watched' },
    ];
  const { numerator, denominator } = measure;
  return [
    numerator ? join(numerator.title, unitText(numerator.unit)) : null,
    denominator ? join(denominator.title, unitText(denominator.unit)) : null,
  ];
}

export function empty({ kind }: Measure): Value {
  if (kind === 'rate' || kind === 'ratio') return { value: null, numerator: 0, denominator: 0 };
  if (kind === 'average' || kind === 'median') return { value: null, numerator: 0, denominator: 0, n: 0 };
  return kind === 'sum' ? { value: 0, n: 0 } : { value: 0 };
}
