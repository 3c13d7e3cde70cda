import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

interface Props {
  readonly label: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly value: string | null;
  /** May be without a choice (pressing the chosen one again). */
  readonly clearable?: boolean;
  readonly onChange: (value: string | null) => void;
}

/** One choice of a few, in the form of chips. */
export function Chips({ label, options, value, clearable = false, onChange }: Props) {
  return (
    <ToggleButtonGroup
      className="chips"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection={!clearable}
      selectedKeys={value === null ? [] : [value]}
      onSelectionChange={(keys) => onChange([...keys].map(String)[0] ?? null)}
    >
      {options.map(([id, title]) => (
        <ToggleButton key={id} id={id} className="chip">
          {title}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
