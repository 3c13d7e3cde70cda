import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { reads } from '../api.ts';
import type { ProceedingPage } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { ProcedureMap } from './procedure-map.tsx';
import { Load } from './states.tsx';

/** The open part of the procedure for one subject; folded at first on small screens. */
export function CaseMap({
  page,
  onOpen,
}: {
  page: ProceedingPage;
  onOpen: (act: string, subject: string | null) => void;
}) {
  const { t } = useWords();
  const subjects = page.parties.filter(
    (p) => page.may.concat().some((m) => m.subject?.id === p.id) || page.mayNot.some((m) => m.subject?.id === p.id),
  );
  const [subject, setSubject] = useState<string | undefined>(subjects[0]?.id);
  const [open, setOpen] = useState(() => window.matchMedia('(width >= 60rem)').matches);
  const map = useQuery({ ...reads.map(page.id, { subject }), placeholderData: (old) => old });
  const name = subjects.find((s) => s.id === subject)?.name;
  return (
    <details className="card case-map" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        <h2>{name ? t('map.of', { name }) : t('map.title')}</h2>
      </summary>
      <div className="row">
        {subjects
          .filter((s) => s.id !== subject)
          .slice(0, 6)
          .map((s) => (
            <Button key={s.id} className="link" onPress={() => setSubject(s.id)}>
              {t('map.show', { name: s.name })}
            </Button>
          ))}
      </div>
      <Load query={map} rows={3}>
        {(shape) => (
          <>
            <ProcedureMap key={shape.subject} map={shape} onOpen={(node) => onOpen(node.act, subject ?? null)} />
            <p className="meta">
              {shape.folded > 0 && t('map.folded', { n: shape.folded })}{' '}
              <Link to="/law/$id/map" params={{ id: page.procedure.id }}>
                {t('map.whole')}
              </Link>
            </p>
          </>
        )}
      </Load>
    </details>
  );
}
