import { createContext, useContext } from 'react';
import type { Cite as CiteShape, Mark, Sentence, ShownAct, Text } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { keyed } from './keyed.ts';

type CiteTable = Readonly<Record<string, readonly CiteShape[]>>;
const MARKS: Record<Mark, 'cite.recalled' | 'cite.model' | 'cite.partly'> = {
  recalled: 'cite.recalled',
  model: 'cite.model',
  partly: 'cite.partly',
};

/** Both languages side by side: every text of the law stands twice. */
export const Both = createContext(false);

/** Words of the law in the reader's language, or in both. */
export function Said({ text }: { text: Text }) {
  const { x } = useWords();
  if (!useContext(Both)) return <>{x(text)}</>;
  return (
    <span className="pair">
      <span lang="zh-CN">{text.zh}</span>
      <span lang="en">{text.en}</span>
    </span>
  );
}

export function LawMarks({ marks }: { marks: readonly Mark[] }) {
  const { t } = useWords();
  return (
    <>
      {marks.map((m) => (
        <span key={m} className="tag" data-tone={m === 'model' ? 'plain' : 'soon'}>
          {t(MARKS[m])}
        </span>
      ))}
    </>
  );
}

export function SentenceList({ sentences, cites }: { sentences: readonly Sentence[]; cites: CiteTable }) {
  if (sentences.length === 0) return null;
  return (
    <ul className="sentences">
      {keyed(sentences, (s) => `${s.text.en} ${s.cite}`).map(({ key, item: s }) => (
        <li key={key}>
          <Said text={s.text} />{' '}
          <span className="sentence-cites">
            {s.cite && <Cites cites={cites[s.cite] ?? []} bare />} <LawMarks marks={s.marks} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Line({ title, sentences, cites }: { title: string; sentences: readonly Sentence[]; cites: CiteTable }) {
  if (sentences.length === 0) return null;
  return (
    <div className="law-line">
      <h4>{title}</h4>
      <SentenceList sentences={sentences} cites={cites} />
    </div>
  );
}

/** One act as a jurist reads it: who, when, by when; what follows and what is recorded are folded. Its id is the anchor. */
export function LawAct({ act, cites }: { act: ShownAct; cites: CiteTable }) {
  const { t, x } = useWords();
  const more = [act.effects.length > 0, act.data.length > 0, act.document !== null].some(Boolean);
  return (
    <section className="law-act" id={act.id}>
      <h3>
        <Said text={act.title} /> <LawMarks marks={act.marks} />
      </h3>
      <div className="row meta">
        <span>
          <Said text={act.who.text} />
        </span>
        <Cites cites={cites[act.cite] ?? []} bare />
      </div>
      <Line title={t('law.may')} sentences={act.may} cites={cites} />
      <Line title={t('law.must')} sentences={act.must} cites={cites} />
      {act.note && (
        <p className="meta">
          <Said text={act.note} />
        </p>
      )}
      {more && (
        <details className="law-more">
          <summary>{t('law.more')}</summary>
          <Line title={t('law.then')} sentences={act.effects} cites={cites} />
          {act.data.length > 0 && (
            <p className="meta">
              {t('law.data')} {act.data.map((d) => x(d.title)).join(t('list.and'))}
            </p>
          )}
          {act.document && (
            <p className="meta">
              {t('effects.document')} {x(act.document)}
            </p>
          )}
        </details>
      )}
    </section>
  );
}
