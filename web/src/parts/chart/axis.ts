export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  /** Does not start at zero: the picture marks it and words say it. */
  readonly cut: boolean;
}

/** 1, 2 or 5 times a power of ten: the step that makes about `wanted` steps of `span`. */
const step = (span: number, wanted: number): number => {
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const times = rough / power;
  return (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10) * power;
};

/** Without the dust of binary fractions: 0.3, not 0.30000000000000004. */
const clean = (value: number): number => Number(value.toPrecision(12));

/**
 * From zero for counts, always, and by whole numbers. A rate that moves within a fifth of its own height would be a flat line: its axis starts
 * below the lowest value instead. A percentage never goes beyond 100.
 */
export function axisOf(values: readonly number[], { count, percent }: { count: boolean; percent: boolean }): Axis {
  const high = Math.max(...values, 0);
  const low = Math.min(...values);
  if (values.length === 0 || high === 0) return { from: 0, to: 1, ticks: [0], cut: false };
  const cut = !count && values.length > 1 && low > 0 && (high - low) / high < 0.2 && high > low;
  const steps = step(cut ? (high - low) * 1.5 : high, 3);
  const size = count ? Math.max(1, steps) : steps;
  const from = cut ? clean(Math.max(0, Math.floor((low - size * 0.5) / size) * size)) : 0;
  const top = Math.max(clean(Math.ceil(high / size) * size), high);
  const to = percent && high <= 100 ? Math.min(top, 100) : top;
  const ticks: number[] = [];
  for (let i = 0; from + i * size <= to + size * 1e-9; i++) ticks.push(clean(from + i * size));
  return { from, to, ticks, cut: cut && from > 0 };
}
