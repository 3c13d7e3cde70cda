import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createGzip, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { mappingOf } from './mapping.ts';
import { faultOf, folder, readAll } from './testing.ts';

const files = folder();
afterAll(() => files.remove());
const event = (name: string, at: string, more = ''): string =>
  `<event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="${at}"/>${more}</event>`;
const xes = (body: string): string => `<log><trace><string key="concept:name" value="c1"/>${body}</trace></log>`;

describe('a log that cannot be used gives one line: file, where, what, expected', () => {
  const cases: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    [
      'no time.xes',
      xes('<event><string key="concept:name" value="a"/></event>'),
      /trace 1 "c1", event 1: no time:timestamp, expected a time/,
    ],
    [
      'odd time.xes',
      xes(event('a', '1 May 2020')),
      /trace 1 "c1", event 1: time:timestamp "1 May 2020", expected a time as/,
    ],
    [
      'entities.xes',
      `<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${xes(event('&b;', '2024-01-01'))}`,
      /document type with declarations \(entities\), refused/,
    ],
    ['reference.xes', xes(event('&b;', '2024-01-01')), /trace 1 "c1", event 1: found the reference &b;, refused/],
    ['cut.xes', xes(event('a', '2024-01-01')).slice(0, -20), /the file ends inside/],
    ['crossed.xes', '<log><trace></log></trace>', /found <\/log>, expected <\/trace>/],
    ['page.html', '<html><body>log</body></html>', /root element is <html>, expected an event log/],
    ['model.xml', '<?xml version="1.0"?><dcrgraph/>', /a DCR model, expected a log here/],
    ['nothing.xes', '<log><string key="a" value="b"/></log>', /no trace, expected <trace>/],
    ['archive.zip', Buffer.from('PK\x03\x04 and so on'), /a \.zip archive/],
    ['twice.gz', gzipSync(gzipSync('<log/>')), /a \.gz inside a \.gz, refused/],
    ['empty.csv', '', /an empty file/],
    ['header.csv', 'case,activity,time\n', /no rows below the header/],
    ['columns.csv', 'a,b,c\n1,2,3\n', /header: no column known as case \(there are: a, b, c\), expected case: COLUMN/],
    ['short.csv', 'case,activity,time\n1,a,2024-01-01\n1,b\n', /line 3: 2 fields, expected 3 as in the header/],
    [
      'time.csv',
      'case,activity,time\n1,"a\nb",2024-01-01\n1,b,03/04/2024\n',
      /line 4: time "03\/04\/2024", expected a time/,
    ],
    ['no time.csv', 'case,activity,time\n1,a,\n', /line 2: no time/],
    ['quote.csv', 'case,activity,time\n1,"a,2024-01-01\n', /line 2: a quote that is never closed/],
    [
      'late.csv',
      Buffer.concat([
        Buffer.from(`case,activity,time\n${'1,a,2024-01-01\n'.repeat(6000)}`),
        Buffer.from([0x31, 0x2c, 0xca, 0xdc, 0x2c]),
        Buffer.from('2024-01-01\n'),
      ]),
      /is not valid UTF-8, expected encoding/,
    ],
    ['cut.parquet', Buffer.from('PAR1 nothing more'), /not readable as Parquet/],
    ['broken.sqlite', Buffer.from('SQLite format 3\0 nothing more'), /not an OCEL 2\.0 database/],
    ['one.json', '{"ocel:global-log": {}}', /OCEL 1\.0, expected OCEL 2\.0/],
    ['cut.json', '{"objects": [{"id": "a", "type": "b"}], "events": [{"id"', /the file ends in the middle/],
    [
      'types.json',
      '{"objects": [{"id": "a", "type": "b"}, {"id": "c", "type": "d"}], "events": []}',
      /2 of them \(b, d\), expected object_type:/,
    ],
  ];
  it.each(cases)('%s', async (name, content, expected) => {
    const file = files.write(name, content);
    const fault = await faultOf(file);
    expect(fault).toMatch(expected);
    expect(fault?.startsWith(`${file}: `)).toBe(true);
    expect(fault).not.toContain('\n');
  });
  it('a file that is not there, a folder', async () => {
    expect(await faultOf(files.path('nowhere.xes'))).toMatch(/not there/);
    expect(await faultOf(files.path('.'))).toMatch(/a folder/);
  });
});

describe('.gz', () => {
  const long = (events: number): string =>
    xes(
      Array.from({ length: events }, (_, i) =>
        event(`a${i % 7}`, new Date(i * 1000 * (1 + (i % 3))).toISOString()),
      ).join('\n'),
    );
  it('a truncated one is never presented as whole: the fault says how far it went', async () => {
    const whole = gzipSync(long(50_000));
    const fault = await faultOf(files.write('cut.xes.gz', whole.subarray(0, Math.floor(whole.length * 0.6))));
    expect(fault).toMatch(
      /after \d{6,} unpacked bytes: the \.gz is truncated: it ends in the middle; nothing of it is used/,
    );
  });
  it('a damaged one is told', async () => {
    const whole = gzipSync(long(2000));
    whole[whole.length - 6]! ^= 0xff;
    expect(await faultOf(files.write('bad.xes.gz', whole))).toMatch(/the \.gz is damaged/);
  });
  it('a bomb is refused long before it is unpacked', async () => {
    const file = files.path('bomb.xes.gz');
    const gzip = createGzip({ level: 9 });
    const out = createWriteStream(file);
    gzip.pipe(out);
    gzip.write('<log><trace>');
    const blank = Buffer.alloc(1 << 22, 32);
    for (let i = 0; i < 100; i++) if (!gzip.write(blank)) await once(gzip, 'drain');
    gzip.end('</trace></log>');
    await once(out, 'close');
    expect(await faultOf(file)).toMatch(/expands more than 400-fold, refused as a bomb/);
  });
  it('one tag without end is refused before it fills the memory', async () => {
    expect(await faultOf(files.gzip('tag.xes.gz', `<log><trace><string key="${'a'.repeat(20 * 2 ** 20)}`))).toMatch(
      /longer than 16 MiB, refused/,
    );
  });
});

describe('a log with faults that do not stop it', () => {
  it('times out of order are sorted within the case, and that is said', async () => {
    const file = files.write(
      'order.csv',
      'case,activity,time\n1,b,2024-01-02\n2,x,2024-01-09\n1,a,2024-01-01\n1,c,2024-01-02\n',
    );
    const { events, log } = await readAll(file);
    expect(events.map((one) => `${one.case}${one.activity}`)).toEqual(['1a', '1b', '1c', '2x']);
    expect(log.notes().find(({ kind }) => kind === 'out-of-order')).toMatchObject({ count: 1 });
  });
  it.each([
    [
      'ids.xes',
      xes(
        [
          event('a', '2024-01-01', '<id key="identity:id" value="e1"/>'),
          event('a', '2024-01-01', '<id key="identity:id" value="e1"/>'),
          event('b', '2024-01-02', '<id key="identity:id" value="e1"/>'),
        ].join(''),
      ),
    ],
    ['ids.csv', 'case,activity,time,event_id\nc1,a,2024-01-01,e1\nc1,a,2024-01-01,e1\nc1,b,2024-01-02,e1\n'],
    [
      'ids.json',
      JSON.stringify({
        objects: [{ id: 'c1', type: 'case' }],
        events: ['a', 'a', 'b'].map((type) => ({
          id: 'e1',
          type,
          time: type === 'a' ? '2024-01-01' : '2024-01-02',
          relationships: [{ objectId: 'c1' }],
        })),
      }),
    ],
  ])('duplicate ids: only a wholly equal event is dropped (%s)', async (name, content) => {
    const { events, log } = await readAll(files.write(name, content));
    expect(events.map(({ activity }) => activity)).toEqual(['a', 'b']);
    expect(log.notes().flatMap(({ kind, count }) => (kind.startsWith('duplicate') ? [[kind, count]] : []))).toEqual([
      ['duplicate-dropped', 1],
      ['duplicate-differs', 1],
    ]);
  });
  it('an event without a name is kept, under no name', async () => {
    const { events } = await readAll(
      files.write('unnamed.xes', xes('<event><date key="time:timestamp" value="2024-01-01T00:00:00Z"/></event>')),
    );
    expect(events).toEqual([{ case: 'c1', activity: '', at: '2024-01-01T00:00:00.000Z' }]);
  });
});

describe('a mapping', () => {
  it.each([
    [{ caze: 'x' }, /caze: unknown key, expected one of case, activity/],
    [{ timestamp: { format: 'dd/mm' } }, /timestamp\.format: "dd\/mm" \(no year, month and day\)/],
    [{ timestamp: { zone: 'Mars/Base' } }, /no time zone "Mars\/Base"/],
    [{ encoding: 'klingon' }, /no encoding "klingon"/],
  ])('that is wrong names the key (%j)', (content, expected) => {
    expect(() => mappingOf('map.yaml', content)).toThrow(expected);
  });
  it('that names a column which is not there names those that are', async () => {
    expect(await faultOf(files.write('named.csv', 'a,b,c\n1,2,3\n'), { case: 'd' })).toMatch(
      /no column "d", expected one of a, b, c/,
    );
  });
});
