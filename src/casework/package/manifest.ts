import type { z } from 'zod';
import { words } from '../words.ts';
import { limits, MANIFEST, TransferPackage } from './format.ts';
import { findFault, type NotJson } from './json.ts';
import type { Fault } from './zip.ts';

export type Manifest =
  | { readonly ok: true; readonly manifest: TransferPackage }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Reads package.json: its bytes, its JSON, its schema; every fault with its place. */
export function readManifest(bytes: Uint8Array | undefined): Manifest {
  if (bytes === undefined)
    return fault(
      MANIFEST,
      '缺少清单文件package.json（应在压缩包根目录）',
      'the manifest package.json is missing (it belongs at the root of the zip)',
    );
  if (bytes.length > limits.manifestBytes)
    return fault(MANIFEST, `清单超过${limits.manifestBytes}字节`, `larger than ${limits.manifestBytes} bytes`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fault(MANIFEST, '不是UTF-8编码', 'not UTF-8');
  }
  const wrong = findFault(text);
  if (wrong) return notJson(text, wrong);
  const json: unknown = JSON.parse(text);
  const parsed = TransferPackage.safeParse(json);
  return parsed.success
    ? { ok: true, manifest: parsed.data }
    : { ok: false, faults: parsed.error.issues.flatMap((issue) => bySchema(issue)) };
}

function fault(where: string, zh: string, en: string): Manifest {
  return { ok: false, faults: [{ where, text: words(zh, en) }] };
}

function notJson(text: string, { offset, expected }: NotJson): Manifest {
  const before = text.slice(0, offset).split('\n');
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  const found = offset >= text.length ? 'the end of the file' : `“${text[offset]}”`;
  return fault(
    `${MANIFEST}:${line}:${column}`,
    `第${line}行第${column}列不是有效的JSON`,
    `not JSON at line ${line}, column ${column}: expected ${expected}, found ${found}`,
  );
}

/** A path in the manifest as people write it: `persons[1].offence`. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    '',
  );

function bySchema(issue: z.core.$ZodIssue): Fault[] {
  const where = `${MANIFEST} ${pathText(issue.path) || '(root)'}`;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      where: `${MANIFEST} ${pathText([...issue.path, key])}`,
      text: words('清单格式中没有此项', 'the format has no such key'),
    }));
  const said = expected(issue);
  return [{ where, text: said }];
}

function expected(issue: z.core.$ZodIssue) {
  switch (issue.code) {
    case 'invalid_type':
      return words(
        `应为${issue.expected}${issue.input === undefined ? '，但缺少此项' : ''}`,
        `expected ${issue.expected}${issue.message.includes('undefined') ? '; it is missing' : ''}`,
      );
    case 'invalid_value':
      return words(
        `应为以下之一：${issue.values.map(String).join('、')}`,
        `expected one of: ${issue.values.map(String).join(', ')}`,
      );
    case 'too_big':
      return words(`超过上限${issue.maximum}`, `too long or too large: at most ${issue.maximum}`);
    case 'too_small':
      return words(`少于下限${issue.minimum}`, `too short or too few: at least ${issue.minimum}`);
    case 'invalid_format':
      return words(`格式不符：应为${issue.message}`, `wrong form: expected ${issue.message}`);
    default:
      return words(`不符合清单格式：${issue.message}`, issue.message);
  }
}
