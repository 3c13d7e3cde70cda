import type { ProcedureText } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { LawMarks, Said } from './law-text.tsx';

type Decides = ProcedureText['decides'];

/** Who decides what the office does: by an article or by the power list, in which cases another, at offices of which level. */
export function WhoDecides({ decides, cites }: { decides: Decides; cites: ProcedureText['cites'] }) {
  const { t } = useWords();
  if (decides.length === 0) return null;
  const byRank = [...Map.groupBy(decides, plain).values()];
  const others = decides.filter((one) => one.other.length > 0 || one.levels.length > 0);
  return (
    <section>
      <h2 id="decides">{t('law.decides')}</h2>
      <dl className="facts law-decides">
        {byRank.map((group) => {
          const [first] = group;
          return first ? (
            <div key={plain(first)}>
              <dt>
                <Said text={first.rank} />
                {first.by === 'list' && <span className="meta">{t('law.byListIn', { list: t('law.byList') })}</span>}
              </dt>
              <dd>
                <ul className="law-acts-inline">
                  {group.map((one) => (
                    <li key={one.act}>
                      <a href={`#${one.act}`}>
                        <Said text={one.title} />
                      </a>
                      {others.includes(one) && <sup>{others.indexOf(one) + 1}</sup>}
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
          ) : null;
        })}
      </dl>
      {others.length > 0 && (
        <ol className="law-decides-else">
          {others.map((one) => (
            <li key={one.act}>
              <strong>
                <Said text={one.title} />
              </strong>{' '}
              <LawMarks marks={one.marks} />
              <ul>
                {one.other.map((other) => (
                  <li key={other.where.en}>
                    <Said text={other.where} /> → <Said text={other.rank} />{' '}
                    <Cites cites={cites[other.cite] ?? []} bare />
                  </li>
                ))}
                {one.levels.map((level) => (
                  <li key={level.level.en}>
                    <Said text={level.level} /> → <Said text={level.rank} />{' '}
                    <Cites cites={cites[level.cite] ?? []} bare />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

const plain = ({ rank, by }: Decides[number]): string => `${rank.en} ${by}`;
