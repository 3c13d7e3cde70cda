import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { reads, writes } from '../api.ts';
import type { ProceedingPage, RecusalForm } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { ActField, given, initialValues, type Values } from './act-fields.tsx';
import { Cites } from './cite.tsx';
import { SelectField, TextField } from './fields.tsx';
import { FailedWrite, SmallDialog, useWrite } from './small-forms.tsx';
import { Load } from './states.tsx';

/** Over everything else: that the reader may not act in this case, why, and since when; to those who assign, that another must handle it. */
export function RecusalNote({ page }: { page: ProceedingPage }) {
  const { t, x, date } = useWords();
  const mine = page.recusals.find((one) => one.you && one.text);
  const handler = page.recusals.find((one) => one.person.id === page.handler?.id && !one.you);
  if (!mine && !(handler && page.canAssign)) return null;
  return (
    <div className="note" data-tone="soon" role="status">
      <div>
        {mine?.text && (
          <p>
            <strong>{x(mine.text)}</strong>{' '}
            <span className="meta">{t('recusal.since', { date: date(mine.since) })}</span> <Cites cites={mine.cites} />
          </p>
        )}
        {handler && page.canAssign && <p>{t('recusal.reassign', { name: x(handler.person.name) })}</p>}
      </div>
    </div>
  );
}

/** Who is challenged or recused in the case, and the way to ask for it. */
export function Recusals({ page }: { page: ProceedingPage }) {
  const { t, x, date } = useWords();
  const [open, setOpen] = useState(false);
  if (!page.canChallenge && page.recusals.length === 0) return null;
  return (
    <section>
      <h2>{t('recusal.title')}</h2>
      {page.recusals.length === 0 ? (
        <p className="empty">{t('recusal.none')}</p>
      ) : (
        <ul className="card list act-list">
          {page.recusals.map((one) => (
            <li key={one.person.id}>
              <div>
                <strong>{x(one.person.name)}</strong>{' '}
                <span className="tag">{t(`recusal.${one.state}`, { date: date(one.since) })}</span>{' '}
                {one.seen && one.proceeding !== page.id && (
                  <Link to="/proceedings/$id" params={{ id: one.proceeding }}>
                    {t('recusal.open')}
                  </Link>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {page.canChallenge && (
        <Button className="button" onPress={() => setOpen(true)}>
          {t('recusal.ask')}
        </Button>
      )}
      {open && <ChallengeDialog page={page} close={() => setOpen(false)} />}
    </section>
  );
}

function ChallengeDialog({ page, close }: { page: ProceedingPage; close: () => void }) {
  const { t } = useWords();
  const query = useQuery({ ...reads.recusal(page.id), staleTime: 0 });
  return (
    <SmallDialog title={t('recusal.ask')} close={close}>
      <Load query={query}>{(form) => <Challenge page={page} form={form} close={close} />}</Load>
    </SmallDialog>
  );
}

function Challenge({ page, form, close }: { page: ProceedingPage; form: RecusalForm; close: () => void }) {
  const { t, x } = useWords();
  const today = useQuery(reads.session()).data?.today ?? '';
  const [person, setPerson] = useState<string | null>(null);
  const [on, setOn] = useState(today);
  const [values, setValues] = useState<Values>(() => initialValues(form.fields));
  const { busy, failure, errors, run } = useWrite<unknown>(close);
  return (
    <>
      {failure && <FailedWrite failure={failure} />}
      <SelectField
        label={t('recusal.who')}
        options={form.people.map((one) => ({
          value: one.id,
          title: [x(one.name), one.title && x(one.title)].filter(Boolean).join(' · '),
        }))}
        value={person}
        onChange={setPerson}
        isRequired
        error={errors.person}
      />
      <TextField label={t('act.date')} type="date" value={on} onChange={setOn} isRequired error={errors.on} />
      {form.fields.map((field) => (
        <ActField
          key={field.name}
          field={field}
          value={values[field.name] ?? null}
          error={errors[`data.${field.name}`] ?? null}
          onChange={(value) => setValues((all) => ({ ...all, [field.name]: value }))}
        />
      ))}
      <p className="meta">
        {t('recusal.effect')} <Cites cites={form.cites} />
      </p>
      <div className="actions">
        <Button
          className="button"
          data-primary
          data-pending={busy || undefined}
          onPress={() => void run(() => writes.challenge(page.id, { person: person ?? '', on, data: given(values) }))}
        >
          {x(form.actTitle)}
        </Button>
        <Button className="button" onPress={close}>
          {t('do.cancel')}
        </Button>
      </div>
    </>
  );
}
