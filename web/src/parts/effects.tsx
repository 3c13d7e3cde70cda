import type { ReactNode } from 'react';
import type { Review } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { Glyph, type State } from './glyph.tsx';
import { keyed } from './keyed.ts';

/** Everything that the act would cause, before it is recorded. */
export function Effects({ effects, heading: H = 'h3' }: { effects: Review['effects']; heading?: 'h3' | 'h4' }) {
  const { t, x } = useWords();
  const e = effects;
  const nothing =
    [e.opens, e.meets, e.excludes, e.includes, e.clocks, e.openings].every((l) => l.length === 0) &&
    !e.document &&
    !e.closes;
  return (
    <div className="effects">
      {e.departures.length > 0 && (
        <div className="note" data-tone="over">
          <div>
            <p className="strong">{t('effects.departs')}</p>
            {e.departures.map((d) => (
              <p key={d.text.en}>
                {x(d.text)} <Cites cites={d.cites} />
              </p>
            ))}
          </div>
        </div>
      )}
      {nothing && <p className="meta">{t('effects.none')}</p>}
      <Group title={t('effects.opens')} H={H} items={e.opens} state="owed">
        {(o) => (
          <>
            <span className="strong">{x(o.title)}</span> {o.dueText && <span>{x(o.dueText)}</span>}{' '}
            <Cites cites={o.cites} />
          </>
        )}
      </Group>
      <Group title={t('effects.meets')} H={H} items={e.meets} state="met">
        {(o) => (
          <>
            {x(o.title)}{' '}
            {o.late && (
              <span className="tag" data-tone="over">
                {x(o.late)}
              </span>
            )}
          </>
        )}
      </Group>
      <Group title={t('effects.clocks')} H={H} items={e.clocks} state="running">
        {(o) => (
          <>
            <span className="strong">{x(o.title)}</span> {x(o.text)} <Cites cites={o.cites} />
          </>
        )}
      </Group>
      <Group title={t('effects.excludes')} H={H} items={e.excludes} state="ruled-out">
        {(o) => (
          <>
            {x(o.title)} <Cites cites={o.cites} />
          </>
        )}
      </Group>
      <Group title={t('effects.includes')} H={H} items={e.includes} state="may">
        {(o) => (
          <>
            {x(o.title)} <Cites cites={o.cites} />
          </>
        )}
      </Group>
      <Group title={t('effects.openings')} H={H} items={e.openings} state="may">
        {(o) => x(o.title)}
      </Group>
      {e.document && (
        <p>
          <span className="meta">{t('effects.document')}</span> {x(e.document)}
        </p>
      )}
      {e.closes && <p className="strong">{t('effects.closes')}</p>}
    </div>
  );
}

interface GroupProps<T> {
  readonly title: string;
  readonly H: 'h3' | 'h4';
  readonly items: readonly T[];
  readonly state: State;
  readonly children: (item: T) => ReactNode;
}
function Group<T extends { title: { en: string } }>({ title, H, items, state, children }: GroupProps<T>) {
  if (items.length === 0) return null;
  return (
    <section>
      <H>{title}</H>
      <ul>
        {keyed(items, (i) => i.title.en).map(({ key, item }) => (
          <li key={key}>
            <Glyph state={state} size={16} />
            <span>{children(item)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
