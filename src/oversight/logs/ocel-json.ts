import { z } from 'zod';
import type { Encoding, Opening } from './bytes.ts';
import { textOf } from './bytes.ts';
import { logFault } from './fault.ts';
import type { OcelEvent, OcelSource } from './ocel.ts';

const LONGEST = 16 * 2 ** 20;
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const objectShape = z.object({ id: z.string(), type: z.string() });
const eventShape = z.object({
  id: z.string(),
  type: z.string(),
  time: z.string().default(''),
  attributes: z.array(z.object({ name: z.string(), value: scalar })).default([]),
  relationships: z.array(z.object({ objectId: z.string() })).default([]),
});

export function ocelJson(file: string, opening: Opening, encoding: Encoding): OcelSource {
  const chunks = () => textOf(file, opening, encoding);
  return {
    format: 'ocel-json',
    async *objects() {
      let count = 0;
      for await (const item of itemsOf(file, chunks(), 'objects')) {
        count += 1;
        const parsed = objectShape.safeParse(item);
        if (!parsed.success) throw logFault(file, `object ${count}`, 'not an object of OCEL 2.0', '{id, type, …}');
        yield parsed.data;
      }
    },
    async *events() {
      let count = 0;
      for await (const item of itemsOf(file, chunks(), 'events')) {
        count += 1;
        const parsed = eventShape.safeParse(item);
        if (!parsed.success) {
          const path = parsed.error.issues[0]?.path.join('.') ?? '';
          throw logFault(
            file,
            `event ${count}`,
            `${path || 'it'} is not as OCEL 2.0 has it`,
            '{id, type, time, attributes, relationships}',
          );
        }
        const { id, type, time, attributes, relationships } = parsed.data;
        const event: OcelEvent = {
          id,
          type,
          time,
          attributes: Object.fromEntries(
            attributes.flatMap(({ name, value }) => (value === null ? [] : [[name, String(value)]])),
          ),
          objects: relationships.map(({ objectId }) => objectId),
        };
        yield event;
      }
    },
  };
}

/** The members of the array under a key of the outermost object, one at a time; the rest of the document is only stepped over. */
export async function* itemsOf(file: string, chunks: AsyncIterable<Buffer>, wanted: string): AsyncGenerator<unknown> {
  let carry: Buffer | null = null;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let stringFrom = 0;
  let key = '';
  let passed = 0;
  let begun = false;
  for await (const chunk of chunks) {
    const bytes: Buffer = carry === null ? chunk : Buffer.concat([carry, chunk]);
    let i: number = carry === null ? 0 : carry.length;
    carry = null;
    let keepFrom = depth >= 3 || inString ? 0 : i;
    for (; i < bytes.length; i++) {
      const c = bytes[i]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (c === 92) escaped = true;
        else if (c === 34) {
          inString = false;
          if (depth === 1) key = bytes.toString('utf8', stringFrom, i);
        }
        continue;
      }
      if (c === 34) {
        inString = true;
        if (depth === 1) {
          stringFrom = i + 1;
          keepFrom = i;
        }
      } else if (c === 123 || c === 91) {
        if (depth === 0) {
          if (c !== 123)
            throw logFault(file, `byte ${passed + i}`, 'found a list', 'an object with objects and events (OCEL 2.0)');
          begun = true;
        }
        depth += 1;
        if (depth === 2 && key.startsWith('ocel:')) throw logFault(file, key, 'OCEL 1.0', 'OCEL 2.0');
        if (depth === 3) keepFrom = i;
      } else if (c === 125 || c === 93) {
        depth -= 1;
        if (depth < 0)
          throw logFault(file, `byte ${passed + i}`, `found "${String.fromCharCode(c)}"`, 'the end of the file');
        if (depth === 2 && key === wanted) {
          try {
            yield JSON.parse(bytes.toString('utf8', keepFrom, i + 1));
          } catch (error) {
            const why = error instanceof Error ? error.message.split('\n')[0] : '';
            throw logFault(file, `byte ${passed + keepFrom}`, `not valid JSON (${why})`, 'OCEL 2.0 as JSON');
          }
        }
      } else if (depth === 0 && c > 32)
        throw logFault(file, `byte ${passed + i}`, 'not JSON', 'an object with objects and events (OCEL 2.0)');
    }
    const from = depth >= 3 || (inString && depth === 1) ? keepFrom : bytes.length;
    if (bytes.length - from > LONGEST)
      throw logFault(file, `byte ${passed + from}`, 'one member longer than 16 MiB', 'an OCEL 2.0 log');
    passed += from;
    if (from < bytes.length) {
      carry = Buffer.from(bytes.subarray(from));
      stringFrom -= from;
    }
  }
  if (!begun) throw logFault(file, null, 'no JSON object', 'OCEL 2.0 as JSON');
  if (depth > 0) throw logFault(file, `byte ${passed}`, 'the file ends in the middle', '"}"');
}
