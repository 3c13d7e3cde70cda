/** The shapes the screens draw. All but those of this file come from the rooms that make them; the browser adds no rule. */

import type { Cite, Text } from '../../src/casework/schemas.ts';
import type { Shown } from '../../src/law/types.ts';

export type * from '../../src/casework/schemas.ts';
export type { Mark, Sentence, ShownAct } from '../../src/law/types.ts';
export type { Dimension, Figure, FigureBreakdown, FigureDetail, FigureRows } from '../../src/measures/schemas.ts';
export type { Part, Report } from '../../src/report/schemas.ts';
export interface JudgmentRow {
  id: string;
  court: string;
  number: string | null;
  date: string | null;
  defendants: string[];
  charges: string[];
  findings: { kind: string; title: Text; sure: boolean }[];
}
export interface JudgmentPage extends JudgmentRow {
  text: string;
  spans: { from: number; to: number; fact: string }[];
  facts: { id: string; title: Text; value: string; subject: string | null }[];
  findingsInFull: {
    id: string;
    kind: string;
    title: Text;
    text: Text;
    sure: boolean;
    cites: Cite[];
    steps: { text: Text; date: string | null; cites: Cite[] }[];
    facts: string[];
  }[];
}

export type {
  Account,
  AccountChange,
  Delegation,
  DemoAccount,
  NewAccount,
  NewDelegation,
  Reading,
  Session,
  Staff,
} from '../../src/access/schemas.ts';
export interface CaseRows<Row> {
  rows: Row[];
  total: number;
  page: number;
  pages: number;
}
export interface Hit {
  kind: 'case' | 'person' | 'article' | 'procedure';
  title: Text;
  hint: Text;
  to: string;
}
/** As src/server/schemas.ts serves it. */
export interface LawRow {
  id: string;
  title: Text;
  summary: Text;
  branch: string;
  acts: number;
  rules: number;
  clocks: number;
  checked: 'verified' | 'partly' | 'recalled';
  doubts: number;
}
/** A procedure as text, with every citation of the page in both languages. */
export type ProcedureText = Shown & { cites: Record<string, Cite[]> };
export interface Offence {
  id: string;
  title: Text;
  article: Text | string;
}
