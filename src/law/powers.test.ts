import { describe, expect, test } from 'vitest';
import { compilePack, readPackFiles } from './load.ts';
import { withOwnPowers } from './powers.ts';
import { tryScenarios } from './scenario/run.ts';
import { showProcedure } from './show.ts';
import { describe as line } from './source.ts';
import { chinaPack, packDir } from './testing.ts';

const pack = chinaPack();

/** The verified table of `management.decision-power` in the facts: act → rank and article; `list`: the rules leave it to a list. */
const table: readonly (readonly [act: string, rank: string, cite: string])[] = [
  ['criminal.arrest-review/decide-non-arrest', 'list', '高检规则 §285'],
  ['criminal.arrest-review/order-add-suspect', 'chief-procurator', '高检规则 §288'],
  ['criminal.prosecution-review/decide-arrest', 'chief-procurator', '高检规则 §337'],
  ['criminal.arrest-review/decide-reconsideration', 'chief-procurator', '高检规则 §290'],
  ['criminal.prosecution-review/prosecute', 'list', '刑诉法 §176'],
  ['criminal.prosecution-review/non-prosecution-statutory', 'chief-procurator', '高检规则 §365'],
  ['criminal.prosecution-review/non-prosecution-doubt', 'chief-procurator', '高检规则 §367'],
  ['criminal.prosecution-review/non-prosecution-discretionary', 'chief-procurator', '高检规则 §370'],
  ['criminal.prosecution-review/non-prosecution-special', 'chief-procurator', '高检规则 §279'],
  ['criminal.non-prosecution-review/decide-reconsideration', 'chief-procurator', '高检规则 §379'],
  ['criminal.trial-support/withdraw-prosecution', 'chief-procurator', '高检规则 §424'],
  ['criminal.second-instance-protest/decide-protest', 'chief-procurator', '刑诉法 §228'],
  ['criminal.retrial-protest/propose-protest', 'chief-procurator', '高检规则 §595'],
  ['criminal.improper-filing-supervision/notify-to-withdraw', 'chief-procurator', '高检规则 §561'],
  ['criminal.investigation-supervision/issue-correction-notice', 'chief-procurator', '高检规则 §552'],
  ['criminal.investigation-supervision/correct-orally', 'prosecutor', '高检规则 §552'],
  ['criminal.sentence-change-supervision/opinion-on-proposal', 'chief-procurator', '高检规则 §635'],
  ['management.property/dispose-of-seized-property', 'chief-procurator', '规则 §251'],
  ['management.recusal/decide-recusal', 'chief-procurator', '规则 §29'],
];

describe('the power list', () => {
  test.each(table)('%s: %s, by %s', (name, rank, cite) => {
    const [procedure = '', act = ''] = name.split('/');
    const info = pack.procedures[procedure]?.acts.find((one) => one.id === act);
    expect(info?.authority).toBe(rank);
    expect(info?.cite).toContain(cite.split(' ')[1]);
  });

  test('an arrest is approved by the chief procurator by the statute, and by a prosecutor where the list of a basic office delegates it', () => {
    const decides = showProcedure(pack, 'criminal.arrest-review').decides.find((one) => one.act === 'decide-arrest');
    expect(decides).toMatchObject({ by: 'list', rank: { en: 'Prosecutor' }, marks: ['model'] });
    expect(decides?.other.map((one) => one.rank.en)).toEqual(['Procuratorial committee']);
    expect(decides?.levels.map((one) => one.rank.zh)).toEqual(['检察长', '检察长', '检察长']);
  });

  const scenario = (office: string) => `
- id: who-prosecutes
  procedure: criminal.prosecution-review
  title: The list of the level decides
  office: {office-level: ${office}}
  steps:
    - event: {act: receive-case, at: '2022-09-05', subject: s1, data: {received_on: '2022-09-05', source: police, detained: false, in_custody: false, offence: 盗窃罪}}
    - event: {act: prosecute, at: '2022-09-20', subject: s1, authority: prosecutor}
    - expect:
        violations: [{act: prosecute, at: '2022-09-20', kind: authority, cite: 组织法 §29}]
`;
  test('at a basic office a prosecutor brings the charge; above, the chief procurator, and anything else is a departure', () => {
    const failed = (office: string) => tryScenarios(pack, scenario(office), 'levels.yaml');
    const missed = failed('basic').failures.map((one) => one.expected);
    expect(missed.some((one) => one.includes('prosecute') && one.includes('authority'))).toBe(true);
    for (const level of ['city', 'province', 'supreme'])
      expect([level, failed(level).failures.filter((one) => one.expected.includes('authority'))]).toEqual([level, []]);
  });

  test('an office’s own list goes before the pack’s, and cannot reach what the law reserves', () => {
    const own = withOwnPowers(pack, { 'criminal.prosecution-review/prosecute': 'department-head' });
    if (!own.ok) throw new Error(own.error.map((one) => one.en).join());
    const act = own.value.procedures['criminal.prosecution-review']?.procedure.acts.find(
      (one) => one.id === 'prosecute',
    );
    expect(act?.authority).toMatchObject({ rank: 'department-head', if: [] });
    const wrong = withOwnPowers(pack, {
      'criminal.prosecution-review/non-prosecution-doubt': 'prosecutor',
      'criminal.prosecution-review/prosecut': 'prosecutor',
      'criminal.prosecution-review/prosecute': 'king',
    });
    expect(wrong.ok ? [] : wrong.error.map((one) => one.en)).toEqual([
      expect.stringContaining('is decided by chief-procurator by the law'),
      expect.stringContaining('did you mean criminal.prosecution-review/prosecute?'),
      expect.stringContaining('no rank "king"'),
    ]);
  });

  test.each([
    ['    city:\n', '    town:\n', /pack\.yaml:\d+:\d+ powers\.levels\.town: no level "town".*city/s],
    [
      'criminal.retrial-protest/decide-no-protest',
      'criminal.retrial-protest/propose-protest',
      /is decided by chief-procurator, says its own file/,
    ],
    [
      'administrative.judgment-supervision/terminate-review: chief-procurator',
      'administrative.judgment-supervision/terminate-review: prosecutor',
      /decided by prosecutor there anyway/,
    ],
    [
      'administrative.judgment-supervision/terminate-review: chief-procurator',
      'administrative.judgment-supervision/terminate-review: chief',
      /no rank "chief"/,
    ],
    [
      '组织法 §29; 权力清单意见; model (which acts a city',
      '组织发 §29; model (which acts a city',
      /unknown law "组织发"/,
    ],
  ])('%s → %s is a fault of pack.yaml', (from, to, expected) => {
    const files = new Map(readPackFiles(packDir));
    const text = files.get('pack.yaml') ?? '';
    expect(text).toContain(from);
    files.set('pack.yaml', text.replace(from, to));
    const compiled = compilePack(packDir, files);
    expect(compiled.ok ? '' : compiled.error.map(line).join('\n')).toMatch(expected);
  });
});
