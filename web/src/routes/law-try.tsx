import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { reads } from '../api.ts';
import { ProcedureMap } from '../parts/procedure-map.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { TryActs, TryBarred } from '../parts/try-acts.tsx';
import { TryAsk } from '../parts/try-ask.tsx';
import { TryCourse, TryNow } from '../parts/try-course.tsx';
import { TryOwed } from '../parts/try-owed.tsx';
import { stepsOf, stepsText, thisDay } from '../parts/try-steps.ts';
import type { MayAct, MayNot, TryAnswer, TryStep } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/law/$id/try');

/** A procedure to play with: acts are supposed, the date is moved, and the law answers. The address holds all of it. */
export function TryPage() {
  const { t, x } = useWords();
  const { id } = route.useParams();
  const search = route.useSearch();
  const steps = stepsOf(search.steps);
  const now = search.now ?? thisDay();
  const question = { steps: [...steps], now, people: search.people ?? 1, subject: search.map };
  const query = useQuery({ ...reads.tryLaw(id, question), placeholderData: keepPreviousData });
  const before = useQuery({
    ...reads.tryLaw(id, { ...question, steps: question.steps.slice(0, -1) }),
    enabled: steps.length > 0 && query.data !== undefined,
  });
  const title = query.data ? x(query.data.title) : id;
  return (
    <div className="page try">
      <Title
        name={t('try.title', { name: title })}
        over={
          <Link to="/law/$id" params={{ id }}>
            {title}
          </Link>
        }
      >
        {t('try.title', { name: title })}
      </Title>
      <p className="lead">{t('try.lead')}</p>
      <Load query={query} rows={8}>
        {(answer) => (
          <Bench answer={answer} before={steps.length > 0 ? before.data : undefined} steps={steps} now={now} />
        )}
      </Load>
    </div>
  );
}

interface BenchProps {
  readonly answer: TryAnswer;
  /** The answer without the last step: what is not in it has come with that step. */
  readonly before: TryAnswer | undefined;
  readonly steps: readonly TryStep[];
  readonly now: string;
}
function Bench({ answer, before, steps, now }: BenchProps) {
  const { t, day } = useWords();
  const search = route.useSearch();
  const go = route.useNavigate();
  const [asked, ask] = useState<MayAct | MayNot | null>(null);
  const change = (next: Partial<typeof search>) => void go({ search: { ...search, now, ...next }, resetScroll: false });
  const suppose = (step: TryStep) => {
    ask(null);
    change({
      steps: stepsText([...steps, step]),
      ...(step.on.slice(0, 10) > now ? { now: step.on.slice(0, 10) } : {}),
    });
  };
  const choose = (act: MayAct | MayNot) =>
    act.fields.length === 0 ? suppose({ act: act.act, subject: act.subject?.id ?? null, on: now, data: {} }) : ask(act);
  const late = answer.owed.filter((one) => one.state === 'overdue' || one.state === 'limit-exceeded').length;
  const possible = answer.may.length + answer.outsideActs.length;
  return (
    <>
      <p role="status" className="try-status">
        {t('try.status', { date: day(now), possible, owed: answer.owed.length, late })}
      </p>
      <div className="try-columns">
        <section className="try-side" aria-label={t('try.course')}>
          <TryNow
            now={now}
            people={search.people ?? 1}
            many={answer.people.length > 0}
            owed={answer.owed}
            onNow={(date) => change({ now: date })}
            onPeople={(people) => change({ people: people === 1 ? undefined : people })}
          />
          <TryCourse
            steps={answer.steps}
            onRemove={(at) => change({ steps: stepsText(steps.filter((_, i) => i !== at)) })}
            onReset={() => change({ steps: undefined })}
          />
        </section>
        <TryOwed answer={answer} before={before} />
        <section className="try-side">
          <h2 className="head-action">{t('try.possible')}</h2>
          <TryActs answer={answer} before={before} onChoose={choose} />
          <h2>{t('mayNot.title')}</h2>
          <TryBarred acts={answer.mayNot} onChoose={choose} />
        </section>
      </div>
      <details className="card case-map" open>
        <summary>
          <h2>{t('map.title')}</h2>
        </summary>
        <ProcedureMap
          key={`${answer.map.subject} ${answer.steps.length}`}
          map={answer.map}
          onOpen={(node) => {
            const found = [...answer.may, ...answer.outsideActs, ...answer.mayNot].find(
              (one) => one.act === node.act && (one.subject === null || one.subject.id === answer.map.subject),
            );
            if (found) choose(found);
          }}
        />
      </details>
      {asked && <TryAsk act={asked} now={now} close={() => ask(null)} onSuppose={suppose} />}
    </>
  );
}
