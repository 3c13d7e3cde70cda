import { useQuery } from '@tanstack/react-query';
import { reads } from '../api.ts';

/** The search part of addresses within a pack: nothing for the one that the office works by. */
export function usePack(id: string): { pack?: string } {
  const query = useQuery({ ...reads.laws(), staleTime: Number.POSITIVE_INFINITY });
  const own = query.data?.find((row) => row.own)?.id ?? id;
  return id === own ? {} : { pack: id };
}
