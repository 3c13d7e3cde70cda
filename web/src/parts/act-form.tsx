import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { type Failure, writes } from '../api.ts';
import type { ActOutcome, FormField, MayAct, MayNot, ProposedAct, Review } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { ActField, given, initialValues, type Values } from './act-fields.tsx';
import { Reasons } from './act-list.tsx';
import { Cites } from './cite.tsx';
import { Effects } from './effects.tsx';
import { TextField } from './fields.tsx';
import { Outcome } from './outcome.tsx';
import { RefusalNote } from './refusal.tsx';
import { FailureNote } from './states.tsx';

/** The act being prepared: one that may be done, or one that happened although it might not. */
export type Chosen =
  | { readonly kind: 'may'; readonly act: MayAct }
  | { readonly kind: 'although'; readonly act: MayNot };

interface Props {
  readonly proceeding: string;
  readonly version: number;
  readonly today: string;
  readonly chosen: Chosen;
  readonly close: () => void;
}

/** Form → review of all effects → one button with the verb → what was recorded. A refusal or a clash keeps the draft. */
export function ActDrawer(props: Props) {
  return (
    <ModalOverlay className="overlay drawer-over fade" isOpen onOpenChange={(open) => !open && props.close()}>
      <Modal className="drawer">
        <Dialog className="drawer-body">
          <ActForm {...props} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

type Step = { kind: 'form' } | { kind: 'review'; review: Review } | { kind: 'outcome'; outcome: ActOutcome };

function ActForm({ proceeding, version, today, chosen, close }: Props) {
  const { t, x } = useWords();
  const client = useQueryClient();
  const { act } = chosen;
  const [on, setOn] = useState(today);
  const [time, setTime] = useState('');
  const [values, setValues] = useState<Values>(() => initialValues(act.fields));
  const [reason, setReason] = useState('');
  const [ground, setGround] = useState('');
  const [step, setStep] = useState<Step>({ kind: 'form' });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const top = useRef<HTMLDivElement>(null);
  /** The state of the case that the writer saw; it moves on only after they were told what changed. */
  const seen = useRef(version);
  const told = useRef(false);
  const outside = act.by === 'outside';
  const although = chosen.kind === 'although' && !outside;
  /** Who decides may depend on what the form says, so the review knows better. */
  const decides = chosen.kind !== 'may' ? null : step.kind === 'review' ? step.review.decides : chosen.act.decides;
  const asks = decides !== null && !decides.you && !outside;
  const title = act.subject ? `${x(act.title)} · ${act.subject.name}` : x(act.title);

  useEffect(() => {
    if (step.kind !== 'form' || failure || Object.keys(errors).length > 0) top.current?.focus();
  }, [step, failure, errors]);

  const proposed = (): ProposedAct => ({
    act: act.act,
    subject: act.subject?.id ?? null,
    on: time === '' ? on : `${on}T${time}`,
    data: given(values),
    expectedVersion: seen.current,
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    ...(although ? { happenedAlthough: ground.trim() } : {}),
  });
  const refuse = (f: Failure) => {
    setFailure(f);
    if (f.kind === 'refused' && f.refusal.kind === 'conflict') told.current = true;
    if (f.kind === 'refused') setErrors(Object.fromEntries(f.refusal.fieldErrors.map((e) => [e.field, x(e.text)])));
    if (f.kind === 'refused' && (f.refusal.kind === 'conflict' || f.refusal.fieldErrors.length > 0))
      setStep({ kind: 'form' });
    void client.invalidateQueries({ queryKey: ['proceedings', proceeding] });
  };
  const toReview = async (event?: FormEvent) => {
    event?.preventDefault();
    if (busy) return;
    if (although && ground.trim() === '') {
      setErrors({ happenedAlthough: t('act.groundNeeded') });
      return;
    }
    if (told.current) seen.current = version;
    told.current = false;
    setBusy(true);
    setFailure(null);
    setErrors({});
    const result = await writes.review(proceeding, proposed());
    setBusy(false);
    if (!result.ok) return refuse(result.failure);
    if (result.value.fieldErrors.length > 0)
      return setErrors(Object.fromEntries(result.value.fieldErrors.map((e) => [e.field, x(e.text)])));
    setStep({ kind: 'review', review: result.value });
  };
  const record = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const result = await writes.act(proceeding, proposed());
    setBusy(false);
    if (!result.ok) return refuse(result.failure);
    setStep({ kind: 'outcome', outcome: result.value });
    void client.invalidateQueries();
  };
  const set = (field: FormField) => (value: Values[string]) => setValues((old) => ({ ...old, [field.name]: value }));
  const verb = asks ? t('act.ask', { rank: x(decides.title) }) : outside || although ? t('act.record') : x(act.title);
  const blocked = step.kind === 'review' && !step.review.allowed && !outside && !although;

  return (
    <div className="act-form">
      <header className="act-head">
        <p className="meta">
          {t(outside ? 'act.outside' : although ? 'act.although' : asks ? 'act.asking' : 'act.doing')}
        </p>
        <Heading slot="title" level={2} className="dialog-title">
          {title}
        </Heading>
        {chosen.kind === 'may' && (
          <p className="row meta">
            <Cites cites={chosen.act.cites} />
            {!outside && decides && <span>{x(decides.text)}</span>}
          </p>
        )}
      </header>
      <div ref={top} tabIndex={-1} className="act-top">
        {failure &&
          (failure.kind === 'refused' ? (
            <RefusalNote refusal={failure.refusal} />
          ) : (
            <FailureNote failure={failure} wrote />
          ))}
        {Object.keys(errors).length > 0 && (
          <div className="note" data-tone="over" role="alert">
            <div>
              <p className="strong">{t('form.errors', { n: Object.keys(errors).length })}</p>
              <ul>
                {Object.entries(errors).map(([name, text]) => (
                  <li key={name}>{text}</li>
                ))}
              </ul>
            </div>
          </div>
        )}
      </div>
      {step.kind === 'form' && (
        <form className="form" onSubmit={(e) => void toReview(e)} noValidate>
          {chosen.kind === 'although' && (
            <div className="note" data-tone="soon">
              <div>
                <p className="strong">{t(outside ? 'act.outsideMarked' : 'act.althoughMarked')}</p>
                <Reasons reasons={chosen.act.reasons} />
              </div>
            </div>
          )}
          <div className="form-row">
            <TextField label={t('act.date')} type="date" value={on} onChange={setOn} isRequired error={errors.on} />
            <TextField label={t('act.time')} type="time" value={time} onChange={setTime} sayOptional />
          </div>
          {act.fields.map((field) => (
            <ActField
              key={field.name}
              field={field}
              value={values[field.name] ?? null}
              error={errors[field.name] ?? null}
              onChange={set(field)}
            />
          ))}
          {although && (
            <TextField
              label={t('act.ground')}
              note={t('act.groundNote')}
              lines={3}
              value={ground}
              onChange={setGround}
              isRequired
              error={errors.happenedAlthough}
            />
          )}
          <div className="actions act-foot">
            <Button type="submit" className="button" data-primary data-pending={busy || undefined}>
              {t('act.review')}
            </Button>
            <Button className="button" onPress={close}>
              {t('do.cancel')}
            </Button>
          </div>
        </form>
      )}
      {step.kind === 'review' && (
        <div className="form">
          <h3 className="act-review">{t('act.effects')}</h3>
          {step.review.reasons.length > 0 && (
            <div className="note" data-tone={blocked ? 'over' : 'soon'}>
              <div>
                <p className="strong">{t(blocked ? 'act.refused' : 'act.marked')}</p>
                <Reasons reasons={step.review.reasons} />
              </div>
            </div>
          )}
          <Effects effects={step.review.effects} heading="h4" />
          {asks && <TextField label={t('act.reason')} lines={3} value={reason} onChange={setReason} sayOptional />}
          <p className="meta">{t('act.permanent')}</p>
          <div className="actions act-foot">
            {!blocked && (
              <Button className="button" data-primary onPress={() => void record()} data-pending={busy || undefined}>
                {verb}
              </Button>
            )}
            <Button className="button" onPress={() => setStep({ kind: 'form' })}>
              {t('do.back')}
            </Button>
          </div>
        </div>
      )}
      {step.kind === 'outcome' && <Outcome outcome={step.outcome} close={close} />}
    </div>
  );
}
