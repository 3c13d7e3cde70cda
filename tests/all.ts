/**
 * `./test`: runs every part, shows how long each took against its budget, and ends with `N passed, N failed, N skipped`.
 * A part that breaks before its tests ran counts as one failure.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

type Counts = { passed: number; failed: number; skipped: number };
type Part = { readonly name: string; readonly budget: number; readonly run: () => Promise<Counts> };

const root = resolve(import.meta.dirname, '..');
const long = process.argv.includes('--long');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const scratch = mkdtempSync(join(tmpdir(), 'custos-test-'));

function command(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', () => done(127));
    child.on('close', (code) => done(code ?? 1));
  });
}

/** A tool that says yes or no counts as one test. */
const check =
  (program: string, ...args: string[]) =>
  async (): Promise<Counts> => {
    const code = await command(program, args);
    if (code !== 0) console.error(`FAILED: ${program} ${args.join(' ')} (exit ${code})`);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  };

/**
 * `one`: the test files of a worker share the modules they import and the law they have read, instead of reading both anew for every file. Not
 * for files that each run a server and a browser of their own.
 */
const tests =
  (sharing: 'one' | 'each', ...folders: string[]) =>
  async (): Promise<Counts> => {
    const out = join(scratch, `${folders.join('-').replaceAll('/', '_')}.json`);
    const code = await command(
      'vitest',
      [
        'run',
        ...(sharing === 'one' ? ['--no-isolate'] : []),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${out}`,
        ...folders,
      ],
      {
        ...(long ? { CUSTOS_LONG: '1' } : {}),
      },
    );
    if (!existsSync(out)) return { passed: 0, failed: 1, skipped: 0 };
    const said = JSON.parse(readFileSync(out, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
      numTodoTests: number;
      numFailedTestSuites: number;
    };
    const failed =
      said.numFailedTests > 0 ? said.numFailedTests : code === 0 ? 0 : Math.max(1, said.numFailedTestSuites);
    return { passed: said.numPassedTests, failed, skipped: said.numPendingTests + said.numTodoTests };
  };

const inTurn =
  (...steps: (() => Promise<Counts>)[]) =>
  async (): Promise<Counts> => {
    const all: Counts[] = [];
    for (const step of steps) all.push(await step());
    return sum(all);
  };

function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    {
      passed: 0,
      failed: 0,
      skipped: 0,
    },
  );
}

/** Debian's Chromium, by its package manager when run as root; otherwise one line says what to install. */
async function browserReady(): Promise<boolean> {
  const found = ['/usr/bin/chromium', process.env.CUSTOS_CHROMIUM ?? ''].some(
    (path) => path !== '' && existsSync(path),
  );
  if (found) return true;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('test: installing chromium for the browser tests (once)…');
    const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
    await command('apt-get', ['update', '-qq'], quiet);
    await command('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
    if (existsSync('/usr/bin/chromium')) return true;
  }
  console.error(
    'test: the browser tests are skipped; install Debian’s `chromium` (or set CUSTOS_CHROMIUM) to run them',
  );
  return false;
}

const figures = ['src/measures', 'src/report', 'src/nation'];
const store = ['src/ledger', 'src/access', 'src/casework', 'src/server'];
/** Every other room with tests, so that none is left out. */
const roomsBut = (...others: readonly (readonly string[])[]): string[] =>
  readdirSync(join(root, 'src'))
    .map((name) => `src/${name}`)
    .filter((room) => !others.flat().includes(room));

const parts: readonly Part[] = [
  {
    name: 'types',
    budget: 60,
    run: inTurn(
      check('biome', 'check', '--error-on-warnings', '.'),
      check('vite', 'build', 'web', '--logLevel', 'warn'),
      check('tsc', '--noEmit', '-p', '.'),
      check('tsc', '--noEmit', '-p', 'web'),
      tests('each', 'tests/walls.test.ts'),
    ),
  },
  {
    name: 'engine',
    budget: 120,
    run: tests('one', ...roomsBut(figures, store), 'tests/generality.test.ts'),
  },
  {
    name: 'figures',
    budget: 90,
    run: tests('one', ...figures),
  },
  {
    name: 'store',
    budget: 120,
    run: tests('one', ...store),
  },
  {
    name: 'browser',
    budget: 210,
    run: async () => {
      process.env.CUSTOS_BROWSER = (await browserReady()) ? '1' : '0';
      return tests('each', 'tests/browser')();
    },
  },
];

const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`test: no part "${unknown[0]}"; there are ${parts.map((part) => part.name).join(', ')}`);
  process.exit(2);
}

const results: { name: string; seconds: number; budget: number; counts: Counts }[] = [];
for (const part of parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n== ${part.name}`);
  const from = performance.now();
  const counts = await part.run();
  results.push({ name: part.name, seconds: (performance.now() - from) / 1000, budget: part.budget, counts });
}
rmSync(scratch, { recursive: true, force: true });

console.log('');
for (const { name, seconds, budget, counts } of results) {
  const over = !long && seconds > budget ? ', over its budget' : '';
  console.log(
    `${name.padEnd(8)} ${seconds.toFixed(0).padStart(4)} s of ${budget} s${over} · ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
}
const total = sum(results.map(({ counts }) => counts));
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
