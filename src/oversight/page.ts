import type { LawPack } from '#law/index.ts';
import { factsOf, instanceText, sourceText, spansOf } from './facts.ts';
import { type Checked, checkJudgment } from './findings.ts';
import type { Judgment } from './judgments/judgment.ts';
import type { FindingCounts, JudgmentAct, JudgmentPage, JudgmentRow } from './schemas.ts';

/** What is known of a text beside the text itself. */
export interface Kept {
  readonly id: string;
  readonly file: string;
  readonly source: JudgmentRow['source'];
  /** `YYYY-MM-DD` */
  readonly readOn: string;
}

const SAID = 3;

export function rowOf(kept: Kept, judgment: Judgment, { acts, findings }: Checked): JudgmentRow {
  const counts = { certain: 0, depends: 0, contradiction: 0 };
  for (const { certainty } of findings) counts[certainty] += 1;
  return {
    id: kept.id,
    court: judgment.court,
    caseNo: judgment.case_no,
    instance: judgment.instance,
    instanceText: instanceText[judgment.instance],
    document: judgment.document,
    year: yearOf(judgment.case_no),
    prosecutingOffice: judgment.prosecuting_office,
    lastOn:
      acts
        .map((act) => act.on)
        .sort()
        .at(-1) ?? null,
    defendants: judgment.defendants.length,
    names: judgment.defendants.map(({ name }) => name),
    charges: [...new Set(judgment.defendants.flatMap(({ charges }) => charges))],
    findings: counts,
    said: findings.slice(0, SAID).map(({ certainty, title }) => ({ certainty, title })),
    source: kept.source,
    sourceText: sourceText[kept.source],
    file: kept.file,
    readOn: kept.readOn,
  };
}

const yearOf = (caseNo: string | null): number | null => {
  const year = /\((\d{4})\)/.exec(caseNo ?? '')?.[1];
  return year === undefined ? null : Number(year);
};

/** The gravest thing found; a contradiction comes before what only depends. */
export function worstOf(counts: FindingCounts): 'certain' | 'contradiction' | 'depends' | 'none' {
  if (counts.certain > 0) return 'certain';
  if (counts.contradiction > 0) return 'contradiction';
  return counts.depends > 0 ? 'depends' : 'none';
}

export function pageOf(pack: LawPack, kept: Kept, text: string, sha256: string, judgment: Judgment): JudgmentPage {
  const checked = checkJudgment(pack, judgment, text);
  const facts = factsOf(judgment);
  return {
    ...rowOf(kept, judgment, checked),
    text,
    sha256,
    spans: [...spansOf(facts)],
    facts: [...facts],
    notes: judgment.notes.map(({ zh, en }) => ({ zh, en })),
    course: courseOf(judgment, checked.acts),
    found: [...checked.findings],
  };
}

/** Acts by defendant in the order of the document, then those of the whole case; each in the order of their days. */
function courseOf(judgment: Judgment, acts: readonly JudgmentAct[]): JudgmentPage['course'] {
  const names: readonly (string | null)[] = [...new Set(judgment.defendants.map(({ name }) => name)), null];
  return names.flatMap((defendant) => {
    const own = acts
      .filter((act) => act.defendant === defendant)
      .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    return own.length === 0 ? [] : [{ defendant, acts: own }];
  });
}
