import { z } from 'zod';
import { measureKinds } from './measures.ts';

const day = z.iso.date();
const maybeDay = day.nullable();

/** A range `[start, end)` of UTF-16 offsets in the text as it was given, for highlighting. */
export const spanSchema = z.tuple([z.int().nonnegative(), z.int().nonnegative()]).readonly();

/** One measure on a person's liberty, in the order of the text. See `MeasureKind` for the meanings of `kind`. */
export const measureSchema = z.object({
  kind: z.enum(measureKinds),
  on: maybeDay,
  /** The organ named, in the text's words; 本院 is the court of this judgment. */
  by: z.string().nullable(),
  span: spanSchema,
});

/**
 * A person or unit accused. `name` exactly as masked in the text. `charges`: the charges as the prosecution maintains them, each ending
 * in 罪: those of the indictment, with what was added (追加起诉) and in the place of what was changed (变更起诉); empty where the text names
 * none that can be read. The four days are the first of their kind; `measures` has all of them. `detained` is 刑事拘留 or, where the text has
 * none, the day custody began (被羁押), never a mere 抓获. `arrested` is the day of the execution, or of the decision where only that has a day.
 */
export const defendantSchema = z.object({
  name: z.string(),
  charges: z.array(z.string()),
  detained: maybeDay,
  arrested: maybeDay,
  bailed: maybeDay,
  residential_surveillance: maybeDay,
  kind: z.enum(['person', 'unit']),
  measures: z.array(measureSchema),
});

/**
 * An appeal: the appellants by name, and the day where the text says it (the last where it gives several). In a case sent back and tried
 * again, the last appeal told.
 */
export const appealSchema = z.object({ by: z.array(z.string()), on: maybeDay });

/** A protest: the office that lodged it, and the day where the text says it; `supported_by`: the higher office that supported it. */
export const protestSchema = z.object({ by: z.array(z.string()), on: maybeDay, supported_by: z.string().nullable() });

/**
 * An adjournment (延期审理), or several told together: `count` is the number the text gives, null where it gives none. A return for
 * supplementary investigation during the trial is one. `asked_on`: the day it was asked for; `from`: the day it was granted or
 * began; `to`: the day the trial went on. `reason`: in the text's words (补充侦查, 重新鉴定); null where none is given. `by`: who asked for it.
 */
export const adjournmentSchema = z.object({
  asked_on: maybeDay,
  from: maybeDay,
  to: maybeDay,
  count: z.int().positive().nullable(),
  reason: z.string().nullable(),
  by: z.enum(['prosecution', 'defence', 'court']).nullable(),
});

/**
 * An extension of the time limit for trial. `by`: the court that granted it, or was asked to; `length`: an ISO 8601 duration (`P3M`, `P15D`);
 * `count`: how many times, where the text says so. All null where the text only says that the limit was extended.
 */
export const extensionSchema = z.object({
  approved_on: maybeDay,
  by: z.string().nullable(),
  length: z
    .string()
    .regex(/^P\d+[MD]$/)
    .nullable(),
  count: z.int().positive().nullable(),
});

/** A suspension of the trial (中止审理), and when the trial went on (恢复审理). */
export const suspensionSchema = z.object({ from: maybeDay, to: maybeDay, reason: z.string().nullable() });

/** A judgment or ruling given earlier in the same case. `remand`: it set a judgment aside and sent the case back (发回重审). */
export const earlierDecisionSchema = z.object({
  kind: z.enum(['judgment', 'ruling']),
  court: z.string().nullable(),
  case_no: z.string().nullable(),
  on: maybeDay,
  remand: z.boolean(),
});

/** One document that brought or changed charges, the indictment first. `private`: a private prosecutor's complaint (自诉). */
export const chargingSchema = z.object({
  kind: z.enum(['indictment', 'added', 'changed', 'supplemented', 'private']),
  no: z.string().nullable(),
  on: maybeDay,
  accused: z.array(z.object({ name: z.string(), charges: z.array(z.string()) })),
});

/** Something the reader could not settle from the text, said for a person who checks it. */
export const noteSchema = z.object({ field: z.string(), zh: z.string(), en: z.string() });

/**
 * What the procedural head of a criminal judgment states. Days are `YYYY-MM-DD`, or null where the text does not state them; numbers have
 * half-width brackets. `sources` maps a JSON Pointer into this object (`/prosecuted_on`, `/defendants/0/arrested`) to the place in the text.
 *
 * - `court`, `case_no`: of this judgment, not of one below or before.
 * - `instance`: by the number; a first instance heard again after 发回重审 is first.
 * - `prosecuting_office`: that filed the indictment, also in a second instance; the name in the line 公诉机关 where there is one. Null in
 *   a private prosecution or where the text names none.
 * - `prosecuted_on`: the day of 提起公诉, in a private prosecution of the complaint. `accepted_on`: the day this court took the case.
 * - `trials`: the days of this court's hearings, in order. `first_judgment_on`: the day of the judgment appealed or protested against; in a
 *   case sent back, of the last judgment before this one.
 * - `public_hearing`: true for 公开开庭; false for 不公开 and where there was no hearing (不开庭); null where the text does not say. `hearing` tells
 *   the last two apart.
 */
export const judgmentSchema = z.object({
  court: z.string(),
  case_no: z.string().nullable(),
  instance: z.enum(['first', 'second', 'retrial']),
  prosecuting_office: z.string().nullable(),
  indictment_no: z.string().nullable(),
  defendants: z.array(defendantSchema),
  prosecuted_on: maybeDay,
  accepted_on: maybeDay,
  trials: z.array(day),
  first_judgment_on: maybeDay,
  appeal: appealSchema.nullable(),
  protest: protestSchema.nullable(),
  adjournments: z.array(adjournmentSchema),
  extension: extensionSchema.nullable(),
  public_hearing: z.boolean().nullable(),
  document: z.enum(['judgment', 'ruling']),
  prosecution: z.enum(['public', 'private']),
  hearing: z.enum(['public', 'closed', 'none']).nullable(),
  procedure: z.enum(['ordinary', 'simplified', 'fast-track']).nullable(),
  suspensions: z.array(suspensionSchema),
  earlier_decisions: z.array(earlierDecisionSchema),
  chargings: z.array(chargingSchema),
  notes: z.array(noteSchema),
  sources: z.record(z.string(), spanSchema),
});

export type Judgment = z.infer<typeof judgmentSchema>;
export type Defendant = z.infer<typeof defendantSchema>;
export type Note = z.infer<typeof noteSchema>;

/** A line for the user in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** A text read, or refused with the reason. */
export type ReadResult =
  | { readonly ok: true; readonly judgment: Judgment }
  | { readonly ok: false; readonly reason: Words };
