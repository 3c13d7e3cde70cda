import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest } from './nearest.ts';
import { type Call, type Exit, isWrongCall, type Verb, wrongCall } from './verb.ts';
import { verbs } from './verbs/index.ts';

const common: NonNullable<ParseArgsConfig['options']> = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
};

export type Streams = { readonly out: (text: string) => void; readonly err: (text: string) => void };

function overview(): string {
  const width = Math.max(...verbs.map(({ name }) => name.length));
  const lines = verbs.map(({ name, does }) => `  ${name.padEnd(width)}  ${does}`);
  return [
    'Custos: the law as data, every act once, every figure from the acts.',
    '',
    'custos VERB …        custos VERB --help says the rest',
    '',
    ...lines,
    `  ${'help'.padEnd(width)}  this`,
    '',
    'Exit status: 0 done; 1 done, and the answer is “no”; 2 the call or its input is wrong; 3 it broke.',
  ].join('\n');
}

const helpOf = (verb: Verb): string =>
  [...verb.usage.map((line) => `custos ${line}`), '', verb.does, ...(verb.help ? ['', verb.help] : [])].join('\n');

async function unknownOption(verb: Verb, name: string): Promise<Error> {
  const known = [...Object.keys(verb.options), ...Object.keys(common)];
  const near = await nearest(name, known);
  const options = known.map((option) => `--${option}`).join(', ');
  return wrongCall(
    near === null
      ? `custos ${verb.name}: unknown option --${name}; expected ${options}`
      : `custos ${verb.name}: unknown option --${name}; did you mean --${near}?`,
  );
}

type Parsed = { readonly values: Call['values']; readonly words: readonly string[] };

/** A negative number behind an option is its value: the verb then says what it expects instead. */
function joined(given: readonly string[], options: NonNullable<ParseArgsConfig['options']>): string[] {
  const args: string[] = [];
  for (const arg of given) {
    const before = args.at(-1);
    const takes = before?.startsWith('--') === true && options[before.slice(2)]?.type === 'string';
    if (takes && /^-[\d.]/.test(arg)) args[args.length - 1] = `${before}=${arg}`;
    else args.push(arg);
  }
  return args;
}

async function parsed(verb: Verb, given: readonly string[]): Promise<Parsed> {
  const options = { ...common, ...verb.options };
  const args = joined(given, options);
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'option' && !Object.hasOwn(options, token.name)) {
      const long = Object.entries(options).find(([, option]) => option.short === token.name);
      if (!long) throw await unknownOption(verb, token.name);
    }
  }
  try {
    const { values, positionals } = parseArgs({ args, options, strict: true, allowPositionals: true });
    return { values, words: positionals };
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw wrongCall(`custos ${verb.name}: ${line.replace(' argument is ambiguous.', ' needs a value')}`);
  }
}

async function obey(args: readonly string[], streams: Streams): Promise<Exit> {
  const say = (text: string): void => streams.out(`${text}\n`);
  const warn = (text: string): void => streams.err(`${text}\n`);
  const [name = 'help', ...rest] = args;
  if (name === 'help' || name === '--help' || name === '-h') {
    const [about] = rest;
    const verb = verbs.find((one) => one.name === about);
    say(verb ? helpOf(verb) : overview());
    return 0;
  }
  const verb = verbs.find((one) => one.name === name);
  if (!verb) {
    const near = await nearest(name, [...verbs.map((one) => one.name), 'help']);
    const hint = near === null ? 'see custos help' : `did you mean ${near}?`;
    throw wrongCall(`custos: unknown verb “${name}”; ${hint}`);
  }
  const { values, words } = await parsed(verb, rest);
  if (values.help === true) {
    say(helpOf(verb));
    return 0;
  }
  return verb.run({ values, words, json: values.json === true, say, warn });
}

/** Runs one command. What is wrong with the call is one line on standard error. */
export async function run(args: readonly string[], streams: Streams): Promise<Exit> {
  try {
    return await obey(args, streams);
  } catch (error) {
    if (isWrongCall(error)) {
      streams.err(`${error.message}\n`);
      return 2;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    streams.err(`custos: it broke: ${stack}\n`);
    return 3;
  }
}
