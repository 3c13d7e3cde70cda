import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { noMapping } from './mapping.ts';
import { openLog } from './open.ts';
import { faultOf, folder, readAll } from './testing.ts';

const files = folder();
afterAll(() => files.remove());

const XES = `<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment with <trace> in it -->
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <classifier name="Activity" keys="concept:name lifecycle:transition"/>
  <string key="concept:name" value="the log"><int key="inner" value="1"/></string>
  <trace>
    <string key="concept:name" value="c&amp;1"/>
    <string key="region" value="north"/>
    <event>
      <date key="time:timestamp" value="2024-03-01T10:00:00+01:00"/>
      <string key="concept:name" value="Ask &quot;now&quot;"/>
      <string key="lifecycle:transition" value="start"/>
    </event>
    <event>
      <date key="time:timestamp" value="2024-03-01T10:30:00.250+01:00"/>
      <string key="concept:name" value="Ask &quot;now&quot;"/>
      <string key="lifecycle:transition" value="complete"/>
      <float key="amount" value="12.5"><string key="currency" value="EUR"/></float>
      <string key="who" value="张三"/>
    </event>
  </trace>
  <trace>
    <event>
      <string key="concept:name" value="Answer"/>
      <date key="time:timestamp" value="2024-03-02T00:00:00Z"/>
      <string key="lifecycle:transition" value="Awaiting Assignment"/>
    </event>
  </trace>
  <trace><string key="concept:name" value="empty"/></trace>
</log>`;

const FIELDS = ['amount', 'currency', 'region'];
const XES_MAP = { subject: 'who', data: { currency: 'amount/currency', region: 'case:region' } };
const XES_EVENTS = [
  {
    case: 'c&1',
    activity: 'Ask "now"',
    at: '2024-03-01T09:30:00.250Z',
    subject: '张三',
    data: { amount: '12.5', currency: 'EUR', region: 'north' },
  },
  { case: '#2', activity: 'Answer', at: '2024-03-02T00:00:00.000Z' },
];

describe('XES', () => {
  it('reads names, nested attributes and those of the trace; steps before completion are no acts; a status is', async () => {
    const { events, log, cases } = await readAll(files.write('a.xes', XES), XES_MAP, { fields: FIELDS });
    expect(events).toEqual(XES_EVENTS);
    expect(cases).toEqual(['c&1', '#2', 'empty']);
    expect(log.counts).toEqual({ traces: 3, events: 3, latest: Date.parse('2024-03-02T00:00:00Z') });
    expect(log.notes().map(({ kind, count }) => [kind, count])).toEqual([
      ['lifecycle', 1],
      ['unnamed-trace', 1],
    ]);
  });
  it('takes every step where the mapping says so, and joins activity and step', async () => {
    const { events } = await readAll(files.write('b.xes', XES), {
      lifecycle: 'all',
      activity: ['concept:name', 'lifecycle:transition'],
    });
    expect(events.map(({ activity }) => activity)).toEqual([
      'Ask "now"+start',
      'Ask "now"+complete',
      'Answer+Awaiting Assignment',
    ]);
  });
  it('reads a .gz, a prefix on every element, another encoding and a byte order mark alike', async () => {
    const prefixed = XES.replaceAll(
      /<(\/?)(log|trace|event|string|date|int|float|global|extension|classifier)\b/g,
      '<$1x:$2',
    ).replace('xmlns=', 'xmlns:x=');
    const wide = XES.replace('UTF-8', 'UTF-16');
    for (const file of [
      files.gzip('a.xes.gz', XES),
      files.write('prefixed.xml', prefixed),
      files.write('wide.xes', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(wide, 'utf16le')])),
      files.write('marked.xes', `\ufeff${XES}`),
    ])
      expect((await readAll(file, XES_MAP, { fields: FIELDS })).events).toEqual(XES_EVENTS);
  });
  it('does not care where the chunks of a file end', async () => {
    const traces = Array.from(
      { length: 30_000 },
      (_, i) =>
        `<trace><string key='concept:name' value='案件 ${i}'/><event><string key="concept:name" value="受理"/><date key="time:timestamp" value="2024-01-01T00:00:00.${String(i % 1000).padStart(3, '0')}+08:00"/></event></trace>`,
    );
    const { events, log } = await readAll(files.write('many.xes', `<log>${traces.join('\n')}</log>`));
    expect(log.counts.events).toBe(30_000);
    expect(new Set(events.map(({ activity }) => activity))).toEqual(new Set(['受理']));
    expect(events[29_999]).toEqual({ case: '案件 29999', activity: '受理', at: '2023-12-31T16:00:00.999Z' });
  });
});

describe('CSV', () => {
  const rows = [
    ['案号', '活动', '时间', '当事人', '金额'],
    ['2', '受理', '2024/3/1 08:05', '李四', ''],
    ['1', '受理', '2024-03-01', '', '1,5'],
    ['2', '决定; "终"', '2024-03-02 23:59:59', '李四', '7'],
  ];
  const csv = (separator: string): string =>
    `${rows.map((row) => row.map((field) => (/[",;\t]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(separator)).join('\r\n')}\r\n`;
  const gb = (text: string): Buffer => {
    const decoder = new TextDecoder('gb18030');
    const codes = new Map<string, readonly number[]>();
    for (let high = 0x81; high <= 0xfe; high++)
      for (let low = 0x40; low <= 0xfe; low++) codes.set(decoder.decode(Uint8Array.from([high, low])), [high, low]);
    return Buffer.from([...text].flatMap((c) => (c < '\x80' ? [c.charCodeAt(0)] : (codes.get(c) ?? []))));
  };
  const mapping = { subject: '当事人', data: { sum: '金额' } };
  const expected = [
    { case: '2', activity: '受理', at: '2024-03-01T00:05:00.000Z', subject: '李四' },
    { case: '2', activity: '决定; "终"', at: '2024-03-02T15:59:59.000Z', subject: '李四', data: { sum: '7' } },
    { case: '1', activity: '受理', at: '2024-02-29T16:00:00.000Z', day: true, data: { sum: '1,5' } },
  ];
  it.each([
    ['comma', csv(',')],
    ['semicolon', csv(';')],
    ['tab', csv('\t')],
    ['no line end at the end', csv(',').trimEnd()],
    ['sep= above the header', `sep=;\r\n${csv(';')}`],
    ['byte order mark', `\ufeff${csv(';')}`],
    ['GB18030', gb(csv(';'))],
  ])('reads %s, quotes and times of a zone', async (name, content) => {
    const { events, log } = await readAll(files.write(`${name}.csv`, content), mapping, {
      zone: 'Asia/Shanghai',
      fields: ['sum'],
    });
    expect(events).toEqual(expected);
    expect(log.counts).toMatchObject({ traces: 2, events: 3 });
    expect(log.notes().some(({ kind }) => kind === 'encoding')).toBe(name === 'GB18030');
  });
  it('reads times by a format, also seconds since 1970', async () => {
    const one = files.write('us.csv', 'who,what,when\na,b,03/04/2024 1:05 pm\n');
    const two = files.write('epoch.csv', 'who,what,when\na,b,1709550300\n');
    const columns = { case: 'who', activity: ['what'], timestamp: 'when' };
    expect((await readAll(one, { ...columns, format: 'MM/dd/yyyy h:mm a' })).events[0]?.at).toBe(
      '2024-03-04T13:05:00.000Z',
    );
    expect((await readAll(two, { ...columns, format: 'epoch-s' })).events[0]?.at).toBe('2024-03-04T11:05:00.000Z');
  });
  it('streams where the mapping says that cases stand together, and holds it to its word', async () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `${Math.floor(i / 4)},a${i % 3},2024-01-01 00:00:0${i % 4}`);
    const together = files.write('together.csv', `case,activity,time\n${rows.join('\n')}\n`);
    const log = await openLog(together, { mapping: { ...noMapping, grouped: true }, zone: 'UTC', fields: [] });
    const sizes: number[] = [];
    const ids: string[] = [];
    for await (const batch of log.batches()) {
      sizes.push(batch.cases);
      ids.push(batch.caseId(0));
      expect(batch.start.at(-1)).toBe(batch.events);
    }
    expect(sizes).toEqual([32_768, 17_232]);
    expect(ids).toEqual(['0', '32768']);
    expect(log.counts).toMatchObject({ traces: 50_000, events: 200_000 });
    const apart = files.write('apart.csv', 'case,activity,time\n1,a,2024-01-01\n2,a,2024-01-01\n1,a,2024-01-02\n');
    expect(await faultOf(apart, { grouped: true })).toMatch(
      /line 4: case "1" comes again, expected all rows of a case together/,
    );
  });
  it('takes a local time by the clock of its zone, also when that changes', async () => {
    const file = files.write('zone.csv', 'case,activity,time\na,x,2024-03-31 01:30\na,y,2024-03-31 03:30\n');
    const { events } = await readAll(file, { zone: 'Europe/Rome' });
    expect(events.map(({ at }) => at)).toEqual(['2024-03-31T00:30:00.000Z', '2024-03-31T01:30:00.000Z']);
  });
});

describe('Parquet', () => {
  const parquet = async (name: string, select: string): Promise<string> => {
    const file = files.path(name);
    const instance = await DuckDBInstance.create(':memory:');
    const db = await instance.connect();
    await db.run(`copy (${select}) to '${file}' (format parquet)`);
    db.closeSync();
    instance.closeSync();
    return file;
  };
  it('reads moments, local times, dates and texts as times', async () => {
    const at = "timestamptz '2024-03-01 08:00:00+00'";
    for (const [name, time, day] of [
      ['moment', at, false],
      ['local', "timestamp '2024-03-01 16:00:00'", false],
      ['text', "'2024-03-01T08:00:00Z'", false],
      ['date', "date '2024-03-01'", true],
    ] as const) {
      const file = await parquet(`${name}.parquet`, `select 'a' as "case", 'x' as activity, ${time} as time`);
      const { events } = await readAll(file, {}, { zone: 'Asia/Shanghai' });
      expect(events).toEqual([
        {
          case: 'a',
          activity: 'x',
          at: day ? '2024-02-29T16:00:00.000Z' : '2024-03-01T08:00:00.000Z',
          ...(day ? { day: true } : {}),
        },
      ]);
    }
  });
  it('keeps the order of the file at equal times, and takes each event once by its id', async () => {
    const file = await parquet(
      'ids.parquet',
      `select * from (values (2, 'b', timestamp '2024-01-02', 'e1', 5), (1, 'x', timestamp '2024-01-01', 'e2', null),
       (2, 'a', timestamp '2024-01-02', 'e3', 6), (2, 'b', timestamp '2024-01-02', 'e1', 5), (2, 'c', timestamp '2024-01-02', 'e3', 6)) t("case", activity, time, event_id, sum)`,
    );
    const { events, log } = await readAll(file, {}, { fields: ['sum'] });
    expect(events.filter((one) => one.case === '2').map(({ activity }) => activity)).toEqual(['b', 'a', 'c']);
    expect(events.find(({ activity }) => activity === 'a')?.data).toEqual({ sum: '6' });
    expect(log.counts).toMatchObject({ traces: 2, events: 5 });
    expect(log.notes().map(({ kind, count }) => [kind, count])).toEqual([
      ['columns', 1],
      ['duplicate-dropped', 1],
      ['duplicate-differs', 1],
    ]);
  });
});

describe('Parquet beyond what is held', () => {
  it('comes case by case in the order that DuckDB made, and says the same', async () => {
    const file = files.path('long.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const db = await instance.connect();
    await db.run(`copy (select (i % 1000)::varchar as "case", 'a' || (i % 7) as activity, timestamp '2024-01-01' + to_seconds(150000 - i) as time,
      'e' || (i % 145000) as event_id, 's' || (i % 3) as who, i % 11 as sum from range(150000) t(i)) to '${file}' (format parquet)`);
    db.closeSync();
    instance.closeSync();
    const options = { fields: ['sum'] };
    const byCase = ({ events }: Awaited<ReturnType<typeof readAll>>): string =>
      events
        .map((event) => JSON.stringify(event))
        .sort()
        .join('\n');
    const held = await readAll(file, { subject: 'who' }, options);
    const streamed = await readAll(file, { subject: 'who' }, { ...options, held: 1000 });
    expect(byCase(streamed)).toBe(byCase(held));
    expect(streamed.log.counts).toEqual(held.log.counts);
    expect(held.log.counts).toMatchObject({ traces: 1000, events: 150_000 });
    expect(streamed.log.notes()).toEqual(
      held.log.notes().map((note) => (note.kind === 'duplicate-differs' ? { ...note, text: expect.anything() } : note)),
    );
  });
});

describe('CSV beyond what is held, its cases mixed up', () => {
  const rows = Array.from({ length: 40_000 }, (_, i) => {
    const at = Date.UTC(2024, 0, 1) + ((i * 7919) % 40_000) * 3_600_000;
    const time = i % 50 === 0 ? new Date(at).toISOString().slice(0, 10) : new Date(at).toISOString();
    return `第${(i * 31) % 997}号,a${i % 7},${time},s${i % 3},${i % 11},${i % 13 === 0 ? 'start' : 'complete'}`;
  });
  /** A case that has no act at all, and one that comes back at the very end. */
  const text = [
    '案号,活动,时间,who,sum,lifecycle:transition',
    'only,a1,2024-01-01,s1,1,start',
    ...rows,
    'only,a2,2024-01-01,s1,1,start',
  ];
  const file = files.write('mixed.csv', `${text.join('\n')}\n`);
  const plainly = ({ events, cases, log }: Awaited<ReturnType<typeof readAll>>) => ({
    counts: log.counts,
    notes: log.notes(),
    cases: [...cases].sort(),
    byCase: Object.fromEntries([...Map.groupBy(events, (event) => event.case)].sort(([a], [b]) => (a < b ? -1 : 1))),
  });
  it('is put aside on disk and comes back case by case, the same whatever is held', async () => {
    const options = { fields: ['sum'] };
    const held = plainly(await readAll(file, { subject: 'who' }, options));
    expect(held.counts).toMatchObject({ traces: 998, events: 40_002 });
    expect(held.notes.map(({ kind }) => kind)).toContain('out-of-order');
    for (const most of [1, 700, 36_000])
      expect(plainly(await readAll(file, { subject: 'who' }, { ...options, held: most }))).toEqual(held);
  });
  it('leaves no file behind, not even where the reading is broken off', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('custos-spill-'));
    const log = await openLog(file, { mapping: noMapping, zone: 'UTC', fields: [], held: 1000 });
    for await (const batch of log.batches()) {
      expect(batch.cases).toBeLessThan(998);
      break;
    }
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('custos-spill-'))).toEqual(before);
  });
});

describe('OCEL 2.0', () => {
  const events = [
    {
      id: 'e1',
      type: 'place',
      time: '2024-01-01T00:00:00Z',
      attributes: [{ name: 'sum', value: 5 }],
      relationships: [{ objectId: 'o1' }, { objectId: 'i1' }],
    },
    {
      id: 'e2',
      type: 'pack',
      time: '2024-01-02T00:00:00Z',
      relationships: [{ objectId: 'i1' }, { objectId: 'o1' }, { objectId: 'o2' }],
    },
    { id: 'e3', type: 'count "}"', time: '2024-01-03T00:00:00Z', relationships: [{ objectId: 'i1' }] },
  ];
  const objects = [
    { id: 'o1', type: 'order', attributes: [{ name: 'x', value: '}{][' }] },
    { id: 'o2', type: 'order' },
    { id: 'i1', type: 'item' },
  ];
  const expected = [
    { case: 'o1', activity: 'place', at: '2024-01-01T00:00:00.000Z', subject: 'i1', data: { sum: '5' } },
    { case: 'o1', activity: 'pack', at: '2024-01-02T00:00:00.000Z', subject: 'i1' },
    { case: 'o2', activity: 'pack', at: '2024-01-02T00:00:00.000Z', subject: 'i1' },
  ];
  const mapping = { objectType: 'order', subjectType: 'item' };

  const json = (): string =>
    files.write('a.jsonocel', JSON.stringify({ events, objectTypes: [], eventTypes: [], objects }, null, 1));
  const xml = (): string =>
    files.write(
      'ocel.xml',
      `<log><object-types/><event-types><event-type name="place"><attributes><attribute name="sum" type="integer"/></attributes></event-type></event-types>
      <objects>${objects.map(({ id, type }) => `<object id="${id}" type="${type}"><objects><relationship object-id="i1" qualifier="q"/></objects></object>`).join('')}</objects>
      <events>${events
        .map(
          ({ id, type, time, attributes, relationships }) =>
            `<event id="${id}" type="${type.replaceAll('"', '&quot;')}" time="${time}"><attributes>${(attributes ?? []).map(({ name, value }) => `<attribute name="${name}">${value}</attribute>`).join('')}</attributes><objects>${relationships.map(({ objectId }) => `<relationship object-id="${objectId}" qualifier=""/>`).join('')}</objects></event>`,
        )
        .join('')}</events></log>`,
    );
  const sqlite = (): string => {
    const file = files.path('a.sqlite');
    const db = new DatabaseSync(file);
    db.exec(`create table event (ocel_id text, ocel_type text); create table object (ocel_id text, ocel_type text);
      create table event_map_type (ocel_type text, ocel_type_map text); create table event_object (ocel_event_id text, ocel_object_id text, ocel_qualifier text);`);
    for (const { id, type } of objects) db.prepare('insert into object values (?, ?)').run(id, type);
    for (const [nr, { id, type, time, attributes, relationships }] of events.entries()) {
      db.prepare('insert into event values (?, ?)').run(id, type);
      db.prepare('insert into event_map_type values (?, ?)').run(type, `T${nr}`);
      db.exec(`create table event_T${nr} (ocel_id text, ocel_time text, sum integer)`);
      db.prepare(`insert into event_T${nr} values (?, ?, ?)`).run(id, time, attributes?.[0]?.value ?? null);
      for (const { objectId } of relationships)
        db.prepare('insert into event_object values (?, ?, ?)').run(id, objectId, '');
    }
    db.close();
    return file;
  };
  it.each([
    ['JSON', json],
    ['XML', xml],
    ['SQLite', sqlite],
  ])('flattens %s by an object type; an event of two objects belongs to both', async (_, make) => {
    const { events: found, log, cases } = await readAll(make(), mapping, { fields: ['sum'] });
    expect(found).toEqual(expected);
    expect(cases).toEqual(['o1', 'o2']);
    expect(log.counts).toMatchObject({ traces: 2, events: 3 });
    expect(log.notes().map(({ kind, count }) => [kind, count])).toEqual([['without-case', 1]]);
  });
});
