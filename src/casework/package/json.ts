/** Where a text stops being JSON, and what was expected there. */
export interface NotJson {
  readonly offset: number;
  readonly expected: string;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Nothing below a space may stand in a string as it is. */
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const MAX_DEPTH = 200;

/** Finds the first place at which a text is not JSON (RFC 8259); null where it is. */
export function findFault(text: string): NotJson | null {
  let at = 0;
  const blank = () => {
    while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++;
  };
  const fault = (expected: string): NotJson => ({ offset: at, expected });
  const token = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found !== null;
  };
  const list = (close: string, item: (depth: number) => NotJson | null, depth: number): NotJson | null => {
    at++;
    blank();
    if (text[at] === close) {
      at++;
      return null;
    }
    for (;;) {
      const wrong = item(depth);
      if (wrong) return wrong;
      blank();
      if (text[at] === close) {
        at++;
        return null;
      }
      if (text[at] !== ',') return fault(`"," or "${close}"`);
      at++;
      blank();
    }
  };
  const member = (depth: number): NotJson | null => {
    if (!token(STRING)) return fault('a name in double quotes');
    blank();
    if (text[at] !== ':') return fault('":"');
    at++;
    return value(depth);
  };
  const value = (depth: number): NotJson | null => {
    if (depth > MAX_DEPTH) return fault(`at most ${MAX_DEPTH} levels`);
    blank();
    const char = text[at];
    if (char === '{') return list('}', member, depth + 1);
    if (char === '[') return list(']', value, depth + 1);
    if (char === '"') return token(STRING) ? null : fault('a string that ends, with its special characters escaped');
    const word = ['true', 'false', 'null'].find((one) => text.startsWith(one, at));
    if (word) {
      at += word.length;
      return null;
    }
    return token(NUMBER) ? null : fault('a value');
  };
  const wrong = value(0);
  if (wrong) return wrong;
  blank();
  return at < text.length ? fault('the end of the file') : null;
}
