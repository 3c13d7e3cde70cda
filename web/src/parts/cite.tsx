import { Link } from '@tanstack/react-router';
import { Scale } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import type { Cite as CiteShape } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { keyed } from './keyed.ts';

const MARKS = { verified: 'cite.verified', recalled: 'cite.recalled', model: 'cite.model' } as const;

/** A citation: short on the page, full in a popover and in print. */
export function Cite({ cite, bare = false }: { cite: CiteShape; bare?: boolean }) {
  const { t, x } = useWords();
  return (
    <>
      <DialogTrigger>
        <Button className="cite" aria-label={t('cite.open', { cite: x(cite.short) })}>
          {!bare && <Scale size={13} aria-hidden="true" />}
          <span>{x(cite.short)}</span>
        </Button>
        <Popover className="popover fade" placement="bottom start">
          <Dialog className="popover-body">
            <Heading slot="title" className="popover-title">
              {x(cite.short)}
            </Heading>
            <p className="serif">{x(cite.full)}</p>
            {cite.articles && cite.articles.length > 0 && (
              <ul className="row cite-articles" aria-label={t('cite.follows')}>
                {cite.articles.map((key) => (
                  <li key={key}>
                    <Link to="/law/articles/$key" params={{ key }}>
                      {t('cite.article', { n: key.slice(key.lastIndexOf('§')) })}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
            {cite.mark && cite.mark !== 'verified' && <p className="meta">{t(MARKS[cite.mark])}</p>}
          </Dialog>
        </Popover>
      </DialogTrigger>
      <span className="print-only"> {x(cite.full)}</span>
    </>
  );
}

export function Cites({ cites, limit, bare = false }: { cites: readonly CiteShape[]; limit?: number; bare?: boolean }) {
  return (
    <>
      {keyed(cites.slice(0, limit), (c) => `${c.key} ${c.short.en}`).map(({ key, item }) => (
        <Cite key={key} cite={item} bare={bare} />
      ))}
    </>
  );
}
