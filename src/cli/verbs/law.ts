import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { nearest } from '../nearest.ts';
import { finish, ownPack, readPack } from '../pack.ts';
import { type Call, type Exit, languageIn, text, type Verb, wrongCall } from '../verb.ts';

const parts = ['check', 'show', 'try'] as const;

function packIn(call: Call): string {
  const given = text(call.values, 'pack');
  return given === undefined ? ownPack : folder(given);
}

function folder(given: string): string {
  if (!existsSync(resolve(given))) throw wrongCall(`custos law: ${given}: no such folder; expected a law pack`);
  return resolve(given);
}

async function run(call: Call): Promise<Exit> {
  const [part = '', ...rest] = call.words;
  const { lawCheck, lawShow, lawTry } = await import('#law/index.ts');
  if (part === 'check') {
    if (rest.length > 1)
      throw wrongCall(`custos law check: unexpected “${rest.slice(1).join(' ')}”; expected one PACK`);
    return finish(call, lawCheck(rest[0] === undefined ? packIn(call) : folder(rest[0])));
  }
  if (part === 'show') {
    const [id, ...more] = rest;
    if (id === undefined || more.length > 0) throw wrongCall('custos law show: expected one procedure ID');
    const pack = await readPack(packIn(call), 'law show');
    return finish(
      call,
      lawShow(pack, id, { on: text(call.values, 'on'), lang: languageIn(call, 'law show') }),
      'law show',
    );
  }
  if (part === 'try') {
    if (rest.length === 0) throw wrongCall('custos law try: expected at least one FILE with scenarios');
    return finish(call, lawTry(await readPack(packIn(call), 'law try'), rest), 'law try');
  }
  const near = nearest(part, parts);
  const hint = near === null ? `expected ${parts.join(', ')}` : `did you mean ${near}?`;
  throw wrongCall(part === '' ? `custos law: ${hint}` : `custos law: unknown “${part}”; ${hint}`);
}

export const law: Verb = {
  name: 'law',
  usage: ['law check [PACK] [--json]', 'law show ID [--on DATE] [--language zh|en] [--json]', 'law try FILE… [--json]'],
  does: 'checks the law pack, shows a procedure as text, runs scenarios over it',
  help: [
    'check          loads a pack and runs the static checks; status 1 if it has errors',
    'show ID        acts, rules, clocks, citations and doubts of a procedure, as criminal.arrest-review',
    '  --on DATE    the version in force on that day',
    'try FILE…      runs scenarios; status 1 if an expectation fails',
    '--pack DIR     another pack than law/cn',
  ].join('\n'),
  options: { on: { type: 'string' }, language: { type: 'string' }, pack: { type: 'string' } },
  run,
};
