import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import type { WorkItem } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { DeadlineLarge, Explain, StillOwed } from './deadline.tsx';

/** Why this date, and what is owed before: without opening the case. */
export function WorkPanel({ item, close }: { item: WorkItem; close?: () => void }) {
  const { caseNo, t, x } = useWords();
  return (
    <section className="panel card" tabIndex={-1}>
      <p className="meta">
        {caseNo(item.case)} · {x(item.procedure.title)}
      </p>
      <h2 className="panel-title">{x(item.case.title)}</h2>
      <DeadlineLarge deadline={item.deadline} />
      <Explain deadline={item.deadline} />
      {item.deadline.cites.length > 1 && (
        <p className="row">
          <Cites cites={item.deadline.cites} />
        </p>
      )}
      {item.deadline.ifOverdue && (
        <p className="meta">{t('explain.ifOverdue', { act: x(item.deadline.ifOverdue.title) })}</p>
      )}
      <StillOwed before={item.before} />
      {(item.handler || item.desk) && (
        <p className="meta">
          {[item.handler && t('case.handler', { name: x(item.handler.name) }), item.desk && x(item.desk.title)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      <div className="actions">
        <Link to="/proceedings/$id" params={{ id: item.proceeding }} search={{}} className="button" data-primary>
          {t('work.openCase')}
        </Link>
        {item.deadline.targets.length === 1 && item.deadline.targets[0] && item.deadline.owedBy.us && (
          <Link
            to="/proceedings/$id"
            params={{ id: item.proceeding }}
            search={{ act: item.deadline.targets[0].act, subject: item.deadline.subject?.id }}
            className="button"
          >
            {x(item.deadline.targets[0].title)}…
          </Link>
        )}
        {close && (
          <Button className="button" onPress={close}>
            {t('do.close')}
          </Button>
        )}
      </div>
    </section>
  );
}
