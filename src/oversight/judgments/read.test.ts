import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstInstance, secondInstance, withCourse, withDefendant } from './heads.testing.ts';
import type { Judgment } from './judgment.ts';
import { judgmentSchema } from './judgment.ts';
import { readJudgment } from './read.ts';

function read(text: string): Judgment {
  const result = readJudgment(text);
  if (!result.ok) throw new Error(result.reason.en);
  return judgmentSchema.parse(result.judgment);
}

const accusation = (charged: string) =>
  firstInstance(`东山县人民检察院以东检刑诉〔2018〕12号起诉书指控${charged}，于2018年5月3日向本院提起公诉。`);
const charged = (words: string) => read(accusation(words)).defendants.map((d) => [d.name, ...d.charges]);

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

describe('accusation', () => {
  it('gives each defendant their own charges', () => {
    expect(charged('被告人柳某甲、白某2犯盗窃罪、诈骗罪，被告人黄某犯掩饰、隐瞒犯罪所得罪')).toEqual([
      ['柳某甲', '盗窃罪', '诈骗罪'],
      ['白某2', '盗窃罪', '诈骗罪'],
      ['黄某', '掩饰、隐瞒犯罪所得罪'],
    ]);
    expect(charged('被告人柳某甲犯组织卖淫罪、白某2、黄某犯协助组织卖淫罪')).toEqual([
      ['柳某甲', '组织卖淫罪'],
      ['白某2', '协助组织卖淫罪'],
      ['黄某', '协助组织卖淫罪'],
    ]);
    expect(charged('被告人柳某甲犯盗窃罪；指控被告人柳某甲犯诈骗罪')).toEqual([['柳某甲', '盗窃罪', '诈骗罪']]);
  });

  it('keeps names as they are masked, and leaves out those dealt with elsewhere', () => {
    expect(charged('被告人凡×、孙ＸＸ、陈Ａ、**、阿卜杜拉·买买提、和某1犯盗窃罪').map(([name]) => name)).toEqual([
      '凡×',
      '孙ＸＸ',
      '陈Ａ',
      '**',
      '阿卜杜拉·买买提',
      '和某1',
    ]);
    expect(charged('被告人柳某甲、白某乙（另案处理）、黄某（已判刑）犯盗窃罪')[0]).toEqual(['柳某甲', '盗窃罪']);
  });

  it('tells two persons who are masked alike', () => {
    const judgment = read(accusation('被告人孙某、柳某、孙某犯盗窃罪'));
    expect(judgment.defendants.map((d) => d.name)).toEqual(['孙某', '柳某', '孙某']);
    expect(judgment.notes).toHaveLength(1);
  });

  it('knows units', () => {
    const { defendants } = read(
      accusation('被告单位东山恒远（天津）贸易有限公司（以下简称“恒远”）、被告人柳某甲犯合同诈骗罪'),
    );
    expect(defendants.map((d) => [d.name, d.kind])).toEqual([
      ['东山恒远（天津）贸易有限公司', 'unit'],
      ['柳某甲', 'person'],
    ]);
  });

  it.each([
    '东山县人民检察院于2018年5月3日以东检刑诉〔2018〕12号起诉书，指控被告人柳某甲犯盗窃罪，向本院提起公诉。',
    '被告人柳某甲涉嫌犯盗窃罪一案，由东山县人民检察院于2018年5月3日以东检刑诉〔2018〕12号起诉书向本院提起公诉。',
    '东山县人民检察院以“东检刑诉（2018）12号”起诉书指控被告人柳某甲犯盗窃罪于2018年5月3日向本院提起公诉。',
    '东山县人民检察院于2018年5月3日以东检刑诉[2018]12号起诉书，以被告人柳某甲犯盗窃罪向本院提起公诉。',
    '东山县人民检察院指控被告人柳某甲犯盗窃罪，于2018年5月3日以东检刑诉【2018】12号起诉书向本院提起公诉。',
    '公诉机关东山县人民检察院。被告人柳某甲，男。东山县人民检察院以东检刑诉﹝2018﹞12号起诉书指控柳某甲犯盗窃罪，于2018年5月3日诉至本院。',
  ])('reads office, number and day: %s', (words) => {
    expect(read(firstInstance(words))).toMatchObject({
      prosecuting_office: '东山县人民检察院',
      indictment_no: '东检刑诉(2018)12号',
      prosecuted_on: '2018-05-03',
      defendants: [{ name: '柳某甲', charges: ['盗窃罪'] }],
    });
  });

  it('has no office and no number in a private prosecution', () => {
    const judgment = read(
      firstInstance('自诉人白某以被告人柳某甲犯拒不执行判决、裁定罪，于2018年5月3日向本院提起控诉。'),
    );
    expect(judgment).toMatchObject({
      prosecution: 'private',
      prosecuting_office: null,
      indictment_no: null,
      prosecuted_on: '2018-05-03',
      defendants: [{ name: '柳某甲', charges: ['拒不执行判决、裁定罪'] }],
    });
  });

  it('adds what was added and replaces what was changed', () => {
    const added = read(
      withCourse('2018年6月4日，东山县人民检察院以东检刑追诉〔2018〕1号追加起诉决定书指控被告人柳某甲犯诈骗罪。'),
    );
    expect(added.defendants[0]?.charges).toEqual(['盗窃罪', '诈骗罪']);
    expect(added.chargings[1]).toMatchObject({ kind: 'added', no: '东检刑追诉(2018)1号', on: '2018-06-04' });
    const changed = read(
      withCourse(
        '2018年6月4日，东山县人民检察院以东检刑变诉〔2018〕1号变更起诉决定书，以被告人柳某甲犯诈骗罪向本院变更起诉。',
      ),
    );
    expect(changed.defendants[0]?.charges).toEqual(['诈骗罪']);
    expect(changed).toMatchObject({ indictment_no: '东检刑诉(2018)13号', prosecuted_on: '2018-05-03' });
  });

  it('deals out the days of two documents', () => {
    const judgment = read(
      firstInstance(
        '东山县人民检察院以东检刑诉〔2018〕12号起诉书和东检刑补诉〔2018〕1号补充起诉决定书指控被告人柳某甲犯盗窃罪，先后于2018年5月3日、2018年6月2日向本院提起公诉。',
      ),
    );
    expect(judgment.chargings.map((one) => [one.no, one.on])).toEqual([
      ['东检刑诉(2018)12号', '2018-05-03'],
      ['东检刑补诉(2018)1号', '2018-06-02'],
    ]);
  });

  it('notes a defendant who is only seen at the hearing', () => {
    const judgment = read(withCourse('被告人柳某甲及其辩护人白某、被告人黄某3及其辩护人李某到庭参加诉讼。'));
    expect(judgment.defendants.map((d) => d.name)).toEqual(['柳某甲', '黄某3']);
    expect(judgment.notes.length).toBeGreaterThan(0);
  });
});

describe('measures', () => {
  const days = (line: string) => {
    const { detained, arrested, bailed, residential_surveillance } = read(withDefendant(line)).defendants[0] ?? {};
    return [detained, arrested, bailed, residential_surveillance];
  };

  it.each([
    [
      '因涉嫌犯盗窃罪于2018年1月2日被东山县公安局刑事拘留，同年2月1日被逮捕。',
      ['2018-01-02', '2018-02-01', null, null],
    ],
    [
      '2018年1月2日因本案被抓获，次日被刑拘，同月14日经东山县人民检察院批准逮捕，次日由东山县公安局执行逮捕。',
      ['2018-01-03', '2018-01-15', null, null],
    ],
    ['2018年1月2日被抓获并刑事拘留，2018年1月9日被取保候审。', ['2018-01-02', null, '2018-01-09', null]],
    ['因本案于2018年1月2日被羁押，2018年2月6日被逮捕。', ['2018-01-02', '2018-02-06', null, null]],
    ['因本案于2018年1月2日被羁押，次日被刑事拘留。', ['2018-01-03', null, null, null]],
    ['2018年1月2日被抓获归案，2018年1月9日被逮捕。', [null, '2018-01-09', null, null]],
    ['于2018年1月2日被东山县公安局指定居所监视居住，同年3月5日被刑事拘留。', ['2018-03-05', null, null, '2018-01-02']],
    ['2018年1月2日被取保候审。2018年6月8日经本院决定被逮捕。', [null, '2018-06-08', '2018-01-02', null]],
    ['2018年1月2日被取保候审。2018年6月8日被本院决定逮捕。', [null, '2018-06-08', '2018-01-02', null]],
    [
      '2018年1月2日被取保候审。2018年6月8日东山县人民法院决定逮捕，6月10日被依法逮捕。',
      [null, '2018-06-10', '2018-01-02', null],
    ],
    [
      '2018年1月2日被刑事拘留。2018年2月1日经东山县人民检察院决定逮捕，同日被执行。',
      ['2018-01-02', '2018-02-01', null, null],
    ],
    [
      '2018年1月2日被刑事拘留；2018年2月5日，经东山县人民检察院批准，次日被东山县公安局执行逮捕。',
      ['2018-01-02', '2018-02-06', null, null],
    ],
    [
      '2018年1月2日被刑事拘留，经东山县人民检察院批准逮捕，同年2月5日被东山县公安局执行逮捕。',
      ['2018-01-02', '2018-02-05', null, null],
    ],
    [
      '2018年1月2日被刑事拘留，1月30日因东山县人民检察院不批准逮捕被释放，同日被取保候审。',
      ['2018-01-02', null, '2018-01-30', null],
    ],
    [
      '曾因犯盗窃罪于2010年1月1日被刑事拘留，同年5月被判处有期徒刑一年，2010年12月1日释放。因涉嫌犯盗窃罪于2018年1月2日被刑事拘留。',
      ['2018-01-02', null, null, null],
    ],
    ['2015年3月4日因吸毒被行政拘留十五日。2018年1月2日因本案被取保候审。', [null, null, '2018-01-02', null]],
    ['2018年1月2日被拘留，2018年1月20日变更强制措施为取保候审。', ['2018-01-02', null, '2018-01-20', null]],
    ['2018年1月2日被留置，同年3月30日被刑事拘留，同年4月8日被逮捕。', ['2018-03-30', '2018-04-08', null, null]],
  ])('%s', (line, expected) => {
    expect(days(line)).toEqual(expected);
  });

  it('keeps every measure with the organ and the place in the text', () => {
    const text = withDefendant(
      '2018年1月2日被东山县公安局城北分局刑事拘留，2018年2月5日，经东山县人民检察院批准，次日被东山县公安局执行逮捕。2018年5月9日解除逮捕，同日被本院取保候审。',
    );
    const measures = read(text).defendants[0]?.measures ?? [];
    expect(measures.map((m) => [m.kind, m.on, m.by])).toEqual([
      ['detained', '2018-01-02', '东山县公安局城北分局'],
      ['arrest-approved', '2018-02-05', '东山县人民检察院'],
      ['arrested', '2018-02-06', '东山县公安局'],
      ['measure-ended', '2018-05-09', null],
      ['bailed', '2018-05-09', '本院'],
    ]);
    expect(measures.map((m) => text.slice(...m.span)).at(-1)).toBe('同日被本院取保候审');
  });

  it('gives each defendant their own', () => {
    const judgment = read(
      `北山市中级人民法院刑事裁定书（2018）北01刑终7号原公诉机关东山县人民检察院。上诉人（原审被告人）柳某甲，男。2017年9月1日被刑事拘留，同月30日被逮捕。辩护人白某，律师。上诉人（原审附带民事诉讼原告人）黄某，女。原审被告人白某乙，女，2017年9月3日被取保候审。东山县人民法院审理东山县人民检察院指控原审被告人柳某甲、白某乙犯故意伤害罪一案，于2018年3月1日作出（2018）东刑初5号刑事附带民事判决。黄某不服，提出上诉。`,
    );
    expect(judgment.document).toBe('ruling');
    expect(judgment.defendants).toMatchObject([
      { name: '柳某甲', detained: '2017-09-01', arrested: '2017-09-30', bailed: null },
      { name: '白某乙', detained: null, bailed: '2017-09-03' },
    ]);
    expect(judgment.appeal).toEqual({ by: ['黄某'], on: null });
  });
});

describe('course', () => {
  it.each([
    ['本院于同日立案，公开开庭审理了本案。', '2018-05-03'],
    ['本院于当日决定立案。', '2018-05-03'],
    ['本院于次日受理后，依法组成合议庭。', '2018-05-04'],
    ['本院于2018年5月7日立案受理。', '2018-05-07'],
    ['2018年5月7日，本院立案受理后，依法组成合议庭。', '2018-05-07'],
    ['本院于5月8日受理后，公开开庭。', '2018-05-08'],
    ['本院受理后，于2018年6月7日公开开庭审理。', null],
  ])('accepted: %s', (words, expected) => {
    expect(read(withCourse(words)).accepted_on).toBe(expected);
  });

  it('does not lean the day of acceptance on a measure', () => {
    const text = withDefendant('2018年1月2日被取保候审。').replace(
      '，于2018年5月3日向本院提起公诉。',
      '，向本院提起公诉。本院于同日立案。',
    );
    expect(read(text)).toMatchObject({ prosecuted_on: null, accepted_on: null });
  });

  it.each([
    ['于2018年6月7日公开开庭审理了本案。', ['2018-06-07'], true, 'public'],
    ['于2018年6月8日、6月19日两次公开开庭进行了审理。', ['2018-06-08', '2018-06-19'], true, 'public'],
    ['分别于2018年6月8日、2018年7月2日公开开庭审理。', ['2018-06-08', '2018-07-02'], true, 'public'],
    ['于2018年6月8日，7月2日公开开庭审理。', ['2018-06-08', '2018-07-02'], true, 'public'],
    [
      '于2018年6月8日第一次公开开庭审理。本院于2018年7月2日再次开庭审理。',
      ['2018-06-08', '2018-07-02'],
      true,
      'public',
    ],
    ['于2018年6月1日召开庭前会议，同年6月7日在本院第一审判庭公开开庭审理。', ['2018-06-07'], true, 'public'],
    ['于2018年6月7日不公开（因案件涉及个人隐私）开庭审理了此案。', ['2018-06-07'], false, 'closed'],
    ['因涉及个人隐私，不公开开庭审理了本案。', [], false, 'closed'],
    ['决定不开庭审理。', [], false, 'none'],
    ['依法组成合议庭审理了本案。', [], null, null],
  ])('heard: %s', (words, trials, open, hearing) => {
    expect(read(withCourse(words))).toMatchObject({ trials, public_hearing: open, hearing });
  });

  it('takes the procedure in the end', () => {
    expect(read(withCourse('本院适用简易程序，因不宜适用，转为普通程序公开开庭审理。')).procedure).toBe('ordinary');
    expect(read(withCourse('本院依法适用速裁程序，实行独任审判。')).procedure).toBe('fast-track');
    expect(read(secondInstance('原审被告人柳某甲不服，提出上诉。公开开庭审理。')).procedure).toBeNull();
  });

  it.each([
    ['检察机关申请延期审理一次，', [{ count: 1, by: 'prosecution', asked_on: null, reason: null }]],
    ['期间，公诉机关以补充侦查为由建议延期审理二次。', [{ count: 2, reason: '补充侦查' }]],
    [
      '2018年6月29日，东山县人民检察院以补充侦查为由建议延期审理，本院于同日决定延期审理。2018年7月28日，东山县人民检察院补充侦查完毕移送本院恢复审理。',
      [{ asked_on: '2018-06-29', from: '2018-06-29', to: '2018-07-28', reason: '补充侦查' }],
    ],
    [
      '东山县人民检察院先后于2018年6月10日、2018年8月12日两次建议延期审理，本院予以准许。',
      [{ asked_on: '2018-06-10' }, { asked_on: '2018-08-12' }],
    ],
    [
      '辩护人白某申请重新鉴定，本院依法于2018年6月26日对该案延期审理。',
      [{ from: '2018-06-26', reason: '重新鉴定', by: 'defence' }],
    ],
    ['本院于2018年6月10日至2018年7月10日延期审理。', [{ from: '2018-06-10', to: '2018-07-10' }]],
    [
      '本院于2018年6月8日公开开庭审理，后因补充侦查，公诉机关于2018年7月1日提请延期审理，2018年8月1日补充侦查终结，本院于2018年8月2日恢复审理。',
      [{ asked_on: '2018-07-01', from: null, to: '2018-08-02' }],
    ],
    ['本院经依法延期审理，', [{ count: null, from: null, by: 'court' }]],
  ])('adjourned: %s', (words, expected) => {
    expect(read(withCourse(words)).adjournments).toMatchObject(expected);
    expect(read(withCourse(words)).adjournments).toHaveLength(expected.length);
  });

  it('tells a suspension from an adjournment', () => {
    const judgment = read(withCourse('受疫情影响，本院于2018年6月28日裁定中止审理，同年8月20日恢复审理。'));
    expect(judgment.adjournments).toEqual([]);
    expect(judgment.suspensions).toEqual([{ from: '2018-06-28', to: '2018-08-20', reason: '疫情' }]);
  });

  it.each([
    ['本案经依法延长审限，', { approved_on: null, by: null, length: null, count: null }],
    [
      '于2018年7月25日经北山市中级人民法院批准，延长审理期限三个月。',
      { approved_on: '2018-07-25', by: '北山市中级人民法院', length: 'P3M', count: null },
    ],
    [
      '报请北山市中级人民法院延长审理期限2个月。',
      { approved_on: null, by: '北山市中级人民法院', length: 'P2M', count: null },
    ],
    [
      '经报请北山市中级人民法院批准，延长审限十五日。',
      { approved_on: null, by: '北山市中级人民法院', length: 'P15D', count: null },
    ],
  ])('extended: %s', (words, expected) => {
    expect(read(withCourse(words)).extension).toEqual(expected);
  });
});

describe('remedies', () => {
  it.each([
    ['原审被告人柳某甲不服，提出上诉。', ['柳某甲'], null],
    ['宣判后，柳某甲、白某乙不服，均提出上诉。', ['柳某甲', '白某乙'], null],
    ['宣判后，原审被告人柳某甲服判，原审被告人白某乙不服，提出上诉。', ['白某乙'], null],
    ['判后，被告人柳某甲不服判决，提出上诉。', ['柳某甲'], null],
    ['被告人柳某甲对刑事部分判决不服，提出上诉。', ['柳某甲'], null],
    ['原审被告人柳某甲、白某乙以量刑过重为由提出上诉。', ['柳某甲', '白某乙'], null],
    ['宣判后，原审被告人柳某甲不服，于2018年6月9日向本院提出上诉。', ['柳某甲'], '2018-06-09'],
    ['原审附带民事诉讼原告人黄某，原审被告人柳某甲不服，提出上诉。', ['黄某', '柳某甲'], null],
    ['宣判后，东山县人民检察院提出抗诉；原审被告人柳某甲不服，提出上诉。', ['柳某甲'], null],
    ['在法定期限内，被告人柳某甲提出上诉。', ['柳某甲'], null],
    ['宣判后，柳某甲以“原判量刑过重”为由、白某乙以“不构成犯罪”为由分别提出上诉。', ['柳某甲', '白某乙'], null],
    ['原审被告人柳某甲的法定代理人柳某丁不服，提出上诉。', ['柳某丁'], null],
    ['原审被告人柳某甲收到判决后于同年6月8日提出上诉。', ['柳某甲'], '2018-06-08'],
    ['原审被告人柳某甲、白某乙均不服，分别于2018年6月8日、6月9日提出上诉。', ['柳某甲', '白某乙'], '2018-06-09'],
    ['原审被告人柳某甲不服，提出上诉；原审被告人白某乙在法定期限内未提出上诉，公诉机关亦未抗诉。', ['柳某甲'], null],
  ])('appeal: %s', (words, by, on) => {
    expect(read(secondInstance(words)).appeal).toEqual({ by, on });
  });

  it.each([
    ['东山县人民检察院提出抗诉，北山市人民检察院支持抗诉。', ['东山县人民检察院'], null, '北山市人民检察院'],
    [
      '东山县人民检察院于2018年6月8日以东检刑抗〔2018〕1号抗诉书提出抗诉，北山市人民检察院以北检支抗〔2018〕3号意见书支持抗诉。',
      ['东山县人民检察院'],
      '2018-06-08',
      '北山市人民检察院',
    ],
    ['东山县人民检察院提出抗诉。北山市人民检察院指派检察员黄某出庭支持抗诉。', ['东山县人民检察院'], null, null],
    ['抗诉机关即原公诉机关东山县人民检察院不服，提出抗诉。', ['东山县人民检察院'], null, null],
    ['东山县人民检察院于2018年6月8日以量刑畸轻为由，向本院提出抗诉。', ['东山县人民检察院'], '2018-06-08', null],
    [
      '原公诉机关东山县人民检察院经北山市人民检察院支持，向本院提出抗诉。',
      ['东山县人民检察院'],
      null,
      '北山市人民检察院',
    ],
  ])('protest: %s', (words, by, on, supported) => {
    expect(read(secondInstance(words))).toMatchObject({ appeal: null, protest: { by, on, supported_by: supported } });
  });

  it('hears nothing in what was not done', () => {
    const judgment = read(
      secondInstance('宣判后，刑事部分没有上诉、抗诉，已发生法律效力。原审附带民事诉讼原告人黄某不服，提出上诉。'),
    );
    expect(judgment).toMatchObject({ protest: null, appeal: { by: ['黄某'] } });
    expect(judgment.notes.some((note) => note.field === '/appeal')).toBe(true);
  });

  it('reads the last round of a case sent back, in the second instance', () => {
    const judgment = read(
      secondInstance(
        '白某乙不服，提出上诉。本院于2018年8月4日作出（2018）北01刑终3号刑事裁定，撤销原判，发回重审。东山县人民法院重审后，于2018年11月2日作出（2018）东0101刑初70号刑事判决。宣判后，原审被告人柳某甲不服，提出上诉。本院于2018年12月1日立案，决定不开庭审理。',
      ),
    );
    expect(judgment).toMatchObject({
      first_judgment_on: '2018-11-02',
      appeal: { by: ['柳某甲'] },
      accepted_on: '2018-12-01',
    });
    expect(judgment.earlier_decisions.map((one) => [one.kind, one.on, one.remand])).toEqual([
      ['judgment', '2018-06-01', false],
      ['ruling', '2018-08-04', true],
      ['judgment', '2018-11-02', false],
    ]);
  });

  it('reads the earlier round of a case sent back, in the first instance', () => {
    const judgment = read(
      withCourse(
        '本院于2018年7月3日作出（2018）东0101刑初3号刑事判决，东山县人民检察院于2018年7月8日提出抗诉，被告人柳某甲亦不服，于2018年7月9日提起上诉。北山市中级人民法院于2018年9月1日以（2018）北01刑终50号刑事裁定书撤销原判，发回重审。本院依法另行组成合议庭，于2018年10月8日公开开庭审理了本案。',
      ),
    );
    expect(judgment).toMatchObject({
      instance: 'first',
      first_judgment_on: '2018-07-03',
      appeal: { by: ['柳某甲'], on: '2018-07-09' },
      protest: { by: ['东山县人民检察院'], on: '2018-07-08' },
      trials: ['2018-10-08'],
    });
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
