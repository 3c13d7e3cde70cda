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
    case 'offences':
      return <OffencesField {...shared} value={Array.isArray(value) ? value : []} onChange={onChange} />;
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

interface Entry {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly article: string;
}

/** Without spaces and the words around the number of an article. */
const bare = (text: string): string => text.toLowerCase().replace(/[\s§第条]/g, '');
const isIt = (one: Entry, text: string): boolean =>
  [one.id, one.title.zh, one.title.zh.replace(/罪$/, ''), one.title.en].some((name) => bare(name) === bare(text));
const fits = (one: Entry, text: string): boolean =>
  one.article === bare(text) || [one.id, one.title.zh, one.title.en].some((name) => bare(name).includes(bare(text)));

/** All offences of the law pack. */
function useOffences(): readonly Entry[] {
  const found = useQuery({ ...reads.offences(''), staleTime: Number.POSITIVE_INFINITY });
  return (found.data ?? []).map((one) => ({ ...one, article: typeof one.article === 'string' ? one.article : '' }));
}

/** A box to type in by name, article or id, in either language, with what fits below; what fits nothing is given on as it stands. */
function OffenceBox({
  label,
  note,
  error,
  isRequired,
  shown,
  without = [],
  onPick,
}: Shared & {
  /** What stands in the box while nobody types. */
  shown: string;
  without?: readonly string[];
  onPick: (id: string) => void;
}) {
  const { t, x } = useWords();
  const all = useOffences();
  const [typed, setTyped] = useState<string | null>(null);
  const filter = useDeferredValue(typed ?? '');
  const fitting = all.filter((one) => !without.includes(one.id) && (filter.trim() === '' || fits(one, filter)));
  const exact = fitting.filter((one) => one.article === bare(filter) || isIt(one, filter));
  const items = [...exact, ...fitting.filter((one) => !exact.includes(one))].slice(0, 60);
  const pick = (id: string) => {
    setTyped(null);
    onPick(id);
  };
  const leave = () => {
    if (typed === null || typed.trim() === '') return setTyped(null);
    pick(all.find((one) => isIt(one, typed))?.id ?? typed.trim());
  };
  return (
    <ComboBox
      className="field"
      items={items.map((one) => ({ ...one, key: one.id }))}
      inputValue={typed ?? shown}
      onInputChange={(text) => text !== (typed ?? shown) && setTyped(text)}
      value={null}
      onChange={(key) => key !== null && pick(String(key))}
      onBlur={leave}
      allowsCustomValue
      isInvalid={error !== null}
      isRequired={isRequired}
      validationBehavior="aria"
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <Label className="label">
        {label}
        {!isRequired && <span className="label-optional">{t('form.optional')}</span>}
      </Label>
      <div className="combo">
        <Input className="input" placeholder={t('offence.find')} />
        <Button className="combo-open" aria-label={label}>
          ▾
        </Button>
      </div>
      {note && <p className="field-note">{note}</p>}
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover select-list">
        <ListBox renderEmptyState={() => <p className="select-item meta">{t('offence.none')}</p>}>
          {(one: Entry) => (
            <ListBoxItem id={one.id} textValue={x(one.title)} className="select-item">
              {x(one.title)} <span className="meta">{one.article && `§${one.article}`}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** One offence. */
export function OffenceField({
  value,
  onChange,
  ...shared
}: Shared & { value: string; onChange: (v: string) => void }) {
  const { x } = useWords();
  const known = useOffences().find((one) => one.id === value);
  return <OffenceBox {...shared} shown={known ? x(known.title) : value} onPick={onChange} />;
}

/** Several offences: each chosen one in a list, with a way to take it out. */
function OffencesField({
  value,
  onChange,
  ...shared
}: Shared & { value: readonly string[]; onChange: (v: string[]) => void }) {
  const { t, x } = useWords();
  const all = useOffences();
  return (
    <div className="field">
      <OffenceBox
        {...shared}
        shown=""
        without={value}
        onPick={(id) => !value.includes(id) && onChange([...value, id])}
      />
      {value.length > 0 && (
        <ul className="chosen" aria-label={shared.label}>
          {value.map((id) => {
            const known = all.find((one) => one.id === id);
            const name = known ? x(known.title) : id;
            return (
              <li key={id} className="tag">
                {name}
                {known ? ` §${known.article}` : ''}
                <Button
                  className="link"
                  aria-label={t('offence.remove', { name })}
                  onPress={() => onChange(value.filter((one) => one !== id))}
                >
                  ×
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
