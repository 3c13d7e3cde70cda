/** Shapes that belong to no room's pages: the law as rows and as readable text, search hits, lists with pages. */

import { z } from '@hono/zod-openapi';
import { schemas as casework } from '#casework/index.ts';

export const { Text, Cite } = casework;

export const LawRow = z
  .object({
    id: z.string(),
    title: Text,
    summary: Text,
    branch: z.string(),
    acts: z.number(),
    rules: z.number(),
    clocks: z.number(),
    checked: z.enum(['verified', 'partly', 'recalled']),
    doubts: z.number(),
  })
  .meta({ id: 'LawRow' });

const Mark = z.enum(['recalled', 'model', 'partly']);
const Sentence = z
  .object({ text: Text, cite: z.string().nullable(), marks: z.array(Mark) })
  .meta({ id: 'Sentence', description: 'A sentence of the law; `cite` is a key of `cites` of the page' });
const DataField = z
  .object({
    name: z.string(),
    title: Text,
    type: z.string(),
    values: z.array(z.object({ id: z.string(), title: Text })),
    required: z.boolean(),
    startsPeriod: z.boolean(),
    note: Text.nullable(),
  })
  .meta({ id: 'DataField' });
const ShownAct = z
  .object({
    id: z.string(),
    title: Text,
    who: Sentence,
    may: z.array(Sentence),
    must: z.array(Sentence),
    effects: z.array(Sentence),
    data: z.array(DataField),
    document: Text.nullable(),
    cite: z.string(),
    note: Text.nullable(),
    marks: z.array(Mark),
  })
  .meta({ id: 'ShownAct' });

export const ProcedureText = z
  .object({
    id: z.string(),
    title: Text,
    summary: Text,
    statisticUnit: z.string(),
    checked: z.enum(['verified', 'partly', 'recalled']),
    inForce: z.object({ from: z.string().optional(), to: z.string().optional() }),
    opens: z.array(Sentence),
    opening: z.array(Sentence),
    outcomes: z.array(z.object({ id: z.string(), title: Text, sentence: Sentence })),
    groups: z.array(z.object({ id: z.string(), title: Text, acts: z.array(ShownAct) })),
    clocks: z.array(
      z.object({
        id: z.string(),
        title: Text,
        sentences: z.array(Sentence),
        cite: z.string(),
        note: Text.nullable(),
        marks: z.array(Mark),
      }),
    ),
    doubts: z.array(Text),
    cites: z
      .record(z.string(), z.array(Cite))
      .meta({ description: 'Every citation of the page, in both languages, short and full' }),
  })
  .meta({ id: 'ProcedureText', description: 'A procedure as text that a person can read' });

export const Offence = z.object({ id: z.string(), title: Text, article: z.string() }).meta({ id: 'Offence' });

export const Hit = z
  .object({
    kind: z.enum(['case', 'person', 'article', 'procedure']),
    title: Text,
    hint: Text,
    to: z.string().meta({ description: 'Path of the page' }),
  })
  .meta({ id: 'Hit' });

export const CaseRows = z
  .object({ rows: z.array(casework.CaseRow), total: z.number(), page: z.number(), pages: z.number() })
  .meta({ id: 'CaseRows' });
export const Proposals = z.object({ rows: z.array(casework.ProposalPage) }).meta({ id: 'Proposals' });
export const Opened = z.object({ proceeding: z.string(), case: z.string(), number: z.string() }).meta({ id: 'Opened' });
export const Done = z.object({ done: z.literal(true) }).meta({ id: 'Done' });

export const Width = z.enum(['mine', 'desk', 'office']);
export const Id = z.object({ id: z.string().min(1).max(200) });
export const Page = z.coerce.number().int().min(1).max(100_000).default(1);
