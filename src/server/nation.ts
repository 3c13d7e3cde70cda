/** The demo's made-up nation: generated once beside the made-up office, its five-year report published for everybody. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dayIn } from '#access/index.ts';
import { openFactsDir, openFigures, parsePeriod } from '#measures/index.ts';
import { makeNation } from '#nation/index.ts';
import { templateOf } from '#report/index.ts';
import type { Deps } from './deps.ts';
import { publish } from './publish.ts';

const made = { scale: 0.01, seed: 1, from: 2013 } as const;
const template = 'five-year';
const years = '2018..2022';
export const nationReport = `${template}-2018-2022`;
const title = { zh: '示例国（虚构）', en: 'A made-up nation' };
const running = { zh: '示例国（虚构）', en: 'the made-up nation' };

/** Does nothing where it is published already. Takes some seconds of work, on threads of its own. */
export async function publishNation(deps: Deps, dir: string, signal: AbortSignal): Promise<void> {
  const { pack, catalogue, publications } = deps;
  if ((await publications.get(nationReport)) !== null) return;
  const out = join(dir, 'nation');
  if (!existsSync(join(out, 'keys.json'))) {
    await rm(out, { recursive: true, force: true });
    await makeNation(pack, catalogue, { ...made, out, workers: 2, signal });
  }
  const facts = await openFactsDir({ pack, catalogue, dir: out, dayOf: (at) => dayIn(pack.zone, at), load: true });
  if (!facts.ok) throw new Error(facts.error.en);
  const figures = await openFigures({ pack, catalogue, facts: facts.value });
  try {
    const text = templateOf(deps.report, template)?.text;
    const period = parsePeriod(years);
    if (!text || !period.ok) throw new Error(`law pack ${pack.id}: reports/${template}.md is missing`);
    const scope = { id: 'all', title, running };
    const published = await publish(
      {
        id: nationReport,
        template,
        text,
        scope,
        period: period.value,
        office: title,
        madeUp: true,
        why: title,
        by: null,
      },
      figures,
      publications,
      { now: deps.clock(), zone: pack.zone },
    );
    if (published.kind === 'faults')
      throw new Error(published.faults.map((fault) => `${template}.md:${fault.line}: ${fault.message.en}`).join('\n'));
  } finally {
    figures.close();
  }
}
