import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleAlert, Download, FileText, History } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { type Failure, reads, writes } from '../api.ts';
import { save } from '../parts/chart/save.ts';
import { keyed } from '../parts/keyed.ts';
import { type Draft, dropDraft, keepDraft, plain, readDrafts, titleOf } from '../parts/own/drafts.ts';
import { Editor, type EditorHandle } from '../parts/own/editor.tsx';
import { InsertFigure } from '../parts/own/insert.tsx';
import { NotationHelp } from '../parts/own/notation.tsx';
import { PeriodPicker } from '../parts/period.tsx';
import { ReportText } from '../parts/report-text.tsx';
import { FailureNote, Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { Fault, OwnReport } from '../shapes.ts';
import { useWords } from '../words.tsx';

const AFTER_TYPING = 500;

const fresh = (text = '', period: string | null = null): Draft => ({
  id: crypto.randomUUID?.() ?? String(Date.now()),
  text,
  period,
  at: Date.now(),
});

/** A text of one's own with figures by name: written on the left, counted and checked on the right. */
export function OwnReportPage() {
  const session = useQuery(reads.session()).data;
  return session ? <Writing key={session.user.id} who={session.user.id} today={session.today} /> : null;
}

/** The value as it stood when the typing paused. */
function usePaused<T>(value: T): T {
  const [paused, set] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => set(value), AFTER_TYPING);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}

function Writing({ who, today }: { who: string; today: string }) {
  const { t, x, lang, moment } = useWords();
  const [draft, setDraft] = useState<Draft>(() => readDrafts(who)[0] ?? fresh());
  const [kept, setKept] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  const editor = useRef<EditorHandle>(null);
  const change = useCallback(
    (changed: Partial<Draft>) =>
      setDraft((now) => {
        const next = { ...now, ...changed, at: Date.now() };
        setKept(keepDraft(who, next));
        return next;
      }),
    [who],
  );
  const onText = useCallback((text: string) => change({ text }), [change]);
  const templates = useQuery({ ...reads.ownTemplates(), staleTime: Number.POSITIVE_INFINITY });
  const asked = usePaused(draft);
  const empty = asked.text.trim() === '';
  const query = useQuery({
    ...reads.ownPreview(asked.text, asked.period),
    enabled: !empty,
    placeholderData: keepPreviousData,
  });
  const preview = empty ? undefined : query.data;
  const behind = draft.text !== asked.text || draft.period !== asked.period || query.isFetching;
  const faults = useMemo(() => {
    const lines = new Map<number, number>();
    for (const fault of preview?.faults ?? []) lines.set(fault.line, (lines.get(fault.line) ?? 0) + 1);
    return lines;
  }, [preview]);
  const download = async (form: 'docx' | 'pdf' | 'html') => {
    const file = await writes.ownReportFile({
      text: draft.text,
      period: draft.period ?? undefined,
      language: lang,
      form,
    });
    setFailure(file.ok ? null : file.failure);
    if (file.ok) save(`${titleOf(draft.text, lang) || 'report'}.${form}`, file.value);
  };
  const drafts = readDrafts(who).filter((one) => one.id !== draft.id);
  const ready = preview !== undefined && preview.report !== null && !behind;
  return (
    <div className="page own">
      <Title
        name={t('nav.ownReport')}
        end={
          <div className="actions">
            <MenuTrigger>
              <Button className="button">
                <FileText size={15} aria-hidden="true" />
                {t('own.templates')}
              </Button>
              <Popover className="popover fade" placement="bottom end">
                <Menu
                  className="chart-menu own-menu"
                  aria-label={t('own.templates')}
                  onAction={(key) => setDraft(fresh(templates.data?.find((one) => one.id === key)?.text ?? ''))}
                >
                  {[
                    ...(templates.data ?? []).map((one) => (
                      <MenuItem key={one.id} id={one.id} className="select-item" textValue={x(one.about ?? one.title)}>
                        {one.about ? x(one.about) : plain(x(one.title))}
                      </MenuItem>
                    )),
                    <MenuItem key="" id="" className="select-item">
                      {t('own.empty')}
                    </MenuItem>,
                  ]}
                </Menu>
              </Popover>
            </MenuTrigger>
            <MenuTrigger>
              <Button className="button" isDisabled={drafts.length === 0}>
                <History size={15} aria-hidden="true" />
                {t('own.drafts', { n: drafts.length })}
              </Button>
              <Popover className="popover fade" placement="bottom end">
                <Menu
                  className="chart-menu own-menu"
                  aria-label={t('own.drafts', { n: drafts.length })}
                  items={drafts}
                  onAction={(key) => {
                    const found = drafts.find((one) => one.id === key);
                    if (found) setDraft(found);
                  }}
                >
                  {(one) => (
                    <MenuItem id={one.id} className="select-item" textValue={titleOf(one.text, lang)}>
                      <span className="block">{titleOf(one.text, lang) || t('own.untitled')}</span>
                      <span className="meta block">{moment(one.at)}</span>
                    </MenuItem>
                  )}
                </Menu>
              </Popover>
            </MenuTrigger>
            <MenuTrigger>
              <Button className="button" data-primary isDisabled={!ready}>
                <Download size={15} aria-hidden="true" />
                {t('own.save')}
              </Button>
              <Popover className="popover fade" placement="bottom end">
                <Menu
                  className="chart-menu"
                  aria-label={t('own.save')}
                  onAction={(key) => void download(key as 'docx')}
                >
                  <MenuItem id="docx" className="select-item">
                    Word (.docx)
                  </MenuItem>
                  <MenuItem id="pdf" className="select-item">
                    PDF
                  </MenuItem>
                  <MenuItem id="html" className="select-item">
                    HTML
                  </MenuItem>
                </Menu>
              </Popover>
            </MenuTrigger>
          </div>
        }
      >
        {t('nav.ownReport')}
      </Title>
      <p className="lead">{t('own.lead')}</p>
      <div className="own-bar toolbar">
        <PeriodPicker today={today} value={draft.period} onChange={(period) => change({ period })} />
      </div>
      {failure && <FailureNote failure={failure} />}
      <div className="own-columns">
        <section className="own-write" aria-label={t('own.text')}>
          <div className="head-line">
            <h2>{t('own.text')}</h2>
            <span className="row">
              <InsertFigure period={draft.period} onInsert={(text) => editor.current?.insert(text)} />
              {draft.text !== '' && (
                <Button
                  className="link"
                  onPress={() => {
                    dropDraft(who, draft.id);
                    setDraft(fresh());
                  }}
                >
                  {t('own.discard')}
                </Button>
              )}
            </span>
          </div>
          <Editor text={draft.text} faults={faults} label={t('own.text')} handle={editor} onChange={onText} />
          <p className="meta" data-tone={kept ? undefined : 'over'}>
            {draft.text === '' ? '' : kept ? t('own.kept', { at: moment(draft.at) }) : t('own.notKept')}
          </p>
          <NotationHelp />
        </section>
        <section className="own-read" aria-label={t('own.preview')}>
          <div className="head-line">
            <h2>{t('own.preview')}</h2>
            <span className="meta" role="status">
              {empty
                ? ''
                : behind
                  ? t('own.counting')
                  : preview && preview.faults.length > 0
                    ? t('own.faults', { n: preview.faults.length })
                    : t('own.holds')}
            </span>
          </div>
          {empty ? (
            <>
              <p className="empty">{t('own.start')}</p>
              <ul className="card list own-start">
                {(templates.data ?? []).map((one) => (
                  <li key={one.id}>
                    <Button className="own-measure" onPress={() => setDraft(fresh(one.text))}>
                      <span className="strong">{one.about ? x(one.about) : plain(x(one.title))}</span>
                    </Button>
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <Load query={query} rows={5}>
              {(found) => <Preview found={found} behind={behind} onLine={(line) => editor.current?.goTo(line)} />}
            </Load>
          )}
        </section>
      </div>
    </div>
  );
}

function Preview({ found, behind, onLine }: { found: OwnReport; behind: boolean; onLine: (line: number) => void }) {
  const { t, x, lang } = useWords();
  const { report } = found;
  return (
    <div data-behind={behind} className="own-preview">
      {found.faults.length > 0 && (
        <div className="note" data-tone="over" role="alert">
          <CircleAlert size={18} aria-hidden="true" />
          <div>
            <p className="strong">{t('own.noNumber')}</p>
            <Lines faults={found.faults} onLine={onLine} />
          </div>
        </div>
      )}
      {found.notes.length > 0 && (
        <details className="note own-notes" data-tone="soon">
          <summary>{t('own.notes', { n: found.notes.length })}</summary>
          <Lines faults={found.notes} onLine={onLine} />
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

function Lines({ faults, onLine }: { faults: readonly Fault[]; onLine: (line: number) => void }) {
  const { t, x } = useWords();
  return (
    <ol className="own-faults">
      {keyed(faults, (f) => `${f.line} ${f.message.en}`).map(({ key, item }) => (
        <li key={key}>
          {item.line > 0 && (
            <Button className="link" onPress={() => onLine(item.line)}>
              {t('own.line', { n: item.line })}
            </Button>
          )}{' '}
          <span>{x(item.message)}</span>
        </li>
      ))}
    </ol>
  );
}
