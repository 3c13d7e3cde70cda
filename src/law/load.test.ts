import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compilePack, loadPack, readPackFiles } from './load.ts';
import { describe as describeError } from './source.ts';
import { chinaPack, faultsAfter, six, smallPack } from './testing.ts';

const at = 'criminal/small.yaml';

describe('the pack of China', () => {
  const pack = chinaPack();

  test('has the six procedures, whole', () => {
    const sizes = six
      .map((id) => pack.procedures[id]!)
      .map((one) => [one.id, one.acts.length, one.rules.length, one.clocks.length]);
    expect(sizes.sort()).toEqual([
      ['criminal.arrest-review', 26, 54, 0],
      ['criminal.filing-supervision', 16, 22, 0],
      ['criminal.prosecution-review', 49, 54, 2],
      ['criminal.second-instance-protest', 13, 20, 0],
      ['criminal.trial-support', 23, 25, 3],
      ['petition.handling', 18, 25, 0],
    ]);
  });

  test('counts by branch: sticky month ends only in criminal procedure', () => {
    expect(pack.procedures['criminal.trial-support']?.procedure.counting.monthEnd).toBe('sticky');
    expect(pack.procedures['petition.handling']?.procedure.counting.monthEnd).toBe('same');
  });

  test('requires what guards read and leaves the date that a period runs from to fall back on the act', () => {
    const fields =
      pack.procedures['criminal.arrest-review']?.acts.find((act) => act.id === 'request-arrest')?.data ?? [];
    const required = fields.filter((field) => field.required).map((field) => field.name);
    expect(required).toEqual(
      expect.arrayContaining(['detained', 'complex', 'questioning_required', 'minor', 'has_counsel']),
    );
    expect(required).not.toContain('received_on');
    expect(fields.find((field) => field.name === 'received_on')?.startsPeriod).toBe(true);
  });

  test('reads the power list for `list` and nothing where the office does not decide', () => {
    const acts = pack.procedures['criminal.prosecution-review']?.procedure.acts ?? [];
    const rank = (id: string) => acts.find((act) => act.id === id)?.authority.rank;
    expect([rank('prosecute'), rank('non-prosecution-doubt'), rank('resubmit')]).toEqual([
      'prosecutor',
      'chief-procurator',
      'none',
    ]);
  });

  test('keeps a rule of one line together when the engine needs several relations', () => {
    const procedure = pack.procedures['criminal.arrest-review'];
    const rule = procedure?.rules.find((one) => one.id === 'follow-up-follows-refusal');
    expect(rule?.relations).toHaveLength(4);
    expect(new Set(procedure?.procedure.relations.map((one) => one.id)).size).toBe(
      procedure?.procedure.relations.length,
    );
  });
});

describe('faults of a procedure file, each at its line with what was found and expected', () => {
  test('a whole file has none', () => expect(faultsAfter()).toEqual([]));

  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    [
      'an act that is none',
      'to: refuse,',
      'to: refusal,',
      [`${at}:43:57 rules[3].to: no act "refusal"; did you mean refuse?`],
    ],
    [
      'an unknown key',
      'statistic_unit: person',
      'statistic_unit: person\nstatistics: yes',
      [`${at}:5:1 statistics: unknown key "statistics"; expected one of`],
    ],
    [
      'a key misspelt in a rule',
      'from_date: received_on',
      'form_date: received_on',
      ['unknown key "form_date"; did you mean from_date?'],
    ],
    ['a duration that is none', 'within: P7D', 'within: 7 days', [`${at}:42:82 rules[2].within: `, '7 days']],
    [
      'a guard over a field that no act has',
      'act.detained = true',
      'act.held = true',
      [`${at}:42:`, 'rules[2].when: guard "act.held = true"', 'unknown field act.held'],
    ],
    [
      'a guard that compares a date with a number',
      'act.detained = true',
      'act.received_on > 3',
      ['rules[2].when: guard'],
    ],
    ['a guard that does not end', 'act.detained = true', 'act.detained =', ['rules[2].when: guard "act.detained ="']],
    [
      'a period from a field that is no date',
      'from_date: received_on',
      'from_date: detained',
      ['a period cannot run from ask.detained, which is boolean; expected a date'],
    ],
    [
      'an actor that the pack does not know',
      'actor: police',
      'actor: polise',
      [`${at}:15:12 acts[0].actor: no actor "polise"; did you mean police?`],
    ],
    [
      'an authority that is no rank',
      'authority: chief-procurator',
      'authority: chief',
      ['acts[2].authority: no authority "chief"'],
    ],
    [
      'a law that is not in laws.yaml',
      'cite: 高检规则 §285',
      'cite: 高检规定 §285',
      [`${at}:38:11 acts[3].cite: unknown law "高检规定"`, 'did you mean 高检规则?'],
    ],
    [
      'a scope that must be written',
      ', scope: any',
      '',
      [`${at}:41:5 rules[1]: ask is done person by person`, 'scope: any or scope: all'],
    ],
    [
      'a scope that does not fit',
      'scope: any',
      'scope: present',
      ['scope present does not fit ask → report; expected any or all'],
    ],
    [
      'a kind of rule that there is not',
      'kind: exclude',
      'kind: forbid',
      ['rules[3].kind: kind is "forbid"; expected one of condition'],
    ],
    [
      'a rule id used twice',
      'id: one-decision',
      'id: first-ask',
      [`${at}:43:10 rules[3].id: rule "first-ask" stands here a second time`],
    ],
    [
      'a field without words',
      '{name: detained, type: boolean}',
      '{name: detained_twice, type: boolean}',
      ['field detained_twice has no words in zh and en; expected them in words.yaml under fields: detained_twice'],
    ],
    [
      'an enum value without words',
      '{name: detained, type: boolean}',
      '{name: detained, type: boolean}\n      - {name: kind, type: enum, values: [judgment, oddity]}',
      ['value oddity has no words in zh and en'],
    ],
    [
      'a missing title',
      '    title: {zh: 决定, en: Decide}\n',
      '',
      ['acts[1].title: missing title; expected a map of keys'],
    ],
    [
      'a title in one language only',
      'title: {zh: 决定, en: Decide}',
      'title: {zh: 决定}',
      ['acts[1].title.en: missing en; expected text'],
    ],
    [
      'a date that is no date',
      'checked: verified',
      "checked: verified\nin_force: {from: '2019'}",
      ['in_force.from: found "2019", expected a date in quotes'],
    ],
    [
      'custody without the fact',
      '    - {name: custody, type: boolean, initial: false, from: [ask.detained]}',
      '    - {name: minor, type: boolean, initial: false}',
      ['rolls: custody needs the fact that the custody guard of pack.yaml reads'],
    ],
    [
      'a fact from a field of another type',
      'name: custody, type: boolean',
      'name: custody, type: text',
      ['fact custody is text, but ask.detained is boolean'],
    ],
    ['text that is no YAML', 'opened_by: [ask]', 'opened_by: [ask', ['not readable as YAML']],
    [
      'a key said twice',
      'checked: verified',
      'checked: verified\nchecked: partly',
      [`${at}:6:1`, 'not readable as YAML'],
    ],
    [
      'S2: an act that needs itself',
      'from: ask, to: [decide, refuse], cite',
      'from: decide, to: decide, cite',
      ['decide needs itself first'],
    ],
    [
      'S3: an act that can never happen',
      '    cite: 高检规则 §285',
      '    initially: {included: false}\n    cite: 高检规则 §285',
      ['act report can never happen: it is ruled out from the start and nothing includes it'],
    ],
    [
      'S10: ruled out and brought back by the same act',
      'outcomes:',
      '  - {id: and-back, kind: include, from: decide, to: refuse, cite: 刑诉法 §90}\noutcomes:',
      ['brings it back in rule and-back; include wins'],
    ],
    [
      'a link to an act that does not open the other procedure',
      'outcomes:',
      'opens:\n  - {on: decide, procedure: criminal.small, act: refuse}\noutcomes:',
      [
        `${at}:45:50 opens[0].act: no opening act of criminal.small "refuse"; expected opening act of criminal.small: ask`,
      ],
    ],
    [
      'a link with data that the other procedure does not have',
      'outcomes:',
      'opens:\n  - {on: decide, procedure: criminal.small, with: {detained: maybe, recieved_on: x}}\noutcomes:',
      [
        'opens[0].with.detained: no value of detained "maybe"; expected value of detained: true, false',
        'did you mean received_on?',
      ],
    ],
    [
      'S11: an act that no role may do',
      '    actor: prosecutor\n    authority: list',
      '    actor: inspection-office\n    authority: list',
      ['no role acts as inspection-office, so nobody may do decide'],
    ],
  ];
  test.each(cases)('%s', (_, from, to, expected) => {
    const faults = faultsAfter([from, to]);
    for (const part of expected) expect(faults.join('\n')).toContain(part);
    expect(faults.filter((line) => !/^criminal\/small\.yaml:\d+:\d+ /.test(line))).toEqual([]);
  });

  test('all of them are told at once', () => {
    const faults = faultsAfter(
      ['actor: police', 'actor: polise'],
      ['within: P7D', 'within: 7D'],
      ['to: refuse,', 'to: refusal,'],
      ['act.detained', 'act.detaned'],
    );
    expect(faults).toHaveLength(4);
  });
});

describe('words in several files', () => {
  const faults = (words: string) => {
    const loaded = compilePack('/pack', new Map([...smallPack, ['words/extra.yaml', words]]));
    return loaded.ok ? [] : loaded.error.map(describeError);
  };

  test('are read as one; said twice alike is no fault', () =>
    expect(faults('fields:\n  handler: {zh: 承办人, en: Handler}\nvalues: {}\n')).toEqual([]));

  test('said differently is a fault that names both places', () => {
    const lines = faults('fields:\n  oddity: {zh: 怪事, en: Oddity}\n  handler: {zh: 经办人, en: Clerk}\nvalues: {}\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^words[/]extra[.]yaml:3:3 fields[.]handler: handler is "经办人 · Clerk" here and "承办人 · Handler" in words[.]yaml:\d+;/,
    );
  });

  test('a field that only the second file names is known', () => {
    const file = smallPack.get('criminal/small.yaml') ?? '';
    const edited = file.replace(
      '{name: detained, type: boolean}',
      '{name: detained, type: boolean}\n      - {name: oddity, type: text}',
    );
    const words = 'fields:\n  oddity: {zh: 怪事, en: Oddity}\nvalues: {}\n';
    expect(compilePack('/pack', new Map([...smallPack, ['criminal/small.yaml', edited]])).ok).toBe(false);
    expect(
      compilePack('/pack', new Map([...smallPack, ['criminal/small.yaml', edited], ['words/extra.yaml', words]])).ok,
    ).toBe(true);
  });
});

describe('a pack half copied', () => {
  const dir = mkdtempSync(join(tmpdir(), 'pack-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  test('names the files that are missing', () => {
    writeFileSync(join(dir, 'words.yaml'), 'fields: {}\nvalues: {}\n');
    const loaded = loadPack(dir);
    expect(loaded.ok ? [] : loaded.error.map(describeError)).toEqual([
      'pack.yaml:1:1 not there; expected this file of the pack',
      'laws.yaml:1:1 not there; expected this file of the pack',
    ]);
  });

  test('a folder that is not there is one clear line', () => {
    const loaded = loadPack(join(dir, 'nowhere'));
    expect(loaded.ok ? [] : loaded.error.map(describeError)).toEqual([
      `${join(dir, 'nowhere')}:1:1 not there; expected a folder with pack.yaml`,
    ]);
  });
});

test('severing, merging and recusal name procedures, acts, ranks, marks and laws of the pack', () => {
  const { dir } = chinaPack();
  const files = new Map(readPackFiles(dir));
  const text = files.get('pack.yaml')!;
  const faults = (from: string, to: string): readonly string[] => {
    expect(text).toContain(from);
    const made = compilePack(dir, new Map([...files, ['pack.yaml', text.replace(from, to)]]));
    return made.ok ? [] : made.error.map(describeError);
  };
  expect(
    faults(
      'procedures: [criminal.arrest-review, criminal.prosecution-review, criminal.j',
      'procedures: [criminal.arest-review, criminal.j',
    ),
  ).toEqual([
    expect.stringMatching(/^pack\.yaml:\d+:\d+ regrouping\.procedures\[0\]: no procedure "criminal\.arest-review"/),
  ]);
  expect(faults('apart: minor', 'apart: minors')).toEqual([
    expect.stringMatching(/regrouping\.sever\[0\]\.apart: .*minors/),
  ]);
  expect(faults('raised: raise-recusal', 'raised: raise')).toEqual([
    expect.stringMatching(/recusal\.raised: no act "raise"/),
  ]);
  expect(faults('cite: 高检规则 §459', 'cite: 高检规定 §459')).toEqual([
    expect.stringMatching(/regrouping\.sever\[0\]\.cite: no law "高检规定"/),
  ]);
  expect(faults('when: act.result = changed}', 'when: act.result = }')).toEqual([
    expect.stringMatching(/recusal\.reconsidered\.when/),
  ]);
});
