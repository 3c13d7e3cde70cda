import { Link } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import type { OwnReport } from '../../shapes.ts';
import { useWords } from '../../words.tsx';
import { FaultLines } from '../fault-lines.tsx';
import { ReportText } from '../report-text.tsx';

/** The text with its figures counted; with a fault there is no number. */
export function Preview({
  found,
  behind,
  onLine,
}: {
  found: OwnReport;
  behind: boolean;
  onLine: (line: number) => void;
}) {
  const { t, x, lang } = useWords();
  const { report } = found;
  return (
    <div data-behind={behind} className="own-preview">
      {found.faults.length > 0 && (
        <div className="note" data-tone="over" role="alert">
          <CircleAlert size={18} aria-hidden="true" />
          <div>
            <p className="strong">{t('own.noNumber')}</p>
            <FaultLines faults={found.faults} onLine={onLine} />
          </div>
        </div>
      )}
      {found.notes.length > 0 && (
        <details className="note own-notes" data-tone="soon">
          <summary>{t('own.notes', { n: found.notes.length })}</summary>
          <FaultLines faults={found.notes} onLine={onLine} />
        </details>
      )}
      {report && (
        <article className="card reading own-paper">
          <p className="meta">
            {x(report.scope.title)} · {x(report.period.text)} · {t('report.asOf', { at: x(report.asKnown) })}
          </p>
          <h3 className="own-title">{x(report.title)}</h3>
          {report.remark && <p className="meta">{x(report.remark)}</p>}
          {!report.languages.includes(lang) && <p className="meta">{t('own.otherLanguage')}</p>}
          <ReportText
            sections={report.sections}
            figure={(part) => {
              const figure = report.figures.find((one) => one.key === part.key);
              // The page of a measure opens the whole of it.
              if (figure?.where) return <span title={x(figure.title)}>{part.text}</span>;
              return (
                <Link
                  to="/measures"
                  target="_blank"
                  search={{
                    figure: figure?.id ?? part.figure,
                    period: figure && `${figure.period.from}..${figure.period.to}`,
                  }}
                  className="figure-inline"
                  data-word={part.show === 'word'}
                >
                  {part.text}
                </Link>
              );
            }}
          />
        </article>
      )}
    </div>
  );
}
