import { Link } from '@tanstack/react-router';
import { PackageOpen } from 'lucide-react';
import { useState } from 'react';
import { Button, DropZone, type FileDropItem, FileTrigger } from 'react-aria-components';
import { writes } from '../api.ts';
import { FailedWrite, useWrite } from '../parts/small-forms.tsx';
import { Title } from '../parts/title.tsx';
import type { PackageResult } from '../shapes.ts';
import { useWords } from '../words.tsx';

/** A transfer package from the police: taken whole, or refused with one line a fault. */
export function ImportPage() {
  const { t, x } = useWords();
  const [name, setName] = useState<string | null>(null);
  const [result, setResult] = useState<PackageResult | null>(null);
  const { busy, failure, run } = useWrite<PackageResult>(setResult);
  const take = (file: File | undefined) => {
    if (!file) return;
    setName(file.name);
    setResult(null);
    void run(() => writes.importPackage(file));
  };
  const errors = failure?.kind === 'package' ? failure.errors : null;
  return (
    <div className="page narrow">
      <Title name={t('import.title')} over={<Link to="/cases">{t('nav.cases')}</Link>}>
        {t('import.title')}
      </Title>
      <p className="lead">
        {t('import.lead')} <a href="/api/packages/schema">{t('import.schema')}</a>
      </p>
      <DropZone
        className="drop"
        aria-label={t('import.drop')}
        onDrop={(event) => {
          const item = event.items.find((i): i is FileDropItem => i.kind === 'file');
          if (item) void item.getFile().then(take);
        }}
      >
        <PackageOpen size={28} aria-hidden="true" />
        <p>{t('import.drop')}</p>
        <FileTrigger acceptedFileTypes={['.zip', 'application/zip']} onSelect={(files) => take(files?.[0])}>
          <Button className="button" data-primary data-pending={busy || undefined}>
            {t('import.choose')}
          </Button>
        </FileTrigger>
        {name && <p className="meta">{name}</p>}
      </DropZone>
      <div aria-live="polite" className="after-drop">
        {busy && <p className="meta">{t('import.reading')}</p>}
        {errors && (
          <div className="note" data-tone="over">
            <div>
              <h2>{t('import.faults', { n: errors.length })}</h2>
              <ul className="faults">
                {errors.map((e) => (
                  <li key={`${e.where} ${e.text.en}`}>
                    <span className="mono">{e.where}</span> {x(e.text)}
                  </li>
                ))}
              </ul>
              <p className="meta">{t('import.nothing')}</p>
            </div>
          </div>
        )}
        {failure && !errors && <FailedWrite failure={failure} />}
        {result && (
          <div className="note" data-tone="ok">
            <div>
              <h2>{t('import.done', { number: result.number })}</h2>
              <p>{t('import.counts', { parties: result.parties, documents: result.documents })}</p>
              <ul>
                {result.proceedings.map((p) => (
                  <li key={p.id}>
                    <Link to="/proceedings/$id" params={{ id: p.id }}>
                      {x(p.title)}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
