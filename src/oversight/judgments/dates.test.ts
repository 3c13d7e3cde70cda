import { describe, expect, it } from 'vitest';
import { findDates, isoDate, smallNumber } from './dates.ts';
import { normalise } from './normalise.ts';

const days = (text: string) => findDates(normalise(text).text).map((date) => date.iso);

describe('dates in a text', () => {
  it.each([
    ['2017年3月5日', ['2017-03-05']],
    ['２０１７年３月５日', ['2017-03-05']],
    ['2017 年 3 月 5 日', ['2017-03-05']],
    ['二〇一七年三月五日', ['2017-03-05']],
    ['二○一四年十二月三十一日', ['2014-12-31']],
    ['二Ｏ一二年十一月十二日', ['2012-11-12']],
    ['二0一九十二月二十日作出', ['2019-12-20']],
    ['2017年12月6号作出', ['2017-12-06']],
    ['2018年9月26因涉嫌', ['2018-09-26']],
    ['2018.5.6立案', ['2018-05-06']],
  ])('%s', (text, expected) => {
    expect(days(text)).toEqual(expected);
  });

  it.each([
    ['于2018年1月9日被拘留，同年2月12日被逮捕', ['2018-01-09', '2018-02-12']],
    ['于2012年12月5日起诉，于同月18日开庭', ['2012-12-05', '2012-12-18']],
    ['2018年11月8日抓获，次日拘留，同月22日逮捕', ['2018-11-08', '2018-11-09', '2018-11-22']],
    ['2017年12月31日拘留，翌日释放，同日取保', ['2017-12-31', '2018-01-01', '2018-01-01']],
    ['2018年9月1日关押，9月7日拘留', ['2018-09-01', '2018-09-07']],
    ['2017年12月28日起诉，于1月15日开庭', ['2017-12-28', '2018-01-15']],
    ['2016年12月28日起诉，次年1月15日开庭', ['2016-12-28', '2017-01-15']],
    ['于2018年6月8日、19日和7月2日开庭', ['2018-06-08', '2018-06-19', '2018-07-02']],
    ['于二〇一七年七月三日、八日开庭', ['2017-07-03', '2017-07-08']],
    ['2020年7月26日恢复，同年七月二十七日开庭', ['2020-07-26', '2020-07-27']],
  ])('leaning on the one before: %s', (text, expected) => {
    expect(days(text)).toEqual(expected);
  });

  it('gives no day to what cannot be worked out', () => {
    expect(days('同日立案')).toEqual([null]);
    expect(days('2017年2月30日立案，次日开庭')).toEqual([null, null]);
    expect(days('2016年5月起诉，同月8日开庭')).toEqual([null, '2016-05-08']);
  });

  it('never leans on a birth date', () => {
    expect(days('2016年3月1日拘留。被告人，1980年5月2日出生，同年4月6日逮捕')).toEqual([
      '2016-03-01',
      '1980-05-02',
      '2016-04-06',
    ]);
  });

  it('takes no term of days or sentence for a date', () => {
    expect(days('判处有期徒刑三年六个月，行政拘留15日')).toEqual([]);
  });

  it('reads small numbers', () => {
    expect(['十', '十二', '二十', '廿三', '三十一', '07', '〇八'].map(smallNumber)).toEqual([10, 12, 20, 23, 31, 7, 8]);
    expect(smallNumber('年')).toBeNaN();
    expect(isoDate(2016, 2, 29)).toBe('2016-02-29');
    expect(isoDate(2015, 2, 29)).toBeNull();
  });
});
