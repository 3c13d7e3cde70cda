import type { CommandResult, Lang, LawPack } from '#law/index.ts';
import { certaintyTitle } from './finding-words.ts';
import { checkJudgment } from './findings.ts';
import { readJudgmentFile } from './judgments/files.ts';
import type { Judgment } from './judgments/judgment.ts';
import type { Finding } from './schemas.ts';

/** A finding as the command prints it: `message` in Chinese, `message_en` in English; days `YYYY-MM-DD`. */
export interface FindingJson {
  readonly kind: string;
  readonly cite: string;
  readonly message: string;
  readonly message_en: string;
  readonly acts: readonly { readonly act: string; readonly on: string; readonly defendant: string | null }[];
  readonly certainty: Finding['certainty'];
  readonly rule: string;
  readonly defendant: string | null;
  readonly days_over: number | null;
  readonly steps: readonly {
    readonly date: string | null;
    readonly zh: string;
    readonly en: string;
    readonly cite: string;
  }[];
  readonly depends_on: readonly {
    readonly fact: string;
    readonly zh: string;
    readonly en: string;
    readonly answers: readonly {
      readonly zh: string;
      readonly en: string;
      readonly limit: string | null;
      readonly broken: boolean;
    }[];
  }[];
  readonly relies_on: readonly { readonly zh: string; readonly en: string }[];
}

/** A judgment read, or a text refused with the reason. */
export type JudgmentJson =
  | ({ readonly id: string } & Judgment & { readonly findings: readonly FindingJson[] })
  | { readonly id: string; readonly refused: string; readonly refused_en: string };

export interface JudgmentsResult extends CommandResult<readonly JudgmentJson[]> {
  /** Lines and files that could not be read at all, each `FILE:LINE: what was expected`. */
  readonly warnings: readonly string[];
}

/**
 * `judgments FILE…`: reads judgments and checks them against the law of the pack. Status 2: nothing in the files could be read; the text
 * then is the line that says why.
 */
export async function judgmentsCommand(
  files: readonly string[],
  { pack, lang = 'zh' }: { readonly pack: LawPack; readonly lang?: Lang },
): Promise<JudgmentsResult> {
  const json: JudgmentJson[] = [];
  const lines: string[] = [];
  const warnings: string[] = [];
  const seen = { read: 0, refused: 0, certain: 0, depends: 0, contradiction: 0 };
  for (const file of files) {
    for await (const found of readJudgmentFile(file)) {
      if (!found.ok) {
        warnings.push(`${found.error.where}: ${found.error.what[lang]}`);
        continue;
      }
      const { id, text, result } = found.item;
      if (!result.ok) {
        seen.refused += 1;
        json.push({ id, refused: result.reason.zh, refused_en: result.reason.en });
        lines.push(`${id}  ${lang === 'zh' ? '未读' : 'refused'}: ${result.reason[lang]}`);
        continue;
      }
      seen.read += 1;
      const { findings } = checkJudgment(pack, result.judgment, text);
      for (const { certainty } of findings) seen[certainty] += 1;
      json.push({ id, ...result.judgment, findings: findings.map(findingJson) });
      lines.push(headLine(id, result.judgment), ...findings.flatMap((one) => findingLines(one, lang)));
    }
  }
  if (json.length === 0 && warnings.length > 0) {
    return { json, text: warnings.join('\n'), warnings, status: 2 };
  }
  return { json, text: [...lines, ...warnings, totals(seen, lang)].join('\n'), warnings, status: 0 };
}

const citeKeys = (cites: Finding['cites']): string => [...new Set(cites.map((cite) => cite.short.zh))].join('; ');

function findingJson(finding: Finding): FindingJson {
  return {
    kind: finding.kind,
    cite: citeKeys(finding.cites),
    message: finding.message.zh,
    message_en: finding.message.en,
    acts: finding.acts.map(({ type, on, defendant }) => ({ act: type, on, defendant })),
    certainty: finding.certainty,
    rule: finding.rule,
    defendant: finding.defendant,
    days_over: finding.daysOver,
    steps: finding.steps.map(({ date, text, cites }) => ({ date, ...text, cite: citeKeys(cites) })),
    depends_on: finding.dependsOn.map(({ field, title, answers }) => ({
      fact: field,
      ...title,
      answers: answers.map((answer) => ({ ...answer.title, limit: answer.limit, broken: answer.broken })),
    })),
    relies_on: finding.reliesOn,
  };
}

function headLine(id: string, judgment: Judgment): string {
  return [id, judgment.court, judgment.case_no ?? ''].filter((part) => part !== '').join('  ');
}

function findingLines(finding: Finding, lang: Lang): readonly string[] {
  const cites = finding.cites.map((cite) => cite.short[lang]).join('; ');
  return [
    `    [${certaintyTitle[finding.certainty][lang]}] ${finding.message[lang]} (${cites})`,
    ...finding.steps.map(({ text }) => `        ${text[lang]}`),
  ];
}

function totals(seen: Readonly<Record<'read' | 'refused' | Finding['certainty'], number>>, lang: Lang): string {
  const { read, refused, certain, depends, contradiction } = seen;
  return lang === 'zh'
    ? `读入${read}份，未读${refused}份；可以认定${certain}项，取决于未写明事实的${depends}项，日期矛盾${contradiction}项`
    : `${read} read, ${refused} refused; ${certain} certain, ${depends} depending on facts not stated, ${contradiction} contradictions`;
}
