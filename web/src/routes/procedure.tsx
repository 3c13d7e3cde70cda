import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Play, Printer } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { reads } from '../api.ts';
import { usePack } from '../parts/law-pack.ts';
import { Both, LawAct, Said, SentenceList } from '../parts/law-text.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { WhoDecides } from '../parts/who-decides.tsx';
import type { ProcedureText } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/law/$id');

export function ProcedurePage() {
  const { t } = useWords();
  const { id } = route.useParams();
  const query = useQuery(reads.procedure(id));
  return (
    <Load query={query} frame={t('nav.law')}>
      {(text) => <Procedure text={text} />}
    </Load>
  );
}

/** A procedure as readable text: contents by group, each act with when it may and by when it must be done. */
function Procedure({ text }: { text: ProcedureText }) {
  const { t, x } = useWords();
  const { both = false } = route.useSearch();
  const of = usePack(text.pack.id);
  const go = route.useNavigate();
  useEffect(() => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    if (anchor) document.getElementById(anchor)?.scrollIntoView();
  }, []);
  return (
    <Both value={both}>
      <div className="page reader law-reader">
        <Contents text={text} />
        <article className="reading" data-both={both || undefined}>
          <Title
            name={x(text.title)}
            over={
              <Link to="/law" search={of}>
                {of.pack === undefined ? t('nav.law') : x(text.pack.title)}
              </Link>
            }
          >
            <Said text={text.title} />
          </Title>
          <p className="reading-lead">
            <Said text={text.summary} />
          </p>
          <p className="row meta reading-meta">
            <span className="tag" data-tone={text.checked === 'verified' ? 'ok' : 'soon'}>
              {t(`law.${text.checked}`)}
            </span>
            {text.inForce.from && <span>{t('law.from', { date: text.inForce.from })}</span>}
            {text.inForce.to && <span>{t('law.to', { date: text.inForce.to })}</span>}
            <span className="mono">{text.id}</span>
          </p>
          <div className="row law-tools toolbar">
            <Link to="/law/$id/try" params={{ id: text.id }} className="button" data-primary>
              <Play size={16} aria-hidden="true" />
              {t('try.open')}
            </Link>
            <Link to="/law/$id/map" params={{ id: text.id }} className="button">
              {t('map.title')}
            </Link>
            <Button
              className="button"
              onPress={() => void go({ search: { both: both ? undefined : true }, replace: true, resetScroll: false })}
            >
              {both ? t('law.oneLanguage') : t('law.bothLanguages')}
            </Button>
            <Button className="button" onPress={() => window.print()}>
              <Printer size={16} aria-hidden="true" />
              {t('key.print')}
            </Button>
          </div>
          <SentenceList sentences={[...text.opening, ...text.opens]} cites={text.cites} />
          {text.outcomes.length > 0 && (
            <section>
              <h2 id="outcomes">{t('law.outcomes')}</h2>
              <ul className="sentences">
                {text.outcomes.map((o) => (
                  <li key={o.id}>
                    <strong>
                      <Said text={o.title} />
                    </strong>{' '}
                    <Said text={o.sentence.text} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          {text.groups.map((g) => (
            <section key={g.id}>
              <h2 id={`group-${g.id}`}>
                <Said text={g.title} />
              </h2>
              {g.acts.map((act) => (
                <LawAct key={act.id} act={act} cites={text.cites} />
              ))}
            </section>
          ))}
          <WhoDecides decides={text.decides} cites={text.cites} />
          {text.clocks.length > 0 && (
            <section>
              <h2 id="clocks">{t('tab.clocks')}</h2>
              {text.clocks.map((c) => (
                <section key={c.id} className="law-act" id={c.id}>
                  <h3>
                    <Said text={c.title} />
                  </h3>
                  <SentenceList sentences={c.sentences} cites={text.cites} />
                  {c.note && (
                    <p className="meta">
                      <Said text={c.note} />
                    </p>
                  )}
                </section>
              ))}
            </section>
          )}
          <LawsCited text={text} />
          {text.doubts.length > 0 && (
            <section>
              <h2 id="doubts">{t('law.doubts')}</h2>
              <ul className="sentences">
                {text.doubts.map((d) => (
                  <li key={d.en}>
                    <Said text={d} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </article>
      </div>
    </Both>
  );
}

/** The short names that the citations use, with the laws they stand for. */
function LawsCited({ text }: { text: ProcedureText }) {
  const { t, x } = useWords();
  const { pack } = usePack(text.pack.id);
  const laws = useQuery({ ...reads.articles(pack), staleTime: Number.POSITIVE_INFINITY });
  const shorts = new Map<string, string>();
  for (const cite of Object.values(text.cites).flat()) {
    const [first] = cite.articles ?? [];
    if (first) shorts.set(first.slice(0, first.lastIndexOf('§')), x(cite.short).split(' §')[0] ?? '');
  }
  const cited = (laws.data ?? []).filter((law) => shorts.has(law.law));
  if (cited.length === 0) return null;
  return (
    <section>
      <h2 id="laws">{t('law.cited')}</h2>
      <dl className="facts law-cited">
        {cited.map((law) => (
          <div key={law.law}>
            <dt>{shorts.get(law.law)}</dt>
            <dd>
              <Said text={law.title} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Sticky contents by group; the group that is read now shows its acts. */
function Contents({ text }: { text: ProcedureText }) {
  const { t, x } = useWords();
  const here = useSection(text);
  const ends = [
    ...(text.decides.length > 0 ? [{ id: 'decides', title: t('law.decides') }] : []),
    ...(text.clocks.length > 0 ? [{ id: 'clocks', title: t('tab.clocks') }] : []),
    { id: 'laws', title: t('law.cited') },
    ...(text.doubts.length > 0 ? [{ id: 'doubts', title: t('law.doubts') }] : []),
  ];
  return (
    <nav className="contents law-contents" aria-label={t('reader.contents')}>
      <p className="meta">{x(text.title)}</p>
      <ul>
        {text.groups.map((g) => (
          <li key={g.id}>
            <a href={`#group-${g.id}`} aria-current={here === g.id ? 'true' : undefined}>
              {x(g.title)} <span className="meta">{g.acts.length}</span>
            </a>
            {(here === g.id || text.groups.length === 1) && (
              <ul className="contents-acts">
                {g.acts.map((act) => (
                  <li key={act.id}>
                    <a href={`#${act.id}`}>{x(act.title)}</a>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
        {ends.map((end) => (
          <li key={end.id}>
            <a href={`#${end.id}`}>{end.title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The group whose heading was passed last. */
function useSection(text: ProcedureText): string | null {
  const [here, setHere] = useState<string | null>(text.groups[0]?.id ?? null);
  useEffect(() => {
    const heads = text.groups.flatMap((g) => document.getElementById(`group-${g.id}`) ?? []);
    let asked = 0;
    const look = () => {
      asked = 0;
      const passed = heads.findLast((head) => head.getBoundingClientRect().top < 160) ?? heads[0];
      if (passed) setHere(passed.id.replace(/^group-/, ''));
    };
    const scrolled = () => {
      if (asked === 0) asked = requestAnimationFrame(look);
    };
    look();
    window.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      window.removeEventListener('scroll', scrolled);
      cancelAnimationFrame(asked);
    };
  }, [text]);
  return here;
}
