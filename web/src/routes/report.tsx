import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Printer, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { reads } from '../api.ts';
import { FigureFind } from '../parts/figure-find.tsx';
import { useKeys } from '../parts/keys.tsx';
import { PublicFigureBody } from '../parts/public-figure.tsx';
import { usePublication } from '../parts/publication.ts';
import { PublicationAbout } from '../parts/publication-about.tsx';
import { Annex } from '../parts/report-annex.tsx';
import { type FigurePart, ReportText } from '../parts/report-text.tsx';
import { useStaff } from '../parts/staff.ts';
import { Empty, Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWider } from '../parts/width.ts';
import type { PublicationPage, PublicFigureHead } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/report');

/** The newest published report, or the one that the address names. */
export function ReportPage() {
  const { t } = useWords();
  const view = route.useSearch();
  const query = usePublication(view.publication, view.version);
  if (query.none)
    return (
      <div className="page">
        <Title name={t('nav.report')}>{t('nav.report')}</Title>
        <Empty>{t('pub.none')}</Empty>
      </div>
    );
  return (
    <Load
      query={query}
      rows={8}
      frame={t('nav.report')}
      absent={
        <>
          {t('state.noPublication')} <span className="mono">{view.publication}</span>
          {view.version !== undefined && ` · ${t('pub.version', { n: view.version })}`}
          <span className="block">
            <Link to="/report" search={{}}>
              {t('pub.newest')}
            </Link>
          </span>
        </>
      }
    >
      {(page) => <Reader page={page} />}
    </Load>
  );
}

/** The place in the text where a figure stands first. */
const placeOf = (figure: string) =>
  document.querySelector<HTMLElement>(`.reading [data-figure="${CSS.escape(figure)}"]`);

function Reader({ page }: { page: PublicationPage }) {
  const { t, x } = useWords();
  const view = route.useSearch();
  const go = route.useNavigate();
  const client = useQueryClient();
  const session = useStaff();
  const wide = useWider(session ? 88 : 78);
  const field = useRef<HTMLInputElement>(null);
  const close = () => {
    const place = view.figure && placeOf(view.figure);
    void go({ search: (s) => ({ ...s, figure: undefined, by: undefined }), resetScroll: false });
    if (place) place.focus({ preventScroll: true });
  };
  const step = (by: 1 | -1) => {
    const all = [...document.querySelectorAll<HTMLElement>('.reading a[data-figure]')];
    const here = all.indexOf(document.activeElement as HTMLElement);
    const from = here === -1 && view.figure ? all.findIndex((one) => one.dataset.figure === view.figure) : here;
    const next = all[Math.min(Math.max(from + by, 0), all.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  useKeys([
    { press: 'j', label: t('key.nextFigure'), run: () => step(1) },
    { press: 'k', label: t('key.previousFigure'), run: () => step(-1) },
    { press: '/', label: t('reader.find'), run: () => field.current?.focus() },
    ...(view.figure && wide ? [{ press: 'Escape', label: t('do.close'), run: close }] : []),
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for an address that names a figure
  useEffect(() => {
    if (view.figure && window.scrollY === 0 && location.hash === '')
      placeOf(view.figure)?.scrollIntoView({ block: 'center' });
  }, []);
  const numbers = new Map(page.figures.map((f, i) => [f.id, i + 1]));
  const known = (part: FigurePart) => (numbers.has(part.key) ? part.key : part.figure);
  const figure = page.figures.find((f) => f.id === view.figure);
  const versioned = { publication: page.id, version: page.version };
  const ahead = (id: string) => void client.prefetchQuery(reads.publicFigure(id, versioned));
  const shift = page.versions.some((one) => one.version > page.version);
  const contents = (
    <>
      <FigureFind
        figures={page.figures}
        open={view.figure}
        field={field}
        onOpen={(id) => placeOf(id)?.scrollIntoView({ block: 'center' })}
      />
      <Contents page={page} />
    </>
  );
  return (
    <div className="page reader published" data-wide={wide}>
      {wide ? (
        <nav className="contents" aria-label={t('reader.contents')}>
          {contents}
          <p className="contents-foot meta">{t('report.figures', { n: page.figures.length })}</p>
          <Ways publication={page.id} staff={session?.may.readFigures === true} />
        </nav>
      ) : null}
      <article className="reading">
        <Title name={x(page.title)} over={[...new Set([x(page.office), x(page.scope.title)])].join(' · ')}>
          {x(page.title)}
        </Title>
        <p className="meta reading-meta">
          {t('report.asOf', { at: x(page.asKnown) })} · {t('pub.published', { at: x(page.published) })} ·{' '}
          {t('pub.version', { n: page.version })}
          {page.madeUp && (
            <>
              {' '}
              <span className="tag">{t('pub.madeUp')}</span>
            </>
          )}{' '}
          <Button className="link screen-only reading-print" onPress={() => window.print()}>
            <Printer size={14} aria-hidden="true" /> {t('key.print')}
          </Button>
        </p>
        {shift && (
          <p className="note" data-tone="soon">
            <span>
              {t('pub.older', { n: page.version })}{' '}
              <Link to="/report" search={{ publication: page.id }}>
                {t('pub.toNewest')}
              </Link>
            </span>
          </p>
        )}
        {!wide && view.figure && !figure && <p className="note">{t('pub.noFigure', { id: view.figure })}</p>}
        {!wide && (
          <details className="contents-fold screen-only">
            <summary>
              {t('reader.contentsAnd')} <span className="meta">{t('report.figures', { n: page.figures.length })}</span>
            </summary>
            {contents}
            <Ways publication={page.id} staff={session?.may.readFigures === true} />
          </details>
        )}
        <ReportText
          sections={page.sections}
          figure={(part) => {
            const id = known(part);
            return (
              <Link
                to="/report"
                search={(s) => ({ ...s, figure: id, by: undefined })}
                resetScroll={false}
                className="figure-inline"
                data-figure={id}
                data-open={id === view.figure}
                data-word={part.show === 'word'}
                onMouseEnter={() => ahead(id)}
                onFocus={() => ahead(id)}
              >
                {part.text}
                <sup className="print-only">{numbers.get(id)}</sup>
              </Link>
            );
          }}
        />
        <Annex figures={page.figures} />
        {!wide && (
          <section className="card panel published-about">
            <PublicationAbout page={page} />
          </section>
        )}
      </article>
      {wide ? (
        <aside className="reader-side card panel figure-panel" aria-label={t(figure ? 'figure.panel' : 'pub.about')}>
          {figure ? (
            <Opened figure={figure} page={page} onClose={close} />
          ) : (
            <>
              {view.figure && <p className="note">{t('pub.noFigure', { id: view.figure })}</p>}
              <PublicationAbout page={page} />
            </>
          )}
        </aside>
      ) : (
        <Sheet isOpen={figure !== undefined} onClose={close} label={figure ? x(figure.title) : ''}>
          {figure && <Opened figure={figure} page={page} onClose={close} />}
        </Sheet>
      )}
    </div>
  );
}

/** Over the text from below on a phone, from the side on a small screen; the text keeps its place under it. */
function Sheet({
  isOpen,
  onClose,
  label,
  children,
}: {
  isOpen: boolean;
  onClose: () => void;
  label: string;
  children: ReactNode;
}) {
  return (
    <ModalOverlay
      className="overlay sheet-over fade"
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
    >
      <Modal className="sheet">
        <Dialog className="sheet-body panel" aria-label={label}>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Opened({ figure, page, onClose }: { figure: PublicFigureHead; page: PublicationPage; onClose: () => void }) {
  const { t, x } = useWords();
  const view = route.useSearch();
  const go = route.useNavigate();
  const head = useRef<HTMLHeadingElement>(null);
  const query = useQuery({
    ...reads.publicFigure(figure.id, { publication: page.id, version: page.version }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each figure opened takes the focus to its head
  useEffect(() => {
    head.current?.focus({ preventScroll: true });
    head.current?.closest('.figure-panel, .sheet')?.scrollTo({ top: 0 });
  }, [figure.id]);
  return (
    <>
      <div className="figure-head">
        <h2 ref={head} tabIndex={-1} className="meta">
          {x(figure.title)}
          {!x(figure.title).includes(figure.period.text.en) && ` · ${x(figure.period.text)}`}
        </h2>
        <Button className="icon-button" aria-label={t('do.close')} onPress={onClose}>
          <X size={18} aria-hidden="true" />
        </Button>
      </div>
      <Load query={query} rows={3}>
        {(found) => (
          <PublicFigureBody
            page={found}
            by={view.by}
            onBy={(by) => void go({ search: (s) => ({ ...s, by }), resetScroll: false })}
          />
        )}
      </Load>
    </>
  );
}

/** The sections, with the one that is being read. */
function Contents({ page }: { page: PublicationPage }) {
  const { x } = useWords();
  const [here, set] = useState<string | null>(null);
  useEffect(() => {
    const heads = page.sections.flatMap((s) => document.getElementById(s.id) ?? []);
    const look = () => {
      const above = heads.filter((head) => head.getBoundingClientRect().top < 140);
      set((above.at(-1) ?? heads[0])?.id ?? null);
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, [page]);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const link = here && list.current?.querySelector(`[href="#${CSS.escape(here)}"]`);
    const box = list.current?.closest('.contents');
    if (!link || !box) return;
    const [inner, outer] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
    if (inner.top < outer.top + 60) box.scrollBy({ top: inner.top - outer.top - 60 });
    else if (inner.bottom > outer.bottom - 40) box.scrollBy({ top: inner.bottom - outer.bottom + 40 });
  }, [here]);
  return (
    <ul ref={list}>
      {page.sections.map((s) => (
        <li key={s.id} data-level={s.level}>
          <a href={`#${s.id}`} aria-current={s.id === here ? 'location' : undefined}>
            {x(s.title)}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Ways({ publication, staff }: { publication: string; staff: boolean }) {
  const { t } = useWords();
  return (
    <p className="contents-foot meta">
      <Link to="/figures" search={{ publication }}>
        {t('pub.allFigures')}
      </Link>
      {staff && <Link to="/report/office">{t('nav.officeReport')}</Link>}
    </p>
  );
}
