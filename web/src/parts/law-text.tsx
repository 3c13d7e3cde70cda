import type { Cite as CiteShape, Mark, Sentence, ShownAct } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { keyed } from './keyed.ts';

type CiteTable = Readonly<Record<string, readonly CiteShape[]>>;
const MARKS: Record<Mark, 'cite.recalled' | 'cite.model' | 'cite.partly'> = {
  recalled: 'cite.recalled',
  model: 'cite.model',
  partly: 'cite.partly',
};

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

export function SentenceList({
  sentences,
  cites,
  title,
}: {
  sentences: readonly Sentence[];
  cites: CiteTable;
  title?: string;
}) {
  const { x } = useWords();
  if (sentences.length === 0) return null;
  return (
    <div className="law-sentences">
      {title && <h4>{title}</h4>}
      <ul className="sentences">
        {keyed(sentences, (s) => s.text.en).map(({ key, item: s }) => (
          <li key={key}>
            {x(s.text)} {s.cite && <Cites cites={cites[s.cite] ?? []} />} <LawMarks marks={s.marks} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One act of a procedure as a jurist reads it; its id is the anchor. */
export function LawAct({ act, cites }: { act: ShownAct; cites: CiteTable }) {
  const { t, x } = useWords();
  return (
    <section className="law-act" id={act.id}>
      <h3>
        {x(act.title)} <LawMarks marks={act.marks} />
      </h3>
      <p className="row meta">
        <Cites cites={cites[act.cite] ?? []} />
        <span>{x(act.who.text)}</span>
      </p>
      <SentenceList title={t('law.may')} sentences={act.may} cites={cites} />
      <SentenceList title={t('law.must')} sentences={act.must} cites={cites} />
      <SentenceList title={t('law.then')} sentences={act.effects} cites={cites} />
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
      {act.note && <p className="meta">{x(act.note)}</p>}
    </section>
  );
}
