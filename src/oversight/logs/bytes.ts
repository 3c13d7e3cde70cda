import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { logFault, shown } from './fault.ts';

/** A .gz that grows beyond this and beyond the ratio below is refused; real logs expand 10- to 60-fold. */
const BOMB_FROM = 256 * 2 ** 20;
const BOMB_RATIO = 400;
const CHUNK = 1 << 20;
const SAMPLE = 1 << 16;

/** The first bytes of a file, unpacked where it is a .gz. */
export interface Opening {
  readonly size: number;
  readonly gzip: boolean;
  readonly head: Buffer;
}

export async function openingOf(file: string): Promise<Opening> {
  const found = await stat(file).catch(() => null);
  if (found === null) throw logFault(file, null, 'not there', 'an event log');
  if (!found.isFile()) throw logFault(file, null, 'a folder', 'an event log');
  if (found.size === 0) throw logFault(file, null, 'an empty file', 'an event log');
  const handle = await open(file).catch((error: unknown) => {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw logFault(file, null, `cannot be read (${why})`, 'a readable file');
  });
  const raw = Buffer.alloc(Math.min(SAMPLE, found.size));
  try {
    await handle.read(raw, 0, raw.length, 0);
  } finally {
    await handle.close();
  }
  const gzip = raw[0] === 0x1f && raw[1] === 0x8b;
  if (!gzip) return { size: found.size, gzip, head: raw };
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpacked(file, found.size)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= SAMPLE) break;
  }
  return { size: found.size, gzip, head: Buffer.concat(chunks).subarray(0, SAMPLE) };
}

const ZLIB: Readonly<Record<string, string>> = {
  Z_BUF_ERROR: 'the .gz is truncated: it ends in the middle',
  Z_DATA_ERROR: 'the .gz is damaged',
};

async function* unpacked(file: string, size: number): AsyncGenerator<Buffer> {
  const input = createReadStream(file, { highWaterMark: 1 << 18 });
  const gunzip = createGunzip({ chunkSize: CHUNK });
  input.on('error', (error) => gunzip.destroy(error));
  input.pipe(gunzip);
  let out = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      out += chunk.length;
      if (out > BOMB_FROM && out > size * BOMB_RATIO)
        throw logFault(file, null, `the .gz expands more than ${BOMB_RATIO}-fold, refused as a bomb`, 'an event log');
      yield chunk;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const what = ZLIB[code];
    if (what === undefined) throw error;
    throw logFault(file, `after ${out} unpacked bytes`, `${what}; nothing of it is used`, 'a whole .gz');
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

async function* plain(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file);
  try {
    let buffers: readonly [Buffer, Buffer] = [Buffer.allocUnsafe(CHUNK), Buffer.allocUnsafe(CHUNK)];
    let pending = handle.read(buffers[0], 0, CHUNK, null);
    for (;;) {
      const { bytesRead } = await pending;
      if (bytesRead === 0) return;
      pending = handle.read(buffers[1], 0, CHUNK, null);
      yield buffers[0].subarray(0, bytesRead);
      buffers = [buffers[1], buffers[0]];
    }
  } finally {
    await handle.close();
  }
}

/** How the bytes of a text are to be read; `guessed`: nothing in the file says so. */
export interface Encoding {
  readonly label: string;
  readonly skip: number;
  readonly guessed: boolean;
}

/** By the mark at the start, else by the file's own word (XML), else UTF-8 if it is valid, else GB18030. */
export function encodingOf(file: string, head: Buffer, wanted?: string): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { label: 'utf-8', skip: 3, guessed: false };
  if (head[0] === 0xff && head[1] === 0xfe) return { label: 'utf-16le', skip: 2, guessed: false };
  if (head[0] === 0xfe && head[1] === 0xff) return { label: 'utf-16be', skip: 2, guessed: false };
  if (wanted !== undefined) return { label: new TextDecoder(wanted).encoding, skip: 0, guessed: false };
  const declared = /^<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(head.toString('latin1', 0, 200))?.[1];
  if (declared !== undefined) {
    try {
      return { label: new TextDecoder(declared).encoding, skip: 0, guessed: false };
    } catch {
      throw logFault(file, 'encoding', `the file says ${shown(declared)}`, 'an encoding such as UTF-8');
    }
  }
  if (head[1] === 0 && head[3] === 0) return { label: 'utf-16le', skip: 0, guessed: true };
  if (isValid('utf-8', head)) return { label: 'utf-8', skip: 0, guessed: false };
  if (isValid('gb18030', head)) return { label: 'gb18030', skip: 0, guessed: true };
  throw logFault(file, null, 'neither UTF-8 nor GB18030', 'encoding: in the mapping file, such as windows-1252');
}

/** The end of the sample may cut a character. */
function isValid(label: string, head: Buffer): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * The text of a file as UTF-8, chunk by chunk; a chunk is only good until the next one is asked for. A truncated or damaged .gz, and one
 * that is a bomb, throws.
 */
export async function* textOf(file: string, { size, gzip }: Opening, encoding: Encoding): AsyncGenerator<Buffer> {
  const chunks = gzip ? unpacked(file, size) : plain(file);
  if (encoding.label === 'utf-8') {
    let first = true;
    for await (const chunk of chunks) {
      yield first && encoding.skip > 0 ? chunk.subarray(encoding.skip) : chunk;
      first = false;
    }
    return;
  }
  const decoder = new TextDecoder(encoding.label, { fatal: true });
  let read = 0;
  try {
    for await (const chunk of chunks) {
      const text = decoder.decode(chunk, { stream: true });
      read += chunk.length;
      yield Buffer.from(text, 'utf8');
    }
    yield Buffer.from(decoder.decode(), 'utf8');
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw logFault(file, `near byte ${read}`, `not valid ${encoding.label}`, 'encoding: in the mapping file');
  }
}
