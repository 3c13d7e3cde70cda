/** What the report asks of the figures: they come counted; the report sets them. */
import type { Figure, FigureBreakdown, Figures, Narrowing, Period, Result, Where } from '#measures/index.ts';
import type { Words } from './text/words.ts';

/** A name that a text may use. One id may be a measure and a named figure; the text's base says which is meant. */
export interface Known {
  readonly id: string;
  readonly title: Words;
  readonly kind: Figure['kind'];
  /** Allowed breakdowns; `year` and `month` always are. Null: not known here. */
  readonly dimensions: readonly string[] | null;
  /** The sets of acts that its numbers count, by a name that is the same wherever the same set is counted. */
  readonly sides?: { readonly [S in 'value' | 'numerator' | 'denominator']?: readonly string[] };
}
/** A figure of the pack with a period, and maybe a comparison, of its own. */
export interface Named {
  readonly id: string;
  readonly section: string | null;
  readonly measure: string | null;
  readonly period: string;
  readonly as: 'value' | 'percent' | 'factor' | 'points' | 'annual' | 'rank' | 'standard' | 'avoided';
  /** Its own comparison: its `base` holds the earlier value. */
  readonly compares: boolean;
  readonly series: string | null;
  /** It narrows its measure or is a share or a side of it: its value is not the measure's. */
  readonly narrowed: boolean;
  /** The acts that it narrows its measure to. */
  readonly where?: Where | undefined;
  /** It is one side of its measure, or a share: the measure's parts are not its own. */
  readonly aside?: boolean;
}
export interface Catalogue {
  readonly measures: ReadonlyMap<string, Known>;
  readonly named: ReadonlyMap<string, Named>;
}
/** Figures of one scope, as known at one moment. What cannot be counted is an error in words, and no number. */
export interface FigureSource {
  readonly catalogue: Catalogue;
  /** First and last legal date of the data; null: no bounds known. */
  readonly span: { readonly from: string; readonly to: string } | null;
  /** Dimensions that are places, from the widest to the narrowest. */
  readonly places: readonly string[];
  readonly figure: (id: string, period: Period, where?: Where) => Promise<Result<Figure>>;
  /** A measure over some of its acts: `column=value` texts checked, or what is wrong with them. */
  readonly narrow: (id: string, texts: readonly string[]) => Result<Narrowing | null>;
  /** A named figure with its own period, moved by whole years. */
  readonly named: (id: string, shift: number) => Promise<Result<Figure>>;
  readonly parts: (id: string, period: Period, dimension: string, where?: Where) => Promise<Result<FigureBreakdown>>;
}

/** The names that a pack's texts may use, without any figures counted. */
export function catalogueOf(
  given: Pick<Figures, 'measures' | 'figures'>,
  dimensions: (measure: Figures['measures'][number]) => readonly string[] | null,
): Catalogue {
  return {
    measures: new Map(
      given.measures.map((measure) => [
        measure.id,
        {
          id: measure.id,
          title: measure.title,
          kind: measure.kind,
          dimensions: dimensions(measure),
          sides: countedSets(measure),
        },
      ]),
    ),
    named: new Map(
      given.figures.map((figure) => [
        figure.id,
        {
          id: figure.id,
          section: figure.section ?? null,
          measure: figure.measure ?? null,
          period: figure.period,
          as: figure.as,
          compares: figure.against !== undefined,
          series: figure.series ?? null,
          narrowed: Boolean(figure.where ?? figure.share ?? figure.part),
          where: figure.where,
          aside: Boolean(figure.share ?? figure.part),
        },
      ]),
    ),
  };
}

/** Each set of acts by what it says, whatever its title; of proceedings or sums by the measure. */
function countedSets({ id, kind, counts, numerator, denominator }: Figures['measures'][number]): Known['sides'] {
  const names = (sets: readonly object[] | undefined, side: string): readonly string[] => {
    const plain = kind === 'count' || kind === 'rate' || kind === 'ratio' ? (sets ?? []) : [];
    if (plain.length === 0) return [`${id} ${side}`];
    return plain
      .map((set) => JSON.stringify(set, (key, value: unknown) => (key === 'title' ? undefined : value)))
      .sort();
  };
  return {
    value: names(counts, 'value'),
    numerator: numerator?.sum === undefined ? names(numerator?.sets, 'numerator') : [`${id} numerator`],
    denominator: denominator?.sum === undefined ? names(denominator?.sets, 'denominator') : [`${id} denominator`],
  };
}

/** Figures of a scope (an office, a division, `all`) as a text asks for them. */
export async function sourceOf(figures: Figures, scope: string, now: number): Promise<FigureSource> {
  return {
    catalogue: catalogueOf(figures, (measure) => figures.dimensions(measure)),
    span: await figures.span(now),
    places: figures.places,
    figure: (id, period, where) => figures.figure(id, scope, period, now, where),
    narrow: (id, texts) => figures.narrow(id, texts),
    named: (id, shift) => figures.named(id, scope, now, shift),
    parts: (id, period, dimension, where) => figures.parts(id, scope, period, dimension, now, where),
  };
}
