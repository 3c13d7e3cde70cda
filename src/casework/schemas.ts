/**
 * The shapes that casework shows: what is owed, what may be done, what may not and why. The server serves them as they
 * stand here (they are the OpenAPI schemas too) and the web draws them; neither adds a rule. Dates are `YYYY-MM-DD` in
 * the legal zone, moments are ms UTC.
 */
import { z } from 'zod';

export const Text = z
  .object({ zh: z.string(), en: z.string() })
  .meta({ id: 'Text', description: 'The same words in Chinese and English' });
export const Cite = z
  .object({
    short: Text,
    full: Text,
    key: z.string(),
    mark: z.enum(['verified', 'recalled', 'model']).optional(),
    articles: z.array(z.string()).optional().meta({ description: 'Keys of the pages of its articles' }),
  })
  .meta({ id: 'Cite', description: 'One citation; `key` is the citation as the law file has it' });
export const Person = z.object({ id: z.string(), name: Text, title: Text.optional() }).meta({ id: 'Person' });
export const Party = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.string().meta({ description: 'In what capacity: a party of the law pack' }),
    marks: z.array(z.object({ code: z.string(), text: Text, tone: z.enum(['plain', 'info']) })),
    lines: z.array(Text),
    offence: z.object({ id: z.string(), title: Text }).nullable(),
    outcome: Text.nullable(),
  })
  .meta({ id: 'Party' });

/** A case as a list or a head names it; `numberText` is its number as each language writes it. */
export const CaseRef = z
  .object({ id: z.string(), number: z.string(), title: Text, numberText: Text.optional() })
  .meta({ id: 'CaseRef' });
const ProcedureRef = z.object({ id: z.string(), title: Text, branch: z.string() });
const Desk = z.object({ id: z.string(), title: Text });
/** The person that an act or a duty is addressed to. */
const Subject = z.object({ id: z.string(), name: z.string() });

/** One thing owed, as `<Deadline>` draws it (ux.md section 4). The browser computes no dates. */
export const Deadline = z
  .object({
    key: z.string(),
    title: Text,
    targets: z.array(z.object({ act: z.string(), title: Text })),
    subject: Subject.nullable(),
    owedBy: z.object({ code: z.string(), title: Text, us: z.boolean() }),
    state: z.enum([
      'running',
      'due-soon',
      'overdue',
      'paused',
      'met',
      'met-late',
      'asleep',
      'withdrawn',
      'open-undated',
      'never-done',
      'limit-exceeded',
      'superseded',
      'moot',
      'reminded',
    ]),
    marks: z.array(z.enum(['extended', 'restarted', 'provisional', 'custody', 'alert-only', 'reopened-by-correction'])),
    due: z.object({ at: z.number(), date: z.string(), exact: z.boolean() }).nullable(),
    daysLeft: z.number().nullable(),
    unit: z.enum(['day', 'working-day', 'hour']),
    phrase: Text.meta({ description: '剩 9 日 / 9 days left' }),
    dueText: Text.nullable(),
    period: Text.nullable().meta({ description: '7日，第6日 / 7 days, day 6' }),
    ruler: z
      .object({
        from: z.string(),
        to: z.string(),
        today: z.string(),
        share: z.number(),
        extendedFrom: z.string().nullable(),
        mayExtendTo: z.string().nullable(),
        paused: z.array(z.object({ from: z.string(), to: z.string().nullable() })),
      })
      .nullable(),
    cites: z.array(Cite),
    explain: z.array(z.object({ date: z.string().nullable(), text: Text, cites: z.array(Cite) })),
    late: z.object({ days: z.number(), text: Text }).nullable(),
    ifOverdue: z.object({ act: z.string(), title: Text }).nullable(),
  })
  .meta({ id: 'Deadline' });

export const WorkItem = z
  .object({
    id: z.string(),
    proceeding: z.string(),
    case: CaseRef,
    procedure: ProcedureRef,
    people: Text,
    handler: Person.nullable(),
    desk: Desk.nullable(),
    custody: z.boolean(),
    deadline: Deadline,
    before: z.array(Deadline).meta({ description: 'What is still owed before this may be done' }),
  })
  .meta({ id: 'WorkItem' });
export const Worklist = z
  .object({
    today: z.string(),
    counts: z.object({
      overdue: z.number(),
      soon: z.number(),
      running: z.number(),
      paused: z.number(),
      undated: z.number(),
      metThisMonth: z.number(),
    }),
    groups: z.array(
      z.object({
        id: z.enum(['overdue', 'this-week', 'next-week', 'later', 'paused', 'undated', 'others-owe']),
        title: Text,
        hint: Text,
        items: z.array(WorkItem),
        more: z.number(),
      }),
    ),
    nextDue: z.object({ date: z.string(), text: Text }).nullable(),
  })
  .meta({ id: 'Worklist' });

/** Why an act is not possible now (engine-semantics 3.1), in words, with the article and the way out. */
export const WhyNot = z
  .object({
    code: z.string(),
    text: Text,
    cites: z.array(Cite),
    remedy: z.array(z.object({ act: z.string(), subject: z.string().nullable(), title: Text })),
  })
  .meta({ id: 'WhyNot' });

export const FormField = z
  .object({
    name: z.string(),
    title: Text,
    type: z.enum([
      'text',
      'number',
      'money',
      'boolean',
      'date',
      'datetime',
      'enum',
      'list',
      'person',
      'offence',
      'offences',
      'organ',
    ]),
    options: z.array(z.object({ value: z.string(), title: Text })),
    required: z.boolean(),
    note: Text.nullable(),
    default: z.json().nullable(),
  })
  .meta({ id: 'FormField' });

export const MayAct = z
  .object({
    act: z.string(),
    title: Text,
    subject: Subject.nullable(),
    group: z.string().nullable(),
    by: z.enum(['office', 'outside']),
    owed: z.boolean().meta({ description: 'Nothing else would meet what is owed' }),
    oneOf: z
      .object({ key: z.string(), title: Text, due: Text.nullable(), count: z.number() })
      .optional()
      .meta({ description: 'One of `count` ways to meet the duty `key`: the duty is owed, not each of them' }),
    outcome: z.boolean(),
    cites: z.array(Cite),
    document: Text.nullable(),
    decides: z.object({ rank: z.string(), title: Text, you: z.boolean(), text: Text }),
    fields: z.array(FormField),
  })
  .meta({ id: 'MayAct' });
export const MayNot = z
  .object({
    act: z.string(),
    title: Text,
    subject: Subject.nullable(),
    near: z.boolean(),
    final: z.boolean(),
    by: z.enum(['office', 'outside']),
    reasons: z.array(WhyNot),
    fields: z.array(FormField),
  })
  .meta({
    id: 'MayNot',
    description:
      '`near`: one step from possible; `final`: ruled out; `by: outside` can be recorded all the same, marked',
  });

export const CourseItem = z
  .object({
    id: z.string(),
    index: z.number().nullable().meta({ description: 'Number in the ledger' }),
    act: z.string(),
    title: Text,
    subject: Subject.nullable(),
    date: z.string(),
    time: z.string().nullable(),
    by: Text,
    recordedAt: z.number().nullable(),
    enteredLateDays: z.number().nullable(),
    derived: z.boolean(),
    annulled: z.object({ on: z.string(), by: Text, ground: z.string() }).nullable(),
    cites: z.array(Cite),
    data: z.array(z.object({ name: z.string(), title: Text, value: Text })),
    departures: z
      .array(z.object({ kind: z.string(), text: Text, cites: z.array(Cite) }))
      .meta({ description: 'Where this act departed from the law' }),
    document: z.object({ id: z.string(), title: Text }).nullable(),
    ground: z.string().nullable(),
    elsewhere: z
      .object({ proceeding: z.string(), number: Text.nullable() })
      .optional()
      .meta({ description: 'The other proceeding: where it was done, where people went or came from' }),
  })
  .meta({ id: 'CourseItem' });

export const MapNode = z
  .object({
    id: z.string(),
    act: z.string(),
    title: Text,
    state: z.enum(['done', 'may', 'owed', 'waits', 'ruled-out']),
    note: Text.nullable(),
    acts: z
      .array(z.object({ act: z.string(), title: Text }))
      .optional()
      .meta({ description: 'Where a box stands for several acts: each of them; `act` is the first' }),
    x: z.number(),
    y: z.number(),
    w: z.number(),
    h: z.number(),
  })
  .meta({ id: 'MapNode' });
export const MapEdge = z
  .object({
    from: z.string(),
    to: z.string(),
    kind: z.enum(['condition', 'response', 'milestone', 'exclude', 'include', 'window']),
    text: Text,
    cites: z.array(Cite),
    points: z.array(z.tuple([z.number(), z.number()])),
  })
  .meta({ id: 'MapEdge' });
export const ProcedureMap = z
  .object({
    subject: z.string().nullable(),
    nodes: z.array(MapNode),
    edges: z.array(MapEdge),
    width: z.number(),
    height: z.number(),
    folded: z.number(),
  })
  .meta({ id: 'ProcedureMap' });

export const ProceedingPage = z
  .object({
    id: z.string(),
    version: z.number().meta({ description: 'Expected version for the next act' }),
    case: CaseRef,
    procedure: z.object({ id: z.string(), version: z.string(), title: Text, branch: z.string() }),
    office: Text,
    handler: Person.nullable(),
    desk: Desk.nullable(),
    opened: z.string(),
    concluded: z.string().nullable(),
    closed: z.string().nullable(),
    source: Text.nullable(),
    decides: Text.meta({ description: 'Who may decide, for the reader' }),
    main: Deadline.nullable(),
    parties: z.array(Party),
    deadlines: z.array(Deadline),
    course: z.array(CourseItem),
    owed: z.array(Deadline),
    may: z.array(MayAct),
    mayNot: z.array(MayNot),
    outsideActs: z.array(MayAct).meta({ description: 'Facts of others that may be recorded at any time' }),
    shownFor: z
      .object({ people: z.array(z.string()), total: z.number() })
      .optional()
      .meta({
        description: 'In a case of many people the acts are listed for these only; ask for another by `person`',
      }),
    departures: z.array(z.object({ kind: z.string(), text: Text, cites: z.array(Cite), date: z.string() })),
    notes: z.array(Text),
    proposals: z.array(
      z.object({
        id: z.string(),
        title: Text,
        subject: z.string().nullable(),
        state: z.enum(['waiting', 'returned']),
        waitsFor: Text,
        since: z.string(),
        reason: z.string().nullable(),
      }),
    ),
    related: z.array(z.object({ proceeding: z.string(), title: Text, state: Text })),
    regrouped: z
      .array(
        z.object({
          kind: z.enum(['severed-to', 'severed-from', 'merged-from', 'merged-into']),
          proceeding: z.string(),
          number: Text,
          seen: z.boolean().meta({ description: 'The reader may open it' }),
          on: z.string(),
          people: Text,
          ground: Text.nullable(),
          reason: z.string().nullable(),
          cites: z.array(Cite),
        }),
      )
      .meta({ description: 'Where people of it were severed to or came from, and cases that were merged' }),
    recusals: z
      .array(
        z.object({
          person: Person,
          you: z.boolean(),
          state: z.enum(['challenged', 'recused']),
          since: z.string(),
          text: Text.nullable().meta({ description: 'What the reader may not do, where it is they' }),
          cites: z.array(Cite),
          proceeding: z.string(),
          seen: z.boolean(),
        }),
      )
      .meta({ description: 'Who of the office is challenged or recused in this case' }),
    canChallenge: z.boolean().meta({ description: 'The reader may enter that somebody’s recusal is asked for' }),
    canRegroup: z.boolean().meta({ description: 'This law knows severing and merging here, and the reader may act' }),
    documents: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: Text,
        bytes: z.number(),
        sha256: z.string(),
        addedOn: z.string(),
      }),
    ),
    canAct: z.boolean(),
    canAssign: z.boolean(),
    canAnnul: z.boolean(),
    canRecordOutside: z.boolean().meta({ description: 'May record what others did' }),
    canEnterForced: z.boolean().meta({
      description: 'May record an act of the office that happened although it was not allowed, with a ground',
    }),
  })
  .meta({ id: 'ProceedingPage' });

export const ProposedAct = z
  .object({
    act: z.string(),
    subject: z.string().nullable(),
    on: z.string().meta({ description: 'YYYY-MM-DD or YYYY-MM-DDTHH:mm, local legal time' }),
    data: z.record(z.string(), z.json()),
    expectedVersion: z.number(),
    reason: z.string().optional(),
    happenedAlthough: z
      .string()
      .optional()
      .meta({ description: 'Ground for recording an act of the office that the law forbade' }),
  })
  .meta({ id: 'ProposedAct' });
/** The review step before an act: everything it would cause. */
export const Review = z
  .object({
    allowed: z.boolean(),
    reasons: z.array(WhyNot),
    fieldErrors: z.array(z.object({ field: z.string(), text: Text })),
    decides: z.object({ rank: z.string(), title: Text, you: z.boolean(), text: Text }),
    effects: z.object({
      opens: z.array(z.object({ title: Text, dueText: Text.nullable(), cites: z.array(Cite) })),
      meets: z.array(z.object({ title: Text, late: Text.nullable() })),
      excludes: z.array(z.object({ title: Text, cites: z.array(Cite) })),
      includes: z.array(z.object({ title: Text, cites: z.array(Cite) })),
      clocks: z.array(z.object({ title: Text, text: Text, cites: z.array(Cite) })),
      openings: z.array(z.object({ procedure: z.string(), title: Text })),
      document: Text.nullable(),
      closes: z.boolean(),
      departures: z.array(z.object({ text: Text, cites: z.array(Cite) })),
    }),
  })
  .meta({ id: 'Review' });
export const ActOutcome = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('recorded'),
      act: z.string(),
      index: z.number(),
      version: z.number(),
      leaf: z.string(),
      departures: z.array(z.object({ text: Text, cites: z.array(Cite) })),
      opened: z.array(z.object({ proceeding: z.string(), title: Text })),
    }),
    z.object({ kind: z.literal('waits'), proposal: z.string(), waitsFor: Text }),
  ])
  .meta({ id: 'ActOutcome' });
export const Refusal = z
  .object({
    kind: z.enum(['refused', 'conflict', 'data', 'not-found', 'not-allowed', 'bad-input']),
    message: Text,
    reasons: z.array(WhyNot),
    fieldErrors: z.array(z.object({ field: z.string(), text: Text })),
    since: z.array(CourseItem),
    recorded: z.literal(false),
  })
  .meta({ id: 'Refusal', description: 'Nothing was recorded; every reason why' });

export const ProposalPage = z
  .object({
    id: z.string(),
    proceeding: z.string(),
    case: CaseRef,
    procedure: ProcedureRef,
    act: z.string(),
    title: Text,
    subject: Subject.nullable(),
    data: z.array(z.object({ name: z.string(), title: Text, value: Text })),
    reason: z.string().nullable(),
    proposedBy: Person,
    proposedOn: z.string(),
    rank: z.object({ rank: z.string(), title: Text, cite: z.array(Cite) }),
    deadline: Deadline.nullable(),
    state: z.enum(['waiting', 'approved', 'returned', 'withdrawn', 'overtaken']),
    returnReason: z.string().nullable(),
    decidedBy: Person.nullable(),
    decidedOn: z.string().nullable(),
    mayDecide: z.boolean(),
    byDelegation: z.object({ from: Person }).nullable(),
    review: Review,
    version: z.number(),
    changedSince: z.array(CourseItem),
  })
  .meta({ id: 'ProposalPage' });

export const CaseRow = z
  .object({
    proceeding: z.string(),
    case: CaseRef,
    procedure: ProcedureRef,
    people: Text,
    handler: Person.nullable(),
    desk: Desk.nullable(),
    opened: z.string(),
    state: Text,
    main: Deadline.nullable(),
    custody: z.boolean(),
  })
  .meta({ id: 'CaseRow' });

export const PackageResult = z
  .object({
    package: z.string(),
    case: z.string(),
    number: z.string(),
    proceedings: z.array(z.object({ id: z.string(), procedure: z.string(), title: Text })),
    parties: z.number(),
    documents: z.number(),
  })
  .meta({ id: 'PackageResult' });
export const PackageErrors = z
  .object({ errors: z.array(z.object({ where: z.string(), text: Text })), recorded: z.literal(false) })
  .meta({
    id: 'PackageErrors',
    description: 'One clear line a fault: what, where, what was expected. Nothing was stored',
  });

/** What is given to open a case by hand. `perSubject` is keyed by the place of the party in `parties`, from 0. */
export const NewCase = z
  .object({
    procedure: z.string(),
    title: z.string().trim().min(1).max(200).optional(),
    parties: z
      .array(
        z.object({
          name: z.string(),
          role: Party.shape.role,
          idNumber: z.string().optional(),
          minor: z.boolean().optional(),
        }),
      )
      .max(200),
    opening: z.object({
      on: z.string(),
      data: z.record(z.string(), z.json()),
      perSubject: z.record(z.string(), z.record(z.string(), z.json())),
    }),
  })
  .meta({ id: 'NewCase' });
export const NewCaseForm = z
  .object({
    procedures: z.array(
      z.object({
        id: z.string(),
        title: Text,
        act: z.string(),
        actTitle: Text,
        subject: z.object({ kind: z.string(), title: Text }).nullable(),
        fields: z.array(FormField),
      }),
    ),
    roles: z.array(z.object({ value: Party.shape.role, title: Text })),
  })
  .meta({
    id: 'NewCaseForm',
    description: 'Procedures that the reader may open by hand, each with the fields of its opening act',
  });

/** What is given to open a further proceeding in the case of one that the reader sees. */
export const NewInCase = z
  .object({
    procedure: z.string(),
    people: z.array(z.string()).max(200).meta({ description: 'Ids of the people of the case whom it concerns' }),
    opening: z.object({
      on: z.string(),
      data: z.record(z.string(), z.json()),
      perSubject: z.record(z.string(), z.record(z.string(), z.json())).meta({ description: 'By the id of the person' }),
    }),
  })
  .meta({ id: 'NewInCase' });
export const NewInCaseForm = z
  .object({
    procedures: z.array(
      NewCaseForm.shape.procedures.element.extend({
        named: z.boolean().meta({ description: 'An act of this proceeding opens it by the law' }),
        known: z
          .record(z.string(), z.record(z.string(), z.json()))
          .meta({ description: 'What the acts here say of the fields, by the id of the person' }),
        running: z
          .array(z.string())
          .meta({ description: 'Ids of people for whom it runs in this case already; `*`: for the case' }),
      }),
    ),
    not: z
      .array(z.object({ id: z.string(), title: Text, why: WhyNot }))
      .meta({ description: 'Procedures that the law opens from this one, but not now' }),
    others: Text.nullable().meta({ description: 'Why no other procedure may be opened by the reader; null: it may' }),
    people: z.array(z.object({ id: z.string(), name: z.string(), title: Text, concerned: z.boolean() })),
  })
  .meta({ id: 'NewInCaseForm', description: 'Procedures that the reader may open beside this one, and its people' });

/** Severing and merging: grounds, people, cases, and why not. */
export const SeverPeople = z.object({
  id: z.string(),
  name: z.string(),
  marks: z.array(Text),
  why: WhyNot.nullable().meta({ description: 'Why this person cannot go' }),
});
const SamePerson = z.object({ id: z.string(), name: z.string() });
export const MergeCases = z.object({
  proceeding: z.string(),
  number: Text,
  title: Text,
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      same: SamePerson.nullable().meta({ description: 'Who this is here, by number' }),
      alike: SamePerson.nullable().meta({ description: 'Who has the same name here; to be said' }),
    }),
  ),
  why: WhyNot.nullable().meta({ description: 'Why this case cannot go on here' }),
});
const RegroupGround = z.object({ id: z.string(), title: Text, cites: z.array(Cite), explain: z.boolean() });
export const RegroupForm = z
  .object({
    why: z.array(WhyNot).meta({ description: 'Why neither is possible here for the reader' }),
    time: z.object({ text: Text, cites: z.array(Cite) }).nullable(),
    sever: z.object({ grounds: z.array(RegroupGround), people: z.array(SeverPeople) }),
    merge: z.object({ grounds: z.array(RegroupGround), cases: z.array(MergeCases) }),
  })
  .meta({ id: 'RegroupForm', description: 'Grounds of the law for severing and merging, people and cases' });
export const SeverInput = z
  .object({
    people: z.array(z.string()).max(200),
    ground: z.string(),
    reason: z.string().trim().max(2000),
    expectedVersion: z.number().int(),
  })
  .meta({ id: 'SeverInput' });
export const MergeInput = z
  .object({
    from: z.string().meta({ description: 'The proceeding that goes on in this one' }),
    ground: z.string(),
    reason: z.string().trim().max(2000),
    same: z.array(z.object({ there: z.string(), here: z.string() })).max(200),
    expectedVersion: z.number().int(),
  })
  .meta({ id: 'MergeInput' });
export const Merged = z.object({ kind: z.literal('merged'), people: Text }).meta({ id: 'Merged' });

export const RecusalForm = z
  .object({
    people: z.array(Person).meta({ description: 'People of the office who are neither challenged nor recused here' }),
    fields: z.array(FormField),
    actTitle: Text,
    cites: z.array(Cite),
  })
  .meta({ id: 'RecusalForm' });
export const RecusalInput = z
  .object({
    person: z.string(),
    on: z.string(),
    data: z.record(z.string(), z.json()),
  })
  .meta({ id: 'RecusalInput' });
export type RecusalForm = z.infer<typeof RecusalForm>;
export type RecusalInput = z.infer<typeof RecusalInput>;
export type SeverPeople = z.infer<typeof SeverPeople>;
export type MergeCases = z.infer<typeof MergeCases>;
export type RegroupForm = z.infer<typeof RegroupForm>;
export type SeverInput = z.infer<typeof SeverInput>;
export type MergeInput = z.infer<typeof MergeInput>;
export type Merged = z.infer<typeof Merged>;
export type NewInCase = z.infer<typeof NewInCase>;
export type NewInCaseForm = z.infer<typeof NewInCaseForm>;
export type CaseRef = z.infer<typeof CaseRef>;
export type NewCase = z.infer<typeof NewCase>;
export type NewCaseForm = z.infer<typeof NewCaseForm>;
export type Text = z.infer<typeof Text>;
export type Cite = z.infer<typeof Cite>;
export type Person = z.infer<typeof Person>;
export type Party = z.infer<typeof Party>;
export type Deadline = z.infer<typeof Deadline>;
export type WorkItem = z.infer<typeof WorkItem>;
export type Worklist = z.infer<typeof Worklist>;
export type WhyNot = z.infer<typeof WhyNot>;
export type FormField = z.infer<typeof FormField>;
export type MayAct = z.infer<typeof MayAct>;
export type MayNot = z.infer<typeof MayNot>;
export type CourseItem = z.infer<typeof CourseItem>;
export type ProcedureMap = z.infer<typeof ProcedureMap>;
export type ProceedingPage = z.infer<typeof ProceedingPage>;
export type ProposedAct = z.infer<typeof ProposedAct>;
export type Review = z.infer<typeof Review>;
export type ActOutcome = z.infer<typeof ActOutcome>;
export type Refusal = z.infer<typeof Refusal>;
export type ProposalPage = z.infer<typeof ProposalPage>;
export type CaseRow = z.infer<typeof CaseRow>;
export type PackageResult = z.infer<typeof PackageResult>;
export type PackageErrors = z.infer<typeof PackageErrors>;
