/**
 * The shapes of judgments and findings, as the server serves them and the web draws them. Days are `YYYY-MM-DD`, moments ms UTC,
 * places in the text UTF-16 offsets `[from, to)` of the text as it was given.
 */
import { z } from 'zod';
import { schemas as casework } from '#casework/index.ts';

const { Cite, Text } = casework;
const Day = z.string().nullable();

/**
 * `certain`: the dates of the document alone show it. `depends`: whether the law was kept hangs on a fact that the document does not
 * state. `contradiction`: two dates of the document cannot both be true (a slip of the document or of the reading).
 */
export const Certainty = z.enum(['certain', 'depends', 'contradiction']);

export const Span = z
  .object({ from: z.number(), to: z.number(), what: z.string(), title: Text })
  .meta({ id: 'JudgmentSpan', description: 'A place in the text; `what` is the JSON Pointer of the fact read there' });

export const Fact = z
  .object({ what: z.string(), title: Text, value: Text, subject: z.string().nullable(), span: Span.nullable() })
  .meta({
    id: 'JudgmentFact',
    description: 'One fact read; `subject` is the defendant as masked, null: the whole case',
  });

/** One thing that the document says happened, as the law's act. `id` is what findings name. */
export const JudgmentAct = z
  .object({
    id: z.string(),
    type: z.string(),
    title: Text,
    on: z.string(),
    defendant: z.string().nullable(),
    span: Span.nullable(),
  })
  .meta({ id: 'JudgmentAct' });

/** One line of the reckoning, in the order in which a person would do it by hand. */
export const Step = z
  .object({ date: Day, text: Text, cites: z.array(Cite) })
  .meta({ id: 'FindingStep', description: 'One line of the arithmetic, with its date and article' });

/** A fact the document does not state, and for each answer the limit that would then apply. */
export const Unstated = z
  .object({
    field: z.string(),
    title: Text,
    answers: z.array(z.object({ title: Text, limit: Day, broken: z.boolean(), cites: z.array(Cite) })),
  })
  .meta({ id: 'UnstatedFact' });

export const Finding = z
  .object({
    id: z.string(),
    certainty: Certainty,
    /** `out-of-time`, `too-early`, `late`, `limit-exceeded`, … of the engine; `depends`; `contradiction`. */
    kind: z.string(),
    /** The rule of the law file. */
    rule: z.string(),
    title: Text,
    message: Text,
    cites: z.array(Cite),
    acts: z.array(JudgmentAct),
    defendant: z.string().nullable(),
    steps: z.array(Step),
    dependsOn: z.array(Unstated),
    /** What the finding takes for granted because the document says nothing else. */
    reliesOn: z.array(Text),
    daysOver: z.number().nullable(),
  })
  .meta({ id: 'JudgmentFinding' });

export const FindingCounts = z.object({ certain: z.number(), depends: z.number(), contradiction: z.number() });

export const JudgmentRow = z
  .object({
    id: z.string(),
    court: z.string(),
    caseNo: z.string().nullable(),
    instance: z.enum(['first', 'second', 'retrial']),
    instanceText: Text,
    document: z.enum(['judgment', 'ruling']),
    /** The year in the case number. */
    year: z.number().nullable(),
    prosecutingOffice: z.string().nullable(),
    /** The day of the last thing the document dates. */
    lastOn: Day,
    defendants: z.number(),
    names: z.array(z.string()),
    charges: z.array(z.string()),
    findings: FindingCounts,
    /** The gravest findings, in one line each. */
    said: z.array(z.object({ certainty: Certainty, title: Text })),
    source: z.enum(['made-up', 'file']),
    sourceText: Text,
    file: z.string(),
    readOn: z.string(),
  })
  .meta({ id: 'JudgmentRow' });

export const JudgmentPage = JudgmentRow.extend({
  text: z.string(),
  sha256: z.string(),
  spans: z.array(Span),
  facts: z.array(Fact),
  notes: z.array(Text),
  course: z.array(z.object({ defendant: z.string().nullable(), acts: z.array(JudgmentAct) })),
  found: z.array(Finding),
}).meta({ id: 'JudgmentPage' });

export const JudgmentList = z
  .object({
    rows: z.array(JudgmentRow),
    total: z.number(),
    page: z.number(),
    pages: z.number(),
    /** Judgments by the gravest thing found in them; `none`: nothing found. */
    counts: z.object({
      all: z.number(),
      certain: z.number(),
      depends: z.number(),
      contradiction: z.number(),
      none: z.number(),
    }),
  })
  .meta({ id: 'JudgmentList' });

export const JudgmentImport = z
  .object({
    read: z.number(),
    /** Judgments read now. */
    ids: z.array(z.string()),
    /** Texts that had been read before, with the judgment they became. */
    known: z.array(z.object({ where: z.string(), id: z.string(), text: Text })),
    refused: z.array(z.object({ where: z.string(), text: Text })),
  })
  .meta({ id: 'JudgmentImport' });

export type Text = z.infer<typeof Text>;
export type Cite = z.infer<typeof Cite>;
export type Certainty = z.infer<typeof Certainty>;
export type Span = z.infer<typeof Span>;
export type Fact = z.infer<typeof Fact>;
export type JudgmentAct = z.infer<typeof JudgmentAct>;
export type Step = z.infer<typeof Step>;
export type Unstated = z.infer<typeof Unstated>;
export type Finding = z.infer<typeof Finding>;
export type FindingCounts = z.infer<typeof FindingCounts>;
export type JudgmentRow = z.infer<typeof JudgmentRow>;
export type JudgmentPage = z.infer<typeof JudgmentPage>;
export type JudgmentList = z.infer<typeof JudgmentList>;
export type JudgmentImport = z.infer<typeof JudgmentImport>;
