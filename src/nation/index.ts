/**
 * Door of the nation: a made-up country of offices whose cases walk the law of a pack; its figures come out as published, its departures
 * from the law are planted and known.
 *
 *   makeNation(pack, catalogue, {scale, seed, out, from?, workers?, onProgress?}): Promise<Nation>   Parquet by year and province, keys.json, truth.json
 *   refusal(out): Promise<string|null>    why a folder may not become a nation, in one line; null: it may
 *   replayNation({pack, catalogue, dir, procedures?, until?, departures?, workers?, onVerdict}): Promise<NationReplay>
 *                                         replays the files over the law and holds what departs against truth.json
 *   caseOfNation({pack, catalogue, dir, case}): Promise<{until, proceedings}>   the acts of one case, as the engine takes them
 *   targets                               what it is calibrated to, at scale 1
 */
export { makeNation, type Nation, type NationOf, refusal, SINCE } from './make.ts';
export type { Planted } from './planted.ts';
export { caseOfNation, type NationReplay, type NationReplayOf, replayNation } from './replay/nation.ts';
export { isNationFault } from './replay/read.ts';
export type { NationDeparture, ProcedureVerdict, ProceedingActs } from './replay/run.ts';
export type { Compared } from './replay/truth.ts';
export { type Target, targets } from './targets.ts';
