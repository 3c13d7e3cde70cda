import type { Figure } from '../shapes.ts';
import { useWords } from '../words.tsx';

/** On paper: what every figure of the text means, by the small number behind it. */
export function Annex({ figures }: { figures: readonly Figure[] }) {
  const { t, x } = useWords();
  return (
    <section className="print-only definitions">
      <h2>{t('report.definitions')}</h2>
      <dl>
        {figures.map((f, i) => (
          <div key={`${f.id} ${f.period.from} ${f.period.to}`}>
            <dt>
              {i + 1}. {x(f.title)} ({x(f.period.text)}): {x(f.display)}
            </dt>
            <dd>
              {x(f.definition)} {f.cites.map((c) => x(c.full)).join('; ')} ({f.id} v{f.version})
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
