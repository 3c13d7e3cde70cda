import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BookUp } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { reads, writes } from '../api.ts';
import type { PublicationRow } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { SelectField, TextField } from './fields.tsx';
import { plain } from './own/drafts.ts';
import { FailedWrite, SmallDialog, useWrite } from './small-forms.tsx';

interface Done {
  readonly kind: 'published' | 'unchanged';
  readonly publication: PublicationRow;
}

/** Publishing the office's report for a period: for those who may speak for the office. A further time makes the next version. */
export function Publish({ period, periodText }: { period: string; periodText: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button className="button" data-small onPress={() => setOpen(true)}>
        <BookUp size={14} aria-hidden="true" />
        {t('publish.open')}
      </Button>
      {open && <PublishDialog period={period} periodText={periodText} close={() => setOpen(false)} />}
    </>
  );
}

function PublishDialog({ period, periodText, close }: { period: string; periodText: string; close: () => void }) {
  const { t, x } = useWords();
  const templates = useQuery({ ...reads.ownTemplates(), staleTime: Number.POSITIVE_INFINITY });
  const offered = (templates.data ?? []).filter((one) => one.base === null);
  const [chosen, choose] = useState<string | null>(null);
  const template = chosen ?? offered.find((one) => one.id === 'monthly')?.id ?? offered[0]?.id ?? null;
  const [why, setWhy] = useState({ zh: '', en: '' });
  const [done, setDone] = useState<Done | null>(null);
  const { busy, failure, run } = useWrite<Done>(setDone);
  const said = { zh: why.zh.trim(), en: why.en.trim() };
  return (
    <SmallDialog title={t('publish.title', { period: periodText })} close={close}>
      {done ? (
        <>
          <p role="status">
            {t(done.kind === 'published' ? 'publish.done' : 'publish.unchanged', { n: done.publication.version })}
          </p>
          <div className="actions">
            <Link to="/report" search={{ publication: done.publication.id }} className="button" data-primary>
              {t('publish.read')}
            </Link>
            <Button className="button" onPress={close}>
              {t('do.close')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p>{t('publish.text')}</p>
          {failure && <FailedWrite failure={failure} />}
          <SelectField
            label={t('own.templates')}
            value={template}
            options={offered.map((one) => ({ value: one.id, title: one.about ? x(one.about) : plain(x(one.title)) }))}
            onChange={choose}
            isRequired
          />
          <TextField
            label={t('publish.whyZh')}
            note={t('publish.whyNote')}
            lines={2}
            value={why.zh}
            onChange={(zh) => setWhy({ ...why, zh })}
            isRequired
          />
          <TextField
            label={t('publish.whyEn')}
            lines={2}
            value={why.en}
            onChange={(en) => setWhy({ ...why, en })}
            isRequired
          />
          <div className="actions">
            <Button
              className="button"
              data-primary
              isDisabled={template === null || said.zh === '' || said.en === ''}
              data-pending={busy || undefined}
              onPress={() => void run(() => writes.publish({ template: template ?? '', period, why: said }))}
            >
              {t('publish.do')}
            </Button>
            <Button className="button" onPress={close}>
              {t('do.cancel')}
            </Button>
          </div>
        </>
      )}
    </SmallDialog>
  );
}
