/** Figures come from the server: the one that runs on the folder, or one started for this command alone. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { WhichStore } from '#server/index.ts';
import { type Call, text, wrongCall } from './verb.ts';

export type Office = {
  /** The answer's body, or a wrong call with the server's words. */
  readonly get: (path: string) => Promise<Response>;
  /** The same for a question with a body. */
  readonly ask: (path: string, body: unknown) => Promise<Response>;
  readonly close: () => Promise<void>;
};

const wordsIn = (body: unknown): string => {
  const error = body !== null && typeof body === 'object' && 'error' in body ? body.error : null;
  return error !== null && typeof error === 'object' && 'en' in error ? String(error.en) : '';
};

function talk(url: string, token: string, verb: string): Pick<Office, 'get' | 'ask'> {
  const send = async (path: string, body?: unknown): Promise<Response> => {
    const authorization = `Bearer ${token}`;
    const response = await fetch(
      `${url}${path}`,
      body === undefined
        ? { headers: { authorization } }
        : {
            method: 'POST',
            headers: { authorization, 'content-type': 'application/json', origin: url },
            body: JSON.stringify(body),
          },
    );
    if (response.ok) return response;
    const said = wordsIn(await response.json().catch(() => null));
    throw wrongCall(`custos ${verb}: ${said || `${path}: ${response.status}`}`);
  };
  return { get: (path) => send(path), ask: send };
}

function storeOf(dir: string, verb: string): WhichStore {
  if (existsSync(join(dir, 'made.json'))) return { kind: 'demo', dir, fresh: false };
  if (existsSync(join(dir, 'postgres'))) return { kind: 'data', dir };
  throw wrongCall(`custos ${verb}: no office in ${dir}; start one with ./run, or name its folder with --data DIR`);
}

/** Opens the office of `--data DIR`, or of the demo. */
export async function openOffice({ values }: Call, verb: string): Promise<Office> {
  const { answeringIn, defaults, demoDir, runningIn, startServer } = await import('#server/index.ts');
  const given = text(values, 'data');
  const dir = given === undefined ? demoDir : resolve(given);
  const running = await answeringIn(dir);
  if (running) return { ...talk(running.url, running.token, verb), close: async () => {} };
  const started = await startServer({ ...defaults, store: storeOf(dir, verb), port: 0, web: null, log: 'none' });
  if (!started.ok) throw wrongCall(`custos ${verb}: ${started.words.en}`);
  const own = runningIn(dir);
  if (!own) throw new Error(`${dir}: the server left no address`);
  return { ...talk(own.url, own.token, verb), close: started.close };
}
