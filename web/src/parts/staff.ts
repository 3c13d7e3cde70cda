import { useQuery } from '@tanstack/react-query';
import { reads } from '../api.ts';
import type { Session } from '../shapes.ts';

/** Who reads, on pages that anybody may read: undefined for the public. The frame around the page asks; this only looks. */
export const useStaff = (): Session | undefined => useQuery({ ...reads.session(), enabled: false }).data;
