import type { Figure, Figures, Period } from '#measures/index.ts';
import type { Part, Report } from './schemas.ts';
import { pieces, type Show, type Template } from './template.ts';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** The report of one office for one period: every figure counted now, each standing in its sentence. */
export async function buildReport(
  deps: { readonly template: Template; readonly figures: Figures; readonly zone: string },
  office: { readonly id: string; readonly title: Words },
  period: Period,
  now: number,
): Promise<Report> {
  const all = await deps.figures.all(office.id, period, now);
  const byId = new Map(all.map((figure) => [figure.id, figure]));
  const fill = (sentence: string, language: 'zh' | 'en'): Part[] =>
    pieces(sentence).map((piece): Part => {
      if (typeof piece === 'string') return { kind: 'text', text: piece };
      const figure = byId.get(piece.measure);
      return {
        kind: 'figure',
        figure: piece.measure,
        show: piece.show,
        text: figure ? said(figure, piece.show, language) : '—',
      };
    });
  const used = new Set<string>();
  const sections = deps.template.sections.map((section) => ({
    id: section.id,
    title: section.title,
    sentences: section.sentences.map((sentence) => {
      const zh = fill(sentence.zh, 'zh');
      for (const part of zh) if (part.kind === 'figure') used.add(part.figure);
      return { zh, en: fill(sentence.en, 'en') };
    }),
  }));
  const asKnownAt = all[0]?.asKnownAt ?? now;
  return {
    title: {
      zh: `${office.title.zh}${period.text.zh}${deps.template.title.zh}`,
      en: `${deps.template.title.en}, ${period.text.en}`,
    },
    office: office.title,
    period,
    asKnownAt,
    asKnown: { zh: moment(asKnownAt, 'zh-CN', deps.zone), en: moment(asKnownAt, 'en-GB', deps.zone) },
    sections,
    figures: all.filter((figure) => used.has(figure.id)),
  };
}

const moment = (at: number, locale: string, zone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(at);

function said(figure: Figure, show: Show, language: 'zh' | 'en'): string {
  const number = (value: number | null | undefined): string =>
    value === null || value === undefined
      ? '—'
      : new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en').format(value);
  switch (show) {
    case 'value':
      return figure.display[language];
    case 'numerator':
      return number(figure.numerator?.value);
    case 'denominator':
      return number(figure.denominator?.value);
    case 'previous':
      return figure.previous?.display[language] ?? '—';
    case 'change':
      return figure.previous?.change?.[language] ?? '—';
  }
}
