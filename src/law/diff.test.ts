import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lawCheck } from './check.ts';
import { lawTry } from './commands.ts';
import { type DiffJson, lawDiff } from './diff-command.ts';
import { loadPack } from './load.ts';
import { lawNew } from './new.ts';
import { packDir, secondPack, secondPackDir } from './testing.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'law-diff-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A copy of the second pack after edits: file → pairs of texts. */
function changedPack(name: string, edits: Readonly<Record<string, readonly (readonly [string, string])[]>>): string {
  const dir = join(root, name);
  cpSync(secondPackDir, dir, { recursive: true });
  for (const [file, pairs] of Object.entries(edits)) {
    const text = pairs.reduce(
      (all, [from, to]) => {
        if (!all.includes(from)) throw new Error(`"${from}" is not in ${file}`);
        return all.replace(from, to);
      },
      readFileSync(join(dir, file), 'utf8'),
    );
    writeFileSync(join(dir, file), text);
  }
  return dir;
}
function diff(old: string, now: string, pack = secondPackDir): DiffJson {
  const { json, status, text } = lawDiff(old, now, { pack });
  if (json === null || status !== 0) throw new Error(text);
  return json;
}

const ULS = 'prosecution/unduly-lenient-sentence.yaml';
const VRR = 'prosecution/victims-right-to-review.yaml';

describe('what changed for people', () => {
  test('nothing, between a pack and itself', () => {
    expect(diff(secondPackDir, secondPackDir)).toMatchObject({ changes: [], scenarios: [], played: 0 });
  });

  test('a deadline, with its sentence in both languages, its article, and the scenarios that answer differently', () => {
    const now = changedPack('deadline', { [ULS]: [['within: P28D', 'within: P42D']] });
    const { changes, scenarios, played } = diff(secondPackDir, now);
    expect(changes).toEqual([
      {
        about: 'deadline',
        procedure: 'prosecution.unduly-lenient-sentence',
        id: 'apply-within-28-days',
        before: { en: expect.stringContaining('within 28 days'), zh: expect.stringContaining('28日') },
        after: { en: expect.stringContaining('within 42 days'), zh: expect.stringContaining('42日') },
        cite: 'CJA Sch 3 §1',
        where: expect.objectContaining({ file: ULS, line: expect.any(Number) }),
      },
    ]);
    expect(played).toBe(3);
    expect(scenarios).toEqual([
      expect.objectContaining({ id: 'lenient-sentence-last-day', step: 3, before: true, after: 'possible' }),
    ]);
    expect(lawDiff(secondPackDir, now, { pack: secondPackDir }).text).toMatch(
      /~ deadline apply-within-28-days \[CJA Sch 3 §1\]\n {6}was: .*28 days.*\n {6}now: .*42 days/,
    );
    expect(lawDiff(secondPackDir, now, { pack: secondPackDir, lang: 'zh' }).text).toMatch(
      /~ 期限 apply-within-28-days.*\n {6}原：.*28日.*\n {6}现：.*42日/,
    );
  });

  test('notes, marks, doubts, fields and documents too, after what people notice first', () => {
    const now = changedPack('remarks', {
      [VRR]: [
        ['by a prosecutor who had no part in the decision', 'by another prosecutor'],
        [
          '{name: until, type: date, required: true}',
          '{name: until, type: date, required: true}\n      - {name: received_on, type: date}',
        ],
        ['Letter with the reasons and the right to a review', 'Letter with the reasons'],
        ['within: P10D/working', 'within: P12D/working'],
        ['checked: partly', 'checked: recalled'],
        ['The five working days and three months were read', 'Three months were read'],
      ],
    });
    const { changes, scenarios } = diff(secondPackDir, now);
    expect(changes.map(({ about, id, before, after }) => [about, id, before?.en ?? null, after?.en ?? null])).toEqual([
      [
        'deadline',
        'local-resolution-in-ten-working-days',
        expect.stringMatching(/10 working/),
        expect.stringMatching(/12/),
      ],
      ['data', 'tell-of-delay', expect.any(String), expect.stringMatching(/received/i)],
      ['document', 'tell-victim-of-decision', expect.stringMatching(/right to a review/), 'Letter with the reasons'],
      ['note', 'resolve-locally', 'by a prosecutor who had no part in the decision', 'by another prosecutor'],
      ['mark', 'prosecution.victims-right-to-review', 'partly', 'recalled'],
      ['doubt', 'prosecution.victims-right-to-review', null, expect.stringMatching(/^Three months/)],
      ['doubt', 'prosecution.victims-right-to-review', expect.stringMatching(/^The five working/), null],
    ]);
    expect(scenarios.map((one) => one.procedure)).toContain('prosecution.victims-right-to-review');
    const text = lawDiff(secondPackDir, now, { pack: secondPackDir, lang: 'zh' }).text;
    expect(text).toMatch(/~ 说明 resolve-locally/);
    expect(text).toMatch(/- 疑问/);
  });

  test('who decides, what must be so, a citation, a clock, an outcome, an act less and one more', () => {
    const now = changedPack('much', {
      [ULS]: [
        ['authority: chief-crown-prosecutor', 'authority: crown-prosecutor'],
        ["    guard: {when: opening.in_scheme = true, cite: 'CJA §35(3), §36(1)'}\n", ''],
        ['to: decide-on-leave, cite: CJA §36(1)}', 'to: decide-on-leave, cite: CJA §35}'],
        [', needs: [apply-for-leave-to-refer, decide-on-leave]', ''],
      ],
      [VRR]: [
        ['length: P30D/working', 'length: P20D/working'],
        ['id: tell-of-delay', 'id: announce-delay'],
        [
          'to: [decide-independent-review, tell-of-delay], strict',
          'to: [decide-independent-review, announce-delay], strict',
        ],
        [
          'to: [decide-independent-review, tell-of-delay], cite',
          'to: [decide-independent-review, announce-delay], cite',
        ],
        ['{act: tell-of-delay', '{act: announce-delay'],
      ],
    });
    const { changes } = diff(secondPackDir, now);
    const seen = changes.map(({ about, id, before, after }) => {
      const sign = before === null ? '+' : after === null ? '-' : '~';
      return `${sign} ${about} ${id}`;
    });
    for (const one of [
      '~ authority submit-to-the-attorney',
      '~ condition apply-for-leave-to-refer',
      '~ citation leave-once',
      '~ outcome decided',
      '~ deadline independent-review',
      '+ act announce-delay',
      '- act tell-of-delay',
    ])
      expect(seen).toContain(one);
    expect(changes.find((one) => one.about === 'authority')).toMatchObject({
      before: { en: 'Chief Crown Prosecutor' },
      after: { en: 'Crown Prosecutor' },
    });
  });

  test('a day off more is a change of the whole pack, and every scenario is played', () => {
    const now = changedPack('calendar', {
      'calendar.yaml': [["  '2024-12-25': christmas", "  '2024-12-24': christmas\n  '2024-12-25': christmas"]],
    });
    const { changes, scenarios } = diff(secondPackDir, now);
    expect(changes).toMatchObject([
      { about: 'pack', id: 'calendar.off', before: null, after: { en: '2024-12-24 off' } },
    ]);
    expect(scenarios.map((one) => one.id)).toContain('custody-crown-court-over-christmas');
  });

  test('a procedure more', () => {
    const now = changedPack('fewer', {});
    rmSync(join(now, 'police', 'pre-charge-bail.yaml'));
    const detention = join(now, 'police', 'detention.yaml');
    writeFileSync(detention, readFileSync(detention, 'utf8').replace(/^opens:\n.*\n/m, ''));
    expect(diff(now, secondPackDir).changes).toMatchObject([
      { about: 'link', before: null },
      { about: 'procedure', id: 'police.pre-charge-bail', before: null, after: { en: 'Pre-charge bail' } },
    ]);
  });

  test('two versions of one file', () => {
    const old = join(root, 'old-uls.yaml');
    const file = join(secondPackDir, ULS);
    writeFileSync(old, readFileSync(file, 'utf8').replace('within: P28D', 'within: P21D'));
    expect(diff(old, file)).toMatchObject({
      changes: [{ about: 'deadline', before: { en: expect.stringContaining('21 days') } }],
      scenarios: [{ id: 'lenient-sentence-last-day', after: true }],
    });
  });

  test('two days of one pack', () => {
    const { changes, played } = diff('2022-10-27', '2022-10-28');
    expect(played).toBe(0);
    expect(changes.map(({ id, before }) => `${before === null ? '+' : '-'} ${id}`).sort()).toEqual([
      '+ bail-of-three-months',
      '+ extend-to-nine-months',
      '+ extend-to-six-months',
      '- bail-of-28-days',
      '- extend-to-three-months',
    ]);
    const plea = diff('2018-10-25', '2018-10-26', packDir).changes;
    expect(plea.filter((one) => one.procedure === 'criminal.prosecution-review' && one.before === null)).not.toEqual(
      [],
    );
  });

  test.each([
    [['/nowhere', secondPackDir], /\/nowhere: not there/],
    [['2022-10-27', secondPackDir], /is a day and the other is none/],
    [[secondPackDir, join(secondPackDir, ULS)], /is a folder and the other is a file/],
    [['2022-13-27', '2022-10-28'], /no such day: 2022-13-27/],
  ] as const)('%s', ([old, now], message) => {
    expect(lawDiff(old, now, { pack: secondPackDir })).toMatchObject({
      status: 2,
      json: null,
      text: expect.stringMatching(message),
    });
  });

  test('a pack with faults is named with its faults', () => {
    const now = changedPack('faulty', { [ULS]: [['actor: crown-court', 'actor: crown-cort']] });
    const { text, status } = lawDiff(secondPackDir, now, { pack: secondPackDir });
    expect(status).toBe(2);
    expect(text).toMatch(/unduly-lenient-sentence\.yaml:\d+:\d+ .*did you mean crown-court\?/);
  });
});

describe('a start for a new procedure', () => {
  const packs = { cn: packDir, ew: secondPackDir } as const;
  test.each([
    ['cn', 'petition.small', 'zh', '刑诉法'],
    ['ew', 'police.small', 'en', 'PACE'],
  ] as const)('%s: passes the checks once the marked places are filled', (which, id, lang, law) => {
    const dir = join(root, `new-${which}`);
    mkdirSync(dir, { recursive: true });
    cpSync(packs[which], dir, { recursive: true });
    const loaded = loadPack(dir);
    if (!loaded.ok) throw new Error('the copy is not whole');
    const { json, status } = lawNew(loaded.value, id);
    if (json === null) throw new Error('not written');
    expect(status).toBe(0);
    const unfilled = lawCheck(dir, { fast: true });
    expect(unfilled.status).toBe(1);
    expect(new Set(unfilled.json.errors.map((one) => one.check))).toEqual(new Set(['unfilled']));
    expect(unfilled.json.errors[0]).toMatchObject({
      file: `${join(id.replace('.', '/'))}.yaml`,
      line: expect.any(Number),
    });
    for (const file of json.files) {
      const filled = readFileSync(file, 'utf8')
        .replace(/‹[^›]*› §‹[^›]*›/g, `${law} §1`)
        .replace(/‹([^›]*)›/g, '$1');
      writeFileSync(file, filled);
    }
    const again = loadPack(dir);
    if (!again.ok) throw new Error(again.error.map((one) => one.message).join('\n'));
    const only = { ...again.value.procedures[id]! };
    expect(only.title[lang]).toBe(lang === 'zh' ? '名称' : 'title');
    for (const one of Object.keys(loaded.value.procedures))
      rmSync(join(dir, loaded.value.procedures[one]!.where.file), { force: true });
    writeFileSync(
      join(dir, 'pack.yaml'),
      readFileSync(join(dir, 'pack.yaml'), 'utf8')
        .replace(/^ {2}acts:\n(?: {2}.*\n)+/m, '  acts: {}\n')
        .replace(/^(?:regrouping|recusal):\n(?: {2}.*\n)+/gm, ''),
    );
    expect(lawCheck(dir)).toMatchObject({ status: 0, json: { procedures: 1, errors: [], warnings: [] } });
    const alone = loadPack(dir);
    if (!alone.ok) throw new Error('not whole');
    expect(lawTry([{ pack: alone.value, files: json.files.slice(1) }])).toMatchObject({
      status: 0,
      json: { passed: 2, failed: 0 },
    });
  });

  test.each([
    ['small', /"small" is no name of a procedure; expected branch\.name/],
    ['tax.small', /no branch "tax" in ew; expected one of police, prosecution/],
    ['police.detention', /police\.detention is there already: police\/detention\.yaml/],
  ])('%s', (id, message) => {
    expect(lawNew(secondPack(), id)).toMatchObject({ status: 2, json: null, text: expect.stringMatching(message) });
  });
});
