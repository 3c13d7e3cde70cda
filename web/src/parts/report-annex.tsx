import type { Figure } from '../shapes.ts';
import { useWords } from '../words.tsx';

/** On paper: what every figure of the text means, by the small number behind it. */
export function Annex({ figures }: { figures: readonly Figure[] }) {
  const { t, x, lang } = useWords();
  return (
    <section className="print-only definitions">
      <h2>{t('report.definitions')}</h2>
      <dl>
        {figures.map((f, i) => (
          <div key={`${f.id} ${f.period.from} ${f.period.to}`}>
            <dt>
              {t('report.annexHead', {
                n: i + 1,
                title: x(f.title),
                period: x(f.period.text),
                value: x(f.display),
              })}
            </dt>
            <dd>
              {x(f.definition)} {f.cites.map((c) => x(c.full)).join(lang === 'zh' ? '；' : '; ')}{' '}
              {t('report.annexId', { id: f.id, version: f.version })}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
