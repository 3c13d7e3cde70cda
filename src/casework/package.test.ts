import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPackage, examplePackage } from './package/build.ts';
import { limits, packageJsonSchema, type TransferPackage } from './package/format.ts';
import { isSafe, unzip } from './package/zip.ts';
import { actorOf, type Bench, openBench, pageAt } from './testing.ts';

const today = '2026-11-19';
const example = examplePackage(today, 'shifan');
/** The example with something changed, deep enough for these tests. */
const changed = (
  change: (manifest: Record<string, unknown> & TransferPackage) => void,
  files: Readonly<Record<string, string>> = example.files,
): Uint8Array => {
  const manifest = structuredClone(example.manifest) as Record<string, unknown> & TransferPackage;
  change(manifest);
  return buildPackage(manifest, files);
};
const raw = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

let bench: Bench;
let now = 0;
beforeAll(async () => {
  bench = await openBench();
  now = bench.at(`${today}T10:00`);
});
afterAll(() => bench.close());

const lines = async (bytes: Uint8Array, who = 'intake'): Promise<string[]> => {
  const answer = await bench.casework.importPackage(bytes, actorOf(who), now);
  if (!('errors' in answer)) throw new Error(`taken in: ${JSON.stringify(answer)}`);
  return answer.errors.map((error) => `${error.where}: ${error.text.en}`);
};

describe('a bad package gets one clear line a fault, and nothing is stored', () => {
  const bad: readonly (readonly [what: string, bytes: () => Uint8Array, expected: readonly RegExp[]])[] = [
    ['no zip', () => strToU8('hello'), [/^zip: not a \.zip file, or damaged/]],
    ['a zip cut short', () => example.bytes.slice(0, example.bytes.length - 30), [/^zip: not a \.zip file/]],
    ['a flipped byte', () => flipped(example.bytes), [/damaged/]],
    ['no manifest', () => raw({ 'a.txt': 'x' }), [/^package\.json: the manifest package\.json is missing/]],
    [
      'a manifest that is no JSON',
      () => raw({ 'package.json': '{\n  "format": "custos-transfer/1",\n  "number": ,\n}' }),
      [/^package\.json:3:13: not JSON at line 3, column 13/],
    ],
    ['a manifest cut short', () => raw({ 'package.json': '{"format":' }), [/^package\.json:1:11: not JSON/]],
    [
      'an empty manifest',
      () => raw({ 'package.json': '{}' }),
      [
        /format: expected one of: custos-transfer\/1/,
        /sender: expected object; it is missing/,
        /number/,
        /sent_on/,
        /office/,
        /procedure/,
        /persons/,
      ],
    ],
    [
      'a misspelt key',
      () => changed((m) => Object.assign(m, { offce: 1 })),
      [/^package\.json offce: the format has no such key/],
    ],
    [
      'a wrong type',
      () => changed((m) => Object.assign(m.persons[1]!, { name: 7 })),
      [/^package\.json persons\[1\]\.name: expected string/],
    ],
    [
      'an unknown procedure',
      () => changed((m) => Object.assign(m, { procedure: 'criminal.arrest' })),
      [/procedure: a package cannot open .*; expected one of criminal\.arrest-review, criminal\.prosecution-review/],
    ],
    [
      'an unknown offence',
      () => changed((m) => Object.assign(m.persons[0]!, { offence: 'thefd' })),
      [/persons\[0\]\.offence: unknown offence “thefd”; did you mean “theft”\?/],
    ],
    [
      'an unknown offence by its Chinese name',
      () => changed((m) => Object.assign(m.persons[0]!, { offence: '盗切罪' })),
      [/unknown offence “盗切罪”; did you mean “盗窃罪”\?/],
    ],
    [
      'a wrong check digit',
      () => changed((m) => Object.assign(m.persons[0]!, { id_number: '110101190001011008' })),
      [/persons\[0\]\.id_number: identity number of 路某甲 \(110…\): the check digit does not fit/],
    ],
    [
      'a date in the future',
      () => changed((m) => Object.assign(m, { sent_on: '2026-12-01' })),
      [/sent_on: the date 2026-12-01 lies in the future \(today is 2026-11-19\)/],
    ],
    [
      'a date in the future among the fields',
      () => changed((m) => Object.assign(m.persons[0]!.data!, { detained_on: '2027-01-01' })),
      [/persons\[0\]\.data\.detained_on: .*may not lie in the future/],
    ],
    [
      'no date at all',
      () => changed((m) => Object.assign(m, { sent_on: '2026-02-30' })),
      [/sent_on: “2026-02-30” is no date/],
    ],
    [
      'a field of the opening act missing',
      () => changed((m) => delete (m.persons[0]!.data as Record<string, unknown>).detained),
      [/persons\[0\]\.data\.detained: .* must be given/],
    ],
    [
      'a field that the act does not have',
      () => changed((m) => Object.assign(m.persons[0]!.data!, { shoe: 43 })),
      [/persons\[0\]\.data\.shoe: .* has no field “shoe”/],
    ],
    [
      'a document named but missing',
      () => changed(() => undefined, { 'documents/request.txt': example.files['documents/request.txt']! }),
      [/documents\[1\]\.file: “documents\/questioning-p1\.txt” is named, but the zip does not hold it/],
    ],
    [
      'a file not named',
      () => changed(() => undefined, { ...example.files, 'documents/extra.txt': 'x' }),
      [/^documents\/extra\.txt: the zip holds this file, but the manifest does not name it/],
    ],
    [
      'a hash that does not fit',
      () => changed(() => undefined, { ...example.files, 'documents/request.txt': 'forged' }),
      [/documents\[0\]\.sha256: .* does not have the hash/],
    ],
    [
      'another office',
      () => changed((m) => Object.assign(m, { office: 'elsewhere' })),
      [/office: sent to “elsewhere”, but this is Shifan/],
    ],
    [
      'a thousand suspects',
      () =>
        changed((m) =>
          Object.assign(m, {
            persons: Array.from({ length: 1000 }, (_, n) => ({ ...m.persons[0]!, ref: `p${n + 1}`, name: `某${n}` })),
          }),
        ),
      [/persons: 1000 persons; a package takes at most 200/],
    ],
    [
      'two with one ref',
      () => changed((m) => Object.assign(m.persons[1]!, { ref: 'p1' })),
      [/two persons have the ref “p1”/],
    ],
    [
      'no suspect',
      () => changed((m) => Object.assign(m, { persons: [m.persons[2]], documents: [m.documents[0]] })),
      [/at least one person must have the role “suspect”/],
    ],
    [
      'a path out of the package',
      () => raw({ '../evil.txt': 'x', 'package.json': '{}' }),
      [/^\.\.\/evil\.txt: a path that leads outside/],
    ],
    ['an encrypted entry', () => encrypted(example.bytes), [/is encrypted/]],
    ['a name twice', () => raw({ 'package.json': '{}', 'Package.json': '{}' }), [/the name occurs twice/]],
    ['too much when inflated', () => bomb(), [/MB when inflated; at most/]],
  ];

  it.each(bad)('%s', async (_what, bytes, expected) => {
    const before = await bench.ledger.head();
    const said = await lines(bytes());
    for (const line of expected) expect(said.join('\n')).toMatch(new RegExp(line.source, 'm'));
    expect(said.every((line) => !line.includes('\n'))).toBe(true);
    expect(await bench.ledger.head()).toEqual(before);
    expect(
      await bench.store.db
        .selectFrom('casework_document' as never)
        .selectAll()
        .execute(),
    ).toEqual([]);
  });

  it('every fault of a package is told at once', async () => {
    const said = await lines(
      changed((m) => {
        Object.assign(m, { office: 'elsewhere', sent_on: '2026-12-01' });
        Object.assign(m.persons[0]!, { offence: 'nonsense-that-is-nothing', id_number: '1' });
      }),
    );
    expect(said).toHaveLength(4);
  });

  it('is not for everybody', async () => {
    expect((await lines(example.bytes, 'chen')).length).toBe(1);
  });
});

describe('a good package', () => {
  it('is taken in once: not by its bytes and not by its number again, also not at the same time', async () => {
    const two = await Promise.all(
      [1, 2].map(() => bench.casework.importPackage(example.bytes, actorOf('intake'), now)),
    );
    expect(two.filter((answer) => 'errors' in answer)).toHaveLength(1);
    expect(await lines(example.bytes)).toEqual([
      expect.stringMatching(/^package: the same package was taken in already as 2026-AR-1$/),
    ]);
    expect(await lines(changed((m) => Object.assign(m, { title: '另一标题' })))).toEqual([
      expect.stringMatching(/^package\.json number: number .* was taken in already as 2026-AR-1$/),
    ]);
    const taken = two.find((answer) => !('errors' in answer));
    if (!taken || 'errors' in taken) throw new Error('none');
    const page = await pageAt(bench, taken.proceedings[0]!.id, 'head', now);
    const document = page.documents.find((one) => one.name === '提请批准逮捕书')!;
    const file = await bench.casework.document(document.id, actorOf('head'));
    expect(Buffer.from(file!.bytes).toString()).toBe(example.files['documents/request.txt']);
    expect(await bench.casework.document(document.id, actorOf('wu'))).toBeNull();
  });

  it('opens a review for prosecution too, with the people whom the act does not concern', async () => {
    const bytes = changed((m) => {
      Object.assign(m, {
        procedure: 'criminal.prosecution-review',
        number: 'n-2',
        opening: { data: { complex: false, fast_track: false, has_victim: true } },
      });
      Object.assign(m.persons[0]!, {
        data: { in_custody: true, minor: false, has_counsel: true },
        id_number: '110101190001011009',
      });
      Object.assign(m.persons[1]!, { data: { in_custody: false, minor: false, has_counsel: false } });
    });
    const taken = await bench.casework.importPackage(bytes, actorOf('intake'), now);
    if ('errors' in taken) throw new Error(JSON.stringify(taken.errors));
    expect(taken.number).toBe('2026-PR-1');
    const page = await pageAt(bench, taken.proceedings[0]!.id, 'head', now);
    expect(page.main).toMatchObject({ due: { date: '2026-12-19' } });
    expect(page.parties.map((party) => [party.name, party.role])).toEqual([
      ['路某甲', 'suspect'],
      ['温某乙', 'suspect'],
      ['贺某', 'victim'],
    ]);
    expect(page.parties[0]?.lines.map((line) => line.zh)).toContain('35岁');
  });
});

describe('the parts', () => {
  it('publishes a JSON Schema', () => {
    expect(packageJsonSchema()).toMatchObject({
      type: 'object',
      additionalProperties: false,
      properties: { persons: { minItems: 1 } },
      $defs: { PackagePerson: { required: ['ref', 'name', 'role'] } },
    });
  });
  it('knows safe paths', () => {
    expect(['a/b.txt', '文书/一.txt', 'a b.pdf'].map(isSafe)).toEqual([true, true, true]);
    expect(['/a', 'a/../b', 'C:x', 'a\\b', 'a//b', './a', 'a\u0000'].map(isSafe)).toEqual(
      Array.from({ length: 7 }, () => false),
    );
  });
  it('reads what it packs', () => {
    const read = unzip(example.bytes);
    expect(read.ok && [...read.files.keys()].sort()).toEqual([
      'documents/questioning-p1.txt',
      'documents/request.txt',
      'package.json',
    ]);
  });
  it('the example is the same bytes each time', () => {
    expect(Buffer.from(examplePackage(today, 'shifan').bytes).equals(Buffer.from(example.bytes))).toBe(true);
  });
});

/** Places of the central directory's entries. */
function* entries(bytes: Uint8Array): Generator<number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length - 4; at++) if (view.getUint32(at, true) === 0x02014b50) yield at;
}
function encrypted(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  for (const at of entries(copy)) copy[at + 8] = copy[at + 8]! | 1;
  return copy;
}
/** A small file that says it inflates to more than is taken. */
function bomb(): Uint8Array {
  const copy = example.bytes.slice();
  const view = new DataView(copy.buffer);
  for (const at of entries(copy)) view.setUint32(at + 24, limits.inflatedBytes, true);
  return copy;
}
/** One byte of the first entry's content changed. */
function flipped(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy[60] = copy[60]! ^ 0xff;
  return copy;
}
