import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import type { MayAct, MayNot, TryStep } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { ActField, given, initialValues, type Values } from './act-fields.tsx';
import { named } from './act-list.tsx';
import { TextField } from './fields.tsx';
import { SmallDialog } from './small-forms.tsx';

interface Props {
  readonly act: MayAct | MayNot;
  readonly now: string;
  readonly close: () => void;
  readonly onSuppose: (step: TryStep) => void;
}

/** A yes-or-no on which a rule turns is answered with no until the reader says otherwise. */
const supposed = (act: MayAct | MayNot): Values => ({
  ...initialValues(act.fields),
  ...Object.fromEntries(
    act.fields.filter((f) => f.required && f.type === 'boolean' && f.default === null).map((f) => [f.name, false]),
  ),
});

/** When it is supposed to happen, and with what: the fields of the act that the rules read come first. */
export function TryAsk({ act, now, close, onSuppose }: Props) {
  const { t, x } = useWords();
  const [on, setOn] = useState(now);
  const [values, setValues] = useState<Values>(() => supposed(act));
  const needed = act.fields.filter((f) => f.required);
  const others = act.fields.filter((f) => !f.required);
  const field = (f: (typeof act.fields)[number]) => (
    <ActField
      key={f.name}
      field={f}
      value={values[f.name] ?? null}
      error={null}
      onChange={(value) => setValues((old) => ({ ...old, [f.name]: value }))}
    />
  );
  const suppose = (event: FormEvent) => {
    event.preventDefault();
    if (on !== '') onSuppose({ act: act.act, subject: act.subject?.id ?? null, on, data: given(values) });
  };
  return (
    <SmallDialog title={named(x(act.title), act.subject)} close={close}>
      <form className="form" onSubmit={suppose} noValidate>
        <TextField label={t('act.date')} type="date" value={on} onChange={setOn} isRequired />
        {needed.map(field)}
        {others.length > 0 && (
          <details open={needed.length === 0}>
            <summary>{t('try.more')}</summary>
            <div className="form">{others.map(field)}</div>
          </details>
        )}
        <div className="actions">
          <Button type="submit" className="button" data-primary>
            {t('try.suppose')}
          </Button>
          <Button className="button" onPress={close}>
            {t('do.cancel')}
          </Button>
        </div>
      </form>
    </SmallDialog>
  );
}
