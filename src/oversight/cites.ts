import { type LawPack, type Mark, parseCite } from '#law/index.ts';
import type { Cite } from './schemas.ts';

/** A citation of the law file as pages show it, one entry a law; `marks` of the rule that cites it. */
export function citesOf(pack: LawPack, cite: string, marks: readonly Mark[] = []): Cite[] {
  return parseCite(pack.laws, cite).map((part) => {
    const recalled = part.mark === 'recalled' || marks.includes('recalled');
    const mark = part.mark === 'model' ? 'model' : recalled ? 'recalled' : undefined;
    return { short: part.short, full: part.full, key: cite, ...(mark === undefined ? {} : { mark }) };
  });
}
