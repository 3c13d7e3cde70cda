import { Fragment, type ReactNode } from 'react';
import type { Part, Report } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Bars } from './chart/bars.tsx';
import { NOT_OVER } from './chart/points.ts';
import { Series } from './chart/series.tsx';
import { DataTable } from './data-table.tsx';
import { keyed } from './keyed.ts';

export type FigurePart = Extract<Part, { kind: 'figure' }>;
type ReportSection = Report['sections'][number];
type Sentence = ReportSection['sentences'][number];
type Exhibit = ReportSection['exhibits'][number];

interface Props {
  readonly sections: readonly ReportSection[];
  /** How a figure stands in a sentence. */
  readonly figure: (part: FigurePart) => ReactNode;
}

/** The text of a report: parts, sections and sentences with their figures, tables and charts where the author put them. */
export function ReportText({ sections, figure }: Props) {
  const { x } = useWords();
  return sections.map((section) => {
    const Head = section.level <= 1 ? 'h2' : section.level === 2 ? 'h3' : 'h4';
    const exhibits = (after: number) =>
      section.exhibits
        .filter((one) => one.after === after)
        .map((one) => <ReportExhibit key={one.id} exhibit={one} figure={figure} />);
    return (
      <section key={section.id} className="report-section" data-level={section.level}>
        <Head id={section.id}>{x(section.title)}</Head>
        {exhibits(0)}
        {keyed(section.sentences, (s) => s.en.map((p) => p.text).join('')).map(({ key, item }, i) => (
          <Fragment key={key}>
            <SentenceOf sentence={item} figure={figure} />
            {exhibits(i + 1)}
          </Fragment>
        ))}
      </section>
    );
  });
}

function SentenceOf({ sentence, figure }: { sentence: Sentence; figure: Props['figure'] }) {
  const { lang } = useWords();
  const words = <Parts parts={sentence[lang]} figure={figure} />;
  if (sentence.form === 'quote')
    return (
      <blockquote>
        <p>{words}</p>
      </blockquote>
    );
  return <p data-form={sentence.form}>{words}</p>;
}

function Parts({ parts, figure }: { parts: readonly Part[]; figure: Props['figure'] }) {
  return keyed(parts, (p) => p.text).map(({ key, item }) => (
    <Fragment key={key}>{item.kind === 'figure' ? figure(item) : <Words part={item} />}</Fragment>
  ));
}

function Words({ part }: { part: Exclude<Part, { kind: 'figure' }> }) {
  const { t, x } = useWords();
  if (part.kind === 'quoted')
    return (
      <span className="figure-quoted" title={t('report.quoted', { source: x(part.source) })}>
        {part.text}
        <span className="sr"> ({t('report.quoted', { source: x(part.source) })})</span>
      </span>
    );
  if (part.strong) return <strong>{part.text}</strong>;
  if (part.emphasis) return <em>{part.text}</em>;
  return part.text;
}

/** A cell that holds one figure and no words. */
const isNumber = (parts: readonly Part[] | undefined): boolean =>
  parts?.filter((part) => part.text.trim() !== '').every((part) => part.kind !== 'text') ?? false;

function ReportExhibit({ exhibit, figure }: { exhibit: Exhibit; figure: Props['figure'] }) {
  const { t, x, lang } = useWords();
  if (exhibit.kind === 'text')
    return (
      <figure className="exhibit">
        <figcaption className="exhibit-head">
          {t('report.table', { n: exhibit.table })} {exhibit.caption && x(exhibit.caption)}
        </figcaption>
        <DataTable
          plain
          caption={exhibit.caption ? x(exhibit.caption) : t('report.table', { n: exhibit.table })}
          rows={exhibit.rows.map((cells, nr) => ({ nr, cells }))}
          rowKey={(row) => String(row.nr)}
          columns={exhibit.head.map((head, nr) => ({
            head: head[lang].map((p) => p.text).join(''),
            rowHead: nr === 0,
            number: nr > 0 && exhibit.rows.every((cells) => isNumber(cells[nr]?.[lang])),
            cell: (row: { cells: (typeof exhibit.rows)[number] }) => (
              <Parts parts={row.cells[nr]?.[lang] ?? []} figure={figure} />
            ),
          }))}
        />
      </figure>
    );
  const time = ['year', 'month'].includes(exhibit.dimension);
  return (
    <figure className="exhibit">
      {exhibit.table !== null && (
        <>
          <figcaption className="exhibit-head">
            {t('report.table', { n: exhibit.table })} {x(exhibit.caption)}
            {!x(exhibit.caption).includes(x(exhibit.period.text)) && ` · ${x(exhibit.period.text)}`}
          </figcaption>
          <DataTable
            plain
            caption={x(exhibit.caption)}
            rows={exhibit.rows}
            rowKey={(row) => row.key}
            columns={[
              {
                head: x(exhibit.dimensionTitle),
                rowHead: true,
                cell: (row) => (row.partial ? t('report.partial', { title: x(row.title) }) : x(row.title)),
              },
              ...exhibit.series.map((one, i) => ({
                head: x(one.title),
                number: true,
                cell: (row: { cells: (typeof exhibit.rows)[number]['cells'] }) => {
                  const cell = row.cells[i];
                  return cell ? x(cell.display) : '—';
                },
              })),
            ]}
          />
        </>
      )}
      {exhibit.chart !== null &&
        exhibit.series.map((one, i) => {
          const rows = exhibit.rows.flatMap((row) => {
            const cell = row.cells[i];
            const incomplete = row.partial ? NOT_OVER : undefined;
            return cell ? [{ key: row.key, title: row.title, ...cell, incomplete }] : [];
          });
          const common = {
            id: one.figure,
            title: x(one.title),
            kind: one.kind,
            heads: x(exhibit.dimensionTitle),
            rows,
            source: [x(exhibit.period.text)],
            head: `${t('report.chart', { n: exhibit.chart ?? 0 })} ${x(exhibit.series.length > 1 ? one.title : exhibit.caption)}`,
          };
          return time ? (
            <Series
              key={one.key}
              {...common}
              percent={one.kind === 'rate'}
              unit={x(one.unit)}
              twin={exhibit.table === null}
            />
          ) : (
            <Bars key={one.key} {...common} dimension={exhibit.dimension} whole={null} />
          );
        })}
    </figure>
  );
}
