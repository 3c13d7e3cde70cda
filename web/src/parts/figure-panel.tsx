import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { reads } from '../api.ts';
import type { Figure } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Bars } from './chart/bars.tsx';
import { steps } from './chart/points.ts';
import { Series } from './chart/series.tsx';
import { Chips } from './chips.tsx';
import { Cites } from './cite.tsx';
import { SelectField } from './fields.tsx';
import { Compared } from './figure-compared.tsx';
import { FigureRowsList } from './figure-rows.tsx';
import { FigureLimits, FigureValue, Uncertain } from './figure-said.tsx';
import { useKeys } from './keys.tsx';
import { useStaff } from './staff.ts';
import { Load } from './states.tsx';

/** What the address holds about the open figure. */
export interface FigureView {
  readonly period?: string;
  readonly figure?: string;
  readonly by?: string;
  readonly part?: 'value' | 'numerator' | 'denominator';
  readonly key?: string;
  readonly rows?: true;
  readonly page?: number;
}
interface Props {
  readonly id: string;
  readonly view: FigureView;
  readonly onView: (change: Partial<FigureView>) => void;
}
/** What the trend shows already. */
const TIME: ReadonlySet<string> = new Set(['month', 'year']);
const OPENER = '.figure-inline[data-open="true"], .tile[data-open="true"] h3 a';
/** Nothing open. */
const CLOSED: Partial<FigureView> = {
  figure: undefined,
  by: undefined,
  part: undefined,
  key: undefined,
  rows: undefined,
  page: undefined,
};

/** One figure opened: value, fraction, trend, parts, the rows behind, definition and where it comes from. */
export function FigurePanel({ id, view, onView }: Props) {
  const { t, x, n, date } = useWords();
  const whole = useQuery({ ...reads.measure(id, { period: view.period }), placeholderData: keepPreviousData });
  const staff = useStaff();
  const own = staff?.user.office.id;
  const offered = (whole.data?.figure.dimensions ?? []).filter(
    // One office is in one place.
    (d) => !TIME.has(d.id) && !(whole.data?.figure.scope.id === own && d.place),
  );
  /** A ratio is about its steps; everything else about the first of its dimensions. */
  const usual = (whole.data?.figure.kind === 'ratio' && offered.find((d) => d.id === 'act')) || offered[0];
  const asked = view.by !== undefined && !TIME.has(view.by) ? view.by : usual?.id;
  const parted = useQuery({
    ...reads.measure(id, { period: view.period, by: asked }),
    placeholderData: keepPreviousData,
    enabled: asked !== undefined,
  });
  const head = useRef<HTMLHeadingElement>(null);
  /** Back to what it was opened from. */
  const close = () => {
    const opener = document.querySelector<HTMLElement>(OPENER);
    onView(CLOSED);
    opener?.focus({ preventScroll: true });
  };
  useKeys([{ press: 'Escape', label: t('do.close'), run: close }]);
  /** What is kept while new numbers come is another period of the same figure, never another figure. */
  const here = {
    data: whole.data?.figure.id === id ? whole.data : undefined,
    error: whole.error,
    refetch: whole.refetch,
  };
  const shown = whole.data?.figure.id;
  useEffect(() => {
    // Each figure opened takes the focus to its head, once it is there.
    if (shown === id) head.current?.focus({ preventScroll: true });
  }, [id, shown]);
  return (
    <aside className="card panel figure-panel" aria-label={t('figure.panel')} data-behind={whole.isPlaceholderData}>
      {whole.error && (
        <div className="figure-head">
          <h2 className="meta">{id}</h2>
          <Button className="icon-button" aria-label={t('do.close')} onPress={close}>
            <X size={18} aria-hidden="true" />
          </Button>
        </div>
      )}
      <Load query={here} rows={3} absent={t('state.noMeasure')}>
        {({ figure, trend }) => {
          const part =
            parted.data?.figure.id === figure.id ? parted.data.by.find((p) => p.dimension === asked) : undefined;
          const chosen = part?.rows.find((row) => row.key === view.key);
          const source = [
            t('figure.provenance', { id: figure.measure, version: figure.version, at: x(figure.period.text) }),
          ];
          const common = { id: figure.id, title: x(figure.title), kind: figure.kind, source };
          return (
            <>
              <div className="figure-head">
                <h2 ref={head} tabIndex={-1} className="meta">
                  {x(figure.title)} ·{' '}
                  {figure.kind === 'stock' ? t('board.asOf', { at: date(figure.period.to) }) : x(figure.period.text)} ·{' '}
                  {x(figure.scope.title)}
                </h2>
                <Button className="icon-button" aria-label={t('do.close')} onPress={close}>
                  <X size={18} aria-hidden="true" />
                </Button>
              </div>
              <FigureValue figure={figure} />
              <Fraction
                figure={figure}
                onOpen={(side) => onView({ part: side, key: undefined, rows: true, page: undefined })}
              />
              <Uncertain figure={figure} />
              <Compared figure={figure} />
              <Series
                {...common}
                percent={figure.unit.code === 'percent'}
                unit={x(figure.unit.text)}
                rows={trend.rows}
                today={staff?.today}
                heads={x(trend.title)}
              />
              {part && (
                <Bars
                  key={part.dimension}
                  {...common}
                  whole={figure.value}
                  dimension={part.dimension}
                  place={figure.dimensions.some((one) => one.id === part.dimension && one.place)}
                  heads={x(part.title)}
                  rows={figure.kind === 'ratio' ? steps(part.rows, n) : part.rows}
                  chosen={view.key ?? null}
                  onChoose={(key) => onView({ key, by: part.dimension, rows: true, page: undefined })}
                >
                  <Dimensions
                    all={offered}
                    chosen={part.dimension}
                    onChoose={(by) => onView({ by, key: undefined, page: undefined })}
                  />
                </Bars>
              )}
              <FigureRowsList
                key={figure.id}
                figure={figure}
                view={view}
                by={asked}
                partTitle={chosen && x(chosen.title)}
                onView={onView}
              />
              <section className="figure-part meaning">
                <h3>{t('figure.meaning')}</h3>
                <p>{x(figure.definition)}</p>
                <p>
                  <Cites cites={figure.cites} />
                </p>
                <FigureLimits figure={figure} />
              </section>
              <footer className="figure-foot meta">
                <p>
                  <Provenance figure={figure} />
                </p>
              </footer>
            </>
          );
        }}
      </Load>
    </aside>
  );
}

/** By what the parts are shown. Few: chips; many: a list to choose from. */
function Dimensions({
  all,
  chosen,
  onChoose,
}: {
  all: Figure['dimensions'];
  chosen: string;
  onChoose: (dimension: string) => void;
}) {
  const { t, x } = useWords();
  if (all.length < 2) return null;
  if (all.length <= 4)
    return (
      <Chips
        label={t('bars.choose')}
        value={chosen}
        options={all.map((d) => [d.id, x(d.title)])}
        onChange={(dimension) => dimension && onChoose(dimension)}
      />
    );
  return (
    <div className="bars-choose">
      <SelectField
        label={t('bars.choose')}
        value={chosen}
        options={all.map((d) => ({ value: d.id, title: x(d.title) }))}
        onChange={onChoose}
      />
    </div>
  );
}

function Provenance({ figure }: { figure: Figure }) {
  const { t, moment } = useWords();
  return <>{t('figure.provenance', { id: figure.measure, version: figure.version, at: moment(figure.asKnownAt) })}</>;
}

/** Numerator over denominator; each opens its own rows. */
export function Fraction({ figure, onOpen }: { figure: Figure; onOpen: (part: 'numerator' | 'denominator') => void }) {
  const { x, n } = useWords();
  if (!figure.numerator || !figure.denominator) return null;
  const line = (part: 'numerator' | 'denominator', one: { value: number; text: { zh: string; en: string } }) => (
    <div>
      <dt>{x(one.text)}</dt>
      <dd>
        {part === 'denominator' && figure.kind === 'median' ? (
          <span className="strong">{n(one.value)}</span>
        ) : (
          <Button className="figure-link" onPress={() => onOpen(part)}>
            {n(one.value)}
          </Button>
        )}
      </dd>
    </div>
  );
  return (
    <dl className="fraction">
      {line('numerator', figure.numerator)}
      {line('denominator', figure.denominator)}
    </dl>
  );
}
