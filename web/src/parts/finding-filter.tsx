import type { JudgmentList } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Chips } from './chips.tsx';

const KINDS = ['certain', 'depends', 'contradiction', 'none'] as const;

/** How many judgments by the gravest thing found in them, as a filter. */
export function FindingFilter({
  counts,
  value,
  onChange,
}: {
  counts: JudgmentList['counts'];
  value: string | null;
  onChange: (kind: string | null) => void;
}) {
  const { t, n } = useWords();
  return (
    <Chips
      label={t('judgments.findings')}
      clearable
      value={value}
      options={KINDS.map((k) => [k, `${t(`certainty.${k}`)} ${n(counts[k])}`] as const)}
      onChange={onChange}
    />
  );
}
