/** From a text and the figures to the report: all questions first, then the numbers, then the words they bear. */
import type { Figure, Narrowing, Period } from '#measures/index.ts';
import { count, type Values } from './count.ts';
import { exhibitMaker } from './exhibit.ts';
import { type Built, type Moment, once, type Scope, sorted } from './frame.ts';
import { type Planned, plan } from './plan.ts';
import type { Fault, Part, Report, ReportFigure, Section } from './schemas.ts';
import { type Speech, spoken, uncounted } from './sentence.ts';
import type { FigureSource } from './source.ts';
import { type Ask, narrowedOf } from './text/ask.ts';
import { dated, dayOf, longText, stamp } from './text/periods.ts';
import type { Pieces, ReportText } from './text/shape.ts';
import { capital, type Language, type Words, words } from './text/words.ts';

/**
 * The report of a scope for a period. A wrong name, a wrong period or a sentence that does not hold: no report, and every fault with its
 * line. `faults`: what reading the text has found already.
 */
export async function buildReport(
  text: ReportText,
  figures: FigureSource,
  scope: Scope,
  period: Period,
  moment: Moment,
  template: string | null = null,
  faults: readonly Fault[] = [],
): Promise<Built> {
  const day = dayOf(moment.now, moment.zone);
  const planned = plan(text, figures, scope, period, day);
  const before = [...faults, ...planned.faults];
  if (planned.hopeless) return { ok: false, faults: sorted(before), notes: planned.notes };
  const values = await count(figures, [...planned.asked.values()]);
  const [why] = values.errors.values();
  if (values.figures.size === 0 && why !== undefined)
    return { ok: false, faults: sorted([...before, { line: 0, message: why }]), notes: planned.notes };
  const written = write(text, planned, values, { scope, period, moment, day, template });
  const all = sorted(once([...before, ...written.faults]));
  if (all.length > 0) return { ok: false, faults: all, notes: planned.notes };
  return { ok: true, report: written.report, notes: planned.notes };
}

/** Checks a text against the names and periods there are, without counting anything. */
export function checkText(
  text: ReportText,
  figures: FigureSource,
  scope: Scope,
  period: Period,
  moment: Moment,
): readonly Fault[] {
  return sorted(plan(text, figures, scope, period, dayOf(moment.now, moment.zone)).faults);
}

interface About {
  readonly scope: Scope;
  readonly period: Period;
  readonly moment: Moment;
  readonly day: string;
  readonly template: string | null;
}

/** With a fault the report is not whole and must not be shown. */
function write(
  text: ReportText,
  planned: Planned,
  values: Values,
  about: About,
): { readonly report: Report; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const used = new Map<string, ReportFigure>();
  const use = (ask: Ask): ReportFigure | null => {
    const before = used.get(ask.key);
    if (before) return before;
    const figure = values.figures.get(ask.key);
    if (!figure) return null;
    const entry = { ...figure, ...narrowedTo(figure, narrowedOf(ask)), key: ask.key, nr: used.size + 1 };
    used.set(ask.key, entry);
    return entry;
  };
  const [some] = values.figures.values();
  const asKnownAt = some?.asKnownAt ?? about.moment.now;
  const asKnown = stamp(asKnownAt, about.moment.zone);
  const speech: Speech = {
    asked: planned.asked,
    values,
    use,
    round: text.round,
    known: asKnown,
    tell: (line, message) => faults.push({ line, message }),
  };
  const pair = (block: { readonly zh: Pieces | null; readonly en: Pieces | null }): { zh: Part[]; en: Part[] } => {
    const zh = block.zh && spoken(block.zh, 'zh', speech);
    const en = block.en && spoken(block.en, 'en', speech);
    return { zh: zh ?? en ?? [], en: en ?? zh ?? [] };
  };
  const exhibits = exhibitMaker({
    asked: (block) => planned.asked.get(block.slot),
    use,
    parts: values.parts,
    pair,
    uncounted: (block) => uncounted(block.slot, speech),
    tell: (fault) => faults.push(fault),
    day: about.day,
  });
  const sections = text.sections.map((section): Section => {
    const sentences: Section['sentences'] = [];
    const shown: Section['exhibits'] = [];
    for (const block of section.blocks)
      if (block.kind === 'text') sentences.push({ form: block.form, ...pair(block) });
      else shown.push(...exhibits(block, sentences.length, section.title));
    return { id: section.id, level: section.level, title: section.title, sentences, exhibits: shown };
  });
  const report: Report = {
    template: about.template,
    title: titled(text.title, about),
    scope: { id: about.scope.id, title: about.scope.title },
    remark: about.scope.remark ?? null,
    period: about.period,
    asKnownAt,
    asKnown,
    languages: [...text.languages],
    sections,
    figures: [...used.values()],
  };
  return { report, faults };
}

function titled(title: Words, { scope, period, day }: About): Words {
  const fill = (language: Language): string =>
    title[language]
      .replaceAll('{office}', (scope.running ?? scope.title)[language])
      .replaceAll('{period}', longText(period)[language])
      .replaceAll('{today}', dated(day)[language]);
  return words(fill('zh'), title.en.startsWith('{office}') ? capital(fill('en')) : fill('en'));
}

/** A figure over some of its acts says so in its title. */
const narrowedTo = (figure: Figure, narrowed: Narrowing | null): Pick<ReportFigure, 'title' | 'where'> =>
  narrowed
    ? {
        title: words(`${figure.title.zh}（${narrowed.said.zh}）`, `${figure.title.en} (${narrowed.said.en})`),
        where: narrowed.where,
      }
    : { title: figure.title };
