import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Input, Label, Popover, SearchField } from 'react-aria-components';
import { reads } from '../../api.ts';
import { useWords } from '../../words.tsx';
import { Load } from '../states.tsx';

/** Looks a measure up by its words and writes its name into the text. */
export function InsertFigure({ period, onInsert }: { period: string | null; onInsert: (text: string) => void }) {
  const { t, x } = useWords();
  const [wanted, want] = useState('');
  const [open, setOpen] = useState(false);
  const query = useQuery({ ...reads.measures({ period: period ?? undefined }), enabled: open, staleTime: 300_000 });
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className="button" data-small>
        {t('own.insert')}
      </Button>
      <Popover className="popover fade own-insert" placement="bottom start">
        <Dialog className="popover-body">
          {({ close }) => (
            <>
              <Heading slot="title" className="popover-title">
                {t('own.insert')}
              </Heading>
              <SearchField value={wanted} onChange={want} autoFocus>
                <Label className="sr">{t('reader.find')}</Label>
                <Input className="input" placeholder={t('reader.find')} />
              </SearchField>
              <Load query={query} rows={3}>
                {(measures) => {
                  const words = wanted.trim().toLowerCase();
                  const found = measures.filter((m) =>
                    `${m.title.zh}\n${m.title.en}\n${m.id}`.toLowerCase().includes(words),
                  );
                  return (
                    <ul className="own-measures">
                      {found.slice(0, 40).map((m) => (
                        <li key={m.id}>
                          <Button
                            className="own-measure"
                            onPress={() => {
                              close();
                              onInsert(`{figure:${m.id}}`);
                            }}
                          >
                            <span>{x(m.title)}</span>
                            <span className="mono">{m.id}</span>
                          </Button>
                        </li>
                      ))}
                      {found.length === 0 && <li className="meta">{t('search.none')}</li>}
                    </ul>
                  );
                }}
              </Load>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
