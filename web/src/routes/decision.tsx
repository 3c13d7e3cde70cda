import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { reads, writes } from '../api.ts';
import { Reasons } from '../parts/act-list.tsx';
import { Cites } from '../parts/cite.tsx';
import { DeadlineLarge } from '../parts/deadline.tsx';
import { Effects } from '../parts/effects.tsx';
import { TextField } from '../parts/fields.tsx';
import { Outcome } from '../parts/outcome.tsx';
import { FailedWrite, useWrite } from '../parts/small-forms.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { ActOutcome, ProposalPage } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/decisions/$id');

export function DecisionPage() {
  const { t } = useWords();
  const { id } = route.useParams();
  const query = useQuery(reads.proposal(id));
  return (
    <Load query={query} frame={t('nav.decisions')}>
      {(proposal) => <Decision p={proposal} />}
    </Load>
  );
}

/** One page: what is asked, of whom, why, what it would cause; then approve or return with a reason. */
function Decision({ p }: { p: ProposalPage }) {
  const { caseNo, t, x, date, day } = useWords();
  const waiting = p.state === 'waiting';
  const title = p.subject ? `${x(p.title)} · ${p.subject.name}` : x(p.title);
  return (
    <div className="page decision">
      <Title
        name={title}
        over={
          <>
            <Link to="/decisions">{t('nav.decisions')}</Link> · {x(p.procedure.title)} · {caseNo(p.case)}
          </>
        }
        end={p.deadline && <DeadlineLarge deadline={p.deadline} compact />}
      >
        {title}
      </Title>
      <div className="decision-columns">
        <div className="decision-main">
          <section className="card panel">
            <h2>{t('decision.asked')}</h2>
            <dl className="facts">
              <div>
                <dt>{t('cases.case')}</dt>
                <dd>
                  <Link to="/proceedings/$id" params={{ id: p.proceeding }}>
                    {x(p.case.title)}
                  </Link>
                </dd>
              </div>
              <div>
                <dt>{t('decision.by')}</dt>
                <dd>
                  {x(p.proposedBy.name)} · {date(p.proposedOn)}
                </dd>
              </div>
              {p.data.map((d) => (
                <div key={d.name}>
                  <dt>{x(d.title)}</dt>
                  <dd>{x(d.value)}</dd>
                </div>
              ))}
              <div>
                <dt>{t('decision.reason')}</dt>
                <dd>{p.reason ?? t('decision.noReason')}</dd>
              </div>
              <div>
                <dt>{t('decision.decides')}</dt>
                <dd className="row">
                  {x(p.rank.title)} <Cites cites={p.rank.cite} />
                  {p.byDelegation && (
                    <span className="tag" data-tone="info">
                      {t('decisions.byDelegation', { name: x(p.byDelegation.from.name) })}
                    </span>
                  )}
                </dd>
              </div>
            </dl>
          </section>
          {waiting && p.changedSince.length > 0 && (
            <div className="note" data-tone="soon">
              <div>
                <p className="strong">{t('decision.changed')}</p>
                <ul className="since">
                  {p.changedSince.map((c) => (
                    <li key={c.id}>
                      {day(c.date)} {x(c.title)}
                      {c.subject && ` · ${c.subject.name}`} — {x(c.by)}
                    </li>
                  ))}
                </ul>
              </div>
            </div>
          )}
          {waiting && (
            <section className="card panel">
              <h2>{t('act.effects')}</h2>
              {p.review.reasons.length > 0 && (
                <div className="note" data-tone={p.review.allowed ? 'soon' : 'over'}>
                  <div>
                    <p className="strong">{t(p.review.allowed ? 'act.marked' : 'act.refused')}</p>
                    <Reasons reasons={p.review.reasons} />
                  </div>
                </div>
              )}
              <Effects effects={p.review.effects} />
            </section>
          )}
        </div>
        <Decide p={p} verb={x(p.title)} />
      </div>
    </div>
  );
}

function Decide({ p, verb }: { p: ProposalPage; verb: string }) {
  const { t, x, date } = useWords();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const [outcome, setOutcome] = useState<ActOutcome | null>(null);
  const approve = useWrite<ActOutcome>(setOutcome);
  const other = useWrite<unknown>(() => setReason(''));
  const failure = approve.failure ?? other.failure;
  const giveBack = () => {
    if (reason.trim() === '') setMissing(true);
    else void other.run(() => writes.giveBack(p.id, reason.trim()));
  };
  return (
    <aside className="card panel decision-side" aria-label={t('decision.decide')}>
      <h2>{t('decision.decide')}</h2>
      {outcome && <Outcome outcome={outcome} />}
      {failure && <FailedWrite failure={failure} />}
      {!outcome && p.state !== 'waiting' && (
        <>
          <p className="strong">{t(`proposal.${p.state}`)}</p>
          {p.decidedBy && (
            <p className="meta">
              {x(p.decidedBy.name)}
              {p.decidedOn && ` · ${date(p.decidedOn)}`}
            </p>
          )}
          {p.returnReason && <p>{p.returnReason}</p>}
        </>
      )}
      {!outcome && p.state === 'waiting' && p.mayDecide && (
        <>
          <TextField
            label={t('decision.words')}
            note={t('decision.wordsNote')}
            lines={4}
            value={reason}
            onChange={(v) => {
              setReason(v);
              setMissing(false);
            }}
            error={missing ? t('decision.reasonNeeded') : null}
          />
          <p className="meta">{t('act.permanent')}</p>
          <div className="actions">
            {p.review.allowed && (
              <Button
                className="button"
                data-primary
                data-pending={approve.busy || undefined}
                onPress={() =>
                  void approve.run(() =>
                    writes.approve(p.id, {
                      expectedVersion: p.version,
                      ...(reason.trim() ? { reason: reason.trim() } : {}),
                    }),
                  )
                }
              >
                {t('decision.approve', { verb })}
              </Button>
            )}
            <Button className="button" data-pending={other.busy || undefined} onPress={giveBack}>
              {t('decision.return')}
            </Button>
          </div>
        </>
      )}
      {!outcome && p.state === 'waiting' && !p.mayDecide && (
        <>
          <p>{t('decision.waitsFor', { rank: x(p.rank.title) })}</p>
          <div className="actions">
            <Button
              className="button"
              data-pending={other.busy || undefined}
              onPress={() => void other.run(() => writes.withdraw(p.id))}
            >
              {t('decision.withdraw')}
            </Button>
          </div>
        </>
      )}
    </aside>
  );
}
