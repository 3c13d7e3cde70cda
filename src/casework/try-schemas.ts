/** A course that somebody supposes, and what the law makes of it: the shapes of the law browser's panel. */
import { z } from 'zod';
import { CourseItem, Deadline, MayAct, MayNot, ProcedureMap, Text, WhyNot } from './schemas.ts';

/** A day of the calendar: 2026-02-30 is none. */
const Day = z.iso.date();
/** A day, or a day with the time, in the legal zone. */
const When = z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/);

export const TryStep = z
  .object({
    act: z.string().min(1).max(100),
    subject: z.string().max(40).nullable(),
    on: When,
    data: z.record(z.string().max(100), z.json()).default({}),
  })
  .meta({ id: 'TryStep', description: 'One supposed act; `subject` is the id of one of the people of the answer' });
export const TryQuestion = z
  .object({
    steps: z.array(TryStep).max(60),
    now: Day,
    people: z.number().int().min(1).max(4).default(1).meta({ description: 'How many people of each kind' }),
    subject: z.string().max(40).optional().meta({ description: 'Whose map is drawn; the first where it is not given' }),
  })
  .meta({ id: 'TryQuestion', description: 'Nothing is stored; an act after `now` has not happened yet' });

export const TryAnswer = z
  .object({
    procedure: z.string(),
    title: Text,
    now: Day,
    people: z.array(z.object({ id: z.string(), name: z.string(), kind: Text })),
    steps: z
      .array(
        z.object({
          act: z.string(),
          title: Text,
          subject: z.object({ id: z.string(), name: z.string() }).nullable(),
          on: z.string(),
          state: z.enum(['done', 'ahead', 'unknown']),
          reasons: z.array(WhyNot),
          fieldErrors: z.array(z.object({ field: z.string(), text: Text })),
        }),
      )
      .meta({ description: 'The steps in the order asked: what stood against each when it happened' }),
    may: z.array(MayAct),
    outsideActs: z.array(MayAct),
    mayNot: z.array(MayNot),
    owed: z.array(Deadline),
    deadlines: z.array(Deadline),
    course: z.array(CourseItem),
    departures: z.array(z.object({ kind: z.string(), text: Text, cites: WhyNot.shape.cites, date: z.string() })),
    notes: z.array(Text),
    outcomes: z.array(z.object({ subject: z.string().nullable(), title: Text })),
    closed: z.string().nullable(),
    map: ProcedureMap,
  })
  .meta({ id: 'TryAnswer' });

export type TryStep = z.input<typeof TryStep>;
export type TryQuestion = z.input<typeof TryQuestion>;
export type TryAnswer = z.infer<typeof TryAnswer>;
