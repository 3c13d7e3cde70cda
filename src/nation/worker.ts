import { parentPort, workerData } from 'node:worker_threads';
import { loadPack } from '#law/index.ts';
import { loadCatalogue } from '#measures/index.ts';
import { groundOf, makeNumber, type NationOf } from './make.ts';
import { parquetWriter } from './parquet.ts';

/** One thread of a nation: takes numbers of blocks until it gets none. */
const { dir, of } = workerData as { readonly dir: string; readonly of: NationOf };
const pack = loadPack(dir);
if (!pack.ok) throw new Error(`the pack in ${dir} cannot be read`);
const catalogue = loadCatalogue(pack.value);
if (!catalogue.ok) throw new Error(catalogue.error.en);
const ground = groundOf(pack.value, catalogue.value, of.scale, of.seed, of.from);
const writer = await parquetWriter();
parentPort!.on('message', async (number: number | null) => {
  if (number === null) {
    writer.close();
    parentPort!.close();
    return;
  }
  try {
    parentPort!.postMessage({ made: await makeNumber(ground, number, of, writer) });
  } catch (error) {
    parentPort!.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
parentPort!.postMessage({ ready: true });
