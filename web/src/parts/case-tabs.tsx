import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reads } from '../api.ts';
import type { Deadline, ProceedingPage } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { DataTable } from './data-table.tsx';
import { DeadlineLarge, Explain, Marks } from './deadline.tsx';
import { Of } from './of.tsx';
import { Regroupings } from './regroup.tsx';
import { Empty, Load } from './states.tsx';

export function CaseDocuments({ page }: { page: ProceedingPage }) {
  const { t, x, n } = useWords();
  return (
    <>
      <h2>{t('tab.documents')}</h2>
      {page.documents.length === 0 ? (
        <Empty>{t('documents.none')}</Empty>
      ) : (
        <DataTable
          caption={t('tab.documents')}
          rows={page.documents}
          rowKey={(d) => d.id}
          columns={[
            {
              head: t('documents.name'),
              cell: (d) => <a href={`/api/documents/${encodeURIComponent(d.id)}`}>{d.name}</a>,
              rowHead: true,
            },
            { head: t('documents.kind'), cell: (d) => x(d.kind) },
            { head: t('documents.added'), line: true, cell: (d) => d.addedOn },
            { head: t('documents.bytes'), cell: (d) => n(d.bytes), number: true },
            {
              head: 'SHA-256',
              cell: (d) => (
                <span className="mono" title={d.sha256}>
                  {d.sha256.slice(0, 12)}…
                </span>
              ),
            },
          ]}
        />
      )}
    </>
  );
}

export function CaseClocks({ deadlines }: { deadlines: readonly Deadline[] }) {
  const { t, x } = useWords();
  return (
    <>
      <h2>{t('tab.clocks')}</h2>
      {deadlines.length === 0 && <Empty>{t('case.noClocks')}</Empty>}
      <ul className="clock-cards">
        {deadlines.map((d) => (
          <li key={d.key} className="card panel">
            <h3>
              {x(d.title)}
              <Of who={d.subject} /> <Marks deadline={d} />
            </h3>
            <DeadlineLarge deadline={d} />
            <Explain deadline={d} heading="h3" />
          </li>
        ))}
      </ul>
    </>
  );
}

export function CaseRelated({ page }: { page: ProceedingPage }) {
  const { t, x } = useWords();
  return (
    <>
      <h2>{t('tab.related')}</h2>
      {page.related.length === 0 ? (
        <Empty>{t('related.none')}</Empty>
      ) : (
        <ul className="card list act-list">
          {page.related.map((r) => (
            <li key={r.proceeding}>
              <div>
                <Link to="/proceedings/$id" params={{ id: r.proceeding }} className="strong">
                  {x(r.title)}
                </Link>
                <p className="meta">{x(r.state)}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {(page.canAct || page.canAssign) && (
        <p>
          <Link to="/proceedings/$id/beside" params={{ id: page.id }} className="button">
            {t('beside.open')}
          </Link>
        </p>
      )}
      <Regroupings page={page} />
    </>
  );
}

export function CaseLooked({ id }: { id: string }) {
  const { t, x, moment } = useWords();
  const query = useQuery({ ...reads.looked(id), staleTime: 0 });
  return (
    <>
      <h2>{t('tab.looked')}</h2>
      <p className="meta">{t('looked.hint')}</p>
      <Load query={query}>
        {(rows) => (
          <DataTable
            caption={t('tab.looked')}
            rows={rows}
            rowKey={(r) => `${r.at} ${r.who.id}`}
            columns={[
              { head: t('looked.at'), cell: (r) => moment(r.at) },
              { head: t('looked.who'), cell: (r) => x(r.who.name), rowHead: true },
              { head: t('looked.role'), cell: (r) => x(r.role) },
              { head: t('looked.what'), cell: (r) => x(r.what) },
            ]}
          />
        )}
      </Load>
    </>
  );
}
