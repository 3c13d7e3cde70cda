export type Years = ReadonlyMap<number, number>;

export const map = (years: Years, of: (count: number, year: number) => number): Years =>
  new Map([...years].map(([year, count]) => [year, of(count, year)]));

export const minus = (a: Years, ...rest: readonly Years[]): Years =>
  map(a, (count, year) => rest.reduce((left, one) => left - (one.get(year) ?? 0), count));

export const share = (years: Years, part: number): Years => map(years, (count) => Math.round(count * part));

export const sum = (years: Years): number => [...years.values()].reduce((a, b) => a + b, 0);

export type Of = (id: string) => Years;
