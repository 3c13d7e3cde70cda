import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { reads } from '../api.ts';
import type { Dimension, Figure } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Bars } from './bars.tsx';
import { Cites } from './cite.tsx';
import { FigureRowsList } from './figure-rows.tsx';
import { Load } from './states.tsx';
import { Trend } from './trend.tsx';

/** What the address holds about the open figure. */
export interface FigureView {
  readonly period?: string;
  readonly figure?: string;
  readonly by?: Dimension;
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
/** Nothing open. */
const CLOSED: Partial<FigureView> = {
  figure: undefined,
  by: undefined,
  part: undefined,
  key: undefined,
  rows: undefined,
  page: undefined,
};
const DIMENSIONS = ['offence', 'desk', 'procedure', 'month'] as const;

/** One figure opened: value, fraction, trend, parts, the rows behind, definition and where it comes from. */
export function FigurePanel({ id, view, onView }: Props) {
  const { t, x } = useWords();
  const by = view.by ?? 'offence';
  const query = useQuery({ ...reads.measure(id, { period: view.period, by }), placeholderData: keepPreviousData });
  const head = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each figure opened takes the focus to its head
  useEffect(() => head.current?.focus({ preventScroll: true }), [id]);
  return (
    <aside className="card panel figure-panel" aria-label={t('figure.panel')}>
      <Load query={query} rows={3}>
        {({ figure, trend, by: parts }) => (
          <>
            <div className="figure-head">
              <h2 ref={head} tabIndex={-1} className="meta">
                {x(figure.title)} · {x(figure.period.text)}
              </h2>
              <Button className="icon-button" aria-label={t('do.close')} onPress={() => onView(CLOSED)}>
                <X size={18} aria-hidden="true" />
              </Button>
            </div>
            <p className="figure-value">
              <strong>{x(figure.display)}</strong> {figure.kind === 'count' && <span>{x(figure.unit.text)}</span>}{' '}
              {figure.previous?.change && <span className="figure-change">{x(figure.previous.change)}</span>}
            </p>
            <Fraction
              figure={figure}
              onOpen={(part) => onView({ part, key: undefined, rows: true, page: undefined })}
            />
            <Trend figure={figure} trend={trend} />
            {parts
              .filter((p) => p.dimension === by)
              .map((p) => (
                <Bars
                  key={p.dimension}
                  breakdown={p}
                  figure={figure}
                  chosen={view.key ?? null}
                  onChoose={(key) => onView({ key, by, rows: true, page: undefined })}
                >
                  {DIMENSIONS.filter((d) => d !== by).map((d) => (
                    <Button key={d} className="link" onPress={() => onView({ by: d, key: undefined, page: undefined })}>
                      {t(`by.${d}`)}
                    </Button>
                  ))}
                </Bars>
              ))}
            <FigureRowsList figure={figure} view={view} by={by} onView={onView} />
            <footer className="figure-foot meta">
              {figure.excluded.length > 0 && (
                <p>
                  {t('figure.excluded', {
                    list: figure.excluded.map((e) => `${x(e.what)} ${e.value}`).join(t('list.and')),
                  })}
                </p>
              )}
              <p>{t('figure.definition', { text: x(figure.definition) })}</p>
              <p>
                <Cites cites={figure.cites} />
              </p>
              <p>
                <Provenance figure={figure} />
              </p>
            </footer>
          </>
        )}
      </Load>
    </aside>
  );
}

function Provenance({ figure }: { figure: Figure }) {
  const { t, moment } = useWords();
  return <>{t('figure.provenance', { id: figure.id, version: figure.version, at: moment(figure.asKnownAt) })}</>;
}

/** Numerator over denominator; each opens its own rows. */
export function Fraction({ figure, onOpen }: { figure: Figure; onOpen: (part: 'numerator' | 'denominator') => void }) {
  const { x, n } = useWords();
  if (!figure.numerator || !figure.denominator) return null;
  const line = (part: 'numerator' | 'denominator', one: { value: number; text: { zh: string; en: string } }) => (
    <div>
      <dt>{x(one.text)}</dt>
      <dd>
        <Button className="figure-link" onPress={() => onOpen(part)}>
          {n(one.value)}
        </Button>
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
