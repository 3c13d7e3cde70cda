import { RotateCcw, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Deadline, TryAnswer } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Reasons } from './act-list.tsx';
import { Chips } from './chips.tsx';
import { TextField } from './fields.tsx';
import { keyed } from './keyed.ts';
import { Of } from './of.tsx';
import { dayAfter } from './try-steps.ts';

/** The day that is looked from, and how many people there are. */
export function TryNow({
  now,
  people,
  many,
  owed,
  onNow,
  onPeople,
}: {
  now: string;
  people: number;
  many: boolean;
  owed: readonly Deadline[];
  onNow: (date: string) => void;
  onPeople: (count: number) => void;
}) {
  const { t, day } = useWords();
  const next = owed
    .flatMap((one) => (one.due && one.due.date >= now ? [one.due.date] : []))
    .sort()
    .at(0);
  const by = (days: number) => onNow(dayAfter(now, days));
  return (
    <div className="try-now">
      <TextField label={t('try.now')} type="date" value={now} onChange={(date) => date !== '' && onNow(date)} />
      <div className="row">
        <Button className="button" data-small onPress={() => by(-1)}>
          {t('try.dayBack')}
        </Button>
        <Button className="button" data-small onPress={() => by(1)}>
          {t('try.dayOn')}
        </Button>
        <Button className="button" data-small onPress={() => by(7)}>
          {t('try.weekOn')}
        </Button>
        {next && (
          <Button className="button" data-small onPress={() => onNow(next === now ? dayAfter(next, 1) : next)}>
            {next === now ? t('try.afterDue') : t('try.toDue', { date: day(next) })}
          </Button>
        )}
      </div>
      {many && (
        <div className="try-people">
          <span className="label" aria-hidden="true">
            {t('try.people')}
          </span>
          <Chips
            label={t('try.people')}
            value={String(people)}
            options={[
              ['1', '1'],
              ['2', '2'],
              ['3', '3'],
            ]}
            onChange={(count) => onPeople(Number(count ?? 1))}
          />
        </div>
      )}
    </div>
  );
}

/** What was supposed, in order; what stood against each when it happened. */
export function TryCourse({
  steps,
  onRemove,
  onReset,
}: {
  steps: TryAnswer['steps'];
  onRemove: (at: number) => void;
  onReset: () => void;
}) {
  const { t, x, day } = useWords();
  return (
    <div>
      <div className="head-line">
        <h2>{t('try.course')}</h2>
        {steps.length > 0 && (
          <Button className="link meta row" onPress={onReset}>
            <RotateCcw size={14} aria-hidden="true" />
            {t('try.reset')}
          </Button>
        )}
      </div>
      {steps.length === 0 ? (
        <p className="empty">{t('try.empty')}</p>
      ) : (
        <ol className="card list try-steps">
          {keyed(steps, (s) => `${s.act} ${s.subject?.id} ${s.on}`).map(({ key, item: step }, at) => (
            <li key={key} data-state={step.state}>
              <div>
                <p className="meta">
                  {day(step.on)}
                  {step.on.length > 10 && ` ${step.on.slice(11)}`}
                  {step.state !== 'done' && ` · ${t(step.state === 'ahead' ? 'try.ahead' : 'try.unknown')}`}
                </p>
                <p className="strong">
                  {x(step.title)}
                  <Of who={step.subject} />
                </p>
                {step.reasons.length > 0 && (
                  <div className="departure">
                    <p>{t('try.although')}</p>
                    <Reasons reasons={step.reasons} />
                  </div>
                )}
                {step.fieldErrors.map((one) => (
                  <p key={one.field} className="departure">
                    {x(one.text)}
                  </p>
                ))}
              </div>
              <Button
                className="button"
                data-small
                onPress={() => onRemove(at)}
                aria-label={t('try.remove', { act: x(step.title) })}
              >
                <X size={14} aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
