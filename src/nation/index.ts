/**
 * Door of the nation: a made-up country of offices whose cases walk the law of a pack; its figures come out as published, its departures
 * from the law are planted and known.
 *
 *   makeNation(pack, catalogue, {scale, seed, out, from?, workers?, onProgress?}): Promise<Nation>   Parquet by year and province, keys.json, truth.json
 *   refusal(out): Promise<string|null>    why a folder may not become a nation, in one line; null: it may
 *   targets                               what it is calibrated to, at scale 1
 */
export { makeNation, type Nation, type NationOf, refusal, SINCE } from './make.ts';
export type { Planted } from './planted.ts';
export { type Target, targets } from './targets.ts';
