import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { reads, writes } from '../api.ts';
import { ActField, given, initialValues, type Value, type Values } from '../parts/act-fields.tsx';
import { Reasons } from '../parts/act-list.tsx';
import { SelectField, TextField } from '../parts/fields.tsx';
import { FailedWrite, useWrite } from '../parts/small-forms.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { NewInCaseForm } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/proceedings/$id/beside');
type Procedure = NewInCaseForm['procedures'][number];

/** A further proceeding in a known case: what the law lets be opened, for whom, and what not yet and why. */
export function BesidePage() {
  const { t, caseNo } = useWords();
  const { id } = route.useParams();
  const query = useQuery({ ...reads.beside(id), staleTime: 0 });
  const of = useQuery(reads.proceeding(id)).data?.case;
  return (
    <div className="page narrow">
      <Title
        name={t('beside.title')}
        over={
          <Link to="/proceedings/$id" params={{ id }} search={{ tab: 'related' }}>
            {of ? caseNo(of) : t('cases.case')}
          </Link>
        }
      >
        {t('beside.title')}
      </Title>
      <Load query={query}>
        {(form) => (
          <>
            {form.procedures.length > 0 ? <Form id={id} form={form} /> : <p className="empty">{t('beside.none')}</p>}
            <NotNow form={form} />
          </>
        )}
      </Load>
    </div>
  );
}

function NotNow({ form }: { form: NewInCaseForm }) {
  const { t, x } = useWords();
  if (form.not.length === 0 && form.others === null) return null;
  return (
    <section>
      <h2>{t('beside.not')}</h2>
      <ul className="card list act-list">
        {form.not.map((one) => (
          <li key={one.id}>
            <div>
              <Link to="/law/$id" params={{ id: one.id }} className="strong">
                {x(one.title)}
              </Link>
              <Reasons reasons={[one.why]} />
            </div>
          </li>
        ))}
        {form.others && (
          <li>
            <div>
              <strong>{t('beside.others')}</strong>
              <p className="meta">{x(form.others)}</p>
            </div>
          </li>
        )}
      </ul>
    </section>
  );
}

function Form({ id, form }: { id: string; form: NewInCaseForm }) {
  const { t, x } = useWords();
  const go = useNavigate();
  const today = useQuery(reads.session()).data?.today ?? '';
  const [procedure, setProcedure] = useState(form.procedures[0]?.id ?? null);
  const [on, setOn] = useState(today);
  const [people, setPeople] = useState<string[]>([]);
  /** By person and field; `*` for an opening act of the whole case. */
  const [typed, setTyped] = useState<Readonly<Record<string, Values>>>({});
  const { busy, failure, errors, run } = useWrite<{ proceeding: string }>(
    (made) => void go({ to: '/proceedings/$id', params: { id: made.proceeding } }),
  );
  const chosen = form.procedures.find((one) => one.id === procedure);
  if (!chosen) return null;
  const whole = chosen.subject === null;
  const runs = (person: string) => chosen.running.includes(person);
  const concerned = form.people.filter((person) => people.includes(person.id) && !(runs(person.id) && !whole));
  const valuesOf = (person: string): Values => ({
    ...initialValues(chosen.fields),
    ...(chosen.known[person] as Values | undefined),
    ...typed[person],
  });
  const set = (person: string, field: string, value: Value) =>
    setTyped((all) => ({ ...all, [person]: { ...all[person], [field]: value } }));
  const where = (person: string, field: string) =>
    errors[whole || concerned.length === 1 ? `opening.${field}` : `opening.perSubject.${person}.${field}`] ?? null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    void run(() =>
      writes.openBeside(id, {
        procedure: chosen.id,
        people: concerned.map((person) => person.id),
        opening: {
          on,
          data: whole ? given(valuesOf('*')) : {},
          perSubject: whole
            ? {}
            : Object.fromEntries(concerned.map((person) => [person.id, given(valuesOf(person.id))])),
        },
      }),
    );
  };
  const fields = (person: string) =>
    chosen.fields.map((field) => (
      <ActField
        key={field.name}
        field={field}
        value={valuesOf(person)[field.name] ?? null}
        error={where(person, field.name)}
        onChange={(value) => set(person, field.name, value)}
      />
    ));
  return (
    <form className="form" onSubmit={submit} noValidate>
      {failure && <FailedWrite failure={failure} />}
      <SelectField
        label={t('cases.procedure')}
        options={form.procedures.map((one) => ({ value: one.id, title: titleOf(one, x, t('beside.named')) }))}
        value={procedure}
        onChange={(next) => {
          setProcedure(next);
          setTyped({});
        }}
        isRequired
      />
      <CheckboxGroup
        className="field"
        value={people}
        onChange={setPeople}
        isRequired={!whole}
        validationBehavior="aria"
      >
        <Label className="label">{t('beside.who')}</Label>
        {form.people.map((person) => (
          <div key={person.id}>
            <Checkbox value={person.id} className="check" isDisabled={!whole && runs(person.id)}>
              <span className="check-box" aria-hidden="true" />
              <span>
                {person.name} <span className="meta">{x(person.title)}</span>
              </span>
            </Checkbox>
            {!whole && runs(person.id) && (
              <p className="meta">{t('beside.runs', { name: person.name, procedure: x(chosen.title) })}</p>
            )}
          </div>
        ))}
        {errors.people && <p className="field-error">{errors.people}</p>}
      </CheckboxGroup>
      {whole && runs('*') && <p className="meta">{t('beside.runsWhole', { procedure: x(chosen.title) })}</p>}
      <fieldset>
        <legend>{x(chosen.actTitle)}</legend>
        <TextField
          label={t('act.date')}
          type="date"
          value={on}
          onChange={setOn}
          isRequired
          error={errors['opening.on']}
        />
        {whole && fields('*')}
      </fieldset>
      {!whole &&
        concerned.map((person) => (
          <fieldset key={person.id}>
            <legend>{person.name}</legend>
            {fields(person.id)}
          </fieldset>
        ))}
      <div className="actions">
        <Button type="submit" className="button" data-primary data-pending={busy || undefined}>
          {x(chosen.actTitle)}
        </Button>
        <Link to="/proceedings/$id" params={{ id }} search={{ tab: 'related' }} className="button">
          {t('do.cancel')}
        </Link>
      </div>
    </form>
  );
}

const titleOf = (one: Procedure, x: (text: Procedure['title']) => string, named: string): string =>
  one.named ? `${x(one.title)} · ${named}` : x(one.title);
