import { apportion, owedNone, sized } from '../../cells.ts';
import type { Era } from '../era.ts';
import { charges, type Group } from '../offences.ts';
import { compliance } from './compliance.ts';
import type { At, Decision, Parts, Person, Year } from './person.ts';
import { OWN_DUTY_CRIMES, rate } from './rates.ts';

interface Finals {
  readonly same: ReadonlyMap<number, number>;
  readonly next: ReadonlyMap<number, number>;
}

/**
 * When the conditional non-prosecutions of each year end for good: a quarter in the year itself, the others in the next; none of the earlier years in the
 * later ones, whose numbers are published.
 */
export function finalsOf(era: Era, at: At): Finals {
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
export function concludedOf(era: Era, year: Year, scale: number, at: At, finals: Finals): Parts {
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

export const selfDefenceHere = (all: number): number => Math.round(all * 0.6);
