import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { reads } from '../api.ts';
import { CaseTable } from '../parts/case-table.tsx';
import { Chips } from '../parts/chips.tsx';
import { SelectField, TextField } from '../parts/fields.tsx';
import { useKeys } from '../parts/keys.tsx';
import { Paging } from '../parts/paging.tsx';
import { Empty, Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/cases');

export function CasesPage() {
  const { t, x } = useWords();
  const search = route.useSearch();
  const go = route.useNavigate();
  const { scope = 'mine', q = '', procedure, page = 1 } = search;
  const [text, setText] = useState(q);
  const may = useQuery(reads.session()).data?.may;
  const law = useQuery(reads.law());
  const query = useQuery({ ...reads.cases({ scope, q, procedure, page }), placeholderData: keepPreviousData });
  const find = (event: FormEvent) => {
    event.preventDefault();
    void go({ search: { ...search, q: text.trim() || undefined, page: undefined } });
  };
  useKeys([
    { press: '/', label: t('key.filter'), run: () => document.querySelector<HTMLInputElement>('.find input')?.focus() },
  ]);
  return (
    <div className="page">
      <Title
        name={t('nav.cases')}
        over={query.data && t('cases.total', { n: query.data.total })}
        end={
          <>
            {may?.importPackage && (
              <Link to="/cases/import" className="button">
                {t('import.title')}
              </Link>
            )}
            {may?.openCase && (
              <Link to="/cases/new" className="button" data-primary>
                {t('newCase.title')}
              </Link>
            )}
          </>
        }
      >
        {t('nav.cases')}
      </Title>
      <div className="work-bar">
        <form className="find" onSubmit={find}>
          <TextField label={t('cases.find')} type="search" value={text} onChange={setText} />
          <Button type="submit" className="button">
            {t('do.search')}
          </Button>
        </form>
        {law.data && law.data.length > 0 && (
          <div className="cases-procedure">
            <SelectField
              label={t('cases.procedure')}
              value={procedure ?? ''}
              options={[
                { value: '', title: t('do.all') },
                ...law.data.map((l) => ({ value: l.id, title: x(l.title) })),
              ]}
              onChange={(p) => void go({ search: { ...search, procedure: p || undefined, page: undefined } })}
            />
          </div>
        )}
        <div className="chips-row">
          <Chips
            label={t('work.scope')}
            value={scope}
            options={[
              ['mine', t('work.mine')],
              ['desk', t('work.desk')],
              ['office', t('work.office')],
            ]}
            onChange={(s) => void go({ search: { ...search, scope: s as typeof scope, page: undefined } })}
          />
        </div>
      </div>
      <Load query={query} rows={8}>
        {(list) =>
          list.rows.length === 0 ? (
            <Empty>{t(q ? 'cases.noneFound' : 'cases.none')}</Empty>
          ) : (
            <>
              <CaseTable rows={list.rows} />
              <Paging page={list.page} pages={list.pages} onPage={(p) => void go({ search: { ...search, page: p } })} />
            </>
          )
        }
      </Load>
    </div>
  );
}
