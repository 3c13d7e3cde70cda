import { finish, ownPack, readPack } from '../pack.ts';
import { type Call, type Exit, type Verb, wrongCall } from '../verb.ts';

async function run(call: Call): Promise<Exit> {
  if (call.words.length === 0) throw wrongCall('custos judgments: expected at least one FILE (.txt, .docx or .jsonl)');
  const { judgmentsCommand } = await import('#oversight/index.ts');
  const pack = await readPack(ownPack, 'judgments');
  return finish(call, await judgmentsCommand(call.words, { pack }), 'judgments');
}

export const judgments: Verb = {
  name: 'judgments',
  usage: ['judgments FILE… [--json]'],
  does: 'reads published judgments (.txt, .docx, .jsonl with id and text) into acts and checks them against the law',
  help: 'A text that is no criminal judgment is refused with the reason; a line that cannot be read at all is named on standard error.',
  options: {},
  run,
};
