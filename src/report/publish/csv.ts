/** Open data as CSV (RFC 4180, UTF-8) with its CSV on the Web metadata (W3C tabular data model). */

import type { Publication } from '../publication.ts';
import { type DataRow, dataColumns } from './rows.ts';

const field = (value: string | number | boolean | null): string => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export function csv(rows: readonly DataRow[]): string {
  const lines = rows.map((row) => dataColumns.map((column) => field(row[column.name])).join(','));
  return `${[dataColumns.map((column) => column.name).join(','), ...lines].join('\r\n')}\r\n`;
}

/** The dictionary of `figures.csv`, at the address that CSVW looks for it. */
export function csvMetadata(publication: Publication): object {
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: 'figures.csv',
    'dc:title': [
      { '@value': publication.title.zh, '@language': 'zh' },
      { '@value': publication.title.en, '@language': 'en' },
    ],
    'dc:identifier': `${publication.id} v${publication.version}`,
    'dc:issued': { '@value': new Date(publication.publishedAt).toISOString(), '@type': 'dateTime' },
    'dc:description':
      `As known at ${new Date(publication.asKnownAt).toISOString()}. Counts from 1 to ${publication.threshold - 1}, and what would give them away, are not shown.` +
      (publication.madeUp ? ' Every case, person and number is made up.' : ''),
    tableSchema: {
      columns: dataColumns.map((column) => ({
        name: column.name,
        titles: { zh: column.name, en: column.name },
        'dc:description': [
          { '@value': column.zh, '@language': 'zh' },
          { '@value': column.en, '@language': 'en' },
        ],
        datatype: column.type,
        required: column.name === 'figure',
      })),
      primaryKey: ['figure', 'dimension', 'key'],
    },
  };
}
