import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { reads } from '../api.ts';
import type { Figure } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { DataTable } from './data-table.tsx';
import type { FigureView } from './figure-panel.tsx';
import { Paging } from './paging.tsx';
import { Load } from './states.tsx';

const PAGE = 50;
interface Props {
  readonly figure: Figure;
  readonly view: FigureView;
  readonly by: string | undefined;
  /** Of the part that is chosen. */
  readonly partTitle: string | undefined;
  readonly onView: (change: Partial<FigureView>) => void;
}

/** The cases behind the figure or behind one of its parts: three first, all on asking. Their number is the figure. */
export function FigureRowsList({ figure, view, by, partTitle, onView }: Props) {
  const { t, x, caseNo } = useWords();
  const part = view.part ?? (figure.numerator ? 'numerator' : 'value');
  const page = view.page ?? 1;
  const all = view.rows === true;
  const expected = part === 'value' ? figure.value : figure[part]?.value;
  /** The rows are counted by the figure itself, not summed or averaged by it. */
  const same = view.key === undefined && figure.kind !== 'median';
  const query = useQuery({
    ...reads.figureRows(figure.id, {
      period: view.period,
      part,
      dimension: view.key === undefined ? undefined : by,
      key: view.key,
      page: all ? page : 1,
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <section className="figure-part">
      <div className="head-line">
        <h3>{t('figure.behind')}</h3>
        {query.data && query.data.total > 3 && (
          <Button className="link" onPress={() => onView({ rows: all ? undefined : true, page: undefined })}>
            {all ? t('may.fewer') : t('figure.allRows', { n: query.data.total })}
          </Button>
        )}
      </div>
      {(view.key !== undefined || view.part !== undefined) && (
        <p className="meta">
          {view.part && view.part !== 'value' && figure[view.part] && `${x(figure[view.part]?.text ?? figure.title)} `}
          {view.key !== undefined && t('figure.onlyPart', { key: partTitle ?? view.key })}{' '}
          <Button className="link" onPress={() => onView({ key: undefined, part: undefined, page: undefined })}>
            {t('figure.whole')}
          </Button>
        </p>
      )}
      <Load query={query} rows={2}>
        {(found) => (
          <>
            <p className="meta" role="status">
              {t(same && found.total === expected ? 'figure.total' : 'figure.totalRows', {
                n: found.total,
              })}
            </p>
            {found.rows.length > 0 && (
              <DataTable
                plain
                caption={t('figure.behind')}
                rows={all ? found.rows : found.rows.slice(0, 3)}
                rowKey={(r) => r.key}
                columns={[
                  {
                    head: t('figure.case'),
                    rowHead: true,
                    cell: (r) =>
                      r.proceeding === '' ? (
                        <span className="meta">{t('figure.notYours')}</span>
                      ) : (
                        <Link to="/proceedings/$id" params={{ id: r.proceeding }}>
                          {caseNo({ number: r.number ?? r.case, numberText: r.numberText ?? undefined })}
                        </Link>
                      ),
                  },
                  { head: t('figure.offence'), cell: (r) => (r.offence ? x(r.offence) : '—') },
                  {
                    head: t('figure.date'),
                    line: true,
                    cell: (r) => (all ? (r.date ?? '—') : (r.date?.slice(5) ?? '—')),
                  },
                  { head: t('figure.act'), cell: (r) => (r.act ? x(r.act) : '—') },
                ]}
              />
            )}
            {all && <Paging page={page} pages={Math.ceil(found.total / PAGE)} onPage={(p) => onView({ page: p })} />}
          </>
        )}
      </Load>
    </section>
  );
}
