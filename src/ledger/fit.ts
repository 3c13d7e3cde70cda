import type { Json, NewAct, ProceedingAppend, Refusal, Words } from './types.ts';

type Invalid = Extract<Refusal, { kind: 'invalid' }>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DEEPEST = 100;
const LONGEST_TEXT = 1 << 24;
const MOST_ACTS = 5000;

const invalid = (path: string, zh: string, en: string): Invalid => ({
  ok: false,
  kind: 'invalid',
  path,
  words: { zh: `${path}：${zh}`, en: `${path}: ${en}` },
});

function unfitText(text: string): Words | undefined {
  if (text.includes('\0')) return { zh: '文字中有空字符（U+0000），不能存储', en: 'holds the NUL character (U+0000)' };
  if (!text.isWellFormed())
    return { zh: '文字不是完整的 Unicode', en: 'holds half a surrogate pair, so it is not Unicode text' };
  if (text.length > LONGEST_TEXT) return { zh: '文字过长', en: `is longer than ${LONGEST_TEXT} characters` };
  return undefined;
}

const isPlain = (value: object): boolean => {
  const proto: unknown = Object.getPrototypeOf(value);
  return proto === Object.prototype || proto === null;
};

/** The first place in a value that would not come back from the store as it went in, or undefined if it will. */
export function unfitJson(value: unknown, path: string, depth = 0): Invalid | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'string') {
    const words = unfitText(value);
    return words && invalid(path, words.zh, words.en);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return invalid(path, '不是有限的数', `${value} is not a finite number`);
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      return invalid(
        path,
        '整数超过 2^53-1，请以文字存储',
        'is an integer beyond 2^53-1, whose last digits are lost; store it as text',
      );
    return undefined;
  }
  if (typeof value !== 'object')
    return invalid(
      path,
      `不能存储 ${typeof value}`,
      `${typeof value} is not JSON${typeof value === 'bigint' ? '; store it as text' : ''}`,
    );
  if (depth >= DEEPEST) return invalid(path, `嵌套超过 ${DEEPEST} 层`, `is nested deeper than ${DEEPEST} levels`);
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      const found = unfitJson(value[at], `${path}[${at}]`, depth + 1);
      if (found) return found;
    }
    return undefined;
  }
  if (!isPlain(value))
    return invalid(
      path,
      '不是普通的 JSON 对象',
      `is a ${value.constructor?.name ?? 'special object'}, not a plain object`,
    );
  for (const [key, member] of Object.entries(value)) {
    const words = unfitText(key);
    if (words) return invalid(path, `键名：${words.zh}`, `a key ${words.en}`);
    const found = unfitJson(member, `${path}.${key}`, depth + 1);
    if (found) return found;
  }
  return undefined;
}

const NAMES = ['office', 'caseId', 'procedure', 'type', 'actor', 'role'] as const;

function unfitAct(act: NewAct, proceeding: string, path: string): Invalid | undefined {
  for (const key of ['id', 'annuls', 'replaces'] as const) {
    const id = act[key];
    if (id === undefined && key !== 'id') continue;
    if (typeof id !== 'string' || !UUID.test(id))
      return invalid(`${path}.${key}`, '应为小写 UUID', 'must be a UUID in lower case');
  }
  if (act.proceeding !== proceeding)
    return invalid(
      `${path}.proceeding`,
      `应为 ${proceeding}`,
      `must be ${proceeding}, the proceeding it is appended to`,
    );
  for (const key of NAMES) {
    const text = act[key];
    if (typeof text !== 'string' || text === '')
      return invalid(`${path}.${key}`, '不能为空', 'must be a text that is not empty');
    const words = unfitText(text);
    if (words) return invalid(`${path}.${key}`, words.zh, words.en);
  }
  for (const key of ['subject', 'ground'] as const) {
    const text = act[key];
    if (text === null && key === 'subject') continue;
    if (text === undefined && key === 'ground') continue;
    if (typeof text !== 'string') return invalid(`${path}.${key}`, '应为文字', 'must be a text');
    const words = unfitText(text);
    if (words) return invalid(`${path}.${key}`, words.zh, words.en);
  }
  if (!Number.isSafeInteger(act.occurredAt))
    return invalid(`${path}.occurredAt`, '应为 UTC 毫秒整数', 'must be whole milliseconds since 1970 in UTC');
  if (act.precision !== 'ms' && act.precision !== 'day')
    return invalid(`${path}.precision`, '应为 ms 或 day', "must be 'ms' or 'day'");
  return unfitJson(act.data, `${path}.data`);
}

/** The first reason why these acts cannot be stored, whatever the ledger holds; undefined if there is none. */
export function unfit(parts: readonly ProceedingAppend[]): Invalid | undefined {
  if (parts.length === 0) return invalid('appends', '没有内容', 'must name at least one proceeding');
  const proceedings = new Set<string>();
  const ids = new Set<string>();
  let count = 0;
  for (const [at, part] of parts.entries()) {
    const path = parts.length === 1 ? '' : `appends[${at}].`;
    if (typeof part.proceeding !== 'string' || part.proceeding === '' || unfitText(part.proceeding))
      return invalid(`${path}proceeding`, '应为非空文字', 'must be a text that is not empty');
    if (proceedings.has(part.proceeding))
      return invalid(`${path}proceeding`, '重复', 'is named twice; put its acts together');
    proceedings.add(part.proceeding);
    if (!Number.isSafeInteger(part.expectedVersion) || part.expectedVersion < 0)
      return invalid(`${path}expectedVersion`, '应为不小于 0 的整数', 'must be a whole number from 0 on');
    if (part.acts.length === 0) return invalid(`${path}acts`, '没有行为', 'must hold at least one act');
    count += part.acts.length;
    if (count > MOST_ACTS)
      return invalid(`${path}acts`, `一次最多 ${MOST_ACTS} 个行为`, `at most ${MOST_ACTS} acts at once`);
    for (const [place, act] of part.acts.entries()) {
      const found = unfitAct(act, part.proceeding, `${path}acts[${place}]`);
      if (found) return found;
      if (ids.has(act.id))
        return invalid(`${path}acts[${place}].id`, '同一编号出现两次', 'stands twice in this append');
      ids.add(act.id);
    }
  }
  return undefined;
}

/** A deep copy, so that what the caller does with the object later does not change what is hashed and stored. */
export const copyJson = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;
