import { logFault } from '../fault.ts';
import { attributeText, createXml } from '../xml.ts';

const LARGEST = 64 * 2 ** 20;

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** A small XML document as a tree; names without prefixes. Throws a LogFault. */
export function treeOf(text: string, file: string): Element {
  if (text.length > LARGEST) throw logFault(file, null, 'a model of more than 64 MiB', 'a DCR model');
  type Growing = { name: string; attributes: Record<string, string>; children: Growing[]; text: string };
  const root: Growing = { name: '', attributes: {}, children: [], text: '' };
  const stack: Growing[] = [root];
  const xml = createXml(file, {
    where: () => null,
    open(code, tag) {
      const element: Growing = { name: xml.name(code), attributes: {}, children: [], text: '' };
      for (let i = 0; i < tag.count; i++)
        element.attributes[xml.name(tag.names[i]!)] = attributeText(tag, i, file, null);
      stack.at(-1)?.children.push(element);
      stack.push(element);
    },
    text(found) {
      const top = stack.at(-1);
      if (top !== undefined) top.text += found;
    },
    close() {
      stack.pop();
    },
  });
  xml.feed(Buffer.from(text.replace(/^\ufeff/, ''), 'utf8'));
  xml.end();
  const [only] = root.children;
  if (only === undefined) throw logFault(file, null, 'no element', 'a DCR model in XML');
  return only;
}

export const childrenOf = (element: Element | undefined, ...path: readonly string[]): readonly Element[] => {
  let found: readonly Element[] = element === undefined ? [] : [element];
  for (const name of path) found = found.flatMap((one) => one.children.filter((child) => child.name === name));
  return found;
};
