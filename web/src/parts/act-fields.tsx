import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
} from 'react-aria-components';
import { reads } from '../api.ts';
import type { FormField } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { SelectField, TextField } from './fields.tsx';

/** What a form holds; `null` = not given. */
export type Value = string | number | boolean | string[] | null;
export type Values = Readonly<Record<string, Value>>;

export const initialValues = (fields: readonly FormField[]): Values =>
  Object.fromEntries(fields.map((f) => [f.name, (f.default as Value) ?? null]));
/** Leaves out what was not given. */
export const given = (values: Values): Record<string, string | number | boolean | string[]> =>
  Object.fromEntries(
    Object.entries(values).filter(
      (e): e is [string, string | number | boolean | string[]] =>
        e[1] !== null && e[1] !== '' && !(Array.isArray(e[1]) && e[1].length === 0),
    ),
  );

interface Props {
  readonly field: FormField;
  readonly value: Value;
  readonly error: string | null;
  readonly onChange: (value: Value) => void;
}

/** One field of an act's data, by its type in the law file. */
export function ActField({ field, value, error, onChange }: Props) {
  const { t, x } = useWords();
  const shared = {
    label: x(field.title),
    note: field.note && x(field.note),
    error,
    sayOptional: true,
    isRequired: field.required,
  };
  const options = field.options.map((o) => ({ value: o.value, title: x(o.title) }));
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  switch (field.type) {
    case 'boolean':
      return <YesNo {...shared} value={value} onChange={onChange} />;
    case 'enum':
      return options.length <= 4 ? (
        <OneOf {...shared} options={options} value={text} onChange={onChange} />
      ) : (
        <SelectField {...shared} options={options} value={text || null} onChange={onChange} />
      );
    case 'list':
      return options.length > 0 ? (
        <CheckboxGroup
          className="field"
          value={Array.isArray(value) ? value : []}
          onChange={onChange}
          isInvalid={error !== null}
          isRequired={field.required}
          validationBehavior="aria"
        >
          <Label className="label">{shared.label}</Label>
          {options.map((o) => (
            <Checkbox key={o.value} value={o.value} className="check">
              <span className="check-box" aria-hidden="true" />
              {o.title}
            </Checkbox>
          ))}
          <FieldError className="field-error">{error}</FieldError>
        </CheckboxGroup>
      ) : (
        <TextField
          {...shared}
          note={shared.note ?? t('form.listHint')}
          lines={3}
          value={Array.isArray(value) ? value.join('\n') : ''}
          onChange={(v) => onChange(v === '' ? [] : v.split('\n'))}
        />
      );
    case 'number':
    case 'money':
      return (
        <TextField
          {...shared}
          inputMode="decimal"
          value={text}
          onChange={(v) =>
            onChange(
              v === '' ? null : Number.isNaN(Number(v)) ? v : v.endsWith('.') || /\.\d*0$/.test(v) ? v : Number(v),
            )
          }
        />
      );
    case 'date':
      return <TextField {...shared} type="date" value={text} onChange={onChange} />;
    case 'datetime':
      return <TextField {...shared} type="datetime-local" value={text} onChange={onChange} />;
    case 'offence':
      return <OffenceField {...shared} value={text} onChange={onChange} />;
    default:
      return (
        <TextField
          {...shared}
          value={text}
          onChange={onChange}
          lines={field.type === 'text' && /reason|ground|opinion|summary|facts/.test(field.name) ? 3 : undefined}
        />
      );
  }
}

interface Shared {
  readonly label: string;
  readonly note?: string | null;
  readonly error: string | null;
  readonly isRequired: boolean;
}
function OneOf({
  label,
  note,
  error,
  isRequired,
  options,
  value,
  onChange,
}: Shared & { options: readonly { value: string; title: string }[]; value: string; onChange: (v: string) => void }) {
  const { t } = useWords();
  return (
    <RadioGroup
      className="field"
      value={value === '' ? null : value}
      onChange={onChange}
      isInvalid={error !== null}
      isRequired={isRequired}
      validationBehavior="aria"
    >
      <Label className="label">
        {label}
        {!isRequired && <span className="label-optional">{t('form.optional')}</span>}
      </Label>
      <div className="row">
        {options.map((o) => (
          <Radio key={o.value} value={o.value} className="check">
            <span className="radio-mark" aria-hidden="true" />
            {o.title}
          </Radio>
        ))}
      </div>
      {note && <p className="field-note">{note}</p>}
      <FieldError className="field-error">{error}</FieldError>
    </RadioGroup>
  );
}
function YesNo({ value, onChange, ...rest }: Shared & { value: Value; onChange: (v: boolean) => void }) {
  const { t } = useWords();
  return (
    <OneOf
      {...rest}
      options={[
        { value: 'yes', title: t('form.yes') },
        { value: 'no', title: t('form.no') },
      ]}
      value={value === true ? 'yes' : value === false ? 'no' : ''}
      onChange={(v) => onChange(v === 'yes')}
    />
  );
}

/** An offence, searched by name or article. */
export function OffenceField({
  label,
  error,
  isRequired,
  value,
  onChange,
}: Shared & { value: string; onChange: (v: string) => void }) {
  const { x } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const q = useDeferredValue((typed ?? value).trim());
  const found = useQuery({ ...reads.offences(q), placeholderData: (old) => old });
  const known = found.data?.find((o) => o.id === value);
  return (
    <ComboBox
      className="field"
      items={(found.data ?? []).slice(0, 40).map((o) => ({ ...o, key: o.id }))}
      inputValue={typed ?? (known ? x(known.title) : value)}
      onInputChange={setTyped}
      onChange={(key) => key !== null && onChange(String(key))}
      isInvalid={error !== null}
      isRequired={isRequired}
      validationBehavior="aria"
      menuTrigger="focus"
      allowsEmptyCollection={false}
    >
      <Label className="label">{label}</Label>
      <div className="combo">
        <Input className="input" />
        <Button className="combo-open" aria-label={label}>
          ▾
        </Button>
      </div>
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover select-list">
        <ListBox>
          {(o: { id: string; title: { zh: string; en: string }; article: unknown }) => (
            <ListBoxItem id={o.id} textValue={x(o.title)} className="select-item">
              {x(o.title)} <span className="meta">{typeof o.article === 'string' ? `§${o.article}` : ''}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
