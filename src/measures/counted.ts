/** Numbers that were counted once are kept while the data stay as they are; many figures are counted together. */
import type { Counting } from './measured.ts';
import type { Facts } from './open.ts';
import { Lacking, type Names } from './sql.ts';
import { type Frame, type Quantity, type Request, type Tally, tallyAll } from './tally.ts';

const keyOf = ({ quantities, frame }: Request): string =>
  JSON.stringify([
    quantities,
    frame.scope.id,
    frame.periods.map(({ from, to }) => [from, to]),
    frame.where ?? null,
    frame.by?.id ?? null,
  ]);

/** Counts over one state of the data. */
export interface Counted {
  readonly state: string;
  tally(names: Names, quantities: readonly Quantity[], frame: Frame): Promise<Tally>;
  /** Counts what is not there yet, all in as few scans as their families allow. */
  fill(names: Names, requests: readonly Request[]): Promise<void>;
}

const most = 20_000;

export function counted(facts: Facts, state: string): Counted {
  const known = new Map<string, Promise<Tally>>();
  const keep = (key: string, answer: Promise<Tally>): Promise<Tally> => {
    if (known.size >= most) known.clear();
    known.set(key, answer);
    // A question that failed may be asked again.
    answer.catch(() => known.delete(key));
    return answer;
  };
  return {
    state,
    tally(names, quantities, frame) {
      const request = { quantities, frame };
      const key = keyOf(request);
      return (
        known.get(key) ??
        keep(
          key,
          tallyAll(facts, names, [request]).then(([found]) => found ?? new Map()),
        )
      );
    },
    async fill(names, requests) {
      const fresh = new Map(requests.map((request) => [keyOf(request), request]));
      for (const key of known.keys()) fresh.delete(key);
      // Where the data lack something for one of them, each is asked by itself and says so.
      const answers = await tallyAll(facts, names, [...fresh.values()]).catch((error: unknown) => {
        if (error instanceof Lacking) return null;
        throw error;
      });
      if (answers === null) return;
      [...fresh.keys()].forEach((key, n) => {
        keep(key, Promise.resolve(answers[n] ?? new Map()));
      });
    },
  };
}

/** Runs the work once without counting, to learn what it asks for; counts all of that together; then runs it. */
export async function together<T>(given: Counting, store: Counted, work: (given: Counting) => Promise<T>): Promise<T> {
  const requests: Request[] = [];
  const listening: Counting = {
    ...given,
    dry: true,
    tally: async (quantities, frame) => {
      requests.push({ quantities, frame });
      return new Map();
    },
  };
  await work(listening);
  await store.fill(given.names, requests);
  return work(given);
}
