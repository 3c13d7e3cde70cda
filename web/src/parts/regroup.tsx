import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { Button, Checkbox, CheckboxGroup, Label, Radio, RadioGroup } from 'react-aria-components';
import { reads, writes } from '../api.ts';
import type { ProceedingPage, RegroupForm } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Reasons } from './act-list.tsx';
import { Cites } from './cite.tsx';
import { CheckField, TextField } from './fields.tsx';
import { FailedWrite, SmallDialog, useWrite } from './small-forms.tsx';
import { Load } from './states.tsx';

type One = ProceedingPage['regrouped'][number];
type Ground = RegroupForm['sever']['grounds'][number];

/** Where people were severed to or came from, in one line. */
export function Regrouped({ one, cites = false }: { one: One; cites?: boolean }) {
  const { t, x, day } = useWords();
  const said = t(`regroup.${one.kind}`, { people: x(one.people), date: day(one.on) });
  return (
    <span>
      {said}{' '}
      {one.seen ? (
        <Link to="/proceedings/$id" params={{ id: one.proceeding }}>
          {x(one.number)}
        </Link>
      ) : (
        x(one.number)
      )}
      {cites && (
        <>
          {' '}
          {one.ground && <span className="meta">{x(one.ground)}</span>} <Cites cites={one.cites} />
          {one.reason && <span className="meta"> {one.reason}</span>}
        </>
      )}
    </span>
  );
}

/** What was severed and merged, and what may be. */
export function Regroupings({ page }: { page: ProceedingPage }) {
  const { t } = useWords();
  const [open, setOpen] = useState<'sever' | 'merge' | null>(null);
  return (
    <section>
      <h2>{t('regroup.title')}</h2>
      {page.regrouped.length === 0 ? (
        <p className="empty">{t('regroup.none')}</p>
      ) : (
        <ul className="card list act-list">
          {page.regrouped.map((one) => (
            <li key={`${one.kind} ${one.proceeding} ${one.on}`}>
              <div>
                <Regrouped one={one} cites />
              </div>
            </li>
          ))}
        </ul>
      )}
      {page.canRegroup && (
        <div className="actions">
          <Button className="button" onPress={() => setOpen('sever')}>
            {t('regroup.sever')}
          </Button>
          <Button className="button" onPress={() => setOpen('merge')}>
            {t('regroup.merge')}
          </Button>
        </div>
      )}
      {open === 'sever' && <SeverDialog page={page} close={() => setOpen(null)} />}
      {open === 'merge' && <MergeDialog page={page} close={() => setOpen(null)} />}
    </section>
  );
}

function Frame({
  title,
  close,
  id,
  q = '',
  children,
}: {
  title: string;
  close: () => void;
  id: string;
  q?: string;
  children: (form: RegroupForm) => ReactNode;
}) {
  const { t } = useWords();
  const query = useQuery({ ...reads.regrouping(id, q), placeholderData: (old) => old, staleTime: 0 });
  return (
    <SmallDialog title={title} close={close}>
      <Load query={query}>
        {(form) =>
          form.why.length > 0 ? (
            <>
              <p>{t('regroup.not')}</p>
              <Reasons reasons={form.why} />
              <div className="actions">
                <Button className="button" onPress={close} autoFocus>
                  {t('do.close')}
                </Button>
              </div>
            </>
          ) : (
            children(form)
          )
        }
      </Load>
    </SmallDialog>
  );
}

/** The ground that is chosen, and the reason in words. */
function useGround() {
  const [ground, onGround] = useState<string | null>(null);
  const [reason, onReason] = useState('');
  return {
    chosen: { ground, onGround, reason, onReason },
    said: { ground: ground ?? '', reason: reason.trim() },
  };
}

function Grounds({
  grounds,
  time,
  chosen: { ground, onGround, reason, onReason },
  errors,
}: {
  grounds: readonly Ground[];
  /** What becomes of the periods. */
  time: RegroupForm['time'];
  chosen: ReturnType<typeof useGround>['chosen'];
  errors: Readonly<Record<string, string>>;
}) {
  const { t, x } = useWords();
  return (
    <>
      <RadioGroup className="field" value={ground} onChange={onGround} isRequired validationBehavior="aria">
        <Label className="label">{t('regroup.ground')}</Label>
        {grounds.map((one) => (
          <div key={one.id} className="row">
            <Radio value={one.id} className="check">
              <span className="radio-mark" aria-hidden="true" />
              {x(one.title)}
            </Radio>
            <Cites cites={one.cites} />
          </div>
        ))}
        {errors.ground && <p className="field-error">{errors.ground}</p>}
      </RadioGroup>
      <TextField
        label={t('regroup.reason')}
        lines={2}
        value={reason}
        onChange={onReason}
        isRequired={grounds.find((one) => one.id === ground)?.explain === true}
        sayOptional
        error={errors.reason}
      />
      {time && (
        <p className="meta">
          {x(time.text)} <Cites cites={time.cites} />
        </p>
      )}
    </>
  );
}

function SeverDialog({ page, close }: { page: ProceedingPage; close: () => void }) {
  const { t, x } = useWords();
  const go = useNavigate();
  const [people, setPeople] = useState<string[]>([]);
  const why = useGround();
  const { busy, failure, errors, run } = useWrite<{ proceeding: string }>((made) => {
    close();
    void go({ to: '/proceedings/$id', params: { id: made.proceeding } });
  });
  return (
    <Frame title={t('regroup.sever')} close={close} id={page.id}>
      {(form) => (
        <>
          {failure && <FailedWrite failure={failure} />}
          <CheckboxGroup className="field" value={people} onChange={setPeople} validationBehavior="aria">
            <Label className="label">{t('regroup.who')}</Label>
            {form.sever.people.map((one) => (
              <div key={one.id}>
                <Checkbox value={one.id} className="check" isDisabled={one.why !== null}>
                  <span className="check-box" aria-hidden="true" />
                  <span>
                    {one.name}{' '}
                    {one.marks.map((mark) => (
                      <span key={mark.en} className="tag">
                        {x(mark)}
                      </span>
                    ))}
                  </span>
                </Checkbox>
                {one.why && <Reasons reasons={[one.why]} />}
              </div>
            ))}
            {errors.people && <p className="field-error">{errors.people}</p>}
          </CheckboxGroup>
          <Grounds grounds={form.sever.grounds} time={form.time} chosen={why.chosen} errors={errors} />
          <div className="actions">
            <Button
              className="button"
              data-primary
              data-pending={busy || undefined}
              onPress={() =>
                void run(() =>
                  writes.sever(page.id, {
                    people,
                    ...why.said,
                    expectedVersion: page.version,
                  }),
                )
              }
            >
              {t('regroup.severDo')}
            </Button>
            <Button className="button" onPress={close}>
              {t('do.cancel')}
            </Button>
          </div>
        </>
      )}
    </Frame>
  );
}

function MergeDialog({ page, close }: { page: ProceedingPage; close: () => void }) {
  const { t, x } = useWords();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const [from, setFrom] = useState<string | null>(null);
  const [same, setSame] = useState<readonly string[]>([]);
  const why = useGround();
  const { busy, failure, errors, run } = useWrite<unknown>(close);
  return (
    <Frame title={t('regroup.merge')} close={close} id={page.id} q={q}>
      {(form) => {
        const chosen = form.merge.cases.find((one) => one.proceeding === from);
        return (
          <>
            {failure && <FailedWrite failure={failure} />}
            <TextField label={t('regroup.find')} type="search" value={typed} onChange={setTyped} autoFocus />
            <RadioGroup
              className="field"
              value={from}
              onChange={(id) => {
                setFrom(id);
                setSame([]);
              }}
            >
              <Label className="label">{t('regroup.which')}</Label>
              {form.merge.cases.length === 0 && <p className="empty">{t('regroup.noCases')}</p>}
              {form.merge.cases.map((one) => (
                <div key={one.proceeding}>
                  <Radio value={one.proceeding} className="check" isDisabled={one.why !== null}>
                    <span className="radio-mark" aria-hidden="true" />
                    <span>
                      {x(one.number)} · {x(one.title)}
                    </span>
                  </Radio>
                  {one.why && <Reasons reasons={[one.why]} />}
                </div>
              ))}
              {errors.from && <p className="field-error">{errors.from}</p>}
            </RadioGroup>
            {chosen?.people.map((one) =>
              one.same ? (
                <p key={one.id}>{t('regroup.same', { name: one.name, here: one.same.name })}</p>
              ) : one.alike ? (
                <CheckField
                  key={one.id}
                  label={t('regroup.alike', { name: one.name, here: one.alike.name })}
                  value={same.includes(one.id)}
                  onChange={(on) => setSame((all) => (on ? [...all, one.id] : all.filter((id) => id !== one.id)))}
                />
              ) : null,
            )}
            {errors.same && <p className="field-error">{errors.same}</p>}
            <Grounds grounds={form.merge.grounds} time={form.time} chosen={why.chosen} errors={errors} />
            <div className="actions">
              <Button
                className="button"
                data-primary
                data-pending={busy || undefined}
                onPress={() =>
                  void run(() =>
                    writes.merge(page.id, {
                      from: from ?? '',
                      ...why.said,
                      same: (chosen?.people ?? []).flatMap((one) =>
                        one.alike && same.includes(one.id) ? [{ there: one.id, here: one.alike.id }] : [],
                      ),
                      expectedVersion: page.version,
                    }),
                  )
                }
              >
                {t('regroup.mergeDo')}
              </Button>
              <Button className="button" onPress={close}>
                {t('do.cancel')}
              </Button>
            </div>
          </>
        );
      }}
    </Frame>
  );
}
