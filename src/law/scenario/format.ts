import { z } from 'zod';

/** Scenarios: what the law expects, as runnable examples (../shared/law/README.md, "Scenarios"; law/README.md). */

const when = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/,
    "a date or time in quotes, like '2022-09-29' or '2022-09-29T15:20'",
  )
  .transform((text) => text.replace(' ', 'T'));
const name = z.union([z.string(), z.number()]).transform(String);
const data = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((given) => given ?? undefined);
const acts = z.union([z.string(), z.array(z.string()).min(1)]);
const asked = { subject: name.optional(), at: when.optional() };

const event = z.object({
  act: z.string(),
  at: when,
  subject: name.optional(),
  authority: z.string().optional(),
  actor: z.string().optional(),
  data,
});

const duty = z.object({ act: acts, ...asked, cite: z.string().optional() });
const possible = z.object({
  act: z.string(),
  ...asked,
  authority: z.string().optional(),
  data,
  cite: z.string().optional(),
});

/** A single expectation by its kind. */
export const expectations = {
  due: duty.extend({ by: when }),
  owed: duty,
  not_owed: duty,
  overdue: duty.extend({ by: when.optional() }),
  enabled: possible,
  not_enabled: possible,
  violations: z.object({
    act: acts.optional(),
    ...asked,
    kind: z.string().optional(),
    by: when.optional(),
    cite: z.string().optional(),
  }),
  clock_ends: z.object({ clock: z.string(), by: when, ...asked }),
} as const;

export type Kind = keyof typeof expectations;
export type Expected<K extends Kind> = z.infer<(typeof expectations)[K]>;

const lists = z.strictObject({
  at: when.optional(),
  ...Object.fromEntries(Object.entries(expectations).map(([kind, item]) => [kind, z.array(item).optional()])),
});

const step = z
  .object({ event: event.optional(), now: when.optional(), expect: lists.optional(), why: z.string().optional() })
  .refine((one) => one.event !== undefined || one.now !== undefined || one.expect !== undefined, {
    message: 'a step is an event, a now or an expect',
  });

export const scenario = z.object({
  id: name,
  procedure: z.string().min(1),
  title: z.string().optional(),
  /** Facts of the office that guards may read as case.FIELD. */
  office: z.record(z.string(), z.unknown()).optional(),
  steps: z.array(step).min(1),
});
export const scenarioFile = z.array(scenario);

export type Scenario = z.infer<typeof scenario>;
export type Event = z.infer<typeof event>;
export type Lists = z.infer<typeof lists>;
