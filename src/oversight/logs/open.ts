import { encodingOf, openingOf } from './bytes.ts';
import { openCsv } from './csv.ts';
import { logFault } from './fault.ts';
import { openOcel } from './ocel.ts';
import { ocelJson } from './ocel-json.ts';
import { ocelSqlite } from './ocel-sqlite.ts';
import { ocelXml } from './ocel-xml.ts';
import { openParquet } from './parquet.ts';
import type { Log, LogOptions } from './types.ts';
import { openXes } from './xes.ts';

const EXPECTED = 'an event log: .xes, .xes.gz, .csv, .parquet, or OCEL 2.0 as .json, .jsonocel, .sqlite, .xml';

/**
 * Opens an event log of any kind. What it is, is seen in the file, not in its name. Nothing is read yet but its start; a fault met
 * while the batches are read is thrown from there. Faults are LogFaults.
 */
export async function openLog(file: string, options: LogOptions): Promise<Log> {
  const opening = await openingOf(file);
  const { head } = opening;
  const start = head.toString('latin1', 0, 16);
  const packed = (what: string): void => {
    if (opening.gzip) throw logFault(file, null, `${what} inside a .gz`, `it unpacked`);
  };
  if (start.startsWith('PAR1')) {
    packed('a Parquet file');
    return openParquet(file, options);
  }
  if (start.startsWith('SQLite format 3')) {
    packed('an SQLite database');
    return openOcel(file, ocelSqlite(file), options);
  }
  if (start.startsWith('PK\x03\x04'))
    throw logFault(file, null, 'a .zip archive (or a .docx, .xlsx), not read', EXPECTED);
  if (start.startsWith('\x1f\x8b')) throw logFault(file, null, 'a .gz inside a .gz, refused', EXPECTED);
  if (start.startsWith('%PDF')) throw logFault(file, null, 'a PDF', EXPECTED);
  const encoding = encodingOf(file, head, options.mapping.encoding);
  const text = new TextDecoder(encoding.label).decode(head.subarray(encoding.skip)).trimStart();
  if (text.startsWith('<')) {
    const root = rootOf(text);
    if (root === 'dcrgraph' || root === 'definitions')
      throw logFault(file, null, 'a DCR model', 'a log here; the model goes to --procedure');
    if (root !== 'log' && root !== null) throw logFault(file, null, `the root element is <${root}>`, EXPECTED);
    return /<(?:\w+:)?(?:object-types|event-types|objects|events)[\s/>]/.test(text)
      ? openOcel(file, ocelXml(file, opening, encoding), options)
      : openXes(file, opening, encoding, options);
  }
  if (text.startsWith('{')) return openOcel(file, ocelJson(file, opening, encoding), options);
  if (text.startsWith('[')) throw logFault(file, null, 'a list in JSON', EXPECTED);
  if (encoding.label === 'utf-8' && head.subarray(0, 4096).includes(0))
    throw logFault(file, null, 'binary data', EXPECTED);
  return openCsv(file, opening, encoding, options);
}

/** Local name of the first element, past comments and declarations; null: not in the first bytes. */
function rootOf(text: string): string | null {
  const bare = text.replace(/<!--[\s\S]*?-->/g, '').replace(/<\?[\s\S]*?\?>/g, '');
  return /<(?![!?/])(?:[\w.-]+:)?([\w.-]+)/.exec(bare)?.[1] ?? null;
}
