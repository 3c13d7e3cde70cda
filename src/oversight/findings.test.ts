import { describe, expect, test } from 'vitest';
import { demoJudgments } from './demo.ts';
import { checkJudgment } from './findings.ts';
import type { Finding } from './schemas.ts';
import { chinaPack, firstInstance, judgmentOf, secondInstance } from './testing.ts';

const found = (text: string): readonly Finding[] => checkJudgment(chinaPack(), judgmentOf(text), text).findings;
const short = (finding: Finding): string => `${finding.certainty} ${finding.rule}`;
const cited = (finding: Finding | undefined): string => (finding?.cites ?? []).map((cite) => cite.short.zh).join('; ');
const held = (from: string, to: string, by = '乙县公安局'): string =>
  `因涉嫌犯盗窃罪，于${from}被${by}刑事拘留，${to}被逮捕。`;

describe('detention to arrest', () => {
  test.each([
    ['2015-03-02', '2015-03-12', [], 'ten days: nothing'],
    ['2015-03-02', '2015-03-13', ['depends detention-ordinary-2012'], 'eleven days depend on an extension'],
    ['2015-03-02', '2015-04-08', ['depends detention-ordinary-2012'], 'thirty-seven days depend on the ground'],
    ['2015-03-02', '2015-04-09', ['certain detention-longest-2012'], 'thirty-eight days are too many'],
    ['2016-01-01', '2016-02-07', ['depends detention-ordinary-2012'], 'day 37 is the first of Spring Festival'],
    ['2016-01-01', '2016-02-08', ['certain detention-longest-2012'], 'and custody does not roll over it'],
    ['2012-05-02', '2012-06-11', ['certain detention-longest-1996'], 'by the text of 1996'],
    ['2019-05-06', '2019-06-13', ['certain detention-longest-2018'], 'by the text of 2018'],
    ['2018-09-20', '2018-10-29', ['certain detention-longest-2018'], 'the arrest is judged by the text of its day'],
  ])('%s to %s: %j (%s)', (from, to, expected) => {
    expect(found(firstInstance({ measures: held(from, to) })).map(short)).toEqual(expected);
  });

  test('the arithmetic, the article and what is taken for granted', () => {
    const [finding] = found(firstInstance({ measures: held('2016-01-01', '2016-02-08') }));
    expect(finding?.kind).toBe('out-of-time');
    expect(finding?.daysOver).toBe(1);
    expect(cited(finding)).toBe('刑诉法2012 §89');
    expect(finding?.steps.map((step) => step.date)).toEqual(['2016-01-01', '2016-02-07', '2016-02-07', '2016-02-08']);
    expect(finding?.message.zh).toContain('37日的期限至2016年2月7日，超过1日');
    expect(finding?.reliesOn[0]?.zh).toContain('未载明其间曾释放');
    expect(finding?.acts.map((act) => [act.type, act.on, act.defendant])).toEqual([
      ['detain', '2016-01-01', '甲某1'],
      ['arrest', '2016-02-08', '甲某1'],
    ]);
  });

  test('what the unstated ground would mean, answer by answer', () => {
    const [finding] = found(firstInstance({ measures: held('2019-06-03', '2019-06-15') }));
    expect(finding?.kind).toBe('depends');
    expect(finding?.dependsOn.map((one) => one.field)).toEqual(['subject.detention_ground']);
    expect(finding?.dependsOn[0]?.answers.map(({ limit, broken }) => [limit, broken])).toEqual([
      ['2019-06-13', true],
      ['2019-06-17', false],
      ['2019-07-10', false],
    ]);
    expect(finding?.message.en).toContain('does not state');
  });

  test('two accused together may be a gang, so only thirty-seven days speak', () => {
    const of = (to: string) => found(firstInstance({ measures: held('2019-06-03', to), others: ['乙某2'] })).map(short);
    expect(of('2019-07-10')).toEqual([]);
    expect(of('2019-07-11')).toEqual(['certain detention-longest-2018', 'certain detention-longest-2018']);
  });

  test('bail in between ends the detention', () => {
    const measures = '于2015-03-02被乙县公安局刑事拘留，2015-03-20被取保候审，2015-07-01被逮捕。';
    expect(found(firstInstance({ measures, others: ['乙某2'] })).map(short)).toEqual([]);
  });

  test('a measure without a day in between: nobody can say how long the detention lasted', () => {
    const measures = '于2015-03-02被乙县公安局刑事拘留，后被取保候审，2015-07-01被逮捕。';
    expect(found(firstInstance({ measures })).map(short)).toEqual([]);
  });

  test.each([
    ['于2015-03-02被乙县公安局刑事拘留，2015-03-10被强制隔离戒毒，2015-07-01被逮捕。', 'compulsory treatment'],
    ['于2015-03-02被乙县公安局刑事拘留，后脱逃，2015-06-20被抓获，2015-07-01被逮捕。', 'escape'],
    ['于2015-03-02被乙县公安局刑事拘留，2015-06-20被乙县公安局抓获，2015-07-01被逮捕。', 'a second seizure'],
    ['于2015-03-02被乙县公安局刑事拘留。经本院决定，于2015-07-01被逮捕。', 'an arrest by the court'],
  ])('%s: no accusation (%s)', (measures) => {
    expect(found(firstInstance({ measures })).map(short)).toEqual([]);
  });

  test('an arrest after the prosecution says nothing of the detention before it', () => {
    const measures = '于2015-03-02被乙县公安局刑事拘留，2015-07-01被逮捕。';
    expect(found(firstInstance({ measures, prosecuted: '2015-05-04' })).map(short)).toEqual([]);
  });

  test('an approval without its day: the execution alone accuses only from the forty-first day', () => {
    const of = (to: string) =>
      found(
        firstInstance({
          measures: `于2019-06-03被乙县公安局刑事拘留，经甲市乙县人民检察院批准逮捕，${to}被乙县公安局执行逮捕。`,
          others: ['乙某2'],
        }),
      ).map(({ certainty }) => certainty);
    expect(of('2019-07-10')).toEqual([]);
    expect(of('2019-07-11')).toEqual(['depends', 'depends']);
    expect(of('2019-07-13')).toEqual(['depends', 'depends']);
    expect(of('2019-07-14')).toEqual(['certain', 'certain']);
  });

  test('the decision counts where it is dated, not its execution the day after', () => {
    const of = (decided: string, executed: string) =>
      found(
        firstInstance({
          measures: `于2019-06-03被乙县公安局刑事拘留，${decided}经甲市乙县人民检察院批准逮捕，${executed}被执行逮捕。`,
          others: ['乙某2'],
        }),
      ).map(short);
    expect(of('2019-07-10', '2019-07-11')).toEqual([]);
    expect(of('2019-07-11', '2019-07-12')).toEqual([
      'certain detention-longest-2018',
      'certain detention-longest-2018',
    ]);
  });

  test('an own investigation of a procuratorate has seventeen days', () => {
    const of = (to: string) =>
      found(firstInstance({ measures: held('2014-09-01', to, '甲市乙县人民检察院') })).map(short);
    expect(of('2014-09-15')).toEqual([]);
    expect(of('2014-09-18')).toEqual(['depends own-investigation-ordinary-2012']);
    expect(of('2014-09-19')).toEqual(['certain own-investigation-longest-2012']);
  });

  test('bail after forty days of detention depends on an arrest that is not stated', () => {
    const measures = '于2019-06-03被乙县公安局刑事拘留，2019-07-15被取保候审。';
    const [finding] = found(firstInstance({ measures }));
    expect(finding && short(finding)).toBe('depends detention-longest-without-arrest-2018');
    expect(finding?.dependsOn[0]?.field).toBe('act.arrest_between');
  });
});

describe('other custodies', () => {
  test('a custody that the document does not name depends on what it was', () => {
    const of = (to: string) => found(firstInstance({ measures: `因本案于2015-03-02被羁押，${to}被逮捕。` })).map(short);
    expect(of('2015-04-08')).toEqual([]);
    expect(of('2015-04-09')).toEqual(['depends unnamed-custody-longest-2012']);
  });

  test('supervisory custody: six months, and ten or fourteen days of detention after it', () => {
    const of = (detained: string, arrested: string) =>
      found(
        firstInstance({
          measures: `于2019-01-07被甲市监察委员会留置，${detained}被刑事拘留，${arrested}被甲市公安局执行逮捕。`,
        }),
      ).map(short);
    expect(of('2019-07-05', '2019-07-15')).toEqual([]);
    expect(of('2019-07-05', '2019-07-16')).toEqual(['depends after-supervision-ordinary-2018']);
    expect(of('2019-07-05', '2019-07-20')).toEqual(['certain after-supervision-longest-2018']);
    expect(of('2019-07-08', '2019-07-15')).toEqual(['certain supervisory-custody-longest-2018']);
  });

  test('residential surveillance of more than six months before prosecution depends on a new decision', () => {
    const of = (on: string) =>
      found(firstInstance({ measures: '于2015-03-02被乙县公安局监视居住。', prosecuted: on })).map(short);
    expect(of('2015-09-02')).toEqual([]);
    expect(of('2015-09-03')).toEqual(['depends surveillance-six-months-2012']);
  });
});

describe('custody, bail and trial', () => {
  test('a dated return for supplementary investigation starts the time of trial again', () => {
    const told = '2016-03-20因需补充侦查，本院决定延期审理，2016-04-19恢复审理。';
    const of = (hearing: string) => found(firstInstance({ accepted: '2016-01-06', told, hearing })).map(short);
    expect(of('2016-07-19')).toEqual([]);
    expect(of('2016-07-20')).toEqual(['depends trial-after-investigation-three-months-2012']);
  });

  test('arrest to prosecution of more than three and a half months depends; longer than any sum depends on more', () => {
    const of = (on: string) =>
      found(firstInstance({ measures: held('2014-03-03', '2014-03-10'), prosecuted: on })).flatMap((finding) => [
        short(finding),
        ...finding.dependsOn.map((one) => one.field),
      ]);
    expect(of('2014-06-25')).toEqual([]);
    expect(of('2014-06-26')).toEqual(['depends custody-to-prosecution-ordinary-2012', 'act.lengthened']);
    expect(of('2015-12-01')).toEqual([
      'depends custody-to-prosecution-ordinary-2012',
      'act.lengthened',
      'act.recounted',
    ]);
  });

  test('bail of more than twelve months before prosecution depends on a new decision', () => {
    const measures = '于2014-03-03被乙县公安局取保候审。';
    expect(found(firstInstance({ measures, prosecuted: '2015-03-03' })).map(short)).toEqual([]);
    expect(found(firstInstance({ measures, prosecuted: '2015-03-04' })).map(short)).toEqual([
      'depends bail-twelve-months-2012',
    ]);
  });

  test.each([
    ['2017-06-12', '', []],
    ['2017-06-13', '', ['depends trial-three-months-2012']],
    ['2017-08-01', '经示范省甲市中级人民法院于2017-06-05批准，延长审理期限三个月。', []],
    ['2017-08-01', '审理期间延期审理一次。', []],
    ['2017-08-01', '审理期间中止审理。', []],
  ])('accepted 10 March 2017, heard %s, told "%s": %j', (hearing, told, expected) => {
    expect(found(firstInstance({ accepted: '2017-03-10', told, hearing })).map(short)).toEqual(expected);
  });

  test('a hearing within ten days of acceptance: for certain in ordinary procedure, else it depends, in simplified not', () => {
    const of = (procedure: string) =>
      found(firstInstance({ accepted: '2016-04-29', hearing: '2016-05-06', procedure })).map(
        ({ certainty, kind }) => `${certainty} ${kind}`,
      );
    expect(of('适用普通程序，')).toEqual(['certain too-early']);
    expect(of('')).toEqual(['depends depends']);
    expect(of('适用简易程序，')).toEqual([]);
    expect(of('先适用简易程序，后转为适用普通程序，')).toEqual(['depends depends']);
    const earlier = { prosecuted: '2016-04-20', accepted: '2016-04-29', hearing: '2016-05-06' };
    expect(found(firstInstance({ ...earlier, procedure: '适用普通程序，' }))).toEqual([]);
    const onTime = firstInstance({ accepted: '2016-04-29', hearing: '2016-05-09', procedure: '适用普通程序，' });
    expect(found(onTime)).toEqual([]);
  });

  test('simplified procedure: twenty days depend on the sentence expected, a month and a half on delays', () => {
    const of = (hearing: string) =>
      found(firstInstance({ accepted: '2015-03-02', hearing, procedure: '适用简易程序，' })).flatMap((finding) =>
        finding.dependsOn.map((one) => one.field),
      );
    expect(of('2015-03-23')).toEqual([]);
    expect(of('2015-03-24')).toEqual(['case.further_delay', 'case.longer_sentence']);
    expect(of('2015-05-04')).toEqual(['case.further_delay', 'case.longer_sentence']);
  });
});

describe('appeal and second instance', () => {
  test.each([
    ['2017-06-15', []],
    ['2017-06-16', ['depends appeal-judgment-ten-days-2012']],
  ])('appeal on %s against a judgment of 5 June 2017: %j', (on, expected) => {
    const text = secondInstance('2017-06-05', `原审被告人甲某1不服，于${on}提出上诉。`);
    expect(found(text).map(short)).toEqual(expected);
  });

  test('second instance: two months and one for the file from acceptance, over the holiday of October', () => {
    const of = (hearing: string) =>
      found(
        secondInstance(
          '2017-06-05',
          `原审被告人甲某1不服，提出上诉。本院于2017-07-03立案受理后，于${hearing}公开开庭审理了本案。`,
        ),
      ).map(short);
    expect(of('2017-10-09')).toEqual([]);
    expect(of('2017-10-10')).toEqual(['depends second-instance-ordinary-2012']);
  });
});

describe('dates that cannot both be true', () => {
  test('arrested before detained', () => {
    const measures = '于2015-06-01被乙县公安局刑事拘留，2015-03-02被逮捕。';
    const [finding, ...others] = found(firstInstance({ measures }));
    expect(finding && short(finding)).toBe('contradiction no-detention-after-arrest');
    expect(finding?.kind).toBe('contradiction');
    expect(others).toEqual([]);
  });

  test('nothing is concluded from a date that contradicts another', () => {
    const text = firstInstance({ prosecuted: '2018-06-11', accepted: '2018-06-01', hearing: '2018-12-03' });
    expect(found(text).map(short)).toEqual(['contradiction no-indictment-after-acceptance']);
  });
});

test('the made-up judgments have findings of every kind, and some have none', () => {
  const all = demoJudgments('2026-11-24').map(({ text }) => found(text));
  const kinds = all.flat().map(({ certainty }) => certainty);
  expect(new Set(kinds)).toEqual(new Set(['certain', 'depends', 'contradiction']));
  expect(kinds.filter((kind) => kind === 'certain').length).toBe(5);
  expect(all.filter((findings) => findings.length === 0).length).toBeGreaterThanOrEqual(4);
});

test('checking twice gives the same findings with the same ids', () => {
  const text = firstInstance({ measures: held('2016-01-01', '2016-02-08'), prosecuted: '2016-12-01' });
  expect(found(text)).toEqual(found(text));
  expect(new Set(found(text).map(({ id }) => id)).size).toBe(found(text).length);
});
