import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import type { ActOutcome } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { Glyph } from './glyph.tsx';

/** What became of it: recorded under a number of the ledger, or waiting for who decides. */
export function Outcome({ outcome, close }: { outcome: ActOutcome; close?: () => void }) {
  const { t, x } = useWords();
  return (
    <div className="outcome" role="status">
      <Glyph state={outcome.kind === 'recorded' ? 'met' : 'running'} size={28} />
      <div>
        {outcome.kind === 'recorded' ? (
          <>
            <p className="strong">{t('outcome.recorded', { index: String(outcome.index) })}</p>
            <p className="meta">
              {t('outcome.leaf')}{' '}
              <span className="mono" title={outcome.leaf}>
                {outcome.leaf.slice(0, 16)}…
              </span>
            </p>
            {outcome.departures.length > 0 && (
              <div className="departures">
                <p>{t('outcome.departs')}</p>
                {outcome.departures.map((d) => (
                  <p key={d.text.en} className="departure">
                    {x(d.text)} <Cites cites={d.cites} />
                  </p>
                ))}
              </div>
            )}
            {outcome.opened.map((o) => (
              <p key={o.proceeding}>
                {t('outcome.opened')}{' '}
                <Link to="/proceedings/$id" params={{ id: o.proceeding }}>
                  {x(o.title)}
                </Link>
              </p>
            ))}
          </>
        ) : (
          <>
            <p className="strong">{t('decision.waitsFor', { rank: x(outcome.waitsFor) })}</p>
            <p className="meta">{t('outcome.waits')}</p>
            <p>
              <Link to="/decisions/$id" params={{ id: outcome.proposal }}>
                {t('outcome.proposal')}
              </Link>
            </p>
          </>
        )}
        {close && (
          <div className="actions">
            <Button className="button" data-primary onPress={close} autoFocus>
              {t('outcome.close')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
