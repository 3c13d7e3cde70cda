import type { Publication, PublicationChange } from '../publication.ts';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What a newer count says otherwise than the version before, figure by figure; empty: nothing. */
export function changesBetween(
  before: Publication,
  after: Pick<Publication, 'figures' | 'version' | 'publishedAt' | 'sections'>,
  why: Words,
): readonly PublicationChange[] {
  const { version, publishedAt: at } = after;
  const earlier = new Map(before.figures.map((figure) => [figure.id, figure]));
  const later = new Set(after.figures.map((figure) => figure.id));
  const moved = after.figures.flatMap((figure): PublicationChange[] => {
    const old = earlier.get(figure.id);
    if (!old) return [{ version, at, figure: figure.id, from: null, to: figure.display, why }];
    if (JSON.stringify(content(old)) === JSON.stringify(content(figure))) return [];
    return [{ version, at, figure: figure.id, from: old.display, to: figure.display, why }];
  });
  const gone = before.figures.flatMap((figure): PublicationChange[] =>
    later.has(figure.id) ? [] : [{ version, at, figure: figure.id, from: figure.display, to: null, why }],
  );
  const text: PublicationChange[] =
    moved.length + gone.length === 0 && JSON.stringify(before.sections) !== JSON.stringify(after.sections)
      ? [{ version, at, figure: null, from: null, to: null, why }]
      : [];
  return [...moved, ...gone, ...text];
}

/** What a reader sees of a figure: its numbers and what they mean, not when they were counted. */
const content = ({ asKnownAt: _, ...rest }: Publication['figures'][number]) => rest;
