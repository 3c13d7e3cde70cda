/** Shapes that belong to no room's pages: the law as rows and as readable text, search hits, lists with pages. */

import { z } from '@hono/zod-openapi';
import { schemas as casework } from '#casework/index.ts';

export const { Text, Cite } = casework;

const PackPlace = z.object({ id: z.string(), title: Text });
export const PackRow = PackPlace.extend({
  own: z.boolean().meta({ description: 'The law that this server works by; others are read and tried only' }),
  language: z.enum(['zh', 'en']),
  procedures: z.number(),
  faults: z.number().meta({ description: 'Not 0: it has faults and is not loaded' }),
}).meta({ id: 'PackRow' });
export const LawRow = z
  .object({
    id: z.string(),
    title: Text,
    summary: Text,
    branch: z.string(),
    branchTitle: Text,
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
    pack: PackPlace,
    title: Text,
    summary: Text,
    statisticUnit: z.string(),
    checked: z.enum(['verified', 'partly', 'recalled']),
    inForce: z.object({ from: z.string().optional(), to: z.string().optional() }),
    opens: z.array(Sentence),
    opening: z.array(Sentence),
    outcomes: z.array(z.object({ id: z.string(), title: Text, sentence: Sentence })),
    groups: z.array(z.object({ id: z.string(), title: Text, acts: z.array(ShownAct) })),
    decides: z
      .array(
        z.object({
          act: z.string(),
          title: Text,
          by: z.enum(['law', 'list']),
          rank: Text,
          other: z.array(z.object({ where: Text, rank: Text, cite: z.string() })),
          levels: z.array(z.object({ level: Text, rank: Text, cite: z.string() })),
          cite: z.string(),
          marks: z.array(Mark),
        }),
      )
      .meta({ description: 'Who decides what the office does, in which cases another, and at offices of which level' }),
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

const CitingAct = z.object({
  kind: z.enum(['act', 'clock']),
  id: z.string(),
  title: Text,
  itself: z.boolean().meta({ description: 'The act itself rests on the article, not only a rule over it' }),
  sentences: z.array(Sentence),
});
const Place = z.object({ id: z.string(), title: Text });
export const ArticleRow = z
  .object({ key: z.string(), short: Text, full: Text, procedures: z.array(Place), parts: z.number() })
  .meta({ id: 'ArticleRow' });
export const LawOfPack = z
  .object({ law: z.string(), title: Text, articles: z.array(ArticleRow) })
  .meta({ id: 'LawOfPack', description: 'A law that the pack cites, with the articles that something rests on' });
export const ArticlePage = z
  .object({
    key: z.string(),
    pack: PackPlace,
    short: Text,
    full: Text,
    law: Text,
    read: z.enum(['verified', 'partly', 'recalled']),
    previous: z.object({ key: z.string(), short: Text }).nullable(),
    next: z.object({ key: z.string(), short: Text }).nullable(),
    procedures: z.array(Place.extend({ branch: z.string(), parts: z.array(CitingAct) })),
    cites: z.record(z.string(), z.array(Cite)),
  })
  .meta({ id: 'ArticlePage', description: 'What follows from an article: everything of the pack that rests on it' });
export const ActorRow = z
  .object({ id: z.string(), title: Text, kind: z.string(), acts: z.number(), duties: z.number() })
  .meta({ id: 'ActorRow' });
export const ActorPage = ActorRow.extend({
  pack: PackPlace,
  procedures: z.array(
    Place.extend({
      branch: z.string(),
      acts: z.array(Place.extend({ cite: z.string(), must: z.array(Sentence) })),
    }),
  ),
  cites: z.record(z.string(), z.array(Cite)),
}).meta({ id: 'ActorPage', description: 'What somebody may do and must do, and by when, across the procedures' });

export const Offence = z.object({ id: z.string(), title: Text, article: z.string() }).meta({ id: 'Offence' });

export const Hit = z
  .object({
    kind: z.enum(['case', 'person', 'article', 'procedure', 'act', 'actor']),
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
