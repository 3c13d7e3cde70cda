/** All questions of a text, asked together. */
import type { Figure, FigureBreakdown, Result } from '#measures/index.ts';
import type { FigureSource } from './source.ts';
import { type Ask, type Asked, asksOf, type PartsAsk, partsAsked, partsKey } from './text/ask.ts';
import type { Words } from './text/words.ts';

export interface Values {
  readonly figures: ReadonlyMap<string, Figure>;
  readonly parts: ReadonlyMap<string, FigureBreakdown>;
  /** Why there is no number, by the same keys. */
  readonly errors: ReadonlyMap<string, Words>;
}

export async function count(source: FigureSource, asked: readonly Asked[]): Promise<Values> {
  const asks = new Map<string, Ask>(asked.flatMap(asksOf).map((ask) => [ask.key, ask]));
  const parts = new Map<string, PartsAsk>(asked.flatMap(partsAsked).map((one) => [partsKey(one), one]));
  const errors = new Map<string, Words>();
  const found = async <V, R>(
    map: ReadonlyMap<string, V>,
    get: (value: V) => Promise<Result<R>>,
  ): Promise<Map<string, R>> => {
    const all = await Promise.all([...map].map(async ([key, value]) => [key, await get(value)] as const));
    const values = new Map<string, R>();
    for (const [key, result] of all)
      if (result.ok) values.set(key, result.value);
      else errors.set(key, result.error);
    return values;
  };
  const [figures, broken] = await Promise.all([
    found(asks, (ask) =>
      ask.period === null ? source.named(ask.id, ask.shift) : source.figure(ask.id, ask.period, ask.narrowed?.where),
    ),
    found(parts, (part) => source.parts(part.id, part.period, part.by, part.narrowed?.where)),
  ]);
  return { figures, parts: broken, errors };
}
