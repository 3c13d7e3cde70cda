import type { Encoding, Opening } from './bytes.ts';
import { textOf } from './bytes.ts';
import { logFault } from './fault.ts';
import type { OcelEvent, OcelSource } from './ocel.ts';
import { attribute, attributeText, createXml } from './xml.ts';

export function ocelXml(file: string, opening: Opening, encoding: Encoding): OcelSource {
  /** Elements `<object>` of `<objects>`, or `<event>` of `<events>`, under the root. */
  async function* elements(list: 'objects' | 'events'): AsyncGenerator<OcelEvent> {
    const ready: OcelEvent[] = [];
    const path: string[] = [];
    let id = '';
    let type = '';
    let time = '';
    let attributes: Record<string, string> = {};
    let objects: string[] = [];
    let attributeName: string | null = null;
    let count = 0;
    const where = (): string | null => (count === 0 ? null : `${list.slice(0, -1)} ${count}`);
    const xml = createXml(file, {
      where,
      open(code, tag) {
        const name = xml.name(code);
        path.push(name);
        if (path.length === 1 && name !== 'log')
          throw logFault(file, null, `the root element is <${name}>`, '<log> (OCEL 2.0)');
        if (path[1] !== list) return;
        const get = (key: string): string => {
          const found = attribute(tag, xml.code(key));
          return found < 0 ? '' : attributeText(tag, found, file, where());
        };
        if (path.length === 3) {
          count += 1;
          id = get('id');
          type = get('type');
          time = get('time');
          attributes = {};
          objects = [];
          if (id === '' || type === '') throw logFault(file, where(), 'no id or no type', 'id and type');
        } else if (name === 'relationship' || (name === 'object' && path.length > 3)) objects.push(get('object-id'));
        else if (name === 'attribute') {
          attributeName = get('name');
          attributes[attributeName] = '';
        }
      },
      text(text) {
        if (attributeName !== null) attributes[attributeName] += text;
      },
      close() {
        if (path[1] === list && path.length === 3) ready.push({ id, type, time, attributes, objects });
        path.pop();
        attributeName = null;
      },
    });
    for await (const chunk of textOf(file, opening, encoding)) {
      xml.feed(chunk);
      yield* ready.splice(0);
    }
    xml.end();
    yield* ready.splice(0);
  }
  return { format: 'ocel-xml', objects: () => elements('objects'), events: () => elements('events') };
}
