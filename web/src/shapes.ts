/** The shapes the screens draw. All but those of this file come from the rooms that make them; the browser adds no rule. */

import type { Cite, Text } from '../../src/casework/schemas.ts';
import type { Sentence, Shown } from '../../src/law/types.ts';

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
export type * from '../../src/casework/schemas.ts';
export type { TryAnswer, TryQuestion, TryStep } from '../../src/casework/try-schemas.ts';
export type { Mark, Sentence, ShownAct } from '../../src/law/types.ts';
export type { Dimension, Figure, FigureBreakdown, FigureDetail, FigureRows } from '../../src/measures/schemas.ts';
export type { Finding, JudgmentImport, JudgmentList, JudgmentPage, JudgmentRow } from '../../src/oversight/schemas.ts';
export type * from '../../src/report/publication.ts';
export type { Fault, OwnReport, Part, Report } from '../../src/report/schemas.ts';
/** As src/server/routes/dashboard.ts serves it. */
export interface Dashboard {
  desk: { id: string; title: Text } | null;
  boards: {
    id: string;
    title: Text;
    about: Text;
    sections: { title: Text; tiles: DashboardTile[] }[];
  }[];
}
export interface DashboardTile {
  id: string;
  measure: string;
  title: Text;
  by: string | null;
  desk: string | null;
  period: string;
}
/** As src/server/routes/report.ts serves it. */
export interface OwnReportTemplate {
  id: string;
  title: Text;
  about: Text | null;
  text: string;
  /** Years the text is written for; null: any period. */
  base: string | null;
}
export interface CaseRows<Row> {
  rows: Row[];
  total: number;
  page: number;
  pages: number;
}
export interface Hit {
  kind: 'case' | 'person' | 'article' | 'procedure' | 'act' | 'actor';
  title: Text;
  hint: Text;
  to: string;
}
/** A law pack that can be read here. */
export interface PackRow {
  id: string;
  title: Text;
  own: boolean;
  language: 'zh' | 'en';
  procedures: number;
  faults: number;
}
interface PackPlace {
  id: string;
  title: Text;
}
/** As src/server/schemas.ts serves it. */
export interface LawRow {
  id: string;
  title: Text;
  summary: Text;
  branch: string;
  branchTitle: Text;
  acts: number;
  rules: number;
  clocks: number;
  checked: 'verified' | 'partly' | 'recalled';
  doubts: number;
}
/** A procedure as text, with every citation of the page in both languages. */
export type ProcedureText = Shown & { pack: PackPlace; cites: Record<string, Cite[]> };
export interface Offence {
  id: string;
  title: Text;
  article: Text | string;
}
/** The laws, what follows from an article, and who must do what: as src/server/schemas.ts serves them. */
export interface LawOfPack {
  law: string;
  title: Text;
  articles: { key: string; short: Text; full: Text; procedures: { id: string; title: Text }[]; parts: number }[];
}
interface Near {
  key: string;
  short: Text;
}
export interface ArticlePage {
  key: string;
  pack: PackPlace;
  short: Text;
  full: Text;
  law: Text;
  read: 'verified' | 'partly' | 'recalled';
  previous: Near | null;
  next: Near | null;
  procedures: {
    id: string;
    title: Text;
    branch: string;
    parts: { kind: 'act' | 'clock'; id: string; title: Text; itself: boolean; sentences: Sentence[] }[];
  }[];
  cites: Record<string, Cite[]>;
}
export interface ActorRow {
  id: string;
  title: Text;
  kind: string;
  acts: number;
  duties: number;
}
export type ActorPage = ActorRow & {
  pack: PackPlace;
  procedures: {
    id: string;
    title: Text;
    branch: string;
    acts: { id: string; title: Text; cite: string; must: Sentence[] }[];
  }[];
  cites: Record<string, Cite[]>;
};
