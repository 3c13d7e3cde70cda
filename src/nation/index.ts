/**
 * Door of nation: a made-up nation in Parquet, made by walking the law itself, sized by the published figures.
 *
 *   makeNation(pack, catalogue, {scale, seed, out, workers?, signal?}): Promise<Nation>
 *   refusal(out): Promise<string | null>      why a folder may not become a nation
 */
export { FROM, makeNation, type Nation, type NationOf, refusal, TO } from './make.ts';
