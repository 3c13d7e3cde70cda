import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { reads, writes } from '../api.ts';
import { ActField, given, initialValues, type Values } from '../parts/act-fields.tsx';
import { CheckField, SelectField, TextField } from '../parts/fields.tsx';
import { FailedWrite, useWrite } from '../parts/small-forms.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { NewCase, NewCaseForm } from '../shapes.ts';
import { useWords } from '../words.tsx';

type Role = NewCaseForm['roles'][number]['value'];
interface Draft {
  readonly key: number;
  readonly name: string;
  readonly role: Role;
  readonly idNumber: string;
  readonly minor: boolean;
  readonly values: Values;
}
const blank = (key: number, role: Draft['role']): Draft => ({
  key,
  name: '',
  role,
  idNumber: '',
  minor: false,
  values: {},
});

/** Intake by hand: the people, and the opening act with its data. */
export function NewCasePage() {
  const { t } = useWords();
  const query = useQuery(reads.newCase());
  return (
    <div className="page narrow">
      <Title name={t('newCase.title')} over={<Link to="/cases">{t('nav.cases')}</Link>}>
        {t('newCase.title')}
      </Title>
      <Load query={query}>{(form) => <Form form={form} />}</Load>
    </div>
  );
}

function Form({ form }: { form: NewCaseForm }) {
  const { t, x } = useWords();
  const go = useNavigate();
  const today = useQuery(reads.session()).data?.today ?? '';
  const [procedure, setProcedure] = useState<string | null>(form.procedures[0]?.id ?? null);
  const [title, setTitle] = useState('');
  const [on, setOn] = useState(today);
  const [values, setValues] = useState<Values>({});
  const [parties, setParties] = useState<readonly Draft[]>([blank(0, 'suspect')]);
  const { busy, failure, errors, run } = useWrite<{ proceeding: string }>(
    (made) => void go({ to: '/proceedings/$id', params: { id: made.proceeding } }),
  );
  const chosen = form.procedures.find((p) => p.id === procedure);
  const perSubject = chosen?.subject ?? null;
  const concerned = (p: Draft) =>
    perSubject !== null && (p.role === perSubject.kind || !form.roles.some((r) => r.value === perSubject.kind));
  const change = (key: number, part: Partial<Draft>) =>
    setParties((all) => all.map((p) => (p.key === key ? { ...p, ...part } : p)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!chosen || busy) return;
    const text = (v: string) => (v.trim() === '' ? undefined : v.trim());
    const body: NewCase = {
      procedure: chosen.id,
      title: text(title),
      parties: parties.map((p) => ({
        name: p.name.trim(),
        role: p.role,
        idNumber: text(p.idNumber),
        minor: p.minor || undefined,
      })),
      opening: {
        on,
        data: perSubject ? {} : given({ ...initialValues(chosen.fields), ...values }),
        perSubject: Object.fromEntries(
          parties.flatMap((p, i) =>
            concerned(p) ? [[String(i), given({ ...initialValues(chosen.fields), ...p.values })]] : [],
          ),
        ),
      },
    };
    void run(() => writes.createCase(body));
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      {failure && <FailedWrite failure={failure} />}
      <SelectField
        label={t('cases.procedure')}
        options={form.procedures.map((p) => ({ value: p.id, title: x(p.title) }))}
        value={procedure}
        onChange={setProcedure}
        isRequired
      />
      <TextField label={t('newCase.name')} value={title} onChange={setTitle} sayOptional error={errors.title} />
      {parties.map((p, i) => (
        <fieldset key={p.key}>
          <legend>{t('newCase.party', { n: i + 1 })}</legend>
          <div className="form-row">
            <TextField
              label={t('newCase.partyName')}
              value={p.name}
              onChange={(name) => change(p.key, { name })}
              isRequired
              error={errors[`parties[${i}].name`]}
            />
            <SelectField
              label={t('newCase.role')}
              options={form.roles.map((r) => ({ value: r.value, title: x(r.title) }))}
              value={p.role}
              onChange={(role) => change(p.key, { role: role as Draft['role'] })}
              isRequired
            />
          </div>
          <TextField
            label={t('newCase.idNumber')}
            value={p.idNumber}
            onChange={(idNumber) => change(p.key, { idNumber })}
            sayOptional
            error={errors[`parties[${i}].idNumber`]}
          />
          {!(chosen && concerned(p) && chosen.fields.some((f) => f.name === 'minor')) && (
            <CheckField label={t('newCase.minor')} value={p.minor} onChange={(minor) => change(p.key, { minor })} />
          )}
          {chosen &&
            concerned(p) &&
            chosen.fields.map((field) => (
              <ActField
                key={field.name}
                field={field}
                value={p.values[field.name] ?? initialValues([field])[field.name] ?? null}
                error={errors[`parties[${i}].${field.name}`] ?? null}
                onChange={(v) => change(p.key, { values: { ...p.values, [field.name]: v } })}
              />
            ))}
          {parties.length > 1 && (
            <Button className="link row" onPress={() => setParties((all) => all.filter((one) => one.key !== p.key))}>
              <Trash2 size={14} aria-hidden="true" />
              {t('newCase.removeParty', { n: i + 1 })}
            </Button>
          )}
        </fieldset>
      ))}
      <Button
        className="button"
        onPress={() => setParties((all) => [...all, blank(Math.max(...all.map((p) => p.key)) + 1, 'victim')])}
      >
        <Plus size={15} aria-hidden="true" />
        {t('newCase.addParty')}
      </Button>
      {chosen && (
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
          {!perSubject &&
            chosen.fields.map((field) => (
              <ActField
                key={field.name}
                field={field}
                value={values[field.name] ?? initialValues([field])[field.name] ?? null}
                error={errors[`opening.${field.name}`] ?? null}
                onChange={(v) => setValues((all) => ({ ...all, [field.name]: v }))}
              />
            ))}
        </fieldset>
      )}
      <div className="actions">
        <Button type="submit" className="button" data-primary data-pending={busy || undefined}>
          {chosen ? x(chosen.actTitle) : t('newCase.title')}
        </Button>
      </div>
    </form>
  );
}
