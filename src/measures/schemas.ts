/** The shapes of figures: value, parts, trend and the cases behind. Every figure is counted from acts. */
import { z } from 'zod';
import { comparisons, kinds, units } from './definition.ts';

const Text = z.object({ zh: z.string(), en: z.string() });
const Days = z.object({ from: z.string(), to: z.string() });

/** `month`, `year`, `office`, `province`, `offence` …, or a column of the pack; which a measure has stands in its `dimensions`. */
export const Dimension = z
  .string()
  .max(60)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected small letters, digits and -');
export const unitCodes = [...units, 'month', 'times', 'point', 'rank'] as const;
const Unit = z.object({ code: z.enum(unitCodes), text: Text });
const Count = z.object({ value: z.number(), text: Text });
/** The counts that a number is made of, as `numerator`, `denominator` and `n` of a figure: who publishes it looks at them. */
const Counts = { numerator: z.number().optional(), denominator: z.number().optional(), n: z.number().optional() };

/**
 * One figure for one period. `numerator` and `denominator`: of rates and ratios their two counts; of an average the days and what they are the
 * average of; of a median how many ended and how many were watched; of a comparison what is compared with what; of a share part and whole.
 * `counts`: of a comparison, a rank or a sum over years each number that it is worked out from, with the counts of that number.
 * `excluded` names what is outside (running, no date …) with its number.
 */
export const Figure = z
  .object({
    /** Of a measure or of a named figure. */
    id: z.string(),
    measure: z.string(),
    /** Of the report's outline, where figures.yaml gives it one. */
    section: z.string().nullable(),
    title: Text,
    definition: Text,
    notFor: Text,
    choices: z.array(Text),
    version: z.string(),
    unit: Unit,
    kind: z.enum(kinds),
    /** How a named figure follows from its measure. */
    as: z.enum([...comparisons, 'share']),
    /** What it can be broken down by here. */
    dimensions: z.array(
      z.object({
        id: z.string(),
        title: Text,
        /** By where an office lies or on what level it is; of one office there is only one part. */
        place: z.boolean().default(false),
      }),
    ),
    /** Small counts are suppressed where the figure is published. */
    protect: z.boolean(),
    scope: z.object({ id: z.string(), title: Text }),
    period: Days.extend({ text: Text }),
    value: z.number().nullable(),
    display: Text,
    numerator: Count.optional(),
    denominator: Count.optional(),
    counts: z
      .array(
        z.object({
          period: Days.extend({ text: Text }),
          kind: z.enum(kinds),
          as: z.enum(['value', 'share']),
          value: z.number().nullable(),
          ...Counts,
        }),
      )
      .optional(),
    /** Of a sum, an average or a median: over how many acts. */
    n: z.number().optional(),
    /** Of a median: proceedings that have not come to the act; they count for as long as they were seen. */
    censored: z.number().optional(),
    /** Of a median: days between which it lies with 95 %; an end that is null is not reached yet. Null: nothing has ended. */
    interval: z.object({ from: z.number().nullable(), to: z.number().nullable() }).nullable().optional(),
    asKnownAt: z.number(),
    /** The same over an earlier period; null where the data do not reach back. */
    previous: z
      .object({ period: Days, value: z.number().nullable(), display: Text, change: Text.nullable(), ...Counts })
      .nullable(),
    /** What a comparison (percent, factor, points, annual, avoided) compares with; null: nothing, or the data do not reach back. */
    base: z
      .object({ period: Days.extend({ text: Text }), value: z.number().nullable(), display: Text, ...Counts })
      .nullable(),
    excluded: z.array(z.object({ what: Text, value: z.number() })),
    cites: z.array(z.object({ short: Text, full: Text, key: z.string() })),
  })
  .meta({ id: 'Figure' });
export const FigureBreakdown = z
  .object({
    dimension: Dimension,
    title: Text,
    rows: z.array(
      z.object({
        key: z.string(),
        title: Text,
        value: z.number().nullable(),
        display: Text,
        ...Counts,
        /** Of a median: days between which it lies with 95 %; null: not reached. */
        low: z.number().nullable().optional(),
        high: z.number().nullable().optional(),
        /** Of a median: what has not come to the act. */
        censored: z.number().optional(),
      }),
    ),
  })
  .meta({ id: 'FigureBreakdown' });
/** `trend`: by month, or by year where the period is longer than two years. */
export const FigureDetail = z
  .object({ figure: Figure, trend: FigureBreakdown, by: z.array(FigureBreakdown) })
  .meta({ id: 'FigureDetail' });
/** The rows behind a figure (or one cell of a breakdown): counting them, or adding their amounts, gives the figure. */
export const FigureRows = z
  .object({
    id: z.string(),
    part: z.enum(['value', 'numerator', 'denominator']),
    total: z.number(),
    rows: z.array(
      z.object({
        key: z.string(),
        proceeding: z.string(),
        case: z.string(),
        number: z.string().nullable(),
        /** As each language writes it; from who keeps the cases, null where the case is not the reader's. */
        numberText: Text.nullable().optional(),
        subject: z.string().nullable(),
        offence: Text.nullable(),
        act: Text.nullable(),
        date: z.string().nullable(),
        desk: Text.nullable(),
        office: Text.nullable(),
        /** What the row adds to a sum or an average (yuan, days …); null where rows are counted. */
        amount: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'FigureRows' });

export type Dimension = z.infer<typeof Dimension>;
export type Figure = z.infer<typeof Figure>;
export type FigureBreakdown = z.infer<typeof FigureBreakdown>;
export type FigureDetail = z.infer<typeof FigureDetail>;
export type FigureRows = z.infer<typeof FigureRows>;
