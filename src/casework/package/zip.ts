import { crc32 } from 'node:zlib';
import { unzipSync } from 'fflate';
import type { Text } from '../schemas.ts';
import { words } from '../words.ts';
import { limits } from './format.ts';

export interface Fault {
  readonly where: string;
  readonly text: Text;
}
export type Unzipped =
  | { readonly ok: true; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly ok: false; readonly faults: readonly Fault[] };

interface Entry {
  readonly name: string;
  readonly encrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly directory: boolean;
  readonly link: boolean;
}

const mega = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;
const one = (where: string, zh: string, en: string): Unzipped => ({
  ok: false,
  faults: [{ where, text: words(zh, en) }],
});

/** Reads a .zip whole into memory, within the limits; every entry is checked before a byte is inflated. */
export function unzip(bytes: Uint8Array): Unzipped {
  if (bytes.length > limits.zipBytes)
    return one('zip', `文件过大，超过${mega(limits.zipBytes)}`, `the file is larger than ${mega(limits.zipBytes)}`);
  const entries = directoryOf(bytes);
  if (typeof entries === 'string')
    return one('zip', '不是zip文件，或者已损坏', `not a .zip file, or damaged (${entries})`);
  const faults = faultsOf(entries);
  if (faults.length > 0) return { ok: false, faults };
  return inflate(
    bytes,
    entries.filter((entry) => !entry.directory),
  );
}

function inflate(bytes: Uint8Array, entries: readonly Entry[]): Unzipped {
  const wanted = new Map(entries.map((entry) => [entry.name, entry]));
  let read: Record<string, Uint8Array>;
  try {
    read = unzipSync(bytes, { filter: (file) => wanted.get(file.name)?.size === file.originalSize });
  } catch (error) {
    return one(
      'zip',
      '压缩数据已损坏，无法解开',
      `the compressed data is damaged (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  const files = new Map(Object.entries(read));
  const faults = entries.flatMap((entry): Fault[] => {
    const content = files.get(entry.name);
    return content !== undefined && content.length === entry.size && crc32(content) === entry.crc
      ? []
      : [
          {
            where: entry.name,
            text: words('文件内容与校验和不符，已损坏', 'its content does not match its checksum: damaged'),
          },
        ];
  });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, files };
}

function faultsOf(entries: readonly Entry[]): Fault[] {
  const faults: Fault[] = [];
  const fault = (where: string, zh: string, en: string) => faults.push({ where, text: words(zh, en) });
  if (entries.length > limits.entries)
    fault(
      'zip',
      `文件数${entries.length}，超过${limits.entries}`,
      `${entries.length} entries; at most ${limits.entries} are taken`,
    );
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > limits.inflatedBytes)
    fault(
      'zip',
      `解压后${mega(total)}，超过${mega(limits.inflatedBytes)}`,
      `${mega(total)} when inflated; at most ${mega(limits.inflatedBytes)} are taken`,
    );
  const seen = new Set<string>();
  for (const entry of entries.slice(0, limits.entries)) {
    const key = entry.name.toLowerCase();
    if (seen.has(key)) fault(entry.name, '文件名重复', 'the name occurs twice');
    seen.add(key);
    if (!isSafe(entry.name))
      fault(entry.name, '不允许的路径', 'a path that leads outside the package or is not allowed');
    if (entry.link) fault(entry.name, '不允许的链接文件', 'a symbolic link is not allowed');
    if (entry.encrypted)
      fault(entry.name, '文件已加密，无法读取', 'the entry is encrypted; send it without a password');
    else if (entry.method !== 0 && entry.method !== 8)
      fault(
        entry.name,
        `不支持的压缩方式（${entry.method}）`,
        `compression method ${entry.method} is not supported; use deflate or none`,
      );
  }
  return faults;
}

/** A plain relative path with `/`, without `..`, drive letters or control characters. */
export function isSafe(name: string): boolean {
  const parts = name.replace(/\/$/, '').split('/');
  const plain = [...name].every(
    (char) => char.charCodeAt(0) >= 32 && char !== '\\' && char !== ':' && char !== '\u007f',
  );
  return plain && parts.every((part) => part !== '' && part !== '.' && part !== '..');
}

const SIGNATURE = { entry: 0x02014b50, end: 0x06054b50 } as const;

/** The central directory; a word on what is wrong where it cannot be read. */
function directoryOf(bytes: Uint8Array): readonly Entry[] | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === null) return 'no end of central directory';
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) return 'zip64 is not supported';
  const entries: Entry[] = [];
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== SIGNATURE.entry) return 'central directory cut short';
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > bytes.length) return 'central directory cut short';
    entries.push(entryAt(view, bytes, at, nameLength));
    at = next;
  }
  return entries;
}

function entryAt(view: DataView, bytes: Uint8Array, at: number, nameLength: number): Entry {
  const flags = view.getUint16(at + 8, true);
  const raw = bytes.subarray(at + 46, at + 46 + nameLength);
  const utf8 = (flags & 0x0800) !== 0;
  const name = utf8 ? new TextDecoder().decode(raw) : String.fromCharCode(...raw);
  const madeOn = view.getUint16(at + 4, true) >> 8;
  const mode = view.getUint32(at + 38, true) >>> 16;
  return {
    name,
    encrypted: (flags & 0x0001) !== 0,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    size: view.getUint32(at + 24, true),
    directory: name.endsWith('/'),
    link: madeOn === 3 && (mode & 0o170000) === 0o120000,
  };
}

/** Where the end record lies: within the last 64 KB, behind a comment. */
function endOfDirectory(view: DataView): number | null {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) if (view.getUint32(at, true) === SIGNATURE.end) return at;
  return null;
}
