/**
 * What the files of figures may say: measures (`law/<pack>/measures/*.yaml`), families, columns and named figures.
 * A measure says what is counted, once for what, dated by what; nothing that a reader of the report could not check by hand.
 */
import { z } from 'zod';

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const Id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected small letters, digits and -');
/** `procedure/act` */
export const ActName = z.string().regex(/^[a-z0-9.-]+\/[a-z0-9-]+$/, 'expected procedure/act');
/** A family's id, or the `procedure/act` of an act in no family: it is a family of one. */
const FamilyName = z.union([Id, ActName]);
const PeriodText = z
  .string()
  .regex(
    /^\d{4}(Q[1-4]|(-\d{2}){0,2})(\.\.\d{4}(Q[1-4]|(-\d{2}){0,2}))?$/,
    'expected 2022, 2022-03, 2022Q1, 2018..2022 or 2018-01..2018-06',
  );

/** A value of a code or flag column; or, for numbers and dates, a span with both ends included. */
export const WhereValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z
    .strictObject({
      from: z.union([z.number(), z.string()]).optional(),
      to: z.union([z.number(), z.string()]).optional(),
    })
    .refine((span) => span.from !== undefined || span.to !== undefined, 'expected from, to or both'),
]);
/**
 * Column → any of these values. Besides the columns of columns.yaml: `act`, `procedure`, `offence`, `offence-group` (chapter), `offence-section`,
 * `offence-tag`, `subject-kind`, `level` (of the office), `mark` (in force at the act).
 */
export const Where = z.record(z.string(), z.array(WhereValue).min(1));
export type Where = z.infer<typeof Where>;

export const ActSet = z.strictObject({
  title: Text.optional(),
  of: z.literal('acts').default('acts'),
  acts: z.array(FamilyName).min(1),
  /** What counts as one: the first effective act ever of the family for the case and subject, the case, the proceeding; or every act. */
  each: z.enum(['subject', 'case', 'proceeding', 'act']),
  /** Filters those first acts; it does not look for a later one that fits. */
  where: Where.optional(),
  /** None of these; an act without a value passes. */
  where_not: Where.optional(),
  /**
   * Families or conditions of which one stands (none stands) earlier or at the same moment, later. With `each: subject` or `act` for the same case and subject,
   * where an act addressed to the whole case counts for everybody; with `each: case` or `proceeding` anywhere in the case.
   */
  before: z.array(FamilyName).optional(),
  not_before: z.array(FamilyName).optional(),
  after: z.array(FamilyName).optional(),
  not_after: z.array(FamilyName).optional(),
});
export type ActSet = z.infer<typeof ActSet>;

export const dutyStates = [
  'met',
  'met-late',
  'overdue',
  'never-done',
  'running',
  'asleep',
  'withdrawn',
  'superseded',
  'moot',
] as const;

/** Duties that the law opened, dated by the day they end. */
export const DutySet = z.strictObject({
  title: Text.optional(),
  of: z.literal('duties'),
  /** `procedure/rule`; absent: every rule. */
  rules: z.array(z.string()).optional(),
  /** Owed by the office, or by others. */
  ours: z.boolean().default(true),
  states: z.array(z.enum(dutyStates)).min(1),
});
export type DutySet = z.infer<typeof DutySet>;
export type CountedSet = ActSet | DutySet;

const Sets = z.array(z.union([ActSet, DutySet])).min(1);
const sideUnits = ['person', 'case', 'item', 'act', 'limit', 'yuan', 'mu', 'day'] as const;
const Side = z.strictObject({
  title: Text,
  unit: z.enum(sideUnits),
  sets: Sets,
  /** The sum of a number column over what is counted. */
  sum: Id.optional(),
});
export type Side = z.infer<typeof Side>;

export const kinds = ['count', 'sum', 'rate', 'ratio', 'average', 'median', 'stock'] as const;
export type Kind = (typeof kinds)[number];
export const units = [...sideUnits, 'percent', 'ratio'] as const;
export type Unit = (typeof units)[number];

export const Measure = z
  .strictObject({
    id: Id,
    version: z.string(),
    title: Text,
    definition: Text,
    /** What the figure must not be used for. */
    not_for: Text,
    /** What in the definition is a choice, and what else could have been chosen. */
    choices: z.array(Text).default([]),
    unit: z.enum(units),
    kind: z.enum(kinds),
    cite: z.string().min(1),
    /** False for registers of things whose small counts reveal nobody (interpretations, guiding cases): they are published as they are. */
    protect: z.boolean().default(true),
    /** Breakdowns that make sense; `year` and `month` always do. */
    dimensions: z.array(Id).default([]),
    /** Of rates and ratios: breakdowns that only the numerator has. Each part is counted over the whole denominator, so the parts add up to the figure. */
    numerator_by: z.array(Id).default([]),
    /** count, sum, average, median. */
    counts: Sets.optional(),
    /** sum: a number column. */
    sum: Id.optional(),
    /** stock: proceedings of these procedures that run at the period's end. */
    procedures: z.array(z.string()).min(1).optional(),
    numerator: Side.optional(),
    denominator: Side.optional(),
    /** Shown beside the figure: what is outside of it. */
    excluded: z.array(z.strictObject({ title: Text, sets: Sets })).default([]),
  })
  .superRefine((m, context) => {
    const wants: readonly ('counts' | 'sum' | 'procedures' | 'numerator' | 'denominator')[] =
      m.kind === 'stock'
        ? ['procedures']
        : m.kind === 'rate' || m.kind === 'ratio'
          ? ['numerator', 'denominator']
          : m.kind === 'sum'
            ? ['counts', 'sum']
            : ['counts'];
    for (const key of ['counts', 'sum', 'procedures', 'numerator', 'denominator'] as const) {
      if (wants.includes(key) === (m[key] !== undefined)) continue;
      const message = wants.includes(key)
        ? `missing; a measure of kind ${m.kind} has ${wants.join(' and ')}`
        : `a measure of kind ${m.kind} has ${wants.join(' and ')}, not ${key}`;
      context.addIssue({ code: 'custom', path: [key], message });
    }
    if (m.numerator_by.length > 0 && !m.numerator)
      context.addIssue({ code: 'custom', path: ['numerator_by'], message: `a ${m.kind} has no numerator` });
    if ((m.kind === 'average' || m.kind === 'median') && m.counts?.some((set) => set.of === 'duties'))
      context.addIssue({ code: 'custom', path: ['counts'], message: 'days are counted to an act, not to a duty' });
  });
export type Measure = z.infer<typeof Measure>;

/** Acts that are one decision for counting; an act is in at most one family. */
export const Family = z.strictObject({ id: Id, title: Text, acts: z.array(ActName).min(1) });
export type Family = z.infer<typeof Family>;
/** Acts (of a certain kind) that measures only look for before or after; they may be in families too, and conditions may overlap. */
export const Condition = z.strictObject({
  id: Id,
  title: Text,
  link: z.literal(true),
  acts: z.array(ActName).min(1),
  /** Columns of columns.yaml only. */
  where: Where.optional(),
});
export type Condition = z.infer<typeof Condition>;
/** `law/<pack>/families.yaml` */
export const Families = z.array(z.union([Condition, Family]));

export const Column = z
  .strictObject({
    id: Id,
    title: Text,
    type: z.enum(['code', 'number', 'flag', 'date']),
    /**
     * The first of these data fields that the act has. `opening.X`: field X of the act that opened the same proceeding, for the same subject or
     * for the whole case, never of another person's; for an act of the whole case the first opening act counts where none is for the case.
     */
    fields: z.array(z.string()).min(1),
    /** type number: whole years from the date in the field to the act. */
    years_since: z.boolean().optional(),
  })
  .refine((column) => !column.years_since || column.type === 'number', {
    path: ['years_since'],
    message: 'only for type number',
  });
export type Column = z.infer<typeof Column>;
const MarkField = z.strictObject({ act: ActName, field: z.string() });
/** Which acts set and lift marks of a case (the flags of offences.yaml); the field holds a flag's id or a list of them. */
export const MarkColumn = z.strictObject({
  id: z.literal('mark'),
  title: Text,
  of: z.literal('marks'),
  set: z.array(MarkField).min(1),
  lift: z.array(MarkField).default([]),
});
export type MarkColumn = z.infer<typeof MarkColumn>;
/** `law/<pack>/columns.yaml` */
export const Columns = z.array(z.union([MarkColumn, Column]));

export const comparisons = ['value', 'percent', 'factor', 'points', 'annual', 'rank', 'standard', 'avoided'] as const;
export type Comparison = (typeof comparisons)[number];
export const NamedFigure = z
  .strictObject({
    id: Id,
    section: z.string().optional(),
    title: Text.optional(),
    measure: Id.optional(),
    period: PeriodText,
    /** Narrows every set of acts of the measure; of a share: of what is shared. */
    where: Where.optional(),
    /** The period to compare with, or the same period under other conditions. */
    against: z
      .union([
        PeriodText,
        z.strictObject({ period: PeriodText.optional(), where: Where.optional(), measure: Id.optional() }),
      ])
      .optional(),
    /**
     * percent: growth; factor: value over base; points: difference in the measure's unit; annual: compound growth a year, percent;
     * rank: 1 = lowest year; standard: the length that the law gives (`rule`); avoided: of a ratio, the sum over the years of the period of
     * denominator × (ratio of `against` − ratio of the year). With `value`, `against` only stands beside.
     */
    as: z.enum(comparisons).default('value'),
    /** Years that `rank` ranks over; without it those of the data up to the figure's own. */
    series: PeriodText.optional(),
    /** `procedure/rule` whose period the standard is. */
    rule: z.string().optional(),
    /** One measure as percent of another. */
    share: z.strictObject({ of: Id, in: Id }).optional(),
    part: z.enum(['numerator', 'denominator']).optional(),
  })
  .superRefine((f, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if ((f.measure === undefined) === (f.share === undefined)) wrong('measure', 'expected either measure or share');
    const compares = ['percent', 'factor', 'points', 'annual', 'avoided'].includes(f.as);
    if (compares && f.against === undefined) wrong('as', `"${f.as}" compares; expected against`);
    if (!compares && f.as !== 'value' && f.against !== undefined) wrong('against', `"${f.as}" compares with nothing`);
    if (f.as === 'avoided' && typeof f.against === 'object') wrong('against', 'expected a period');
    if (f.series !== undefined && f.as !== 'rank') wrong('series', 'only for as: rank');
    if ((f.rule !== undefined) !== (f.as === 'standard')) wrong('rule', 'expected with as: standard, and only there');
    if (f.share && (f.part || ['rank', 'standard', 'avoided'].includes(f.as)))
      wrong('share', `a share has no part and is no ${f.as}`);
  });
export type NamedFigure = z.infer<typeof NamedFigure>;
/** `law/<pack>/figures.yaml` */
export const NamedFigures = z.array(NamedFigure);

export const sidesOf = (
  measure: Measure,
): readonly {
  readonly part: 'value' | 'numerator' | 'denominator';
  readonly sets: readonly CountedSet[];
  readonly sum: string | null;
}[] => {
  if (measure.kind === 'rate' || measure.kind === 'ratio')
    return (['numerator', 'denominator'] as const).map((part) => ({
      part,
      sets: measure[part]?.sets ?? [],
      sum: measure[part]?.sum ?? null,
    }));
  return [{ part: 'value', sets: measure.counts ?? [], sum: measure.sum ?? null }];
};
