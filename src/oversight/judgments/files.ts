import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { createInterface } from 'node:readline';
import type { ReadResult, Words } from './judgment.ts';
import { readJudgment } from './read.ts';

/** One judgment of a file: read or refused by the reader, with the text it came from. */
export interface JudgmentOfFile {
  readonly id: string;
  /** 1-based line of a .jsonl file; null for a file that holds one judgment. */
  readonly line: number | null;
  readonly text: string;
  readonly result: ReadResult;
}

/** A line or file that is no judgment text at all: `where` is `FILE` or `FILE:LINE`, `what` one clear line. */
export interface BrokenInput {
  readonly where: string;
  readonly what: Words;
}

export type FileItem =
  | { readonly ok: true; readonly item: JudgmentOfFile }
  | { readonly ok: false; readonly error: BrokenInput };

function broken(where: string, zh: string, en: string): FileItem {
  return { ok: false, error: { where, what: { zh, en } } };
}

function kindOfValue(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function fieldOf(value: object, key: string): unknown {
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function fromLine(path: string, line: number, words: string, ids: Map<string, number>): FileItem {
  const where = `${path}:${line}`;
  let value: unknown;
  try {
    value = JSON.parse(words);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return broken(
      where,
      `不是有效的 JSON（${why}），应为 {"id": …, "text": …}`,
      `not JSON (${why}); expected {"id": …, "text": …}`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return broken(
      where,
      '应为含 id 和 text 的对象',
      `expected an object with "id" and "text", found ${kindOfValue(value)}`,
    );
  }
  const text = fieldOf(value, 'text');
  if (typeof text !== 'string') {
    return broken(
      where,
      '缺少文字字段 text',
      `field "text": expected the judgment as a string, found ${kindOfValue(text)}`,
    );
  }
  const given = fieldOf(value, 'id');
  if (given !== undefined && typeof given !== 'string' && typeof given !== 'number') {
    return broken(where, 'id 应为文字或数字', `field "id": expected a string or a number, found ${kindOfValue(given)}`);
  }
  const id = given === undefined ? `${basename(path)}:${line}` : String(given);
  const before = ids.get(id);
  if (before !== undefined)
    return broken(
      where,
      `id ${id} 与第 ${before} 行重复`,
      `id ${id} already stands in line ${before}; expected ids that differ`,
    );
  ids.set(id, line);
  return { ok: true, item: { id, line, text, result: readJudgment(text) } };
}

async function* fromLines(path: string): AsyncGenerator<FileItem> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  const ids = new Map<string, number>();
  let line = 0;
  for await (const words of lines) {
    line += 1;
    const clean = line === 1 ? words.replace(/^\ufeff/, '') : words;
    if (clean.trim() !== '') yield fromLine(path, line, clean, ids);
  }
}

function oneOf(path: string, text: string): FileItem {
  return { ok: true, item: { id: basename(path, extname(path)), line: null, text, result: readJudgment(text) } };
}

function decode(path: string, bytes: Uint8Array): string | FileItem {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    } catch {
      return broken(path, '编码既不是 UTF-8 也不是 GB18030', 'neither UTF-8 nor GB18030 text');
    }
  }
}

async function wordText(path: string): Promise<FileItem> {
  const { extractRawText } = await import('mammoth');
  try {
    const { value } = await extractRawText({ path });
    return oneOf(path, value);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return broken(path, `不是可读的 .docx（${why}）`, `not a readable .docx: ${why}`);
  }
}

function cannotOpen(path: string, error: unknown): FileItem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'ENOENT') return broken(path, '没有这个文件', 'no such file');
  if (code === 'EISDIR')
    return broken(path, '是文件夹，应为 .txt、.docx 或 .jsonl 文件', 'a folder; expected a .txt, .docx or .jsonl file');
  return broken(path, `无法打开（${code}）`, `cannot be opened (${code})`);
}

/**
 * Reads the judgments of a file one after another: a `.jsonl` file with one `{"id", "text"}` a line (streamed; `id` may be missing, then it is
 * `FILE:LINE`), or a `.txt` (UTF-8 or GB18030) or `.docx` file with one judgment, whose id is the file's name without its ending. A line
 * or file that cannot be used comes as an error with its place and what was expected, and does not stop the lines after it. Never throws.
 */
export async function* readJudgmentFile(path: string): AsyncGenerator<FileItem> {
  const ending = extname(path).toLowerCase();
  try {
    if (ending === '.jsonl' || ending === '.ndjson') {
      yield* fromLines(path);
    } else if (ending === '.docx') {
      await readFile(path);
      yield await wordText(path);
    } else if (ending === '.txt') {
      const text = decode(path, await readFile(path));
      yield typeof text === 'string' ? oneOf(path, text) : text;
    } else {
      yield broken(
        path,
        `文件类型 ${ending || '（无）'} 不支持，应为 .txt、.docx 或 .jsonl`,
        `kind of file ${ending || '(none)'}: expected .txt, .docx or .jsonl`,
      );
    }
  } catch (error) {
    yield cannotOpen(path, error);
  }
}
