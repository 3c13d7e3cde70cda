import { describe, expect, it } from 'vitest';
import { read, secondInstance, withCourse } from './heads.testing.ts';

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
    ['原审被告人于某1、向某2、和某3、李均不服，均提出上诉。', ['于某1', '向某2', '和某3', '李均'], null],
    ['原审被告人于某1、向某2均不服，提出上诉。', ['于某1', '向某2'], null],
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
