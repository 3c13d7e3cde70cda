import type { WhyNot } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { TextField } from './fields.tsx';
import { keyed } from './keyed.ts';

export const named = (title: string, subject: { name: string } | null): string =>
  subject ? `${title} · ${subject.name}` : title;
export const FIRST = 7;
export const fits = (said: string, filter: string): boolean => said.toLowerCase().includes(filter.trim().toLowerCase());
export const Find = (props: { label: string; value: string; onChange: (text: string) => void }) => (
  <div className="act-find">
    <TextField {...props} />
  </div>
);

export function Reasons({ reasons }: { reasons: readonly WhyNot[] }) {
  const { t, x } = useWords();
  return (
    <ul className="reasons">
      {keyed(reasons, (r) => `${r.code} ${r.text.en}`).map(({ key, item: r }) => (
        <li key={key}>
          <span>{x(r.text)}</span>
          <span className="reason-cites">
            <Cites cites={r.cites} />
          </span>
          {r.remedy.some((m) => !x(r.text).includes(x(m.title))) && (
            <span className="meta reason-remedy">
              {t('mayNot.remedy', { acts: r.remedy.map((m) => x(m.title)).join(t('list.or')) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
