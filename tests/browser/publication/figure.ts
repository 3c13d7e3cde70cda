/** A figure with its years and parts, small counts held back. */
import type { z } from 'zod';
import type { PublicBreakdown, PublicCell, PublicFigure } from '../../../src/report/publication.ts';
import { chapters, levels, regions } from './places.ts';
import type { Spec } from './specs.ts';
import { display, isShare, random, same, type Text, t, threshold, units, withheldText, years } from './words.ts';

/** Counts below the threshold go; if that leaves one hole, the next smallest goes too, or the hole could be computed. */
export function suppress(cells: readonly PublicCell[]): PublicCell[] {
  const base = (cell: PublicCell): number => cell.numerator ?? cell.denominator ?? cell.value ?? 0;
  const small = new Set(cells.filter((c) => base(c) > 0 && base(c) < threshold).map((c) => c.key));
  const also = new Set<string>();
  if (small.size === 1) {
    const next = cells.filter((c) => !small.has(c.key) && base(c) > 0).sort((a, b) => base(a) - base(b))[0];
    if (next) also.add(next.key);
  }
  return cells.map((cell) =>
    small.has(cell.key) || also.has(cell.key)
      ? {
          key: cell.key,
          title: cell.title,
          value: null,
          display: withheldText,
          suppressed: true,
          withheld: small.has(cell.key) ? ('small' as const) : ('reveals' as const),
          ...(cell.incomplete ? { incomplete: cell.incomplete } : {}),
        }
      : cell,
  );
}

function breakdown(
  spec: Spec,
  dimension: string,
  title: Text,
  keys: readonly (readonly [string, string, string, number])[],
  whole: number,
  seed: number,
): z.infer<typeof PublicBreakdown> {
  const roll = random(seed);
  const weights = keys.map(([, , , weight]) => weight * (0.7 + roll() * 0.6));
  const all = weights.reduce((sum, one) => sum + one, 0);
  const cells = keys.map(([key, zh, en], i): PublicCell => {
    const share = (weights[i] ?? 0) / all;
    if (!isShare(spec.kind)) {
      const value = Math.round(whole * share);
      return { key, title: t(zh, en), value, display: display(spec.unit, value), suppressed: false };
    }
    const denominator = Math.max(1, Math.round((spec.of?.[0] ?? 900_000) * share));
    const moved = whole * (0.85 + roll() * 0.3);
    const value = spec.unit === 'percent' ? Math.min(moved, 100) : spec.unit === 'day' ? Math.round(moved) : moved;
    return {
      key,
      title: t(zh, en),
      value,
      display: display(spec.unit, value),
      denominator,
      ...(spec.of ? { numerator: Math.round((denominator * value) / (spec.unit === 'percent' ? 100 : 1)) } : {}),
      suppressed: false,
    };
  });
  return { dimension, title, rows: suppress(cells) };
}

export function figureOf(spec: Spec, nr: number): PublicFigure {
  const { unit, kind, series } = spec;
  const last = series.at(-1) ?? 0;
  const first = series[0] ?? 0;
  const value = spec.period === 'last' || isShare(kind) ? last : series.reduce((sum, one) => sum + one, 0);
  const parts = (spec.parts ?? []).map((dimension, i) => {
    const seed = nr * 31 + i;
    if (dimension === 'province') return breakdown(spec, dimension, t('省级地区', 'Province'), regions, value, seed);
    if (dimension === 'level') return breakdown(spec, dimension, t('院的层级', 'Level of office'), levels, value, seed);
    if (dimension === 'ground') return breakdown(spec, dimension, t('理由', 'Ground'), spec.grounds ?? [], value, seed);
    return breakdown(spec, dimension, t('罪名章', 'Offence group'), chapters, value, seed);
  });
  const points = spec.unit === 'percent';
  const span = value !== last;
  const earlier = span ? Math.round(value / 1.12) : first;
  const change = points ? last - first : (value / earlier - 1) * 100;
  const size = Math.abs(change).toFixed(1);
  const down = change < 0;
  const before = span ? t('前五年', 'the five years before') : t('2018年', '2018');
  const scale = unit === 'percent' ? 100 : 1;
  return {
    id: spec.id,
    measure: spec.id.replace(/-2022$/, ''),
    section: spec.section,
    title: spec.title,
    definition: spec.definition,
    version: '1',
    unit: { code: unit as PublicFigure['unit']['code'], text: units[unit] ?? same('') },
    kind: kind as PublicFigure['kind'],
    period:
      spec.period === 'last'
        ? { from: '2022-01-01', to: '2022-12-31', text: t('2022年', '2022') }
        : { from: '2018-01-01', to: '2022-12-31', text: t('2018—2022年', '2018–2022') },
    value,
    display: display(unit, value),
    ...(spec.of
      ? {
          numerator: { value: Math.round((spec.of[0] * value) / scale), text: spec.of[1] },
          denominator: { value: spec.of[0], text: spec.of[2] },
        }
      : {}),
    asKnownAt: Date.UTC(2023, 1, 20, 16),
    previous: {
      period: span ? { from: '2013-01-01', to: '2017-12-31' } : { from: '2018-01-01', to: '2018-12-31' },
      value: earlier,
      display: display(unit, earlier),
      change: points
        ? t(
            `较${before.zh}${down ? '下降' : '上升'}${size}个百分点`,
            `${down ? 'down' : 'up'} ${size} points on ${before.en}`,
          )
        : t(`较${before.zh}${down ? '下降' : '上升'}${size}%`, `${down ? 'down' : 'up'} ${size}% on ${before.en}`),
    },
    excluded: [],
    cites: [{ short: spec.cite[0], full: spec.cite[1], key: spec.cite[2] }],
    notFor: spec.notFor,
    choices: spec.choices ?? [],
    as: 'value',
    protect: true,
    scope: { id: 'all', title: t('全国', 'The whole country') },
    base: null,
    ...(spec.kind === 'median' ? { censored: 44_120 } : {}),
    dimensions: parts.map((part) => ({
      id: part.dimension,
      title: part.title,
      place: ['province', 'level'].includes(part.dimension),
    })),
    suppressed: false,
    trend: {
      dimension: 'year',
      title: t('年份', 'Year'),
      rows: suppress(
        series.map((one, i) => ({
          key: years[i] ?? '',
          title: t(`${years[i]}年`, years[i] ?? ''),
          value: one,
          display: display(unit, one),
          ...(spec.of ? { numerator: Math.round((spec.of[0] * one) / scale), denominator: spec.of[0] } : {}),
          suppressed: false,
          ...(spec.running && i === series.length - 1 ? { incomplete: spec.running } : {}),
        })),
      ),
    },
    parts,
    closed:
      spec.id === 'prosecuted-infectious-disease'
        ? [
            {
              dimension: 'offence-group',
              title: t('罪类', 'Offence group'),
              why: t('与按省的数相加减即可推算', 'would give numbers by province away'),
            },
          ]
        : [],
  } as PublicFigure;
}
