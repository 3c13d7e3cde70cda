import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { Report } from '../shapes.ts';
import { useWords } from '../words.tsx';
import type { FigureView } from './figure-panel.tsx';
import { keyed } from './keyed.ts';

type ReportPart = Report['sections'][number]['sentences'][number]['zh'][number];

/** The sentences with their figures; print adds a table of definitions. */
export function ReportText({ report, view }: { report: Report; view: FigureView }) {
  const { t, x, lang } = useWords();
  return (
    <>
      {report.sections.map((section) => (
        <section key={section.id}>
          <h2 id={section.id}>{x(section.title)}</h2>
          {keyed(section.sentences, (s) => s.en.map((p) => p.text).join('')).map(({ key: said, item: sentence }) => (
            <p key={said}>
              {keyed(sentence[lang], (p) => p.text).map(({ key, item }) => (
                <Fragment key={key}>
                  <Part
                    part={item}
                    view={view}
                    nr={item.kind === 'figure' ? report.figures.findIndex((f) => f.id === item.figure) + 1 : 0}
                  />
                </Fragment>
              ))}
            </p>
          ))}
        </section>
      ))}
      <section className="print-only definitions">
        <h2>{t('report.definitions')}</h2>
        <dl>
          {report.figures.map((f, i) => (
            <div key={f.id}>
              <dt>
                {i + 1}. {x(f.title)} {x(f.display)}
              </dt>
              <dd>
                {x(f.definition)} ({f.id} {f.version})
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

function Part({ part, view, nr }: { part: ReportPart; view: FigureView; nr: number }) {
  const { t, x } = useWords();
  if (part.kind === 'text') return part.text;
  if (part.kind === 'quoted')
    return (
      <span className="figure-quoted" title={t('report.quoted', { source: x(part.source) })}>
        {part.text}
        <span className="sr"> ({t('report.quoted', { source: x(part.source) })})</span>
      </span>
    );
  const which = part.show === 'numerator' || part.show === 'denominator' ? part.show : undefined;
  const open = view.figure === part.figure && view.part === which && part.show !== 'previous' && part.show !== 'change';
  return (
    <Link
      to="/report"
      search={{ period: view.period, by: view.by, figure: part.figure, part: which }}
      resetScroll={false}
      className="figure-inline"
      data-open={open}
    >
      {part.text}
      <sup className="print-only">{nr}</sup>
    </Link>
  );
}
