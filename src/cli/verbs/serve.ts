import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Server, WhichStore } from '#server/index.ts';
import { type Call, type Exit, flag, text, type Values, type Verb, wrongCall } from '../verb.ts';

function portIn(values: Values): number | undefined {
  const given = text(values, 'port');
  if (given === undefined) return undefined;
  const port = Number(given);
  if (!/^\d+$/.test(given) || port > 65_535)
    throw wrongCall(`custos serve: --port ${given}: expected a number from 0 to 65535`);
  return port;
}

function storeIn(values: Values, folders: { readonly demo: string; readonly other: string }): WhichStore {
  const data = text(values, 'data');
  const url = text(values, 'database');
  const demo = flag(values, 'demo');
  if (demo && (data !== undefined || url !== undefined)) {
    throw wrongCall('custos serve: --demo goes with neither --data nor --database');
  }
  if (flag(values, 'fresh') && !demo) throw wrongCall('custos serve: --fresh goes with --demo only');
  if (demo) return { kind: 'demo', dir: folders.demo, fresh: flag(values, 'fresh') };
  if (url !== undefined) {
    if (!/^postgres(ql)?:\/\//.test(url)) {
      throw wrongCall('custos serve: --database: expected postgres://user:password@host:port/database');
    }
    return { kind: 'database', url, dir: data === undefined ? folders.other : resolve(data) };
  }
  if (data === undefined) throw wrongCall('custos serve: expected --demo, --data DIR or --database URL');
  return { kind: 'data', dir: resolve(data) };
}

function publicUrlIn(values: Values): string | null {
  const given = text(values, 'public-url');
  if (given === undefined) return null;
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    throw wrongCall(`custos serve: --public-url ${given}: expected an address such as https://custos.example.org`);
  }
  return new URL(given).origin;
}

const loopback = /^(127\.|localhost$|::1$)/;

function tell(server: Server, exposed: boolean, say: (line: string) => void): void {
  say(`Custos  ${server.url}`);
  say(`        ${server.store.zh}`);
  say(`        ${server.store.en}`);
  for (const note of server.notes) say(`        ${note.zh} / ${note.en}`);
  if (exposed) {
    say('        注意：可从其他机器访问，但不是 https；密码和案件内容将明文传输');
    say('        Take care: reachable from other machines without https; passwords and cases travel in the clear');
  }
  if (server.firstAdministrator) {
    const { email, password } = server.firstAdministrator;
    say('');
    say('首次启动：管理员账户如下，仅显示一次；首次登录须改为自己的密码');
    say(
      'First start: the administrator’s account, shown only once; the first sign-in asks for a password of one’s own',
    );
    say(`        ${email}  ${password}`);
  }
  if (server.demo) {
    const [first] = server.demo.accounts;
    say('');
    say(
      `演示数据（${server.demo.madeOn} 生成；--fresh 重新生成）/ made-up office of ${server.demo.madeOn}; --fresh makes it anew`,
    );
    say(`密码 / password: ${first?.password ?? ''}`);
    for (const { email, name, role } of server.demo.accounts) {
      say(`  ${email.padEnd(34)} ${role.zh} ${name.zh} / ${role.en}`);
    }
  }
  say('');
  say('Ctrl-C 停止 / Ctrl-C stops it');
}

/** Resolves when somebody asks the process to stop. A second time it ends at once. */
function asked(): Promise<void> {
  return new Promise((stop) => {
    let once = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (once) process.exit(130);
        once = true;
        stop();
      });
    }
  });
}

async function run({ values, words, json, say, warn }: Call): Promise<Exit> {
  if (words.length > 0) throw wrongCall(`custos serve: unexpected “${words.join(' ')}”`);
  const publicUrl = publicUrlIn(values);
  const port = portIn(values);
  const { defaultDir, defaults, demoDir, startServer, webDir } = await import('#server/index.ts');
  const host = text(values, 'host') ?? defaults.host;
  const store = storeIn(values, { demo: demoDir, other: defaultDir });
  const stop = asked();
  const server = await startServer({
    ...defaults,
    store,
    port: port ?? defaults.port,
    host,
    publicUrl,
    clientFrom: text(values, 'client-header') ?? null,
    web: existsSync(webDir) ? webDir : null,
    log: flag(values, 'log') ? 'lines' : 'none',
  });
  if (!server.ok) {
    const { zh, en } = server.words;
    warn(`custos serve: ${en === zh ? en : `${en} / ${zh}`}`);
    return server.status;
  }
  const { url, store: kept, demo, firstAdministrator } = server;
  if (json) say(JSON.stringify({ url, store: kept, demo, firstAdministrator }));
  else tell(server, !loopback.test(host) && !publicUrl?.startsWith('https:'), say);
  void server.warm();
  await stop;
  await server.close();
  if (!json) say('已停止 / stopped');
  return 0;
}

export const serve: Verb = {
  name: 'serve',
  usage: [
    'serve --demo [--fresh] [--port N]',
    'serve --data DIR [--port N]',
    'serve --database URL [--data DIR] [--port N]',
  ],
  does: 'runs the server: a demo, on a PostgreSQL of its own in DIR, or on yours',
  help: [
    '--demo             a made-up office on PGlite in .custos/demo, kept from one start to the next',
    '--fresh            makes the made-up office anew, with dates of today',
    '--data DIR         a PostgreSQL of its own in DIR; with --database the folder for secret and office.yaml',
    '--database URL     postgres://user:password@host:port/database',
    '--port N           4810 without it; 0 takes any free one',
    '--host ADDRESS     127.0.0.1 without it: only this machine. Others only behind https',
    '--public-url URL   the address that people use, when a proxy stands in between',
    '--client-header H  the header in which that proxy names the client',
    '--log              one JSON line a request on standard error, without personal data',
  ].join('\n'),
  options: {
    demo: { type: 'boolean' },
    fresh: { type: 'boolean' },
    data: { type: 'string' },
    database: { type: 'string' },
    port: { type: 'string', short: 'p' },
    host: { type: 'string' },
    'public-url': { type: 'string' },
    'client-header': { type: 'string' },
    log: { type: 'boolean' },
  },
  run,
};
