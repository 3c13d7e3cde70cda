import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download, Printer } from 'lucide-react';
import { Button } from 'react-aria-components';
import { reads, withParams } from '../api.ts';
import { FigurePanel, type FigureView } from '../parts/figure-panel.tsx';
import { PeriodPicker } from '../parts/period.tsx';
import { Publish } from '../parts/publish.tsx';
import { Annex } from '../parts/report-annex.tsx';
import { type FigurePart, ReportText } from '../parts/report-text.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { Report } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/report/office');

/** A date in a title is not broken: `1 Jan 2026`. */
const whole = (title: string): string =>
  title
    .replace(/(\d{1,2}) (\p{L}+) (\d{4})/gu, '$1\u00a0$2\u00a0$3')
    .replace(/\d{4}年[\d—年月日]*/gu, (period) => [...period].join('\u2060'));

/** The office's own report as it stands now: contents, text, and the figure that is open. The address holds the figure and its filters. */
export function OfficeReportPage() {
  const { t, x, lang } = useWords();
  const view = route.useSearch();
  const go = route.useNavigate();
  const session = useQuery(reads.session()).data;
  const today = session?.today ?? '';
  const mayPublish = session?.may.publishFigures === true;
  const query = useQuery({ ...reads.report({ period: view.period }), placeholderData: keepPreviousData });
  const onView = (change: Partial<FigureView> & { at?: undefined }) =>
    void go({ search: (s) => ({ ...s, ...change }), resetScroll: false });
  const file = (ending: 'docx' | 'pdf' | 'html') =>
    withParams(`/api/report.${ending}`, { period: view.period, language: lang });
  const picker = (
    <PeriodPicker
      today={today}
      value={view.period ?? null}
      onChange={(period) => onView({ period: period ?? undefined, at: undefined, key: undefined, page: undefined })}
    />
  );
  return (
    <Load query={query} rows={8} frame={t('nav.officeReport')} tools={picker}>
      {(report) => (
        <div className="page reader" data-open={view.figure !== undefined} data-behind={query.isPlaceholderData}>
          <nav className="contents" aria-label={t('reader.contents')}>
            <p className="meta">{x(report.title)}</p>
            <ul>
              {report.sections.map((s) => (
                <li key={s.id} data-level={s.level}>
                  <a href={`#${s.id}`}>{x(s.title)}</a>
                </li>
              ))}
            </ul>
            <p className="contents-foot meta">{t('report.figures', { n: report.figures.length })}</p>
            <p className="contents-foot meta">
              <Link to="/report">{t('report.toPublished')}</Link>
            </p>
          </nav>
          <article className="reading">
            <Title name={x(report.title)} over={x(report.scope.title)}>
              {whole(x(report.title))}
            </Title>
            <p className="meta reading-meta">
              {t('report.asOf', { at: x(report.asKnown) })} · {x(report.period.text)}{' '}
              <span className="screen-only">· {t('report.hint')}</span>
            </p>
            {report.remark && <p className="meta">{x(report.remark)}</p>}
            <div className="toolbar report-tools">
              {picker}
              <div className="actions">
                {(['docx', 'pdf', 'html'] as const).map((ending) => (
                  <a key={ending} className="button" data-small href={file(ending)} download>
                    <Download size={14} aria-hidden="true" />.{ending}
                  </a>
                ))}
                {mayPublish && (
                  <Publish period={`${report.period.from}..${report.period.to}`} periodText={x(report.period.text)} />
                )}
                <Button className="button" data-small onPress={() => window.print()}>
                  <Printer size={14} aria-hidden="true" />
                  {t('key.print')}
                </Button>
              </div>
            </div>
            <ReportText
              sections={report.sections}
              figure={(part) => <FigureLink part={part} report={report} view={view} />}
            />
            <Annex figures={report.figures} />
          </article>
          {view.figure && (
            <FigurePanel id={view.figure} view={{ ...view, period: view.at ?? view.period }} onView={onView} />
          )}
        </div>
      )}
    </Load>
  );
}

const spanOf = ({ from, to }: { readonly from: string; readonly to: string }): string => `${from}..${to}`;

function FigureLink({
  part,
  report,
  view,
}: {
  part: FigurePart;
  report: Report;
  view: FigureView & { readonly at?: string };
}) {
  const which = part.show === 'numerator' || part.show === 'denominator' ? part.show : undefined;
  const figure = report.figures.find((f) => f.key === part.key);
  /** Of another period than the report: the year before, say. */
  const at = figure && spanOf(figure.period) !== spanOf(report.period) ? spanOf(figure.period) : undefined;
  const open =
    view.figure === part.figure &&
    view.part === which &&
    view.at === at &&
    part.show !== 'change' &&
    part.show !== 'word';
  return (
    <Link
      to="/report/office"
      search={{ period: view.period, at, by: view.by, figure: part.figure, part: which }}
      resetScroll={false}
      className="figure-inline"
      data-open={open}
    >
      {part.text}
      <sup className="print-only">{figure?.nr}</sup>
    </Link>
  );
}
