import { describe, expect, it } from 'vitest';
import { read, withDefendant } from './heads.testing.ts';

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
