import type { Refusal } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Reasons } from './act-list.tsx';

/** Nothing was recorded, and every reason why; after a clash also what the other person did. */
export function RefusalNote({ refusal }: { refusal: Refusal }) {
  const { t, x, day } = useWords();
  return (
    <div className="note" data-tone={refusal.kind === 'conflict' ? 'soon' : 'over'} role="alert">
      <div>
        <p className="strong">{x(refusal.message)}</p>
        <Reasons reasons={refusal.reasons} />
        {refusal.since.length > 0 && (
          <>
            <p>{t('conflict.since')}</p>
            <ul className="since">
              {refusal.since.map((item) => (
                <li key={item.id}>
                  {day(item.date)} {x(item.title)}
                  {item.subject && ` · ${item.subject.name}`} — {x(item.by)}
                  {item.index !== null && ` · ${t('case.ledger', { index: String(item.index) })}`}
                </li>
              ))}
            </ul>
            <p className="meta">{t('conflict.kept')}</p>
          </>
        )}
        <p className="meta">{t('state.nothingRecorded')}</p>
      </div>
    </div>
  );
}
