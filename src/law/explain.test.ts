import { describe, expect, test } from 'vitest';
import { type Act, type CaseState, endOfDay, fold, judge, startOfDay } from '#engine/index.ts';
import { explainObligation, explainReason } from './explain.ts';
import { explainDue } from './explain-due.ts';
import { explainViolation } from './explain-violation.ts';
import { guardWords } from './guard-words.ts';
import type { Scene } from './scene.ts';
import { showProcedure, showText } from './show.ts';
import { chinaPack } from './testing.ts';

const pack = chinaPack();
const world = { calendar: pack.calendar, office: {} };
const procedure = pack.procedures['criminal.prosecution-review']!;

type Entry = readonly [type: string, date: string, subject: string | null, data?: Act['data'], authority?: string];
function sceneOf(id: string, entries: readonly Entry[], now: string): Scene {
  const law = pack.procedures[id]!;
  const acts = entries.map(([type, date, subject, data, authority], i): Act => {
    const at = startOfDay(date, pack.calendar);
    return {
      id: `a${i}`,
      type,
      subject,
      at,
      precision: 'day',
      recordedAt: at,
      seq: i,
      data: data ?? {},
      ...(authority === undefined ? {} : { authority }),
    };
  });
  return { pack, procedure: law, state: fold(law.procedure, acts, world, { now: endOfDay(now, pack.calendar) }) };
}
const received = {
  transferred_by: 'police',
  in_custody: false,
  fast_track: false,
  minor: false,
  has_counsel: true,
  has_victim: false,
  complex: true,
  received_on: '2022-09-05',
};
const why = (scene: Scene, type: string, date: string, authority?: string) =>
  judge(
    scene.state,
    {
      type,
      subject: 's1',
      at: startOfDay(date, pack.calendar),
      precision: 'day',
      ...(authority === undefined ? {} : { authority }),
    },
    world,
  ).reasons.map((reason) => explainReason(scene, reason, type));
const duty = (state: CaseState, target: string) => state.obligations.find((one) => one.targets.includes(target))!;

describe('why an act is not possible', () => {
  const scene = sceneOf('criminal.prosecution-review', [['receive-case', '2022-09-05', 's1', received]], '2022-09-06');
  test('first something else', () => {
    const reasons = why(scene, 'announce-non-prosecution', '2022-09-06');
    expect(reasons[0]?.text.zh).toMatch(/^须先：法定不起诉、/);
    expect(reasons[0]?.text.en).toMatch(/^First: Refuse to prosecute: no crime, /);
    expect(reasons[0]?.cite).toContain('刑诉法 §177');
  });
  test('an act that the law does not know yet, and its departure', () => {
    const early = sceneOf(
      'criminal.prosecution-review',
      [
        ['receive-case', '2018-10-15', 's1', { ...received, received_on: '2018-10-15' }],
        ['plead-guilty', '2018-10-25', 's1', { stage: 'prosecution', voluntary_checked: true }],
      ],
      '2018-10-25',
    );
    expect(why(early, 'withdraw-plea', '2018-10-25')[0]?.text).toEqual({
      zh: '自2018年10月26日起施行，此前不得',
      en: 'In law only from 26 October 2018',
    });
    expect(why(early, 'withdraw-plea', '2018-10-26')).toEqual([]);
    const departure = early.state.violations.find((one) => one.actType === 'plead-guilty')!;
    expect(explainViolation(early, departure).text.zh).toBe(
      '2018年10月25日 周四犯罪嫌疑人认罪认罚：自2018年10月26日起施行，此前不得',
    );
  });
  test('while something is owed', () => {
    const texts = why(scene, 'prosecute', '2022-09-06').map((one) => one.text);
    expect(texts).toContainEqual({
      zh: '「讯问犯罪嫌疑人」应办未办，不得办理',
      en: 'Not while “Question the suspect” is owed',
    });
  });
  test('ruled out, with the act and the date', () => {
    const [reason] = why(scene, 'conditional-non-prosecution', '2022-09-06').filter((one) =>
      one.cite?.includes('§282'),
    );
    expect(reason?.text).toEqual({
      zh: '已由「受理移送起诉」排除（2022年9月5日 周一）',
      en: 'Ruled out by Receive a case for review for prosecution on Mon 5 September 2022',
    });
  });
  test('a rank decides', () => {
    const reasons = why(scene, 'non-prosecution-statutory', '2022-09-06', 'prosecutor').map((one) => one.text);
    expect(reasons).toContainEqual({ zh: '由检察长决定；可报请', en: 'Chief procurator decides; you may ask' });
  });
  test('too late', () => {
    const protest = sceneOf(
      'criminal.second-instance-protest',
      [['receive-judgment-of-first-instance', '2022-09-22', 's1', { kind: 'judgment', received_on: '2022-09-22' }]],
      '2022-10-10',
    );
    expect(why(protest, 'order-protest', '2022-10-10').map((one) => one.text.en)).toEqual([
      'The time ended on Sat 8 October 2022',
    ]);
  });
});

describe('how a date came about', () => {
  test('start, period, holiday', () => {
    const scene = sceneOf(
      'criminal.prosecution-review',
      [['receive-case', '2022-09-05', 's1', received]],
      '2022-09-06',
    );
    const obligation = duty(scene.state, 'prosecute');
    const steps = explainDue(scene, obligation.due!, obligation.relation);
    expect(steps.map((one) => one.text.zh)).toEqual([
      '自2022年9月5日 周一起算（「受理移送起诉」，收到日期），当日不计',
      '1个月：2022年10月5日 周三',
      '末日逢国庆节，顺延至2022年10月8日 周六',
    ]);
    expect(steps.map((one) => one.text.en)).toEqual([
      'From Mon 5 September 2022 (“Receive a case for review for prosecution”, received on); that day does not count',
      '1 month: Wed 5 October 2022',
      'The last day falls on National Day; moved to Sat 8 October 2022',
    ]);
    expect(explainObligation(scene, obligation).text.en).toMatch(/ by Sat 8 October 2022, 32 days left$/);
  });
  test('custody, extension', () => {
    const scene = sceneOf(
      'criminal.prosecution-review',
      [
        ['receive-case', '2022-09-05', 's1', { ...received, in_custody: true }],
        ['extend-review', '2022-09-28', null],
      ],
      '2022-09-28',
    );
    const steps = explainDue(scene, duty(scene.state, 'prosecute').due!).map((one) => one.text.en);
    expect(steps).toContain('“Extend the review by 15 days”: extended by 15 days, to Thu 20 October 2022');
    const other = sceneOf(
      'criminal.prosecution-review',
      [['receive-case', '2022-09-05', 's1', { ...received, in_custody: true }]],
      '2022-09-06',
    );
    expect(explainDue(other, duty(other.state, 'prosecute').due!).map((one) => one.text.zh)).toContain(
      '在押期限，末日不顺延',
    );
  });
  test('a calendar that is not out yet', () => {
    const scene = sceneOf(
      'petition.handling',
      [['receive-petition', '2026-12-26', null, { channel: 'letter', first: false }]],
      '2026-12-27',
    );
    const obligation = duty(scene.state, 'reply-receipt');
    expect(obligation.due?.provisional).toBe(true);
    expect(explainDue(scene, obligation.due!).at(-1)?.text.zh).toContain('2027年放假安排尚未公布');
  });
});

describe('departures', () => {
  test('late, with the arithmetic', () => {
    const scene = sceneOf(
      'criminal.second-instance-protest',
      [
        ['receive-judgment-of-first-instance', '2022-09-22', 's1', { kind: 'judgment', received_on: '2022-09-22' }],
        ['decide-protest', '2022-10-10', 's1', { grounds: ['sentence'] }, 'prosecutor'],
      ],
      '2022-10-10',
    );
    const texts = scene.state.violations.map((one) => explainViolation(scene, one).text);
    expect(texts).toContainEqual({
      zh: '提出抗诉应在2022年10月8日 周六前，实为2022年10月10日 周一，逾期2日',
      en: 'Protest: due Sat 8 October 2022, done Mon 10 October 2022, 2 days late',
    });
    expect(texts.map((text) => text.zh)).toContain('2022年10月10日 周一提出抗诉，决定者无此权限');
  });
});

describe('a procedure as text', () => {
  test('guards in words', () => {
    expect(guardWords(procedure, 'receive-case', 'act.minor = true and act.has_counsel = false')).toEqual({
      zh: '未成年，并且没有辩护人',
      en: 'a minor and without a defender',
    });
    expect(
      guardWords(procedure, null, 'opening.transferred_by in [own-investigation, supervisory-commission]'),
    ).toEqual({
      zh: '移送机关为本院侦查部门或者监察机关',
      en: 'transferred by is own investigation or supervisory commission',
    });
  });

  test.each(Object.keys(pack.procedures))(
    '%s has a sentence for every rule, in both languages, without raw ids',
    (id) => {
      const shown = showProcedure(pack, id);
      const acts = shown.groups.flatMap((group) => group.acts);
      const law = pack.procedures[id]!;
      expect(acts.map((act) => act.id).sort()).toEqual(law.acts.map((act) => act.id).sort());
      const sentences = acts.flatMap((act) => [act.who, ...act.may, ...act.must, ...act.effects]);
      const cites = new Set(sentences.map((one) => one.cite));
      for (const rule of law.rules) expect([...cites]).toContain(rule.cite);
      const texts = [
        ...sentences,
        ...shown.clocks.flatMap((clock) => clock.sentences),
        ...shown.outcomes.map((one) => one.sentence),
      ].map((one) => one.text);
      for (const { zh, en } of texts) {
        expect(zh).toMatch(/\p{Script=Han}/u);
        expect(en).not.toMatch(/「|undefined|\bnull\b| {2}/);
      }
      const dotted = texts.filter(({ zh }) => /\b(act|opening|subject|case)\.[a-z]/.test(zh));
      expect(dotted).toEqual([]);
    },
  );

  test('marks and doubts stay visible', () => {
    const text = showText(pack, showProcedure(pack, 'petition.handling'), 'zh');
    expect(text).toContain('⚠ 建模选择');
    expect(text).toContain('⚠ 七日是否因节假日顺延不明');
    const english = showText(pack, showProcedure(pack, 'criminal.prosecution-review'), 'en');
    expect(english).toContain('recalled, not checked');
  });
});

describe('from which day a time runs', () => {
  const said = (id: string) => showText(pack, showProcedure(pack, id), 'zh');

  test('the date in the data, the day set in a document, a reminder', () => {
    const text = said('criminal.investigation-supervision');
    expect(text).toContain('「申请复查」之后，应当自「收到日期」起7日内办理 [高检规则 §554]');
    expect(text).toContain('应当至迟在「回复期限」当日（末日不顺延）办理');
    expect(said('criminal.retrial-protest')).toContain('应当在1个月内（仅提醒，逾期不作违规）办理');
  });

  test('a clock whose length is a field, and the days that it counts from', () => {
    const text = said('criminal.minors-conditional-non-prosecution');
    expect(text).toContain('自「附条件不起诉决定」起，按「考验期（月）」所定（未填的，6个月）');
    expect(text).toContain('「调整考察内容或期限」的「决定日期」');
    expect(said('criminal.prosecution-review')).toContain('「受理移送起诉」的「收到日期」');
  });

  test('a note that only repeats the rule is not said twice', () => {
    const text = said('criminal.detention-extension');
    expect(text).toContain('前提：仅一次 [刑诉法 §159]');
  });
});
