import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read, secondInstance, withCourse, withDefendant } from './heads.testing.ts';
import { judgmentSchema } from './judgment.ts';
import { readJudgment } from './read.ts';

describe('title', () => {
  it('reads a document of several lines, cuts the findings off and ignores white space', () => {
    const judgment = read(
      `柳某甲盗窃罪一审刑事判决书\n\n东山县人民法院\n刑 事 判 决 书\n（２０１８）东０１０１刑初５号\n公诉机关东山县人民检察院。\n被告人柳某甲，男。2018年1月2日被刑事拘留。\n东山县人民检察院以东检公诉刑诉〔2018〕 5 号起诉书指控被告人柳某甲犯盗窃罪，于2018年2月3日向本院提起公诉。本院公开开庭审理了本案。现已审理终结。\n经审理查明，2017年1月1日，被告人柳某甲于公开开庭前……被逮捕。`,
    );
    expect(judgment).toMatchObject({
      court: '东山县人民法院',
      case_no: '(2018)东0101刑初5号',
      instance: 'first',
      prosecuting_office: '东山县人民检察院',
      indictment_no: '东检公诉刑诉(2018)5号',
      prosecuted_on: '2018-02-03',
      trials: [],
      public_hearing: true,
      document: 'judgment',
    });
    expect(judgment.defendants).toMatchObject([
      { name: '柳某甲', charges: ['盗窃罪'], detained: '2018-01-02', arrested: null },
    ]);
  });

  it.each([
    ['(2018)东刑初字第00012号', 'first'],
    ['（2012）东刑重字第2号', 'first'],
    ['〔2018〕东01刑终9号', 'second'],
    ['［2015］东刑一终字第9号', 'second'],
    ['（2015）东刑二抗字第9号', 'second'],
    ['【2021】东刑再3号', 'retrial'],
    ['（2014）东刑再终字第3号', 'retrial'],
  ])('%s is %s', (number, instance) => {
    const judgment = read(
      `北山市中级人民法院刑事判决书${number}：北山市人民检察院指控被告人柳某甲犯盗窃罪一案，公开开庭。`,
    );
    expect(judgment.instance).toBe(instance);
    expect(judgment.case_no).toMatch(/^\(\d{4}\).*号$/);
  });

  it.each([
    ['', 'the text is empty'],
    ['  \n ', 'the text is empty'],
    ['随便的一段话', 'no title 刑事判决书 or 刑事裁定书 at the beginning'],
    [
      '东山县人民法院民事判决书（2018）东01民初5号：原告柳某甲',
      'not a criminal judgment: the title is of another kind of case',
    ],
    [
      '东山县人民法院刑事决定书（2018）东01刑初5号',
      'neither a judgment nor a ruling: the title is of another kind of document',
    ],
    ['刑事判决书（2018）东01刑初5号：东山县人民检察院指控', 'no court is named before the title'],
    [
      '东山县人民法院刑事判决书（2018）东01刑初5号：没有人',
      'no defendant could be read: expected 被告人 with a name, or an accusation (指控被告人…犯…罪)',
    ],
  ])('refuses %j', (text, en) => {
    const result = readJudgment(text);
    expect(result).toMatchObject({ ok: false, reason: { en } });
    expect(result.ok ? '' : result.reason.zh).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('the reader', () => {
  it('says where each fact stands in the text as it was given', () => {
    const text = withDefendant('２０１８年１月２日被 刑事拘留，同月９日被取保候审。');
    const { sources } = read(text);
    const words = Object.fromEntries(Object.entries(sources).map(([pointer, span]) => [pointer, text.slice(...span)]));
    expect(words).toMatchObject({
      '/court': '东山县人民法院',
      '/case_no': '（2018）东0101刑初8号',
      '/prosecuting_office': '东山县人民检察院',
      '/indictment_no': '东检刑诉〔2018〕12号',
      '/prosecuted_on': '2018年5月3日',
      '/defendants/0/name': '柳某甲',
      '/defendants/0/detained': '２０１８年１月２日被 刑事拘留',
      '/defendants/0/bailed': '同月９日被取保候审',
    });
  });

  it('never throws, and what it reads fits the schema', () => {
    const heads = [
      withDefendant('2018年1月2日被刑事拘留，次日被取保候审。'),
      withCourse(
        '本院于同日立案，分别于2018年6月8日、7月2日公开开庭。延期审理二次。经北山市中级人民法院批准，延长审限三个月。',
      ),
      secondInstance('东山县人民检察院提出抗诉，原审被告人柳某甲不服，提出上诉。本院公开开庭审理。'),
    ];
    const cuts = fc.record({
      head: fc.constantFrom(...heads),
      at: fc.nat(600),
      drop: fc.nat(40),
      put: fc.string({ maxLength: 6 }),
    });
    fc.assert(
      fc.property(cuts, ({ head, at, drop, put }) => {
        const text = head.slice(0, at) + put + head.slice(at + drop);
        const result = readJudgment(text);
        if (!result.ok) return result.reason.en !== '';
        const { sources } = judgmentSchema.parse(result.judgment);
        return Object.values(sources).every(([start, end]) => start < end && end <= text.length);
      }),
      { numRuns: 2000 },
    );
  });
});
