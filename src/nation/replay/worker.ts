import { parentPort, workerData } from 'node:worker_threads';
import { loadPack } from '#law/index.ts';
import type { NationKeys } from '#measures/index.ts';
import type { WorkerSaid } from './nation.ts';
import { type PlaceAsked, placeWork } from './place.ts';
import { isNationFault } from './read.ts';

/** One thread of the replay over a nation: takes places until it gets none. */
const {
  pack: packDir,
  keys,
  dir,
} = workerData as { readonly pack: string; readonly keys: NationKeys; readonly dir: string };
const pack = loadPack(packDir);
if (!pack.ok) throw new Error(`the pack in ${packDir} cannot be read`);
const work = await placeWork(pack.value, keys, dir);
parentPort!.on('message', async (asked: PlaceAsked | null) => {
  if (asked === null) {
    work.close();
    parentPort!.close();
    return;
  }
  try {
    parentPort!.postMessage({ done: await work.perform(asked) } satisfies WorkerSaid);
  } catch (error) {
    parentPort!.postMessage({
      error: error instanceof Error ? error.message : String(error),
      isFault: isNationFault(error),
    } satisfies WorkerSaid);
  }
});
parentPort!.postMessage({ ready: true } satisfies WorkerSaid);
