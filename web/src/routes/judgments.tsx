import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, DropZone, type FileDropItem, FileTrigger } from 'react-aria-components';
import { reads, writes } from '../api.ts';
import { DataTable } from '../parts/data-table.tsx';
import { TextField } from '../parts/fields.tsx';
import { FindingFilter } from '../parts/finding-filter.tsx';
import { useKeys } from '../parts/keys.tsx';
import { Paging } from '../parts/paging.tsx';
import { FailedWrite, useWrite } from '../parts/small-forms.tsx';
import { Empty, Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { JudgmentImport } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/judgments');
const TONE = { certain: 'over', depends: 'soon', contradiction: 'plain' } as const;

/** Judgments read into acts and replayed over the law: how many departures, of which kind. */
export function JudgmentsPage() {
  const { t, x, n } = useWords();
  const search = route.useSearch();
  const go = route.useNavigate();
  const { q = '', finding, page = 1 } = search;
  const [text, setText] = useState(q);
  const may = useQuery(reads.session()).data?.may;
  const query = useQuery({ ...reads.judgments({ q, finding, page }), placeholderData: keepPreviousData });
  const find = (event: FormEvent) => {
    event.preventDefault();
    void go({ search: { ...search, q: text.trim() || undefined, page: undefined } });
  };
  useKeys([
    { press: '/', label: t('key.filter'), run: () => document.querySelector<HTMLInputElement>('.find input')?.focus() },
  ]);
  return (
    <div className="page">
      <Title name={t('nav.judgments')} over={query.data && t('judgments.total', { n: n(query.data.total) })}>
        {t('nav.judgments')}
      </Title>
      <p className="lead">{t('judgments.lead')}</p>
      {may?.importJudgments && <Upload />}
      <div className="work-bar">
        <form className="find" onSubmit={find}>
          <TextField label={t('judgments.find')} type="search" value={text} onChange={setText} />
          <Button type="submit" className="button">
            {t('do.search')}
          </Button>
        </form>
        {query.data && (
          <FindingFilter
            counts={query.data.counts}
            value={finding ?? null}
            onChange={(f) => void go({ search: { ...search, finding: f ?? undefined, page: undefined } })}
          />
        )}
      </div>
      <Load query={query} rows={8}>
        {(list) =>
          list.rows.length === 0 ? (
            <Empty>{t('judgments.none')}</Empty>
          ) : (
            <>
              <DataTable
                caption={t('nav.judgments')}
                rows={list.rows}
                rowKey={(j) => j.id}
                columns={[
                  {
                    head: t('judgments.number'),
                    rowHead: true,
                    cell: (j) => (
                      <>
                        <Link to="/judgments/$id" params={{ id: j.id }} className="strong">
                          {j.caseNo ?? j.id}
                        </Link>
                        <span className="meta block" lang="zh-CN">
                          {j.court}
                        </span>
                        <span className="meta block">
                          {x(j.instanceText)} · {x(j.sourceText)}
                        </span>
                      </>
                    ),
                  },
                  { head: t('judgments.people'), cell: (j) => <span lang="zh-CN">{j.names.join('、')}</span> },
                  { head: t('judgments.charges'), cell: (j) => <span lang="zh-CN">{j.charges.join('、')}</span> },
                  { head: t('judgments.date'), line: true, cell: (j) => j.lastOn ?? '—' },
                  {
                    head: t('judgments.findings'),
                    cell: (j) =>
                      j.said.length === 0 ? (
                        <span className="meta">{t('judgments.noFinding')}</span>
                      ) : (
                        <>
                          {j.said.map((f) => (
                            <span key={`${f.certainty} ${f.title.en}`} className="tag" data-tone={TONE[f.certainty]}>
                              {x(f.title)}
                            </span>
                          ))}
                          {j.findings.certain + j.findings.depends + j.findings.contradiction > j.said.length && (
                            <span className="meta">
                              {t('judgments.moreFindings', {
                                n: j.findings.certain + j.findings.depends + j.findings.contradiction,
                              })}
                            </span>
                          )}
                        </>
                      ),
                  },
                ]}
              />
              <Paging page={page} pages={list.pages} onPage={(p) => void go({ search: { ...search, page: p } })} />
            </>
          )
        }
      </Load>
    </div>
  );
}

function Upload() {
  const { t, x } = useWords();
  const [result, setResult] = useState<JudgmentImport | null>(null);
  const { busy, failure, run } = useWrite<JudgmentImport>(setResult);
  const take = (files: readonly File[]) => {
    if (files.length > 0) void run(() => writes.readJudgments(files));
  };
  return (
    <section className="below">
      <DropZone
        className="drop small"
        aria-label={t('judgments.drop')}
        onDrop={(e) =>
          void Promise.all(e.items.filter((i): i is FileDropItem => i.kind === 'file').map((i) => i.getFile())).then(
            take,
          )
        }
      >
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={['.txt', '.docx', '.jsonl']}
          onSelect={(files) => take([...(files ?? [])])}
        >
          <Button className="button" data-pending={busy || undefined}>
            {t('judgments.choose')}
          </Button>
        </FileTrigger>
        <p className="meta">{t('judgments.drop')}</p>
      </DropZone>
      <div aria-live="polite">
        {failure && <FailedWrite failure={failure} />}
        {result && (
          <div className="note" data-tone={result.refused.length > 0 ? 'soon' : 'ok'}>
            <div>
              <p className="strong">
                {t('judgments.read', { read: result.read, known: result.known.length, refused: result.refused.length })}
              </p>
              <ul className="faults">
                {result.refused.map((r) => (
                  <li key={`${r.where} ${r.text.en}`}>
                    <span className="mono">{r.where}</span> {x(r.text)}
                  </li>
                ))}
              </ul>
            </div>
          </div>
        )}
      </div>
    </section>
  );
}
