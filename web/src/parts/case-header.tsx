import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { ProceedingPage } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { DeadlineLarge } from './deadline.tsx';
import { Regrouped } from './regroup.tsx';
import { Title } from './title.tsx';

/** Number, title, who handles it, who may decide, and the main clock. */
export function CaseHeader({
  page,
  onAssign,
  children,
}: {
  page: ProceedingPage;
  /** Offered only to who may assign. */
  onAssign?: () => void;
  children: ReactNode;
}) {
  const { caseNo, t, x, date } = useWords();
  return (
    <div className="case-head">
      <div className="case-head-in">
        <Title
          name={`${caseNo(page.case)} ${x(page.case.title)}`}
          over={
            <>
              <Link to="/law/$id" params={{ id: page.procedure.id }} className="quiet">
                {x(page.procedure.title)}
              </Link>{' '}
              · {caseNo(page.case)}
            </>
          }
          under={
            <ul className="case-facts">
              <li>
                {t('case.handlerLabel')} <strong>{page.handler ? x(page.handler.name) : t('case.nobody')}</strong>
                {onAssign && (
                  <Button className="link meta" onPress={onAssign}>
                    {t('assign.open')}
                  </Button>
                )}
              </li>
              {page.desk && <li>{x(page.desk.title)}</li>}
              <li>
                {t('case.received')} <strong>{date(page.opened)}</strong>
              </li>
              {page.concluded && (
                <li>
                  {t('case.concluded')} <strong>{date(page.concluded)}</strong>
                </li>
              )}
              {page.source && (
                <li>
                  <strong>{x(page.source)}</strong>
                </li>
              )}
              {page.regrouped.map((one) => (
                <li key={`${one.kind} ${one.proceeding} ${one.on}`}>
                  <Regrouped one={one} />
                </li>
              ))}
              <li>
                <strong>{x(page.decides)}</strong>
              </li>
            </ul>
          }
          end={page.main && <DeadlineLarge deadline={page.main} compact />}
        >
          {x(page.case.title)}
        </Title>
        {children}
      </div>
    </div>
  );
}
