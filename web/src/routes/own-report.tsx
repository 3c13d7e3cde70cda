import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { type Failure, failureIn, reads, writes } from '../api.ts';
import { save } from '../parts/chart/save.ts';
import { type Draft, dropDraft, keepDraft, periodFor, plain, readDrafts, titleOf } from '../parts/own/drafts.ts';
import { Editor, type EditorHandle } from '../parts/own/editor.tsx';
import { InsertFigure } from '../parts/own/insert.tsx';
import { DraftMenu, SaveMenu, TemplateMenu } from '../parts/own/menus.tsx';
import { NotationHelp } from '../parts/own/notation.tsx';
import { Preview } from '../parts/own/preview.tsx';
import { PeriodPicker } from '../parts/period.tsx';
import { FailureNote, Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { OwnReportTemplate } from '../shapes.ts';
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
  const begin = (template: OwnReportTemplate | null) =>
    setDraft(fresh(template?.text ?? '', periodFor(template?.base ?? null, today)));
  const drafts = readDrafts(who).filter((one) => one.id !== draft.id);
  const ready = preview !== undefined && preview.report !== null && !behind;
  if (templates.error)
    return (
      <div className="page own">
        <Title name={t('nav.ownReport')}>{t('nav.ownReport')}</Title>
        <FailureNote failure={failureIn(templates.error)} retry={() => void templates.refetch()} />
      </div>
    );
  return (
    <div className="page own">
      <Title
        name={t('nav.ownReport')}
        end={
          <div className="actions">
            <TemplateMenu templates={templates.data ?? []} onChoose={begin} />
            <DraftMenu drafts={drafts} onChoose={setDraft} />
            <SaveMenu isDisabled={!ready} onSave={(form) => void download(form)} />
          </div>
        }
      >
        {t('nav.ownReport')}
      </Title>
      <p className="lead">{t('own.lead')}</p>
      <div className="own-bar toolbar">
        <PeriodPicker key={draft.id} today={today} value={draft.period} onChange={(period) => change({ period })} />
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
                    <Button className="own-measure" onPress={() => begin(one)}>
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
