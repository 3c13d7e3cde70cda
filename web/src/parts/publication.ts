import { useQuery } from '@tanstack/react-query';
import { reads } from '../api.ts';
import type { PublicationPage } from '../shapes.ts';

interface Found {
  readonly data: PublicationPage | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
  /** Nothing is published yet. */
  readonly none: boolean;
}

/** A publication, without a name the newest. While there is none it is asked for again: the first one is counted at the start. */
export function usePublication(name?: string, version?: number): Found {
  const list = useQuery({
    ...reads.publications(),
    refetchInterval: (query) => (query.state.data?.length === 0 ? 15_000 : false),
  });
  const newest = list.data?.toSorted((a, b) => b.publishedAt - a.publishedAt)[0];
  const id = name ?? newest?.id;
  const one = useQuery({
    ...reads.publication(id ?? '', version),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const none = list.data?.length === 0 && name === undefined;
  if (id === undefined) return { data: undefined, error: list.error, refetch: list.refetch, none };
  return { data: one.data, error: one.error, refetch: one.refetch, none };
}
