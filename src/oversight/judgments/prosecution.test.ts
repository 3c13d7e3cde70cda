import { describe, expect, it } from 'vitest';
import { firstInstance, read, withCourse } from './heads.testing.ts';

const accusation = (charged: string) =>
  firstInstance(`东山县人民检察院以东检刑诉〔2018〕12号起诉书指控${charged}，于2018年5月3日向本院提起公诉。`);
const charged = (words: string) => read(accusation(words)).defendants.map((d) => [d.name, ...d.charges]);

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

  it('takes surnames that are also particles for names', () => {
    const text = firstInstance(
      '东山县人民检察院以东检刑诉〔2018〕12号起诉书指控被告人向某、于某1、和某、李均犯盗窃罪向本院提起公诉。',
    );
    expect(read(text).defendants.map((d) => d.name)).toEqual(['向某', '于某1', '和某', '李均']);
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
