import { Link } from '@tanstack/react-router';
import type { CourseItem, Deadline, ProceedingPage } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { Course } from './course.tsx';
import { SelectField } from './fields.tsx';
import { MayList, rowsOf } from './may-list.tsx';
import { MayNotList, together } from './may-not.tsx';
import { Of } from './of.tsx';
import { OutsideActs } from './outside.tsx';
import { ClockList, People } from './people.tsx';

/** Worth a place beside the course; what is over stands in the tab. */
const OPEN: ReadonlySet<Deadline['state']> = new Set([
  'running',
  'due-soon',
  'overdue',
  'paused',
  'open-undated',
  'limit-exceeded',
  'reminded',
  'met-late',
  'never-done',
]);

interface Act {
  readonly act: string;
  readonly subject: { readonly id: string } | null;
}
interface Props {
  readonly page: ProceedingPage;
  readonly today: string;
  readonly onStart: (act: Act) => void;
  readonly onAnnul?: (item: CourseItem) => void;
  /** In a case of many people: whose acts are listed. */
  readonly onPerson: (person: string) => void;
}

/** More people than this are read in their tab. */
const BESIDE = 12;

/** Facts (who), course (what happened), doing (what now). */
export function Progress({ page, today, onStart, onAnnul, onPerson }: Props) {
  const { t, x, day } = useWords();
  return (
    <div className="case-columns">
      <div className="case-left">
        <section>
          <h2>{t('tab.people')}</h2>
          <People parties={page.parties.slice(0, BESIDE)} />
          {page.parties.length > BESIDE && (
            <Link to="/proceedings/$id" params={{ id: page.id }} search={{ tab: 'people' }} className="more block">
              {t('case.allPeople', { n: page.parties.length })}
            </Link>
          )}
        </section>
        <section>
          <h2>{t('tab.clocks')}</h2>
          <ClockList deadlines={page.deadlines.filter((d) => OPEN.has(d.state))} />
          {page.deadlines.length > 0 && (
            <Link to="/proceedings/$id" params={{ id: page.id }} search={{ tab: 'clocks' }} className="more block">
              {t('case.allClocks', { n: page.deadlines.length })}
            </Link>
          )}
        </section>
      </div>
      <section className="case-middle">
        <div className="head-line">
          <h2>{t('case.course')}</h2>
          <span className="meta">{t('case.newest')}</span>
        </div>
        <Course today={today} course={page.course} owed={page.owed} onAnnul={onAnnul} />
      </section>
      <div className="case-right">
        {page.shownFor && (
          <SelectField
            label={t('case.whose')}
            note={t('case.shownFor', { n: page.shownFor.people.length, total: page.shownFor.total })}
            value={page.shownFor.people.length === 1 ? (page.shownFor.people[0] ?? null) : null}
            options={page.parties.map((one) => ({ value: one.id, title: one.name }))}
            onChange={onPerson}
          />
        )}
        {page.proposals.length > 0 && (
          <section>
            <h2>{t('case.proposals')}</h2>
            <ul className="card list act-list">
              {page.proposals.map((p) => (
                <li key={p.id}>
                  <div>
                    <p className="strong">
                      <Link to="/decisions/$id" params={{ id: p.id }}>
                        {x(p.title)}
                        <Of who={page.parties.find((one) => one.id === p.subject)} />
                      </Link>
                    </p>
                    <p className="meta">
                      {t(p.state === 'waiting' ? 'proposal.waiting' : 'proposal.returned')} · {x(p.waitsFor)} ·{' '}
                      {day(p.since)}
                    </p>
                    {p.reason && <p className="meta">{p.reason}</p>}
                  </div>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <div className="head-line">
            <h2 className="head-action">{t('may.title')}</h2>
            <span className="meta">{t('may.count', { n: rowsOf(page.may).length })}</span>
          </div>
          <MayList acts={page.may} procedure={page.procedure.id} canAct={page.canAct} onStart={onStart} />
        </section>
        <section>
          <div className="head-line">
            <h2>{t('mayNot.title')}</h2>
            <span className="meta">{t('may.count', { n: together(page.mayNot).length })}</span>
          </div>
          <MayNotList
            acts={page.mayNot}
            canForce={page.canEnterForced}
            canRecord={page.canRecordOutside}
            onForce={onStart}
          />
        </section>
        {page.canRecordOutside && page.outsideActs.length > 0 && (
          <section>
            <h2>{t('outside.title')}</h2>
            <p className="meta">{t('outside.hint')}</p>
            <OutsideActs acts={page.outsideActs} onStart={onStart} />
          </section>
        )}
        {page.departures.length > 0 && (
          <section>
            <h2>{t('case.departures')}</h2>
            <ul className="card list act-list">
              {page.departures.map((d) => (
                <li key={`${d.date} ${d.text.en}`}>
                  <div>
                    <p>{x(d.text)}</p>
                    <p className="row meta">
                      {day(d.date)} <Cites cites={d.cites} />
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          </section>
        )}
        {page.notes.length > 0 && (
          <section>
            <h2>{t('case.notes')}</h2>
            <ul className="notes">
              {page.notes.map((note) => (
                <li key={note.en}>{x(note)}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}
