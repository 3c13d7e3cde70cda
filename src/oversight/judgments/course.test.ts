import { describe, expect, it } from 'vitest';
import { read, secondInstance, withCourse, withDefendant } from './heads.testing.ts';

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
