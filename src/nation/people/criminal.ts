import type { Data } from '#engine/index.ts';
import {
  apportion,
  type Cell,
  owedNone,
  type Part,
  type Planting,
  persons,
  sized,
  split,
  splitCases,
} from '../cells.ts';
import type { CourseOf } from '../course.ts';
import type { Goal } from '../plan.ts';
import type { Chapter } from '../shape.ts';
import type { Colour } from '../steps.ts';
import { yearsOf } from '../targets.ts';
import { EARLIER_LAW, type Era } from './era.ts';
import { type Mess, messed } from './mess.ts';
import { messChapters, messColour, messPace, messPins, messSlips, refusedIn } from './mess-courses.ts';
import { charges, type Group } from './offences.ts';

/** By year; what the published figures leave open is ours, and so is everything before 2018. */
const RATES = {
  nonProsecution: [0.046, 0.05, 0.053, 0.058, 0.064, 0.077, 0.095, 0.137, 0.166, 0.263, 0.25],
  arrested: [0.68, 0.66, 0.64, 0.62, 0.59, 0.549, 0.51, 0.42, 0.37, 0.267, 0.267],
  refused: [0.165, 0.175, 0.18, 0.195, 0.21, 0.221, 0.223, 0.233, 0.312, 43.4 / 100, 43.4 / 100],
  conditional: [0.045, 0.06, 0.07, 0.08, 0.095, 0.122, 0.125, 0.21, 0.29, 0.361, 0.36],
  plea: [0, 0, 0, 0, 0, 0, 0.65, 0.87, 0.89, 0.917, 0.917],
  adopted: [0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.93, 0.96, 0.983, 0.983, 0.983],
  /** Cases with the step, of all reviewed. */
  returned: [0.15, 0.15, 0.148, 0.146, 0.143, 0.14, 0.105, 0.125, 0.065, 0, 0],
  extended: [0.12, 0.12, 0.117, 0.115, 0.112, 0.11, 0.1, 0.08, 0.045, 0, 0],
  /** Mean days from receipt to decision. */
  days: [29.2, 29.1, 29, 28.8, 28.7, 28.5, 27.6, 26, 24, 21.6, 21.6],
  /** Violent crime and theft, of all prosecuted. */
  six: [0.29, 0.27, 0.25, 0.235, 0.215, 0.2, 0.185, 0.17, 0.155, 0.15, 0.15],
} as const;
const rate = (of: keyof typeof RATES, year: Year): number => RATES[of][year - 2013]!;
/** Steps of 2022 over those of 2018. */
const RETURNS_FACTOR = 0.2;
const EXTENSIONS_FACTOR = 0.042;
const SELF_2022 = 132_800;
const SELF_FACTOR = 265.6;
const ACCEPTED_FACTOR = 1.028;
/** Share of the appeals that come the year after the bill. */
const APPEALS_NEXT = 0.14;

type Year = number;
/** After the last year: what is received in it and decided no more. */
const AFTER = 2023;
/** Duty crimes that offices investigated themselves, of all prosecuted, where the law has no supervisory commissions. */
const OWN_DUTY_CRIMES = 0.025;

type Decision = 'prosecute' | 'discretionary' | 'doubt' | 'statutory' | 'conditional' | 'transfer';
type Way = 'plain' | 'fast' | 'returned' | 'extended' | 'self';

export interface Person {
  readonly year: Year;
  readonly group: Group;
  readonly offence: string;
  readonly decision: Decision;
  readonly marks: readonly string[];
  readonly minor: boolean;
  readonly selfDefence?: boolean;
  readonly old?: boolean;
  readonly duty?: 'plain' | 'senior';
  /** Investigated by the office itself, as duty crimes were before the supervisory commissions. */
  readonly own?: boolean;
  readonly compliance?: 'passed' | 'failed';
  readonly report?: boolean;
  readonly company?: boolean;
  readonly single?: boolean;
  /** End of the conditional non-prosecution: years after its decision. */
  readonly final?: 0 | 1;
  readonly stage?: 'none' | 'arrested' | 'refused';
  readonly before?: 'none' | 'both' | 'arrest';
  readonly plea?: boolean;
  readonly way?: Way;
  /** The appeal comes the year after the bill. */
  readonly appealsNext?: boolean;
  readonly trial?: 'adopted' | 'rejected' | 'appeal' | 'plain' | 'plain-appeal';
  readonly mess?: Mess;
}
type Parts = Part<Person>[];

/** `fewerExtensions`: those of 2021 that are too many for the published number of steps avoided since 2019. */
export function criminalCells(era: Era, scale: number, fewerExtensions: number): Cell[] {
  const { years } = era;
  const at = (id: string, year: number): number => era.of(id, scale).get(year) ?? 0;
  const finals = finalsOf(era, at);
  const staged = years.map((year) => stage(concludedOf(era, year, scale, at, finals), year, concludedIn(year, at)));
  const all = withTransfers(era, era.span === 'later' ? [...staged, runningOf(staged.at(-1)!)] : staged);
  const whole = all.map((parts, nr) => {
    const year = years[nr] ?? AFTER;
    const ways = wayOf(pleaOf(parts, year), year, scale, fewerExtensions);
    const appealsNext = year === era.last && era.span === 'earlier' ? 0 : APPEALS_NEXT;
    const plain = trialOf(ways, year, appealsNext);
    return era.span === 'later' ? messed(plain, year) : plain;
  });
  const cells = whole.flat().map(cellOf);
  const arrestedIn = arrests(years, whole);
  years.forEach((year) => {
    const arrested = arrestedIn.get(year)!;
    const wanted = Math.round((arrested.arrested * rate('refused', year)) / (1 - rate('refused', year)));
    const selfDefence = at('self-defence-not-arrested-or-prosecuted', year);
    cells.push(...refusedOnly(year, wanted - arrested.refused, selfDefence));
  });
  return cells.filter((cell) => cell.count > 0 && era.knows(cell.course.chapters, cell.year));
}

/** Prosecuted and not prosecuted in a year, probations that ended well included. */
const concludedIn = (year: Year, at: At): number =>
  Math.round(at('prosecuted-persons-all', year) / (1 - rate('nonProsecution', year)));

/** What is received in the last year and decided only after it. */
function runningOf(last: Parts): Parts {
  const able = last.filter(
    ({ of }) => ['six', 'other', 'minor'].includes(of.group) && of.decision !== 'transfer' && of.duty === undefined,
  );
  const chosen = split(able, Math.round(persons(last) * 0.065), (of, taken): Person | null =>
    taken ? { ...of, year: AFTER, before: 'both' } : null,
  );
  return chosen.flatMap(({ of, ...part }) => (of === null ? [] : [{ ...part, of }]));
}

/** Received in a year, of what is decided in any. */
const receivedIn = (all: readonly Parts[], year: number): number =>
  all
    .flat()
    .filter(({ of }) => of.company !== true && (of.before === 'both' ? of.year - 1 : of.year) === year)
    .reduce((sum, { people, cases }) => sum + people * cases, 0);

/** Cases that go to another office undecided: some each year, and as many as the growth of what is received asks for. */
function withTransfers(era: Era, all: readonly Parts[]): Parts[] {
  const away = era.years.map((_, nr) => Math.round(persons(all[nr]!) * 0.008));
  if (era.span === 'later') {
    const first = receivedIn(all, era.first) + away[0]!;
    const last = receivedIn(all, era.last) + away[4]!;
    const wanted = Math.round(last / ACCEPTED_FACTOR);
    if (wanted >= first) away[0]! += wanted - first;
    else away[4]! += Math.round(first * ACCEPTED_FACTOR) - last;
  }
  const transfer = { group: 'other', offence: 'fraud', decision: 'transfer', marks: [], minor: false } as const;
  return all.map((parts, nr) => {
    const year = era.years[nr];
    if (year === undefined) return parts;
    return [...parts, ...sized<Person>({ ...transfer, year, stage: 'none', before: 'none' }, away[nr]!, 0.3, 0.2)];
  });
}

type At = (id: string, year: number) => number;
interface Finals {
  readonly same: ReadonlyMap<number, number>;
  readonly next: ReadonlyMap<number, number>;
}

/**
 * When the conditional non-prosecutions of each year end for good: a quarter in the year itself, the others in the next; none of the earlier years in the
 * later ones, whose numbers are published.
 */
function finalsOf(era: Era, at: At): Finals {
  const same = new Map<number, number>();
  const next = new Map<number, number>();
  for (const year of era.years) {
    const all = at('conditional-non-prosecution-persons', year);
    const now = year === era.last && era.span === 'earlier' ? all : Math.round(all * 0.22);
    same.set(year, now);
    next.set(year, all - now);
  }
  return { same, next };
}

/** Everybody whose review for prosecution is decided in a year, by group: prosecuted, not prosecuted, conditionally not prosecuted. */
function concludedOf(era: Era, year: Year, scale: number, at: At, finals: Finals): Parts {
  const base = { year, decision: 'prosecute' as const, marks: [] as string[], minor: false };
  const parts: Parts = [];
  const owed = owedNone();
  const add = (count: number, of: Partial<Person> & { group: Group }, two = 0.3, three = 0.2): number => {
    const kinds = Object.entries(charges[of.group]);
    const counts = apportion(
      count,
      kinds.map(([, weight]) => weight),
    );
    kinds.forEach(([offence], nr) => {
      if (counts[nr]! > 0)
        parts.push(
          ...sized({ ...base, ...of, offence }, counts[nr]!, two, three, two + three === 0 ? owedNone() : owed),
        );
    });
    return count;
  };
  const prosecuted = at('prosecuted-persons-all', year);
  let rest = prosecuted;
  const mafia = at('prosecuted-mafia-organisation', year);
  const gangland = at('prosecuted-gangland-all', year);
  rest -= add(mafia, { group: 'mafia', marks: ['gang-related'] }, 0.2, 0.6);
  rest -= add(gangland - mafia, { group: 'gangland', marks: ['gang-related'] }, 0.3, 0.3);
  const telecom = at('prosecuted-telecom-fraud', year);
  const cards = at('prosecuted-phone-bank-cards', year);
  const privacy = at('prosecuted-online-defamation-privacy', year);
  const network = at('prosecuted-network-crime', year) - telecom - cards - privacy;
  rest -= add(telecom, { group: 'telecom', marks: ['via-internet', 'telecom-fraud'] }, 0.2, 0.4);
  rest -= add(cards, { group: 'cards', marks: ['via-internet'] });
  rest -= add(privacy, { group: 'privacy', marks: ['via-internet'] });
  rest -= add(network, { group: 'network', marks: ['via-internet'] }, 0.2, 0.3);
  const goods = at('prosecuted-epidemic-goods', year);
  const failures = compliance('failed', era, scale);
  const failed = failures.people.get(year) ?? 0;
  const financial = at('prosecuted-financial-crime', year);
  const tax = at('prosecuted-tax-crime', year);
  const ip = at('prosecuted-ip-crime', year);
  const market = at('prosecuted-market-order', year);
  rest -= add(financial, { group: 'financial' }, 0.2, 0.2);
  rest -= add(tax, { group: 'tax' });
  rest -= add(ip, { group: 'ip' });
  rest -= add(goods, { group: 'epidemicGoods', marks: ['epidemic-related'] });
  const fraud = at('prosecuted-epidemic-fraud', year);
  const gouging = apportion(fraud, Object.values(charges.epidemicFraud))[1] ?? 0;
  rest -= add(market - financial - tax - ip - goods - failed - gouging, { group: 'market' });
  rest -= together(
    failed,
    failures.cases.get(year) ?? 0,
    { ...base, group: 'market', offence: 'contract-fraud', compliance: 'failed' },
    parts,
  );
  rest -= add(fraud, { group: 'epidemicFraud', marks: ['epidemic-related'] });
  rest -= add(at('prosecuted-infectious-disease', year), { group: 'infectious' });
  const trafficked = at('prosecuted-trafficking-women-children', year);
  const old = Math.round(trafficked * 0.31);
  rest -= add(old, { group: 'trafficking', old: true });
  rest -= add(trafficked - old, { group: 'trafficking' });
  rest -= add(at('prosecuted-pension-fraud', year), { group: 'pension', marks: ['elderly-pension-fraud'] });
  rest -= add(at('prosecuted-national-defence', year), { group: 'defence', marks: ['military-related'] });
  rest -= add(at('prosecuted-false-litigation', year), { group: 'falseLitigation' });
  const reported = at('mandatory-reporting-prosecutions', year);
  rest -= add(reported, { group: 'againstMinors', marks: ['against-minors', 'mandatory-report'], report: true }, 0, 0);
  rest -= add(at('prosecuted-against-minors', year) - reported, { group: 'againstMinors', marks: ['against-minors'] });
  const minors = at('minors-prosecuted', year);
  rest -= add(minors, { group: 'minors', minor: true }, 0.2, 0.1);
  const duty = at('duty-crime-prosecuted', year);
  const bribes = at('prosecuted-bribe-giving', year);
  const senior = at('duty-crime-prosecuted-provincial-rank', year);
  rest -= add(bribes, { group: 'bribeGiving', duty: 'plain' }, 0, 0);
  rest -= add(senior, { group: 'duty', duty: 'senior' }, 0, 0);
  rest -= add(duty - bribes - senior, { group: 'duty', duty: 'plain' }, 0, 0);
  if (!era.knows([{ procedure: 'criminal.supervisory-transfer', goals: [] }], year))
    rest -= add(Math.round(prosecuted * OWN_DUTY_CRIMES), { group: 'duty', own: true }, 0.1, 0);
  rest -= add(Math.round(prosecuted * rate('six', year)), { group: 'six' });
  add(rest, { group: 'other' });
  // Companies stand beside the persons: they are counted apart.
  parts.push(
    ...sized(
      { ...base, group: 'company' as const, offence: 'false-vat-invoice', company: true },
      Math.round(2600 * scale),
      0,
      0,
    ),
  );

  const refused = Math.round((prosecuted * rate('nonProsecution', year)) / (1 - rate('nonProsecution', year)));
  let left = refused;
  const no = (
    count: number,
    decision: Decision,
    of: Partial<Person> & { group: Group },
    two = 0.24,
    three = 0.12,
  ): void => {
    left -= add(Math.max(0, count), { ...of, decision }, two, three);
  };
  const finalHere = (finals.same.get(year) ?? 0) + (finals.next.get(year - 1) ?? 0);
  left -= finalHere;
  const conditional = at('conditional-non-prosecution-persons', year);
  const minorsAll = Math.round(conditional / rate('conditional', year));
  no(minorsAll - conditional - minors, 'discretionary', { group: 'minors', minor: true });
  no(at('not-prosecuted-infectious-disease', year), 'discretionary', { group: 'infectious' });
  const passed = compliance('passed', era, scale);
  left -= together(
    passed.people.get(year) ?? 0,
    passed.cases.get(year) ?? 0,
    { ...base, group: 'compliance', offence: 'false-vat-invoice', decision: 'discretionary', compliance: 'passed' },
    parts,
  );
  no(
    selfDefenceHere(at('self-defence-not-arrested-or-prosecuted', year)),
    'statutory',
    { group: 'minor', selfDefence: true },
    0,
    0,
  );
  const dutyNo = Math.round(duty * 0.035);
  no(dutyNo, 'discretionary', { group: 'duty', duty: 'plain' }, 0, 0);
  add(at('duty-crime-transferred', year) - duty - dutyNo, { group: 'duty', duty: 'plain', decision: 'transfer' }, 0, 0);
  const doubt = Math.round(left * (year < 2021 ? 0.22 : 0.05));
  no(doubt, 'doubt', { group: 'other' });
  no(Math.round(left * 0.05), 'statutory', { group: 'other' });
  no(left, 'discretionary', { group: 'minor' });
  for (const [count, final] of [
    [finals.same.get(year) ?? 0, 0],
    [finals.next.get(year) ?? 0, 1],
  ] as const)
    add(count, { group: 'minors', minor: true, decision: 'conditional', final }, 0.1, 0);
  return parts;
}

const COMPLIANCE = {
  passed: ['compliance-companies-passed', 'compliance-responsible-persons-not-prosecuted'],
  failed: ['compliance-companies-failed', 'compliance-responsible-persons-prosecuted'],
} as const;

/** Companies that passed or failed by year, and their people: as many as are published, in years that have such companies. */
export function compliance(result: keyof typeof COMPLIANCE, era: Era, scale: number) {
  const [companies, persons] = COMPLIANCE[result];
  const cases = era.of(companies, scale);
  const all = [...era.of(persons, scale).values()].reduce((a, b) => a + b, 0);
  const weights = [...cases.values()];
  const spread = weights.some((count) => count > 0)
    ? apportion(all, weights)
    : weights.map((_, nr) => (nr === 0 ? all : 0));
  return { cases, people: new Map([...cases.keys()].map((year, nr) => [year, Math.max(spread[nr]!, weights[nr]!)])) };
}

/** So many persons in so many cases, one company to each: cases of two sizes next to each other. */
function together(people: number, cases: number, of: Person, into: Parts): number {
  const all = cases === 0 ? people : cases;
  if (people === 0 || all === 0) return people;
  const size = Math.floor(people / all);
  const larger = people - all * size;
  if (larger > 0) into.push({ of, people: size + 1, cases: larger });
  if (size > 0 && all > larger) into.push({ of, people: size, cases: all - larger });
  return people;
}

const selfDefenceHere = (all: number): number => Math.round(all * 0.6);

/** Arrested, refused, never asked about; and what of it happened the year before. */
function stage(parts: Parts, year: Year, concluded: number): Parts {
  const common = parts.filter(({ of }) => of.duty === undefined && of.company !== true && of.compliance === undefined);
  const rest: Parts = parts
    .filter((part) => !common.includes(part))
    .map((part) => ({ ...part, of: { ...part.of, stage: 'none' as const } }));
  const counted = common.filter(({ of }) => of.decision !== 'conditional' && of.decision !== 'transfer');
  const others = common.filter((part) => !counted.includes(part));
  const inDuty =
    year === 2018 ? 0 : persons(rest.filter(({ of }) => of.duty !== undefined && of.decision === 'prosecute'));
  const arrested = split(
    counted,
    Math.round(concluded * rate('arrested', year)) - Math.round(inDuty * 0.6),
    (of, chosen): Person => ({
      ...of,
      stage: chosen ? 'arrested' : 'none',
    }),
  );
  const free = arrested.filter(({ of }) => of.stage === 'none');
  const held = arrested.filter(({ of }) => of.stage === 'arrested');
  const share = (rate('refused', year) / (1 - rate('refused', year))) * rate('arrested', year) * 0.72;
  const refused = split(
    free,
    Math.round(concluded * share),
    (of, chosen): Person => ({ ...of, stage: chosen ? 'refused' : 'none' }),
  );
  const dutyArrested = split(
    rest.filter(({ of }) => of.duty !== undefined && of.decision === 'prosecute'),
    Math.round(inDuty * 0.6),
    (of, chosen): Person => ({
      ...of,
      stage: chosen ? 'arrested' : 'none',
    }),
  );
  const all = [
    ...held,
    ...refused,
    ...dutyArrested,
    ...rest.filter(({ of }) => of.duty === undefined || of.decision !== 'prosecute'),
    ...others.map((part) => ({ ...part, of: { ...part.of, stage: 'none' as const } })),
  ];
  return before(all, year);
}

/** What began the year before; nothing of the first year's duty crimes, whose transfers are counted too. */
function before(parts: Parts, year: Year): Parts {
  const fixed = parts
    .filter(({ of }) => of.decision === 'doubt' || of.compliance !== undefined)
    .map((part) => ({ ...part, of: { ...part.of, before: 'none' as const } }));
  const moving = parts.filter(({ of }) => of.decision !== 'doubt' && of.compliance === undefined);
  const asked = moving.filter(({ of }) => of.duty === undefined && of.stage !== 'none');
  const direct = moving.filter(({ of }) => of.duty === undefined && of.stage === 'none');
  const duty = moving.filter(({ of }) => of.duty !== undefined);
  const both = split(
    asked,
    Math.round(persons(asked) * 0.07),
    (of, chosen): Person => ({ ...of, before: chosen ? 'both' : 'none' }),
  );
  const arrest = split(
    both.filter(({ of }) => of.before === 'none'),
    Math.round(persons(asked) * 0.08),
    (of, chosen): Person => ({ ...of, before: chosen ? 'arrest' : 'none' }),
  );
  return [
    ...fixed,
    ...both.filter(({ of }) => of.before === 'both'),
    ...arrest,
    ...split(
      direct,
      Math.round(persons(direct) * 0.06),
      (of, chosen): Person => ({ ...of, before: chosen ? 'both' : 'none' }),
    ),
    ...split(
      duty,
      year === 2018 ? 0 : Math.round(persons(duty) * 0.08),
      (of, chosen): Person => ({ ...of, before: chosen ? 'both' : 'none' }),
    ),
  ];
}

/** Persons arrested and refused by the year of that decision. */
function arrests(
  years: readonly number[],
  staged: readonly Parts[],
): ReadonlyMap<number, { arrested: number; refused: number }> {
  const found = new Map<number, { arrested: number; refused: number }>(
    years.map((year) => [year, { arrested: 0, refused: 0 }]),
  );
  for (const parts of staged)
    for (const { of, people, cases } of parts) {
      if (of.stage === 'none' || of.stage === undefined) continue;
      const into = found.get(of.before === 'none' ? of.year : of.year - 1);
      if (into !== undefined) into[of.stage] += people * cases;
      const refused = found.get(refusedIn(of) ?? 0);
      if (refused !== undefined) refused.refused += people * cases;
    }
  return found;
}

/** Who pleads guilty: as the law has it only since 26 October 2018. */
function pleaOf(parts: Parts, year: Year): Parts {
  const able = parts.filter(({ of }) => of.decision === 'prosecute' || of.decision === 'discretionary');
  const others = parts
    .filter((part) => !able.includes(part))
    .map((part) => ({ ...part, of: { ...part.of, plea: false } }));
  const counted = parts.filter(
    ({ of }) => of.decision !== 'conditional' && of.decision !== 'transfer' && of.company !== true,
  );
  const pleading = split(
    able,
    Math.round(persons(counted) * rate('plea', year)),
    (of, chosen): Person => ({ ...of, plea: chosen }),
  );
  return [...pleading, ...others];
}

/** Returned, extended, investigated further by the office itself: in cases. */
function wayOf(parts: Parts, year: Year, scale: number, fewerExtensions: number): Parts {
  const plain = (part: Part<Person>): Part<Person> => ({ ...part, of: { ...part.of, way: 'plain' } });
  const doubt = parts
    .filter(({ of }) => of.decision === 'doubt')
    .map((part) => ({ ...part, of: { ...part.of, way: 'returned' as const } }));
  const rest = parts.filter(({ of }) => of.decision !== 'doubt');
  const able = rest.filter(
    ({ of }) =>
      of.decision !== 'conditional' &&
      of.decision !== 'transfer' &&
      of.compliance === undefined &&
      of.before !== 'both' &&
      of.year !== AFTER,
  );
  const fixed = rest.filter((part) => !able.includes(part)).map(plain);
  const cases = able.reduce((sum, part) => sum + part.cases, 0);
  const cases2018 = yearsOf('prosecuted-persons-all', scale).get(2018)! * 0.86;
  const inDoubt = doubt.reduce((sum, part) => sum + part.cases, 0);
  const returns =
    year === 2022
      ? Math.round(cases2018 * rate('returned', 2018)) * RETURNS_FACTOR
      : year === 2018
        ? Math.round(cases2018 * rate('returned', 2018))
        : cases * rate('returned', year);
  const extensions =
    year === 2022
      ? Math.round(cases2018 * rate('extended', 2018)) * EXTENSIONS_FACTOR
      : year === 2018
        ? Math.round(cases2018 * rate('extended', 2018))
        : cases * rate('extended', year);
  const own2018 = Math.max(1, Math.round((SELF_2022 / SELF_FACTOR) * scale));
  const own =
    year <= 2018
      ? own2018
      : year === 2022
        ? Math.round(own2018 * SELF_FACTOR)
        : Math.round(own2018 * SELF_FACTOR ** ((year - 2018) / 4));
  const returned = splitCases(
    able,
    Math.round(returns) - inDoubt,
    (of, chosen): Person => ({ ...of, way: chosen ? 'returned' : 'plain' }),
  );
  const still = (all: Parts): Parts => all.filter(({ of }) => of.way === 'plain');
  const taken = (all: Parts): Parts => all.filter(({ of }) => of.way !== 'plain');
  const extended = splitCases(
    still(returned),
    Math.round(extensions - (year === 2021 ? fewerExtensions : 0)),
    (of, chosen): Person => ({ ...of, way: chosen ? 'extended' : 'plain' }),
  );
  const selfMade = splitCases(
    still(extended),
    own,
    (of, chosen): Person => ({ ...of, way: chosen ? 'self' : 'plain' }),
  );
  const quick = still(selfMade).filter(
    ({ of, people }) => of.plea === true && people === 1 && of.stage === 'none' && !of.minor && of.duty === undefined,
  );
  const fast = splitCases(
    quick,
    quick.reduce((sum, part) => sum + part.cases, 0) * 0.3,
    (of, chosen): Person => ({ ...of, way: chosen ? 'fast' : 'plain' }),
  );
  return [
    ...doubt,
    ...fixed,
    ...taken(returned),
    ...taken(extended),
    ...taken(selfMade),
    ...still(selfMade).filter((part) => !quick.includes(part)),
    ...fast,
  ];
}

/** What the court makes of it. */
function trialOf(parts: Parts, year: Year, appealsNext: number): Parts {
  const tried = parts.filter(({ of }) => of.decision === 'prosecute');
  const others = parts.filter(({ of }) => of.decision !== 'prosecute');
  const plea = tried.filter(({ of }) => of.plea === true);
  const without = tried.filter(({ of }) => of.plea !== true);
  const rejected = split(
    plea,
    Math.round(persons(plea) * (1 - rate('adopted', year))),
    (of, chosen): Person => ({ ...of, trial: chosen ? 'rejected' : 'adopted' }),
  );
  const adopted = rejected.filter(({ of }) => of.trial === 'adopted');
  const appealed = split(
    adopted,
    Math.round(persons(plea) * 0.03),
    (of, chosen): Person => ({ ...of, trial: chosen ? 'appeal' : 'adopted' }),
  );
  const plain = split(
    without,
    Math.round(persons(without) * 0.325),
    (of, chosen): Person => ({ ...of, trial: chosen ? 'plain-appeal' : 'plain' }),
  );
  const isAppeal = ({ of }: Part<Person>): boolean => of.trial === 'appeal' || of.trial === 'plain-appeal';
  const appeals = [...appealed, ...plain].filter(isAppeal);
  const able = appeals.filter(({ of }) => of.before === 'none');
  const timed = split(
    able,
    Math.round(persons(appeals) * appealsNext),
    (of, chosen): Person => ({ ...of, appealsNext: chosen }),
  );
  return [
    ...others,
    ...rejected.filter(({ of }) => of.trial === 'rejected'),
    ...[...appealed, ...plain].filter((part) => !isAppeal(part)),
    ...appeals.filter((part) => !able.includes(part)),
    ...timed,
  ];
}

/** What is left open when a case goes to another office. */
export const UNDECIDED = [
  'prosecute',
  'non-prosecution-statutory',
  'non-prosecution-discretionary',
  'non-prosecution-doubt',
  'non-prosecution-special',
  'conditional-non-prosecution',
  'return-for-supplement',
  'return-for-supplement-2',
];

const LATE_LAW = '2022-03-07';
const EARLY_LAW = '2018-03-07';
const REVIEW = 'criminal.prosecution-review';

function cellOf({ of, people, cases }: Part<Person>): Cell {
  const arrestYear = of.before === 'none' ? of.year : of.year - 1;
  const received = of.before === 'both' ? of.year - 1 : of.year;
  const asked = of.stage !== 'none' && of.duty === undefined;
  const decision = decisionAct(of);
  const pins = [
    ...(of.duty !== undefined && of.stage === 'arrested'
      ? [{ act: 'criminal.supervisory-transfer/decide-arrest', year: arrestYear }]
      : []),
    ...(asked
      ? [
          {
            act: `criminal.arrest-review/${of.stage === 'arrested' ? 'decide-arrest' : 'decide-non-arrest'}`,
            year: arrestYear,
          },
        ]
      : []),
    { act: `${REVIEW}/receive-case`, year: received },
    ...(decision === null ? [] : [{ act: `${REVIEW}/${decision}`, year: of.year }]),
    ...(of.trial === 'appeal' || of.trial === 'plain-appeal'
      ? [{ act: 'criminal.appeal-watch/appeal', year: of.year + (of.appealsNext === true ? 1 : 0) }]
      : []),
    ...(of.final === undefined
      ? []
      : [{ act: 'criminal.minors-conditional-non-prosecution/final-non-prosecution', year: of.year + of.final }]),
  ];
  const course = courseFor(of, people);
  return {
    course,
    colour: colourFor(of, people, course.chapters),
    count: cases,
    year: refusedIn(of) ?? (asked ? arrestYear : received),
    pins: [...pins, ...messPins(of, course.chapters)],
    ...(of.mess === undefined ? {} : { mess: of.mess }),
    ...(decision === null || decision === 'conditional-non-prosecution'
      ? {}
      : { mean: { id: `review ${of.year}`, act: `${REVIEW}/${decision}`, days: rate('days', of.year) } }),
  };
}

function decisionAct(of: Person): string | null {
  switch (of.decision) {
    case 'prosecute':
      return 'prosecute';
    case 'conditional':
      return 'conditional-non-prosecution';
    case 'transfer':
      return null;
    default:
      return `non-prosecution-${of.decision}`;
  }
}

const colours = new Map<string, Colour>();

function colourFor(of: Person, people: number, chapters: readonly Chapter[] = []): Colour {
  const company = of.company === true || of.group === 'company';
  const key = `${of.offence} ${of.old === true} ${of.duty ?? ''} ${company ? people : ''} ${of.mess ?? ''}`;
  let colour = colours.get(key);
  if (colour === undefined) {
    const mess = messColour(of, chapters);
    colour = {
      id: key,
      offence: of.offence,
      ...mess,
      fields: {
        ...mess.fields,
        committed_on: of.old === true ? '@ago:2900' : '@ago:150',
        ...(of.duty === undefined
          ? {}
          : { former_rank: of.duty === 'senior' ? 'provincial-or-ministerial' : 'below-county' }),
      },
      ...(company ? { kinds: { 1: 'company' as const } } : {}),
    };
    colours.set(key, colour);
  }
  return colour;
}

const courses = new Map<string, CourseOf>();

function courseFor(of: Person, people: number): CourseOf {
  const key = JSON.stringify([
    people,
    of.decision,
    of.marks,
    of.minor,
    of.selfDefence,
    of.duty,
    of.compliance,
    of.report,
    of.company,
    of.stage,
    of.plea,
    of.way,
    of.trial,
    of.final,
    of.year < 2019,
    ...(of.year < 2018 ? ['earlier'] : []),
    ...(of.own === true ? ['own'] : []),
    ...(of.mess === undefined ? [] : [of.mess]),
  ]);
  let course = courses.get(key);
  if (course === undefined) {
    course = makeCourse(key, of, people);
    courses.set(key, course);
  }
  return course;
}

function makeCourse(id: string, of: Person, people: number): CourseOf {
  const early = of.year < 2019;
  const held = of.stage === 'arrested';
  const chapters: Chapter[] = [];
  if (of.compliance !== undefined) chapters.push(complianceChapter(of));
  if (of.report === true)
    chapters.push({
      procedure: 'petition.mandatory-reporting',
      people: [],
      goals: [{ act: 'transfer-police' }, { act: 'police-feedback' }, { act: 'close' }],
    });
  if (of.duty === undefined && of.stage === 'arrested')
    chapters.push({
      procedure: 'criminal.arrest-review',
      goals: [{ act: 'decide-arrest', data: { ground: 'social-danger' } }],
      facts: {
        detained: true,
        minor: of.minor,
        has_counsel: !of.minor,
        questioning_required: of.minor,
        complex: false,
        major: false,
      },
    });
  if (of.duty === undefined && of.stage === 'refused')
    chapters.push({
      procedure: 'criminal.arrest-review',
      goals: [{ act: 'decide-non-arrest', data: { ground: 'no-social-danger' } }],
      facts: {
        detained: true,
        minor: of.minor,
        has_counsel: !of.minor,
        questioning_required: of.minor,
        complex: false,
        major: false,
      },
    });
  if (of.duty !== undefined)
    chapters.push({
      procedure: 'criminal.supervisory-transfer',
      goals: of.stage === 'arrested' ? [{ act: 'decide-arrest' }] : [],
      facts: { in_liuzhi: of.stage === 'arrested' },
    });
  chapters.push({
    procedure: REVIEW,
    after: of.duty !== undefined ? [0, 2] : of.stage === 'none' ? [1, 20] : [25, 75],
    goals: reviewGoals(of),
    facts: {
      transferred_by:
        of.own === true ? 'own-investigation' : of.duty === undefined ? 'police' : 'supervisory-commission',
      in_custody: held,
      minor: of.minor,
      has_counsel: of.minor,
      has_victim: !early && of.group === 'againstMinors',
      fast_track: of.way === 'fast',
      expected_over_one_year: false,
      complex: of.way === 'extended',
      enterprise: of.compliance !== undefined || of.company === true || of.mess === 'company',
      pleads_guilty: of.plea === true,
    },
    without: of.decision === 'transfer' ? UNDECIDED : [],
  });
  if (of.marks.length > 0)
    chapters.push({
      procedure: 'criminal.case-marks',
      people: [],
      within: true,
      after: [0, 2],
      goals: of.marks.slice(1).map((mark) => ({ act: 'mark', data: { mark } })),
      facts: { mark: of.marks[0]! },
    });
  if (of.decision === 'conditional') chapters.push(conditionalChapter(of));
  if (of.decision === 'prosecute') chapters.push(...trialChapters(of, held));
  const slips = messSlips(of);
  return {
    id,
    people,
    level: of.duty === 'senior' ? 'city' : 'basic',
    on: of.year < 2018 ? EARLIER_LAW : early && of.duty === undefined ? EARLY_LAW : LATE_LAW,
    chapters: messChapters(of, chapters),
    ...(of.mess === undefined ? {} : { pace: messPace(of)! }),
    ...(slips === undefined ? {} : { slips }),
  };
}

function reviewGoals(of: Person): Goal[] {
  const goals: Goal[] = [];
  if (of.decision === 'transfer') return [{ act: 'find-no-jurisdiction' }, { act: 'transfer-jurisdiction' }];
  if (of.way === 'returned') goals.push({ act: 'return-for-supplement' }, { act: 'resubmit' });
  if (of.way === 'extended') goals.push({ act: 'extend-review' });
  if (of.way === 'self') goals.push({ act: 'self-supplement' });
  if (of.plea === true) goals.push({ act: 'plead-guilty' }, { act: 'sign-undertaking' });
  const decision = decisionAct(of)!;
  if (of.duty !== undefined && decision !== 'prosecute')
    goals.push(
      { act: 'request-higher-approval', data: { intended: of.decision } },
      { act: 'approve-by-higher-office', data: { result: 'approved' } },
    );
  const data: Data =
    decision === 'prosecute'
      ? {
          with_sentencing_recommendation: of.plea === true,
          procedure_suggested: of.way === 'fast' ? 'fast-track' : of.plea === true ? 'simplified' : 'ordinary',
        }
      : of.selfDefence === true
        ? { ground: 'no-criminal-fact', self_defence: true }
        : decision === 'conditional-non-prosecution'
          ? { months: of.final === 0 ? 6 : 12 }
          : {};
  goals.push({ act: decision, data });
  return goals;
}

const complianceChapter = (of: Person): Chapter => ({
  procedure: 'criminal.enterprise-compliance',
  people: [],
  goals: [
    { act: 'decide-eligibility', data: { result: 'own-review-small-enterprise' } },
    { act: 'prosecutor-reviews-report', data: { result: of.compliance === 'failed' ? 'not-effective' : 'effective' } },
    { act: 'decide-outcome', data: { result: of.compliance === 'failed' ? 'prosecuted' : 'not-prosecuted' } },
  ],
});

const conditionalChapter = (of: Person): Chapter => ({
  procedure: 'criminal.minors-conditional-non-prosecution',
  after: [0, 0],
  goals: [{ act: 'announce-to-minor' }, { act: 'supervise' }, { act: 'final-non-prosecution' }],
  facts: { months: of.final === 0 ? 6 : 12, minor: true },
});

export function trialChapters(of: Person, held: boolean): Chapter[] {
  const rejected = of.trial === 'rejected';
  const adopts = of.trial === 'adopted' || of.trial === 'appeal';
  const appeals = of.trial === 'appeal' || of.trial === 'plain-appeal';
  return [
    {
      procedure: 'criminal.trial-support',
      after: [1, 6],
      goals: [
        ...(of.plea === true ? [] : [{ act: 'attend-court' }]),
        ...(adopts ? [{ act: 'adopt-recommendation' }] : []),
        ...(rejected ? [{ act: 'reject-recommendation', data: { reason: 'other' } }] : []),
        { act: 'convicted' },
        { act: 'receive-judgment', data: { kind: 'judgment', outcome: 'convicted' } },
      ],
      facts: {
        in_custody: held,
        minor: of.minor,
        fast_track: of.way === 'fast',
        simplified: of.plea === true && of.way !== 'fast',
        expected_over_one_year: false,
        under_five_years: true,
      },
    },
    {
      procedure: 'criminal.appeal-watch',
      after: [0, 3],
      goals: [
        ...(appeals ? [{ act: 'appeal', data: { ground: 'sentence-too-heavy' } }] : []),
        { act: 'record-end-of-appeal-time' },
      ],
      facts: { kind: 'judgment' },
    },
  ];
}

/** Whom the police ask to arrest in vain and never send on. */
function refusedOnly(year: Year, count: number, selfDefence: number): Cell[] {
  const inDefence = selfDefence - selfDefenceHere(selfDefence);
  const groups: readonly (readonly [Group, number, Data])[] = [
    ['minor', inDefence, { ground: 'no-criminal-fact', self_defence: true }],
    ['other', Math.max(0, count - inDefence), { ground: 'insufficient-evidence' }],
  ];
  const owed = owedNone();
  return groups.flatMap(([group, many, data]) => {
    const kinds = Object.entries(charges[group]);
    const counts = apportion(
      many,
      kinds.map(([, weight]) => weight),
    );
    return kinds.flatMap(([offence], nr) =>
      (data.self_defence === true ? sized({}, counts[nr]!, 0, 0) : sized({}, counts[nr]!, 0.25, 0, owed)).map(
        ({ people, cases }): Cell => {
          const id = `refused only ${people} ${JSON.stringify(data)}${year < 2018 ? ' earlier' : ''}`;
          let course = courses.get(id);
          if (course === undefined) {
            course = {
              id,
              people,
              level: 'basic',
              on: year < 2018 ? EARLIER_LAW : LATE_LAW,
              chapters: [
                {
                  procedure: 'criminal.arrest-review',
                  goals: [{ act: 'decide-non-arrest', data }],
                  facts: {
                    detained: true,
                    minor: false,
                    has_counsel: true,
                    questioning_required: false,
                    complex: false,
                    major: false,
                  },
                },
              ],
            };
            courses.set(id, course);
          }
          return {
            course,
            colour: colourFor({ year, group, offence, decision: 'transfer', marks: [], minor: false }, people),
            count: cases,
            year,
            pins: [{ act: 'criminal.arrest-review/decide-non-arrest', year }],
          };
        },
      ),
    );
  });
}

/** Ways in which a review, or what came before it, departs from the law: planted in some cases of one person. */
export function departuresFor(cell: Cell): readonly Planting[] {
  if (cell.course.people !== 1 || cell.mess !== undefined) return [];
  const has = (procedure: string, act: string): boolean =>
    cell.course.chapters.some((one) => one.procedure === procedure && one.goals.some((goal) => goal.act === act));
  const kinds: Planting[] = [];
  if (has('criminal.arrest-review', 'decide-arrest'))
    kinds.push({
      late: { relation: 'detained-decided-in-seven-days', act: 'criminal.arrest-review/decide-arrest', days: [1, 3] },
    });
  if (has(REVIEW, 'prosecute') && !cell.course.id.includes('supervisory')) {
    kinds.push({
      late: { relation: 'suspect-told-of-rights-in-three-days', act: `${REVIEW}/tell-suspect-rights`, days: [1, 6] },
    });
    if (cell.course.id.includes('"plain"'))
      kinds.push({ late: { relation: 'review-for-prosecution', act: `${REVIEW}/prosecute`, days: [1, 12] } });
    kinds.push({ skip: `${REVIEW}/hear-defence` });
  }
  return kinds;
}
