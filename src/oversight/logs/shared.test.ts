import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultOf, readAll, sharedLogs } from './testing.ts';

/** Counts of ../shared/logs/README.md. */
const LOGS = [
  ['running-example.xes', 6, 42, 8],
  ['roadtraffic100traces.xes', 100, 390, 10],
  ['receipt.xes.gz', 1434, 8577, 27],
  ['receipt.parquet', 1434, 8577, 27],
  ['reviewing.xes.gz', 100, 3730, 14],
  ['bpic2013_closed.xes.gz', 1487, 6660, 4],
  ['helpdesk.xes.gz', 4580, 21_348, 14],
] as const;

const present = existsSync(sharedLogs);
if (!present) console.warn(`skipped: ${sharedLogs} is not there`);

describe.skipIf(!present)('the real logs of ../shared/logs', () => {
  it.each(LOGS)('%s: %i traces, %i events, %i activities', async (name, traces, events, activities) => {
    const { log } = await readAll(join(sharedLogs, name));
    expect([log.counts.traces, log.counts.events, log.names.activities.size()]).toEqual([traces, events, activities]);
  });
  it('the OCEL log asks which object type is the case, and reads by each', async () => {
    const file = join(sharedLogs, 'ocel20_example.jsonocel');
    expect(await faultOf(file)).toMatch(
      /4 of them \(Invoice, Payment, Purchase Order, Purchase Requisition\), expected object_type/,
    );
    const { events, cases } = await readAll(file, { objectType: 'Purchase Order' });
    expect(cases).toHaveLength(2);
    expect(events.length).toBeGreaterThan(0);
  });
  it('the same log as XES and as Parquet tells the same, but for the offsets that the Parquet has lost', async () => {
    const xes = await readAll(join(sharedLogs, 'receipt.xes.gz'));
    const parquet = await readAll(join(sharedLogs, 'receipt.parquet'));
    const byCase = (read: typeof xes): Map<string, string> => {
      const found = new Map<string, string>();
      for (const { case: id, activity } of read.events) found.set(id, `${found.get(id) ?? ''}|${activity}`);
      return found;
    };
    expect(byCase(parquet)).toEqual(byCase(xes));
  });
});
