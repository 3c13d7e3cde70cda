import { Link } from '@tanstack/react-router';
import { Link2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { CourseItem, Deadline } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { DeadlineGlyph } from './deadline.tsx';
import { Glyph } from './glyph.tsx';
import { Of } from './of.tsx';

/** So many of what was done are shown first; on paper all of it. */
const FIRST = 30;

interface Props {
  readonly today: string;
  readonly course: readonly CourseItem[];
  readonly owed: readonly Deadline[];
  /** Offered only to who may annul. */
  readonly onAnnul?: (item: CourseItem) => void;
}

/** What is owed above today, what was done below; newest first. */
export function Course({ today, course, owed, onAnnul }: Props) {
  const { t, x, day } = useWords();
  const [all, showAll] = useState(course.length <= FIRST + 5);
  return (
    <ol className="course">
      {owed.map((d) => (
        <li key={d.key} className="course-item" data-future>
          <DeadlineGlyph deadline={d} size={20} />
          <div>
            <p className="meta">{d.dueText ? x(d.dueText) : x(d.phrase)}</p>
            <p className="strong">
              {x(d.title)}
              <Of who={d.subject} />
            </p>
            <p className="row meta">
              <Cites cites={d.cites} limit={2} />
              {d.dueText && <span data-state={d.state}>{x(d.phrase)}</span>}
              {!d.owedBy.us && <span>{t('work.owedBy', { who: x(d.owedBy.title) })}</span>}
            </p>
          </div>
        </li>
      ))}
      <li className="course-today">
        <span aria-hidden="true" className="course-dash" />
        <strong>{t('case.today', { date: day(today) })}</strong>
      </li>
      {course.map((item, at) => (
        <Done key={item.id} item={item} onAnnul={onAnnul} folded={!all && at >= FIRST} />
      ))}
      {!all && (
        <li className="course-item">
          <Glyph state="met" size={20} />
          <Button className="link" onPress={() => showAll(true)}>
            {t('case.earlier', { n: course.length - FIRST })}
          </Button>
        </li>
      )}
    </ol>
  );
}

function Done({ item, onAnnul, folded }: { item: CourseItem; onAnnul?: (item: CourseItem) => void; folded: boolean }) {
  const { t, x, day, moment } = useWords();
  const late = item.departures.length > 0;
  const more = item.data.length > 0 || item.ground !== null || item.recordedAt !== null;
  return (
    <li
      className="course-item"
      data-annulled={item.annulled !== null}
      data-folded={folded || undefined}
      id={`act-${item.id}`}
    >
      <Glyph state={item.annulled ? 'withdrawn' : late ? 'met-late' : 'met'} size={20} />
      <Disclosure>
        <p className="meta">
          {day(item.date)}
          {item.time && ` ${item.time}`}
          {item.derived && ` · ${t('case.derived')}`}
        </p>
        <p className="strong course-title">
          {x(item.title)}
          <Of who={item.subject} />
        </p>
        <div className="row meta">
          <Cites cites={item.cites} limit={2} />
          {item.elsewhere && (
            <Link to="/proceedings/$id" params={{ id: item.elsewhere.proceeding }}>
              {item.act.startsWith('custos.')
                ? item.elsewhere.number && x(item.elsewhere.number)
                : t('regroup.elsewhere', {
                    number: item.elsewhere.number ? x(item.elsewhere.number) : t('regroup.other'),
                  })}
            </Link>
          )}
          <span>
            {x(item.by)}
            {item.index !== null && ` · ${t('case.ledger', { index: String(item.index) })}`}
          </span>
          {item.enteredLateDays !== null && item.enteredLateDays > 0 && (
            <span>{t('case.enteredLate', { n: item.enteredLateDays })}</span>
          )}
          {item.document && (
            <a href={`/api/documents/${encodeURIComponent(item.document.id)}`} className="row">
              <Link2 size={14} aria-hidden="true" />
              {x(item.document.title)}
            </a>
          )}
          {more && (
            <Heading className="course-toggle" level={3}>
              <Button slot="trigger" className="link" aria-label={`${t('case.details')}: ${x(item.title)}`}>
                {t('case.details')}
              </Button>
            </Heading>
          )}
        </div>
        {item.departures.map((d) => (
          <p key={d.text.en} className="departure">
            {x(d.text)} <Cites cites={d.cites} />
          </p>
        ))}
        {item.annulled && (
          <p className="departure" data-plain>
            {t('case.annulled', { date: day(item.annulled.on), by: x(item.annulled.by), ground: item.annulled.ground })}
          </p>
        )}
        <DisclosurePanel className="course-details">
          <dl className="facts">
            {item.data.map((d) => (
              <div key={d.name}>
                <dt>{x(d.title)}</dt>
                <dd>{x(d.value)}</dd>
              </div>
            ))}
            {item.ground && (
              <div>
                <dt>{t('case.ground')}</dt>
                <dd>{item.ground}</dd>
              </div>
            )}
            {item.recordedAt !== null && (
              <div>
                <dt>{t('case.recordedAt')}</dt>
                <dd>{moment(item.recordedAt)}</dd>
              </div>
            )}
          </dl>
          {onAnnul && !item.elsewhere && !item.annulled && !item.derived && item.index !== null && (
            <Button className="link meta row" onPress={() => onAnnul(item)}>
              <Undo2 size={14} aria-hidden="true" />
              {t('annul.open')}
            </Button>
          )}
        </DisclosurePanel>
      </Disclosure>
    </li>
  );
}
