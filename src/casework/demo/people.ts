import type { Data } from '#engine/index.ts';
import { findOffence, type LawProcedure } from '#law/index.ts';
import type { PartyData } from '../acts.ts';
import type { Source } from '../dossier.ts';
import { titleOf as caseTitleOf } from '../receive.ts';
import { peopleText, words } from '../words.ts';
import type { Chance } from './random.ts';
import { offences } from './story.ts';
import { addDays, type Plot, type Stage, type Walked } from './walk.ts';

export interface CasePlan {
  readonly procedure: string;
  /** Date of the opening. */
  readonly on: string;
  readonly suspects?: number;
  readonly plot: Plot;
  /** Later proceedings (trial, protest, the police's transfer after an arrest) are walked too. */
  readonly follow?: boolean;
  readonly desk?: 'first' | 'second' | 'third';
  readonly minor?: boolean;
  /** Who handles it by order of the head of department; without one, whose turn it is. */
  readonly handler?: string;
}

const surnames = [
  ...'甘艾莫褚卫蒋韩杨朱秦尤施孔华戚邹柏水窦章云葛奚范彭郎鲁韦昌马苗凤花俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹',
];
const stems = ['甲', '乙', '丙', '丁', '戊', '己'];

/** A surname, 某 and a stem: nobody is called so. */
function nameOf(chance: Chance, place: number): string {
  return `${chance.pick(surnames)}某${stems[place % stems.length]}`;
}

export function partiesOf(
  source: Source,
  law: LawProcedure,
  plan: CasePlan,
  desk: string,
  chance: Chance,
): PartyData[] {
  const kind = law.acts.find((info) => law.procedure.opening.includes(info.id))?.subject ?? null;
  const table = offences[desk === 'second' ? 'second' : 'first'];
  const offence = chance.weighted(Object.entries(table).map(([value, weight]) => ({ value, weight })));
  const known = offence !== null && findOffence(source.pack.offences, offence) !== null ? offence : undefined;
  if (kind === null) {
    const role = law.id.startsWith('petition') ? 'petitioner' : 'complainant';
    return [{ id: chance.uuid(), name: nameOf(chance, 0), role, kind: null }];
  }
  const count = plan.suspects ?? (chance.happens(0.2) ? chance.whole(2, 3) : 1);
  const suspects = Array.from({ length: count }, (_, place): PartyData => {
    const minor = plan.minor === true && place === count - 1;
    const year = Number(plan.on.slice(0, 4)) - (minor ? 17 : chance.whole(19, 58));
    return {
      id: chance.uuid(),
      name: nameOf(chance, place),
      role: 'suspect',
      kind,
      born: `${year}-01-${String(chance.whole(1, 9)).padStart(2, '0')}`,
      ...(minor ? { minor: true } : {}),
      ...(known ? { offence: known } : {}),
    };
  });
  const victim: PartyData[] = chance.happens(0.5)
    ? [{ id: chance.uuid(), name: `${chance.pick(surnames)}某`, role: 'victim', kind: null }]
    : [];
  return [...suspects, ...victim];
}

export function titleOf(source: Source, law: LawProcedure, parties: readonly PartyData[]) {
  if (parties.some((party) => party.role === 'suspect')) return caseTitleOf(source, undefined, parties, law);
  const people = peopleText(parties.map((party) => party.name));
  return law.id.startsWith('petition')
    ? words(`${people.zh}信访`, `Petition of ${people.en}`)
    : words(`${people.zh}立案监督申请`, `${people.en}: request that a case be filed`);
}

export function sourceOf(law: LawProcedure, chance: Chance, on: string) {
  if (law.id === 'criminal.arrest-review' || law.id === 'criminal.prosecution-review')
    return words(
      `示范市公安局移送，示公刑〔${on.slice(0, 4)}〕${chance.whole(100, 999)}号`,
      `From Shifan City Police, no. ${on.slice(0, 4)}-${chance.whole(100, 999)}`,
    );
  return null;
}

export function openingData(
  { chance }: Stage,
  walked: Walked,
  party: PartyData | null,
  plan: CasePlan,
  complex: boolean,
): Data {
  const minor = party?.minor === true;
  const victim = walked.parties.some((one) => one.role === 'victim');
  switch (walked.law.id) {
    case 'criminal.arrest-review': {
      const detained = chance.happens(0.85);
      return {
        received_on: plan.on,
        detained,
        ...(detained ? { detained_on: addDays(plan.on, -chance.whole(1, 3)) } : {}),
        complex,
        minor,
        questioning_required: minor || chance.happens(0.5),
        has_counsel: chance.happens(0.5),
        major: false,
        ...(party?.offence ? { offence: party.offence } : {}),
      };
    }
    case 'criminal.prosecution-review': {
      const fast = !complex && !minor && chance.happens(0.15);
      return {
        transferred_by: 'police',
        received_on: plan.on,
        complex,
        fast_track: fast,
        expected_over_one_year: chance.happens(0.4),
        has_victim: victim,
        in_custody: chance.happens(0.35),
        minor,
        has_counsel: chance.happens(0.5),
      };
    }
    case 'criminal.trial-support':
      return {
        received_on: plan.on,
        fast_track: false,
        in_custody: chance.happens(0.4),
        minor,
        simplified: false,
        expected_over_one_year: false,
      };
    case 'criminal.second-instance-protest':
      return { received_on: plan.on, kind: 'judgment' };
    case 'criminal.filing-supervision':
      return {
        source: chance.pick(['victim', 'victim', 'administrative-organ', 'own-finding']),
        received_on: plan.on,
        kind: chance.pick(['refusal-to-file', 'no-decision-in-time']),
      };
    default:
      return {
        channel: chance.pick(['letter', 'visit', 'phone', 'online']),
        first: chance.happens(0.7),
        'subject-matter': '对处理决定不服（示例）',
        petitioner: party?.name ?? walked.parties[0]?.name ?? '',
      };
  }
}
