import { useWords } from '../words.tsx';
import { SelectField } from './fields.tsx';

/** Findings by kind with their numbers, as a filter. */
export function FindingFilter({
  counts,
  value,
  onChange,
}: {
  counts: Readonly<Record<string, number>>;
  value: string | null;
  onChange: (kind: string | null) => void;
}) {
  const { t, n } = useWords();
  const options = Object.entries(counts).map(([kind, count]) => ({ value: kind, title: `${kind} (${n(count)})` }));
  return (
    <SelectField
      label={t('judgments.findings')}
      options={[{ value: '', title: t('do.all') }, ...options]}
      value={value ?? ''}
      onChange={(v) => onChange(v === '' ? null : v)}
    />
  );
}
