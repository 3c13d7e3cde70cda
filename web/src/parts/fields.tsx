import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  TextField as AriaTextField,
  Button,
  Checkbox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
  TextArea,
  type TextFieldProps,
} from 'react-aria-components';
import { useWords } from '../words.tsx';

interface Shared {
  readonly label: ReactNode;
  readonly note?: ReactNode;
  readonly error?: string | null;
  /** Say "optional" where the field is not required. */
  readonly sayOptional?: boolean;
}

function FieldLabel({ label, optional }: { label: ReactNode; optional: boolean }) {
  const { t } = useWords();
  return (
    <Label className="label">
      {label}
      {optional && <span className="label-optional">{t('form.optional')}</span>}
    </Label>
  );
}
const Notes = ({ note, error }: Pick<Shared, 'note' | 'error'>) => (
  <>
    {note && (
      <Text slot="description" className="field-note">
        {note}
      </Text>
    )}
    <FieldError className="field-error">{error}</FieldError>
  </>
);

export function TextField({
  label,
  note,
  error,
  sayOptional = false,
  lines,
  placeholder,
  ...props
}: Shared & Omit<TextFieldProps, 'children'> & { lines?: number; placeholder?: string }) {
  return (
    <AriaTextField {...props} className="field" isInvalid={Boolean(error)} validationBehavior="aria">
      <FieldLabel label={label} optional={sayOptional && !props.isRequired} />
      {lines ? <TextArea className="input" rows={lines} /> : <Input className="input" placeholder={placeholder} />}
      <Notes note={note} error={error} />
    </AriaTextField>
  );
}

export interface Option {
  readonly value: string;
  readonly title: string;
}
export function SelectField({
  label,
  note,
  error,
  sayOptional = false,
  options,
  value,
  onChange,
  isRequired,
}: Shared & {
  options: readonly Option[];
  value: string | null;
  onChange: (value: string) => void;
  isRequired?: boolean;
}) {
  const { t } = useWords();
  return (
    <Select
      className="field"
      placeholder={t('form.choose')}
      value={value}
      onChange={(key) => onChange(String(key))}
      isInvalid={Boolean(error)}
      isRequired={isRequired}
      validationBehavior="aria"
    >
      <FieldLabel label={label} optional={sayOptional && !isRequired} />
      <Button className="input select">
        <SelectValue />
        <ChevronDown size={16} aria-hidden="true" />
      </Button>
      <Notes note={note} error={error} />
      <Popover className="popover select-list">
        <ListBox items={options.map((o) => ({ ...o, id: o.value }))}>
          {(o) => (
            <ListBoxItem id={o.value} textValue={o.title} className="select-item">
              {o.title}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

export function CheckField({
  label,
  value,
  onChange,
}: {
  label: ReactNode;
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  return (
    <Checkbox className="check" isSelected={value} onChange={onChange}>
      <span className="check-box" aria-hidden="true" />
      <span>{label}</span>
    </Checkbox>
  );
}
