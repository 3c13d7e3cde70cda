/** Made-up judgments of courts, offices and places that do not exist, with masked names, for the demo office and for trying things. */

interface MadeUp {
  readonly id: string;
  readonly text: string;
}

/** Days before and after a day of the made-up course, as a Chinese date. */
const dateOf = (base: number, offset: number): string => {
  const date = new Date(base + offset * 86_400_000);
  return `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
};

interface Course {
  /** Year and sequence in the case number. */
  readonly year: number;
  readonly no: number;
  /** Day of detention. */
  readonly day: (offset: number) => string;
}

function course(first: string, no: number): Course {
  const base = Date.parse(`${first}T00:00:00Z`);
  return { year: Number(first.slice(0, 4)), no, day: (offset) => dateOf(base, offset) };
}

const COURT = '示范省甲市乙县人民法院';
const OFFICE = '甲市乙县人民检察院';
const POLICE = '乙县公安局';
const ABOVE = '示范省甲市中级人民法院';

const head = ({ year, no }: Course, over = 0): string =>
  `${COURT}刑事判决书（${year + over}）示0101刑初${no}号公诉机关${OFFICE}。`;
const person = (name: string, measures: string): string =>
  `被告人${name}，男，19XX年出生，汉族，户籍地（略）。${measures}现羁押于乙县看守所。`;
const charge = ({ year, no, day }: Course, names: string, crime: string, on: number): string =>
  `${OFFICE}以乙检刑诉〔${year}〕${no + 40}号起诉书指控被告人${names}犯${crime}，于${day(on)}向本院提起公诉。`;
const heard = (day: string, procedure = '适用普通程序'): string =>
  `本院依法组成合议庭，${procedure}，于${day}公开开庭审理了本案。${OFFICE}指派检察员出庭支持公诉，被告人到庭参加诉讼。现已审理终结。`;

/** `days` from detention to arrest, one accused. */
function detention(first: string, no: number, name: string, crime: string, days: number): string {
  const c = course(first, no);
  const { day } = c;
  const measures = `因涉嫌犯${crime}，于${day(0)}被${POLICE}刑事拘留，${day(days)}被${POLICE}逮捕。`;
  const on = days + 70;
  return `${head(c)}${person(name, measures)}${charge(c, name, crime, on)}本院于${day(on)}立案受理。${heard(day(on + 25))}`;
}

function together(first: string, no: number, days: number): string {
  const c = course(first, no);
  const { day } = c;
  const measures = `因涉嫌犯盗窃罪，于${day(0)}被${POLICE}刑事拘留，${day(days)}被${POLICE}逮捕。`;
  const people = ['林某1', '蔡某2'].map((name) => person(name, measures)).join('');
  return `${head(c)}${people}${charge(c, '林某1、蔡某2', '盗窃罪', days + 90)}${heard(day(days + 120))}`;
}

function trial(first: string, no: number, name: string, gap: number, told = ''): string {
  const c = course(first, no);
  const { day } = c;
  const measures = `因涉嫌犯故意伤害罪，于${day(0)}被${POLICE}取保候审。`;
  const on = 60;
  return `${head(c)}${person(name, measures).replace('现羁押于乙县看守所。', '')}${charge(c, name, '故意伤害罪', on)}本院于${day(on)}立案受理。${told}${heard(day(on + gap))}`;
}

function extended(first: string, no: number): string {
  const { day } = course(first, no);
  return trial(first, no, '孙某1', 150, `因案情复杂，经${ABOVE}于${day(140)}批准，延长审理期限三个月。`);
}

function acceptedTooSoon(first: string, no: number): string {
  const c = course(first, no);
  const { day } = c;
  const measures = `因涉嫌犯寻衅滋事罪，于${day(0)}被${POLICE}取保候审。`;
  return `${head(c)}${person('冯某1', measures).replace('现羁押于乙县看守所。', '')}${charge(c, '冯某1', '寻衅滋事罪', 70)}本院于${day(60)}立案受理。${heard(day(90))}`;
}

function ownInvestigation(first: string, no: number): string {
  const c = course(first, no);
  const { day } = c;
  const measures = `因涉嫌犯受贿罪，于${day(0)}被${OFFICE}刑事拘留，${day(19)}被逮捕。`;
  return `${head(c)}${person('唐某1', measures)}${charge(c, '唐某1', '受贿罪', 90)}${heard(day(130))}`;
}

function afterSupervision(first: string, no: number): string {
  const c = course(first, no);
  const { day } = c;
  const measures = `因涉嫌犯受贿罪，于${day(0)}被乙县监察委员会留置，${day(150)}被${POLICE}刑事拘留，${day(166)}被逮捕。`;
  return `${head(c, 1)}${person('韩某1', measures)}${charge(c, '韩某1', '受贿罪', 210)}${heard(day(240))}`;
}

function longBail(first: string, no: number): string {
  const c = course(first, no);
  const { day } = c;
  const measures = `因涉嫌犯交通肇事罪，于${day(0)}被${POLICE}取保候审。`;
  return `${head(c, 1)}${person('许某1', measures).replace('现羁押于乙县看守所。', '')}${charge(c, '许某1', '交通肇事罪', 430)}${heard(day(450), '适用简易程序')}`;
}

/** `days` from the judgment to the appeal. */
function second(first: string, no: number, name: string, days: number): string {
  const { year, day } = course(first, no);
  return `${ABOVE}刑事裁定书（${year}）示01刑终${no}号原公诉机关${OFFICE}。上诉人（原审被告人）${name}，男，19XX年出生，汉族，户籍地（略）。现羁押于乙县看守所。${COURT}审理${OFFICE}指控原审被告人${name}犯诈骗罪一案，于${day(0)}作出（${year}）示0101刑初${no}号刑事判决。原审被告人${name}不服，于${day(days)}提出上诉。本院于${day(days + 10)}立案受理后，依法组成合议庭，于${day(days + 40)}公开开庭审理了本案。现已审理终结。`;
}

/**
 * Seventeen made-up judgments: with findings for certain, with findings that depend, with a contradiction, and with none; by the text of
 * 2012 and by that of 2018. `today`: `YYYY-MM-DD`; the newest are of the year before it.
 */
export function demoJudgments(today: string): readonly MadeUp[] {
  const last = Number(today.slice(0, 4)) - 1;
  const texts = [
    detention('2014-03-03', 11, '甲某1', '盗窃罪', 9),
    detention('2014-12-25', 12, '周某1', '抢劫罪', 38),
    detention('2016-01-01', 13, '吴某1', '诈骗罪', 37),
    detention('2017-05-08', 14, '郑某1', '危险驾驶罪', 12),
    detention('2019-06-03', 15, '王某1', '贩卖毒品罪', 20),
    detention(`${last}-02-10`, 16, '钱某1', '诈骗罪', 40),
    detention(`${last}-04-14`, 17, '赵某1', '盗窃罪', 8),
    together('2016-07-04', 18, 30),
    trial('2016-03-01', 19, '陈某1', 6),
    trial('2017-01-09', 20, '褚某1', 150),
    extended('2017-02-06', 21),
    acceptedTooSoon('2018-04-02', 22),
    ownInvestigation('2014-09-01', 23),
    afterSupervision('2019-03-04', 24),
    longBail('2020-01-06', 25),
    second('2017-06-05', 26, '卫某1', 16),
    second('2021-05-10', 27, '蒋某1', 7),
  ];
  return texts.map((text, i) => ({ id: `示例-${String(i + 1).padStart(2, '0')}`, text }));
}
