import { finish, ownPack, readPack } from '../pack.ts';
import { type Call, type Exit, languageIn, type Verb, wrongCall } from '../verb.ts';

async function run(call: Call): Promise<Exit> {
  if (call.words.length === 0) throw wrongCall('custos judgments: expected at least one FILE (.txt, .docx or .jsonl)');
  const { judgmentsCommand } = await import('#oversight/index.ts');
  const pack = await readPack(ownPack, 'judgments');
  const result = await judgmentsCommand(call.words, { pack, lang: languageIn(call, 'judgments') });
  if (result.status !== 2) for (const warning of result.warnings) call.warn(`custos judgments: ${warning}`);
  return finish(call, result, 'judgments');
}

export const judgments: Verb = {
  name: 'judgments',
  usage: ['judgments FILE… [--language zh|en] [--json]'],
  does: 'reads published judgments (.txt, .docx, .jsonl with id and text) into acts and checks them against the law',
  help: 'A text that is no criminal judgment is refused with the reason; a line that cannot be read at all is named on standard error.',
  options: { language: { type: 'string' } },
  run,
};
