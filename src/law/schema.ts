import { z } from 'zod';

/**
 * The law language as zod schemas; `law/schema/*.json` are generated from them (schema-files.ts). Names and guards are checked by
 * the compiler, not here. Descriptions appear in the editor.
 */

export const kebab = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a name in kebab-case, like decide-arrest');
const procedureId = z.string().regex(/^[a-z-]+\.[a-z0-9-]+$/, 'branch.name, like criminal.arrest-review');
const fieldName = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'a field name, like received_on');
export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a date in quotes, like '2019-12-30'");
const guard = z
  .string()
  .min(1)
  .describe('Guard: comparisons of act.x, opening.x, subject.x, case.x joined by and, or, not');
const period = z.string().describe('ISO 8601 duration: P7D, P3D/working, P1M, PT24H');
const cite = z
  .string()
  .min(1)
  .describe('Laws of laws.yaml and articles: LAW §88; OTHER §258, §260. A choice of the pack begins with "model"');
export const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const ids = z.union([kebab, z.array(kebab).min(1)]).describe('An act, a list of acts, or names of sets');
const checked = z.enum(['verified', 'partly', 'recalled']);
const inForce = z
  .strictObject({ from: date.optional(), to: date.optional() })
  .describe('First day in force, and the day from which it is no longer in force');
const rolls = z
  .enum(['next', 'previous', 'none', 'custody'])
  .describe('A last day off: moves on, moves back, stays; custody: stays while in custody');
const scalar = z.union([z.string(), z.number(), z.boolean()]);

export const fieldTypes = [
  'text',
  'number',
  'integer',
  'money',
  'boolean',
  'date',
  'datetime',
  'enum',
  'list',
  'person',
  'offence',
  'organ',
  'ref',
] as const;

const field = z.strictObject({
  name: fieldName,
  type: z.enum(fieldTypes),
  values: z.array(z.string()).min(1).optional(),
  of: z.enum(['offence']).optional().describe('Entries of a list are offences of the pack'),
  title: text.optional().describe('Only where words.yaml does not say it'),
  required: z.boolean().optional().describe('The document needs it. What guards read is required anyway'),
  note: text.optional(),
});

const act = z.strictObject({
  id: kebab,
  title: text,
  actor: kebab.describe('Who does it (pack.yaml, actors)'),
  authority: z
    .string()
    .describe('Lowest rank that may decide; list: the power list; none: not the decision of the office'),
  authority_if: z.array(z.strictObject({ when: guard, authority: z.string(), cite })).optional(),
  subject: kebab.optional().describe('Kind of person or thing it is addressed to; without it: the whole case'),
  data: z.array(field).optional(),
  document: text.optional(),
  guard: z.strictObject({ when: guard, cite }).optional().describe('What its own data must satisfy'),
  close: z.boolean().optional(),
  reopen: z.boolean().optional(),
  initially: z
    .strictObject({
      included: z.boolean().optional(),
      pending: z.boolean().optional(),
      executed: z.boolean().optional(),
    })
    .optional(),
  in_force: inForce.optional().describe('Outside these days the act does not exist in law'),
  cite,
  note: text.optional(),
  checked: checked.optional(),
});

const common = {
  id: kebab.describe('Says what the rule does; unique in the procedure'),
  from: ids,
  to: ids,
  when: guard.optional(),
  scope: z.enum(['same', 'any', 'all', 'others', 'present', 'present-and-later']).optional(),
  via: fieldName.optional(),
  in_force: inForce.optional(),
  cite,
  note: text.optional(),
  checked: checked.optional(),
};
const fromDate = z
  .string()
  .regex(/^(opening\.)?[a-z][a-z0-9_-]*$/, 'a date field, like received_on or opening.received_on');

const rule = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('condition'),
    after: period.optional().describe('Not before this period has passed since'),
    full: z.boolean().optional(),
    from_date: fromDate.optional(),
    strict: z.boolean().optional().describe('Must really have happened, ruled out or not'),
  }),
  z.strictObject({ ...common, kind: z.literal('milestone') }),
  z.strictObject({
    ...common,
    kind: z.literal('window'),
    within: period.optional(),
    clock: kebab.optional(),
    from_date: fromDate.optional(),
    rolls: rolls.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('response'),
    within: period.optional(),
    from_date: fromDate.optional(),
    rolls: rolls.optional(),
    again: z.enum(['keep', 'restart', 'each']).optional(),
    discharge: z.enum(['all', 'one']).optional(),
    before: ids.optional(),
    alert_only: z.boolean().optional(),
    if_overdue: kebab.optional(),
    survives: z.literal('close').optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('exclude'), cancel: z.boolean().optional() }),
  z.strictObject({ ...common, kind: z.literal('include') }),
]);

const clock = z.strictObject({
  id: kebab,
  title: text,
  starts: ids,
  when: guard.optional(),
  from_date: z.union([fromDate, z.record(kebab, fromDate)]).optional(),
  length: period.optional(),
  length_field: fieldName.optional(),
  extends: z
    .array(
      z.strictObject({
        act: kebab,
        by: period.optional(),
        by_field: fieldName.optional(),
        to_date: fieldName.optional(),
        times: z.int().min(1).optional(),
        times_total: z.int().min(1).optional(),
        cite: cite.optional(),
      }),
    )
    .optional(),
  pauses_on: ids.optional(),
  resumes_on: ids.optional(),
  paused_days: z.literal('inclusive').optional(),
  restarts_on: ids.optional(),
  restart_limit: z.int().min(1).optional(),
  stops_on: ids.optional(),
  expiry: z.enum(['duty', 'limit', 'bar']),
  owed: ids.optional(),
  bars: ids.optional(),
  alert_only: z.boolean().optional(),
  if_overdue: kebab.optional(),
  rolls: rolls.optional(),
  in_force: inForce.optional(),
  cite,
  note: text.optional(),
  checked: checked.optional(),
});

const fact = z.strictObject({
  name: fieldName,
  type: z.enum(fieldTypes),
  values: z.array(z.string()).min(1).optional(),
  title: text.optional(),
  initial: scalar.optional(),
  from: z.array(z.string().regex(/^[a-z0-9-]+\.[a-z0-9_-]+$/, 'act.field')).optional(),
  set_by: z.array(z.strictObject({ acts: ids, value: scalar, when: guard.optional() })).optional(),
});

export const procedureFile = z
  .strictObject({
    id: procedureId,
    title: text,
    summary: text,
    statistic_unit: z.enum(['person', 'case', 'item']),
    checked,
    in_force: inForce.optional(),
    subjects: z.array(z.strictObject({ id: kebab, title: text })).optional(),
    opened_by: z.array(kebab).min(1).describe('The acts that open a proceeding of this kind'),
    joined_by: z.array(kebab).optional().describe('Acts that bring a further person into it without an opening act'),
    facts: z.strictObject({ subject: z.array(fact).optional(), case: z.array(fact).optional() }).optional(),
    sets: z.record(kebab, z.array(kebab).min(2)).optional(),
    groups: z.array(z.strictObject({ id: kebab, title: text, acts: z.array(kebab).min(1) })).optional(),
    acts: z.array(act).min(1),
    rules: z.array(rule),
    clocks: z.array(clock).optional(),
    outcomes: z
      .array(
        z.strictObject({
          id: kebab,
          title: text,
          acts: ids,
          when: guard.optional(),
          needs: ids.optional().describe('Acts without which it may not come about; checked (S9)'),
        }),
      )
      .min(1),
    opens: z
      .array(
        z.strictObject({
          on: kebab,
          procedure: procedureId,
          when: guard.optional(),
          act: kebab.optional().describe('The opening act there; without it the first of opened_by'),
          carries: z
            .array(fieldName)
            .optional()
            .describe('Fields of the act, or of the opening act, that go along under their names'),
          with: z
            .record(fieldName, scalar)
            .optional()
            .describe('Fields of the opening act there whose value follows from the act here'),
        }),
      )
      .optional(),
    incompatible: z
      .array(z.tuple([kebab, kebab]))
      .optional()
      .describe('Acts that one person may not both do'),
    accepted: z
      .array(
        z.strictObject({
          check: z.enum(['S4', 'S5', 'S8', 'S9', 'S10', 'S11']),
          act: kebab.optional(),
          rule: kebab.optional(),
          clock: kebab.optional(),
          outcome: kebab.optional(),
          reason: text,
        }),
      )
      .optional()
      .describe('Warnings of law check that are as they should be, each with the reason'),
    feeds: z.array(text).optional(),
    doubts: z.array(text).optional(),
  })
  .describe('One procedure of a law pack');

const count = z.strictObject({ month_end: z.enum(['sticky', 'same']), hours: z.enum(['exact', 'next-full']), rolls });
const named = z.strictObject({ id: kebab, title: text });
const ground = z.strictObject({
  ...named.shape,
  cite,
  explain: z.boolean().optional().describe('The reason must be written out'),
});

export const packFile = z.strictObject({
  id: kebab,
  title: text,
  version: z.string(),
  zone: z.string(),
  language: z.enum(['zh', 'en']).optional().describe('Which of the two the law is written in; zh where it is not said'),
  calendar: z.enum(['china', 'weekends', 'own']).describe('own: calendar.yaml beside this file'),
  numbers: z
    .enum(['china'])
    .optional()
    .describe('How numbers of persons and organisations are checked; taken as written where it is not said'),
  branches: z.array(named).min(1).describe('Folders with procedure files'),
  counting: z.record(z.string(), count),
  custody: guard.optional(),
  scenarios: z
    .strictObject({
      office: z.record(fieldName, scalar).optional().describe('Facts of the office where a scenario says none'),
      facts: z.record(fieldName, fieldName).optional().describe('Field of any event → the fact that it sets'),
    })
    .optional(),
  ranks: z
    .array(
      z.strictObject({
        ...named.shape,
        recorded_by: kebab.optional().describe('A body or another office: of what rank somebody records its decision'),
      }),
    )
    .min(1),
  powers: z
    .strictObject({
      default: kebab,
      cite: cite.optional().describe('What the list rests on'),
      acts: z.record(z.string(), kebab).describe('procedure/act → rank, or none: by post'),
      levels: z
        .record(
          kebab,
          z.strictObject({ default: kebab.optional(), cite, acts: z.record(z.string(), kebab).optional() }),
        )
        .optional()
        .describe('Where offices of a level of lists.yaml decide otherwise'),
    })
    .describe('The power list: who decides an act whose authority is `list`'),
  actors: z
    .array(z.strictObject({ id: kebab, kind: z.enum(['office', 'outside', 'clock', 'system']), title: text }))
    .min(1),
  roles: z.array(
    z.strictObject({
      id: kebab,
      title: text,
      rank: kebab.nullable(),
      acts: z.array(kebab),
      functions: z
        .array(z.enum(['receives', 'handles', 'assists', 'heads-desk', 'heads-office', 'deputises', 'keeps-accounts']))
        .optional()
        .describe('What the role does in an office (src/access); without any it is a body and has no account'),
      does: text.optional(),
    }),
  ),
  parties: z
    .array(
      z.strictObject({
        id: kebab,
        title: text,
        concerned: z
          .boolean()
          .optional()
          .describe('The proceeding is about them: acts are done person by person to them'),
        hidden: z.boolean().optional().describe('Their names stand in no title'),
      }),
    )
    .optional()
    .describe('In what capacity somebody or something is in a case'),
  packages: z
    .strictObject({ procedures: z.array(procedureId).min(1), senders: z.array(kebab).min(1) })
    .optional()
    .describe('Procedures that a transfer package of another organ can open, and kinds of its senders'),
  marks: z
    .array(z.strictObject({ id: kebab, title: text, when: guard }))
    .optional()
    .describe('What stands beside a person’s name while the guard holds, over facts and the data of the opening act'),
  regrouping: z
    .strictObject({
      procedures: z.array(procedureId).min(1).describe('In which proceedings people are severed and cases merged'),
      authority: kebab.describe('Rank that decides it'),
      cite,
      time: z.strictObject({ text, cite }).describe('What becomes of the periods, said to who decides'),
      decided: z.strictObject({ text, cite }).describe('Why somebody whose outcome stands goes nowhere'),
      stage: z.strictObject({ text, cite }).describe('Why cases of different procedures are not merged'),
      sever: z
        .array(
          z.strictObject({
            ...ground.shape,
            apart: kebab
              .optional()
              .describe(
                'A mark: all who leave have it and somebody who stays has not, or all who stay have it and nobody who leaves',
              ),
          }),
        )
        .min(1),
      merge: z
        .array(
          z.strictObject({
            ...ground.shape,
            same_person: z.boolean().optional().describe('Somebody is in both cases'),
          }),
        )
        .min(1),
    })
    .optional()
    .describe('Severing and merging of cases: grounds, who decides, and why not'),
  recusal: z
    .strictObject({
      procedure: procedureId,
      raised: kebab.describe('The act that opens it, addressed to the person challenged'),
      decided: kebab.describe('From this act on the person takes no further act in the case'),
      rejected: kebab,
      reconsidered: z
        .strictObject({ act: kebab, when: guard })
        .optional()
        .describe('An act that, where the guard holds, decides the recusal after all'),
      holds: z
        .strictObject({ text, cite, except: z.array(procedureId).optional() })
        .describe(
          'What the person may not do until it is decided, said to them; `except` these procedures, which go on',
        ),
      barred: z.strictObject({ text, cite }).describe('What the person may not do once it is decided, said to them'),
    })
    .optional()
    .describe('By which procedure somebody is kept out of a case'),
});

export const lawsFile = z.record(
  z.string(),
  z.strictObject({
    title: text,
    short_en: z.string().min(1),
    unit: z
      .enum(['article', 'section', 'regulation', 'paragraph', 'rule'])
      .optional()
      .describe('What § stands for; article where it is not said'),
    text: z.string().optional(),
    read: checked,
  }),
);

export const wordsFile = z.strictObject({
  fields: z.record(
    z.string(),
    z.strictObject({
      ...text.shape,
      yes: text.optional().describe('How it is said in a sentence where it holds'),
      no: text.optional().describe('How it is said where it does not'),
    }),
  ),
  values: z.record(z.string(), text),
});

export const calendarFile = z.strictObject({
  id: kebab,
  version: z.string(),
  known: z.strictObject({ from: date, to: date }).describe('First and last day for which the days off are all here'),
  sources: z.array(z.string()).min(1),
  names: z.record(kebab, text),
  off: z.record(date, kebab).describe('Days off beside Saturdays and Sundays, each with the key of its name'),
  work: z.record(date, kebab).optional().describe('Saturdays and Sundays that are working days'),
});

export const offencesFile = z.strictObject({
  checked,
  doubts: z.array(z.string()),
  chapters: z.array(z.strictObject({ n: z.int(), zh: z.string(), en: z.string(), articles: z.string() })),
  sections: z.array(z.strictObject({ n: z.string(), zh: z.string(), en: z.string() })),
  flags: z.array(
    z.strictObject({
      id: kebab,
      zh: z.string(),
      en: z.string(),
      of: z.enum(['suspect', 'victim', 'case']),
      figure: z.string(),
    }),
  ),
  figures: z.array(z.strictObject({ id: kebab, sum: z.string(), basis: z.string(), confidence: z.string() })),
  offences: z.array(
    z.strictObject({
      id: kebab,
      zh: z.string(),
      en: z.string(),
      article: z.string(),
      chapter: z.int(),
      section: z.string().optional(),
      tags: z.array(kebab),
      since: date.optional(),
      renamed_from: z.string().optional(),
      note: z.string().optional(),
    }),
  ),
});

export type ProcedureFile = z.infer<typeof procedureFile>;
export type ActFile = ProcedureFile['acts'][number];
export type RuleFile = ProcedureFile['rules'][number];
export type ClockFile = NonNullable<ProcedureFile['clocks']>[number];
export type FactFile = z.infer<typeof fact>;
export type FieldFile = z.infer<typeof field>;
export type PackFile = z.infer<typeof packFile>;
export type PowersFile = PackFile['powers'];
export type LawsFile = z.infer<typeof lawsFile>;
export type CalendarFile = z.infer<typeof calendarFile>;
export type WordsFile = z.infer<typeof wordsFile>;
export type OffencesFile = z.infer<typeof offencesFile>;
