import { logFault } from './fault.ts';
import { createInterner } from './intern.ts';

const LONGEST = 16 * 2 ** 20;
const DEEPEST = 500;

/** Attributes of the tag at hand, as places in `bytes`; only good inside the handler. Names are codes of `Xml.names`. */
export interface Tag {
  bytes: Buffer;
  count: number;
  readonly names: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1: the value holds `&`, so the bytes are not the text. */
  readonly escaped: Uint8Array;
}

export interface XmlHandler {
  /** `name` is the code of the local name, without prefix. */
  readonly open: (name: number, tag: Tag) => void;
  readonly close: (name: number) => void;
  /** Absent: text is passed over. */
  readonly text?: (text: string) => void;
  /** Where the reader is, for faults: `trace 3, event 2`. */
  readonly where: () => string | null;
}

export interface Xml {
  readonly code: (name: string) => number;
  readonly name: (code: number) => string;
  readonly feed: (chunk: Buffer) => void;
  readonly end: () => void;
}

const SPACES = new Uint8Array(256);
for (const c of [9, 10, 13, 32]) SPACES[c] = 1;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Index of an attribute of the tag, -1: not there. */
export function attribute(tag: Tag, name: number): number {
  for (let i = 0; i < tag.count; i++) if (tag.names[i] === name) return i;
  return -1;
}

export function attributeText(tag: Tag, index: number, file: string, where: string | null): string {
  const raw = tag.bytes.toString('utf8', tag.from[index]!, tag.to[index]!);
  return tag.escaped[index] === 1 ? unescaped(raw, file, where) : raw;
}

/** References that a document defines itself are refused: they are the way of entity-expansion bombs. */
function unescaped(text: string, file: string, where: string | null): string {
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w+)?;?/g, (whole, name: string | undefined) => {
    if (name !== undefined && whole.endsWith(';')) {
      const known = NAMED[name];
      if (known !== undefined) return known;
      const point = name.startsWith('#x')
        ? Number.parseInt(name.slice(2), 16)
        : name.startsWith('#')
          ? Number(name.slice(1))
          : -1;
      if (point > 0 && point <= 0x10ffff) return String.fromCodePoint(point);
    }
    throw logFault(
      file,
      where,
      `found the reference ${whole.slice(0, 30)}, refused`,
      'only &lt; &gt; &amp; &quot; &apos; and numbers',
    );
  });
}

/**
 * A reader of XML over bytes in chunks (UTF-8): well-formedness of tags is checked, document types with declarations are refused, no part
 * of the document is held beyond one tag.
 */
export function createXml(file: string, handler: XmlHandler): Xml {
  const names = createInterner();
  const tag: Tag = {
    bytes: Buffer.alloc(0),
    count: 0,
    names: new Int32Array(256),
    from: new Int32Array(256),
    to: new Int32Array(256),
    escaped: new Uint8Array(256),
  };
  const stack = new Int32Array(DEEPEST);
  let depth = 0;
  let rootSeen = false;
  let carry: Buffer | null = null;
  let passed = 0;

  const wrong = (what: string, expected: string, at = 0): Error =>
    logFault(file, handler.where() ?? `byte ${passed + at}`, what, expected);

  const localName = (bytes: Buffer, from: number, to: number): number => {
    for (let i = from; i < to; i++) if (bytes[i] === 58) return names.code(bytes, i + 1, to);
    return names.code(bytes, from, to);
  };

  const text = (bytes: Buffer, from: number, to: number, raw: boolean): void => {
    if (from === to) return;
    if (depth === 0 || handler.text === undefined) {
      if (depth > 0) return;
      for (let i = from; i < to; i++)
        if (SPACES[bytes[i]!] === 0)
          throw wrong('text outside of any element', rootSeen ? 'the end of the file' : 'XML', i);
      return;
    }
    const found = bytes.toString('utf8', from, to);
    handler.text(raw || !found.includes('&') ? found : unescaped(found, file, handler.where()));
  };

  /** Position after the opening tag at `at` (its `<`), -1 where the chunk ends inside. */
  const openTag = (bytes: Buffer, at: number): number => {
    const end = bytes.length;
    let i = at + 1;
    while (i < end) {
      const c = bytes[i]!;
      if (c === 62 || c === 47 || SPACES[c] === 1) break;
      if (c === 60) throw wrong('a "<" inside a tag', 'a name', i);
      i += 1;
    }
    if (i >= end) return -1;
    if (i === at + 1) throw wrong('a "<" without a name', 'a tag', at);
    const nameTo = i;
    tag.bytes = bytes;
    tag.count = 0;
    for (;;) {
      while (i < end && SPACES[bytes[i]!] === 1) i += 1;
      if (i >= end) return -1;
      const c = bytes[i]!;
      if (c === 62) {
        const name = localName(bytes, at + 1, nameTo);
        if (depth >= DEEPEST) throw wrong(`elements nested more than ${DEEPEST} deep`, 'a log', at);
        if (depth === 0 && rootSeen) throw wrong('a second root element', 'the end of the file', at);
        rootSeen = true;
        stack[depth] = name;
        depth += 1;
        handler.open(name, tag);
        return i + 1;
      }
      if (c === 47) {
        if (i + 1 >= end) return -1;
        if (bytes[i + 1] !== 62) throw wrong('a "/" inside a tag', '"/>"', i);
        const name = localName(bytes, at + 1, nameTo);
        if (depth === 0 && rootSeen) throw wrong('a second root element', 'the end of the file', at);
        rootSeen = true;
        handler.open(name, tag);
        handler.close(name);
        return i + 2;
      }
      const from = i;
      while (i < end && bytes[i] !== 61 && bytes[i] !== 62 && SPACES[bytes[i]!] === 0) i += 1;
      const to = i;
      while (i < end && SPACES[bytes[i]!] === 1) i += 1;
      if (i >= end) return -1;
      if (bytes[i] !== 61) throw wrong('an attribute without a value', 'name="value"', from);
      i += 1;
      while (i < end && SPACES[bytes[i]!] === 1) i += 1;
      if (i >= end) return -1;
      const quote = bytes[i]!;
      if (quote !== 34 && quote !== 39) throw wrong('an attribute value without quotes', 'name="value"', i);
      const valueFrom = i + 1;
      let escaped = 0;
      i = valueFrom;
      while (i < end && bytes[i] !== quote) {
        if (bytes[i] === 38) escaped = 1;
        else if (bytes[i] === 60) throw wrong('a "<" inside a value', '&lt;', i);
        i += 1;
      }
      if (i >= end) return -1;
      if (tag.count === 256) throw wrong('more than 256 attributes in one tag', 'a log', at);
      tag.names[tag.count] = localName(bytes, from, to);
      tag.from[tag.count] = valueFrom;
      tag.to[tag.count] = i;
      tag.escaped[tag.count] = escaped;
      tag.count += 1;
      i += 1;
    }
  };

  const closeTag = (bytes: Buffer, at: number): number => {
    const end = bytes.indexOf(62, at);
    if (end < 0) return -1;
    let to = end;
    while (to > at + 2 && SPACES[bytes[to - 1]!] === 1) to -= 1;
    const name = localName(bytes, at + 2, to);
    const open = depth === 0 ? null : stack[depth - 1]!;
    if (open !== name)
      throw wrong(
        `found </${bytes.toString('utf8', at + 2, to).slice(0, 40)}>`,
        open === null ? 'no closing tag here' : `</${names.text(open)}>`,
        at,
      );
    depth -= 1;
    handler.close(name);
    return end + 1;
  };

  /** `<!…`, `<?…`. */
  const other = (bytes: Buffer, at: number): number => {
    if (bytes[at + 1] === 63) {
      const end = bytes.indexOf('?>', at);
      return end < 0 ? -1 : end + 2;
    }
    if (bytes.length - at < 9) return -1;
    if (bytes[at + 2] === 45) {
      const end = bytes.indexOf('-->', at + 4);
      return end < 0 ? -1 : end + 3;
    }
    if (bytes.toString('latin1', at, at + 9) === '<![CDATA[') {
      const end = bytes.indexOf(']]>', at);
      if (end < 0) return -1;
      text(bytes, at + 9, end, true);
      return end + 3;
    }
    const end = bytes.indexOf(62, at);
    const bracket = bytes.indexOf(91, at);
    if (bracket >= 0 && (end < 0 || bracket < end))
      throw wrong('a document type with declarations (entities), refused', 'a log without DOCTYPE', at);
    return end < 0 ? -1 : end + 1;
  };

  return {
    code: names.ofText,
    name: names.text,
    feed(chunk) {
      const bytes = carry === null ? chunk : Buffer.concat([carry, chunk]);
      carry = null;
      const end = bytes.length;
      let at = 0;
      while (at < end) {
        const next = bytes.indexOf(60, at);
        if (next < 0) {
          // Text may go on in the next chunk; a character must not be cut.
          if (handler.text !== undefined && depth > 0) break;
          text(bytes, at, end, false);
          at = end;
          break;
        }
        text(bytes, at, next, false);
        at = next;
        if (at + 1 >= end) break;
        const second = bytes[at + 1]!;
        const after =
          second === 47 ? closeTag(bytes, at) : second === 33 || second === 63 ? other(bytes, at) : openTag(bytes, at);
        if (after < 0) break;
        at = after;
      }
      if (at < end) {
        if (end - at > LONGEST)
          throw wrong(`one tag or text longer than ${LONGEST / 2 ** 20} MiB, refused`, 'a log', at);
        carry = Buffer.from(bytes.subarray(at));
      }
      passed += at;
    },
    end() {
      if (carry !== null) text(carry, 0, carry.indexOf(60) < 0 ? carry.length : 0, false);
      if (depth > 0)
        throw wrong(
          `the file ends inside <${names.text(stack[depth - 1]!)}>`,
          `</${names.text(stack[0]!)}> at the end`,
        );
      if (carry?.includes(60)) throw wrong('the file ends inside a tag', '">"');
      if (!rootSeen) throw wrong('no element', 'XML');
    },
  };
}
