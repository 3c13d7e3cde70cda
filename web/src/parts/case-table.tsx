import { Link } from '@tanstack/react-router';
import type { CaseRow } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { DataTable } from './data-table.tsx';
import { DeadlineShort } from './deadline.tsx';

export function CaseTable({ rows }: { rows: readonly CaseRow[] }) {
  const { caseNo, t, x } = useWords();
  return (
    <DataTable
      caption={t('nav.cases')}
      rows={rows}
      rowKey={(r) => r.proceeding}
      columns={[
        {
          head: t('cases.case'),
          rowHead: true,
          cell: (r) => (
            <>
              <Link to="/proceedings/$id" params={{ id: r.proceeding }} className="strong">
                {x(r.case.title)}
              </Link>{' '}
              {r.custody && <span className="tag">{t('work.inCustody')}</span>}
              <span className="meta block">
                {caseNo(r.case)} · {x(r.people)}
              </span>
            </>
          ),
        },
        { head: t('cases.procedure'), cell: (r) => x(r.procedure.title) },
        { head: t('cases.state'), cell: (r) => x(r.state) },
        {
          head: t('cases.main'),
          cell: (r) => (r.main ? <DeadlineShort deadline={r.main} /> : <span className="meta">—</span>),
        },
        {
          head: t('case.handlerLabel'),
          cell: (r) => (r.handler ? x(r.handler.name) : <span className="meta">{t('case.nobody')}</span>),
        },
        { head: t('cases.opened'), line: true, cell: (r) => r.opened },
      ]}
    />
  );
}
