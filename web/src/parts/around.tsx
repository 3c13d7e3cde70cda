import { Link } from '@tanstack/react-router';
import type { ProcedureMap } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { keyed } from './keyed.ts';

type Edge = ProcedureMap['edges'][number];
type Kind = Edge['kind'];
/** What must be, then what is owed, then what bars. */
const KINDS: readonly Kind[] = ['condition', 'window', 'response', 'milestone', 'exclude', 'include'];
/** A relation whose words say more than its kind: a period. */
const SPOKEN: ReadonlySet<Kind> = new Set(['response', 'window']);

/** Relations that rest on the same articles and say the same stand together. */
const byRule = (edges: readonly Edge[]): readonly (readonly Edge[])[] => {
  const groups = new Map<string, Edge[]>();
  for (const edge of edges) {
    const key = `${edge.text.zh} ${edge.cites.map((c) => c.short.zh).join(' ')}`;
    groups.set(key, [...(groups.get(key) ?? []), edge]);
  }
  return [...groups.values()];
};

interface Props {
  readonly map: ProcedureMap;
  readonly procedure: string;
  readonly act: string;
  readonly onAct: (act: string) => void;
}

/** One act of a procedure with all that leads to it and all that it leads to, each with its article. */
export function Around({ map, procedure, act, onAct }: Props) {
  const { t, x } = useWords();
  const here = map.nodes.find((n) => n.id === act);
  const before = map.edges.filter((e) => e.to === act && e.from !== act);
  const after = map.edges.filter((e) => e.from === act && e.to !== act);
  const itself = map.edges.filter((e) => e.from === act && e.to === act);
  if (!here) return null;
  return (
    <div className="around">
      <Side side="before" edges={before} map={map} onAct={onAct} />
      <div className="around-here">
        <h2>{x(here.title)}</h2>
        {keyed(itself, (e) => e.kind).map(({ key, item: e }) => (
          <p key={key} className="meta">
            {t(e.kind === 'exclude' ? 'around.once' : `around.after.${e.kind}`)} <Cites cites={e.cites} bare />
          </p>
        ))}
        <p>
          <Link to="/law/$id" params={{ id: procedure }} hash={act}>
            {t('around.text')}
          </Link>
        </p>
      </div>
      <Side side="after" edges={after} map={map} onAct={onAct} />
    </div>
  );
}

function Side({
  side,
  edges,
  map,
  onAct,
}: {
  side: 'before' | 'after';
  edges: readonly Edge[];
  map: ProcedureMap;
  onAct: (act: string) => void;
}) {
  const { t, x } = useWords();
  const title = (id: string) => {
    const node = map.nodes.find((n) => n.id === id);
    return node ? x(node.title) : id;
  };
  return (
    <section className="around-side" data-side={side}>
      <h2 className="around-title">{t(`around.${side}`)}</h2>
      {edges.length === 0 && <p className="empty">{t('around.none')}</p>}
      {KINDS.map((kind) => {
        const found = edges.filter((e) => e.kind === kind);
        if (found.length === 0) return null;
        return (
          <div key={kind} className="around-group" data-kind={kind}>
            <h3>{t(`around.${side}.${kind}`)}</h3>
            <ul>
              {byRule(found).map((same) => (
                <li key={same.map((e) => `${e.from} ${e.to}`).join()}>
                  {same
                    .map((e) => (side === 'before' ? e.from : e.to))
                    .map((other) => (
                      <button key={other} type="button" className="around-act" onClick={() => onAct(other)}>
                        {title(other)}
                      </button>
                    ))}
                  <span className="row meta">
                    {SPOKEN.has(kind) && same[0] && <span>{x(same[0].text)}</span>}
                    <Cites cites={same[0]?.cites ?? []} bare />
                  </span>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
