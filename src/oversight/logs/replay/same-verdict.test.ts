import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Compiled, compile, replayColumns } from '#engine/index.ts';
import { noMapping } from '../mapping.ts';
import { openLog } from '../open.ts';
import { sharedLogs } from '../testing.ts';
import { createActTable, createValueTable, fieldsOf } from './acts.ts';
import { engineColumns, noSums } from './engine-columns.ts';
import { createKnown, withKnown } from './known.ts';
import { chooseProcedure } from './procedure.ts';

const root = resolve(import.meta.dirname, '../../../..');
const present = existsSync(sharedLogs);
if (!present) console.warn(`skipped: ${sharedLogs} is not there`);

describe.skipIf(!present)('real logs by the columns and by the readable path', () => {
  it.each([
    ['roadtraffic100traces.xes', 'examples/replay/road-traffic.yaml', 20],
    ['roadtraffic100traces.xes', '../shared/logs/models/road-traffic.dcrjs.xml', 0],
    ['receipt.xes.gz', 'src/oversight/logs/replay/receipt.test.yaml', 2],
  ])('%s over %s', async (name, model, least) => {
    const { law, world } = chooseProcedure(join(root, model), () => {
      throw new Error('no pack is asked for');
    });
    const fields = fieldsOf(law.procedure);
    const options = withKnown(noMapping, world.calendar.zone, [...fields.keys()]);
    const log = await openLog(join(sharedLogs, name), options);
    const known = createKnown(name, options, log.names);
    const acts = createActTable(law, noMapping, log.names.activities, { log: name, map: 'mapping' });
    const values = new Map(
      [...fields].map(([field, type], nr) => [field, createValueTable(type, log.names.values[nr]!, world.calendar)]),
    );
    const sums = noSums();
    const compiled: Compiled = compile(law.procedure, world);
    let found = 0;
    for await (const batch of log.batches()) {
      const columns = engineColumns(
        batch,
        { procedure: law.procedure, acts, values, subject: log.names.subjects.text, known },
        sums,
      );
      const until = log.counts.latest ?? 0;
      const keys = (live: boolean): readonly string[] => {
        const met: string[] = [];
        const { liveCases, ...verdict } = replayColumns(compiled, columns, {
          until,
          live,
          onViolation: (one) => met.push(`${one.case} ${one.key}`),
        });
        expect(liveCases).toBe(live ? batch.cases : 0);
        return [JSON.stringify(verdict), ...met.sort()];
      };
      const columnar = keys(false);
      expect(columnar).toEqual(keys(true));
      found += columnar.length - 1;
    }
    expect(found).toBeGreaterThanOrEqual(least);
  });
});
