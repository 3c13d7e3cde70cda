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

/** Several rules with one answer are said once, with all their articles. */
const said = (reasons: readonly WhyNot[]): readonly WhyNot[] => {
  const once = new Map<string, WhyNot>();
  for (const reason of reasons) {
    const known = once.get(reason.text.zh);
    const more = known ? reason.cites.filter((c) => !known.cites.some((k) => k.short.zh === c.short.zh)) : [];
    once.set(reason.text.zh, known ? { ...known, cites: [...known.cites, ...more] } : reason);
  }
  return [...once.values()];
};

export function Reasons({ reasons }: { reasons: readonly WhyNot[] }) {
  const { t, x } = useWords();
  return (
    <ul className="reasons">
      {keyed(said(reasons), (r) => `${r.code} ${r.text.en}`).map(({ key, item: r }) => (
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
