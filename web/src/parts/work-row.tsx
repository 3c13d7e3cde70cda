import { Link } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import type { WorkItem } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { DeadlineRuler, DeadlineShort, Marks } from './deadline.tsx';
import { Of } from './of.tsx';

interface Props {
  readonly item: WorkItem;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onExplain: () => void;
  readonly link: (element: HTMLAnchorElement | null) => void;
}

/** One thing owed. The title is the link to the case; being on it chooses the row for the panel. */
export function WorkRow({ item, chosen, onChoose, onExplain, link }: Props) {
  const { caseNo, t, x } = useWords();
  const { deadline } = item;
  /** The line below names nobody else: once is enough to the eye. */
  const named = deadline.subject?.name === x(item.people);
  return (
    <li className="work-row" data-chosen={chosen} onPointerDown={onChoose}>
      <DeadlineShort deadline={deadline} />
      <div className="work-what">
        <p>
          <Link
            ref={link}
            to="/proceedings/$id"
            params={{ id: item.proceeding }}
            search={{}}
            className="work-link"
            onFocus={onChoose}
            aria-current={chosen ? 'true' : undefined}
          >
            {x(deadline.title)}
            {named ? (
              <span className="sr">
                <Of who={deadline.subject} />
              </span>
            ) : (
              <Of who={deadline.subject} />
            )}
          </Link>{' '}
          <Marks deadline={deadline} />
          {!deadline.owedBy.us && <span className="tag">{t('work.owedBy', { who: x(deadline.owedBy.title) })}</span>}
        </p>
        <p className="meta">
          {x(item.people)} · {caseNo(item.case)} {item.custody && <span className="tag">{t('work.inCustody')}</span>}
        </p>
      </div>
      <DeadlineRuler deadline={deadline} />
      <Button className="button work-explain" onPress={onExplain}>
        {t('explain.open')}
      </Button>
    </li>
  );
}
