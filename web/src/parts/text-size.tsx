import { useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { useWords } from '../words.tsx';

const KEY = 'custos-size';
const SIZES = ['1', '2', '3'] as const;
const apply = (size: string) => {
  document.documentElement.dataset.size = size;
};
export const restoreTextSize = () => apply(localStorage.getItem(KEY) ?? '1');

/** A / A+ / A++ = 100 / 125 / 150 %, kept per person. */
export function TextSize() {
  const { t } = useWords();
  const [size, set] = useState(() => localStorage.getItem(KEY) ?? '1');
  return (
    <RadioGroup
      className="text-size"
      aria-label={t('size.label')}
      orientation="horizontal"
      value={size}
      onChange={(next) => {
        set(next);
        apply(next);
        localStorage.setItem(KEY, next);
      }}
    >
      <span className="text-size-label" aria-hidden="true">
        {t('size.short')}
      </span>
      {SIZES.map((s) => (
        <Radio key={s} value={s} className="text-size-one" data-step={s}>
          A<span className="sr"> {t(`size.${s}`)}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
