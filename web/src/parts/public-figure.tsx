import { Link } from '@tanstack/react-router';
import { FileJson, FolderOpen, Sheet } from 'lucide-react';
import type { PublicFigurePage } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Bars } from './chart/bars.tsx';
import { type Cell, steps } from './chart/points.ts';
import { Series } from './chart/series.tsx';
import { Chips } from './chips.tsx';
import { Cites } from './cite.tsx';
import { Compared } from './figure-compared.tsx';
import { FigureLimits, FigureValue, Uncertain } from './figure-said.tsx';
import { useStaff } from './staff.ts';

interface Props {
  readonly page: PublicFigurePage;
  /** The dimension whose parts are shown. */
  readonly by: string | undefined;
  readonly onBy: (dimension: string) => void;
  readonly large?: boolean;
}

/** One published figure, opened: value, course, parts, what it means, what changed in it, and the data. */
export function PublicFigureBody({ page, by, onBy, large = false }: Props) {
  const { t, x, n } = useWords();
  const { publication, figure, changes } = page;
  const isPlace = (id: string) => figure.dimensions.some((one) => one.id === id && one.place);
  const told = figure.parts.filter((p) => p.rows.some((row) => !row.suppressed));
  const part =
    figure.parts.find((p) => p.dimension === by) ||
    // A ratio is about its steps.
    (figure.kind === 'ratio' && told.find((p) => p.dimension === 'act')) ||
    told.find((p) => isPlace(p.dimension)) ||
    told[0] ||
    figure.parts[0];
  const source = [
    `${x(publication.office)} · ${x(publication.title)} · ${t('pub.version', { n: publication.version })}`,
    `${t('report.asOf', { at: x(publication.asKnown) })}${publication.madeUp ? ` · ${t('pub.madeUp')}` : ''}`,
    `${location.origin}/figures/${figure.id}?publication=${publication.id}`,
  ];
  /** A growth or a share has no course of its own: what is drawn is what it is computed from. */
  const own = figure.as === 'value';
  const percent = figure.trend.rows.some((row) => row.display.en.endsWith('%'));
  const series = (
    <Series
      id={figure.id}
      title={x(figure.title)}
      kind={figure.kind}
      percent={percent}
      unit={own ? x(figure.unit.text) : ''}
      rows={sure(figure.trend.rows)}
      heads={x(figure.trend.title)}
      large={large}
      source={source}
    />
  );
  const bars = part && (
    <Bars
      key={part.dimension}
      id={figure.id}
      title={x(figure.title)}
      kind={figure.kind}
      whole={own && !figure.suppressed ? figure.value : null}
      dimension={part.dimension}
      place={isPlace(part.dimension)}
      heads={x(part.title)}
      rows={figure.kind === 'ratio' ? steps(part.rows, n) : sure(part.rows)}
      large={large}
      threshold={publication.threshold}
      source={source}
    >
      {figure.parts.length > 1 && (
        <div className="screen-only">
          <Chips
            label={t('bars.choose')}
            value={part.dimension}
            options={figure.parts.map((p) => [p.dimension, x(p.title)])}
            onChange={(dimension) => dimension && onBy(dimension)}
          />
        </div>
      )}
    </Bars>
  );
  return (
    <>
      <Value page={page} />
      {changes.map((change) => (
        <div key={`${change.version} ${change.at}`} className="note corrected">
          <div>
            <p>
              <span className="tag" data-tone="soon">
                {t('pub.corrected')}
              </span>{' '}
              {change.from && change.to && (
                <span className="strong">
                  {x(change.from)} → {x(change.to)}
                </span>
              )}{' '}
              <span className="meta">{t('pub.inVersion', { n: change.version })}</span>
            </p>
            <p>{x(change.why)}</p>
          </div>
        </div>
      ))}
      {!own && <p className="meta">{t('figure.ofMeasure')}</p>}
      {large ? (
        <div className="figure-drawn">
          {series}
          <div className="figure-said">
            {!figure.suppressed && <Compared figure={figure} />}
            <Meaning page={page} />
          </div>
          {bars}
          <NotPublished figure={figure} />
        </div>
      ) : (
        <>
          {series}
          {!figure.suppressed && <Compared figure={figure} />}
          {bars}
          <NotPublished figure={figure} />
          <Meaning page={page} />
        </>
      )}
      <Provenance page={page} large={large} />
    </>
  );
}

/** A median with its 95 % interval, as charts read it. */
const sure = (rows: PublicFigurePage['figure']['trend']['rows']): readonly Cell[] =>
  rows.map((row) => (row.interval ? { ...row, low: row.interval.from, high: row.interval.to } : row));

/** The version that is read, where there is a newer one: an address without a version always shows the newest. */
const olderVersion = ({ version, versions }: PublicFigurePage['publication']): number | undefined =>
  versions.some((one) => one.version > version) ? version : undefined;

function Value({ page: { figure, publication } }: { page: PublicFigurePage }) {
  const { t, x, n } = useWords();
  return (
    <div>
      {figure.suppressed ? (
        <p className="figure-value">
          <strong>{t('cell.hidden')}</strong>
          <span className="figure-change">{t('cell.why', { n: publication.threshold })}</span>
        </p>
      ) : (
        <FigureValue figure={figure} />
      )}
      {figure.numerator && figure.denominator && !figure.suppressed && (
        <dl className="fraction">
          <div>
            <dt>{x(figure.numerator.text)}</dt>
            <dd className="strong">{n(figure.numerator.value)}</dd>
          </div>
          <div>
            <dt>{x(figure.denominator.text)}</dt>
            <dd className="strong">{n(figure.denominator.value)}</dd>
          </div>
        </dl>
      )}
      {!figure.suppressed && <Uncertain figure={figure} />}
    </div>
  );
}

/** Breakdowns that would give numbers away. */
function NotPublished({ figure }: { figure: PublicFigurePage['figure'] }) {
  const { t, x } = useWords();
  if (figure.closed.length === 0) return null;
  return (
    <section className="figure-part">
      <h3>{t('pub.closed')}</h3>
      <ul className="plain-list">
        {figure.closed.map((one) => (
          <li key={one.dimension}>
            <span className="strong">{x(one.title)}</span> <span className="meta">{x(one.why)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Meaning({ page: { figure } }: { page: PublicFigurePage }) {
  const { t, x } = useWords();
  return (
    <section className="figure-part meaning">
      <h3>{t('figure.meaning')}</h3>
      <p>{x(figure.definition)}</p>
      <p>
        <Cites cites={figure.cites} />
      </p>
      <FigureLimits figure={figure} />
    </section>
  );
}

function Provenance({ page: { publication, figure, changes }, large }: { page: PublicFigurePage; large: boolean }) {
  const { t, x } = useWords();
  const session = useStaff();
  const file = (ending: string) =>
    `/api/public/figures/${encodeURIComponent(figure.id)}/data.${ending}?publication=${encodeURIComponent(publication.id)}&version=${publication.version}`;
  return (
    <footer className="figure-foot">
      <div className="actions">
        {!large && (
          <Link
            to="/figures/$id"
            params={{ id: figure.id }}
            search={{ publication: publication.id, version: olderVersion(publication) }}
            className="button"
            data-small
          >
            {t('figure.ownPage')}
          </Link>
        )}
        <a className="button" data-small href={file('csv')} download>
          <Sheet size={14} aria-hidden="true" />
          CSV
        </a>
        <a className="button" data-small href={file('json')} download>
          <FileJson size={14} aria-hidden="true" />
          JSON
        </a>
        {session?.may.readFigures && (
          <Link
            to="/measures"
            search={{ figure: figure.measure, period: `${figure.period.from}..${figure.period.to}` }}
            className="button"
            data-small
          >
            <FolderOpen size={14} aria-hidden="true" />
            {t('figure.toCases')}
          </Link>
        )}
      </div>
      <p className="meta">
        {t('pub.measure', { id: figure.measure, version: figure.version })} ·{' '}
        {t('report.asOf', { at: x(publication.asKnown) })} · {x(publication.scope.title)} ·{' '}
        {t('pub.version', { n: publication.version })}
        {publication.madeUp && ` · ${t('pub.madeUp')}`}
      </p>
      <p className="meta">{changes.length === 0 && t('pub.unchanged')}</p>
    </footer>
  );
}
