import { type FormEvent, useState } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from '../words.tsx';
import { Chips } from './chips.tsx';
import { TextField } from './fields.tsx';

/** This year, this month, last year, or a period as written: 2026-01..2026-10. */
export function PeriodPicker({
  today,
  value,
  onChange,
}: {
  today: string;
  value: string | null;
  onChange: (period: string | null) => void;
}) {
  const { t } = useWords();
  const [text, setText] = useState(value ?? '');
  const year = today.slice(0, 4);
  const known = ['', today.slice(0, 7), String(Number(year) - 1)];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(text.trim() || null);
  };
  return (
    <div className="period toolbar">
      <Chips
        label={t('period.label')}
        value={known.includes(value ?? '') ? value || 'year' : null}
        options={[
          ['year', t('period.year', { year })],
          [known[1] ?? '', t('period.month')],
          [known[2] ?? '', t('period.lastYear', { year: known[2] ?? '' })],
        ]}
        onChange={(p) => onChange(p === 'year' ? null : p)}
      />
      <form onSubmit={submit} className="find">
        <TextField
          label={t('period.other')}
          value={text}
          onChange={setText}
          placeholder={`${year}-01..${today.slice(0, 7)}`}
        />
        <Button type="submit" className="button">
          {t('period.show')}
        </Button>
      </form>
    </div>
  );
}
