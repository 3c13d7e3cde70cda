import type { Columns } from '../compiled/columns.ts';
import type { Procedure } from '../types.ts';

/** A repeatable stream of numbers in [0, 1) (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The usual way of a case through the benchmark's procedure, with days between; `after`, `not`: only where that was done, or was not. */
const WAY: readonly (readonly [act: string, days: number, chance: number, after?: string, not?: string])[] = [
  ['receive', 0, 1],
  ['register', 0.5, 1],
  ['notify-rights', 1, 0.99],
  ['assign', 0.8, 1],
  ['question', 0.6, 0.99],
  ['read-file', 2, 1],
  ['ask-report', 1, 0.4],
  ['report', 6, 0.98, 'ask-report'],
  ['propose', 3, 1],
  ['hear-counsel', 2, 0.98],
  ['discuss', 1, 0.3],
  ['approve', 2, 0.72],
  ['refuse', 1, 0.97, 'propose', 'approve'],
  ['deliver', 1, 0.99],
  ['object', 4, 0.15],
  ['answer-objection', 3, 0.97, 'object'],
  ['publish', 11, 0.96, 'approve'],
  ['inspect', 5, 0.1],
  ['correct', 4, 0.95, 'inspect'],
  ['archive', 40, 0.95],
];
const DAY_S = 86_400;
const START_S = 1_577_836_800;

/**
 * A made-up log in columns: cases begin over four years, most follow the usual way, some swap two acts (1 in 100 steps) or wait far
 * too long (2 in 100). The same seed gives the same log.
 */
export function benchLog(procedure: Procedure, events: number, seed = 1): Columns {
  const codes = new Map(procedure.acts.map(({ id }, code) => [id, code]));
  const random = numbers(seed);
  const act = new Uint8Array(events);
  const time = new Uint32Array(events);
  const offsets: number[] = [0];
  let at = 0;
  while (at < events) {
    let now = START_S + Math.floor(random() * 4 * 365 * DAY_S);
    const start = at;
    const done = new Set<string>();
    for (const [id, days, chance, after, not] of WAY) {
      if (at >= events) break;
      if (random() > chance) continue;
      if ((after !== undefined && !done.has(after)) || (not !== undefined && done.has(not))) continue;
      done.add(id);
      const wait = random() < 0.02 ? 8 : 0.9 + random() * 0.25;
      now += Math.floor(days * wait * DAY_S);
      act[at] = codes.get(id)!;
      time[at] = now;
      if (at > start + 1 && random() < 0.01) {
        const before = act[at - 1]!;
        act[at - 1] = act[at]!;
        act[at] = before;
      }
      at += 1;
    }
    offsets.push(at);
  }
  return { act, time, caseOffsets: Uint32Array.from(offsets) };
}

/** The latest moment of a log, ms UTC. */
export function endOfColumns({ time }: Columns): number {
  let end = 0;
  for (const at of time) if (at > end) end = at;
  return time instanceof Uint32Array ? end * 1000 : end;
}
