import { type Part, persons, split, splitCases } from '../../cells.ts';
import { yearsOf } from '../../targets.ts';
import { AFTER, type Parts, type Person, type Year } from './person.ts';
import { EXTENSIONS_FACTOR, RETURNS_FACTOR, rate, SELF_2022, SELF_FACTOR } from './rates.ts';

/** Who pleads guilty: as the law has it only since 26 October 2018. */
export function pleaOf(parts: Parts, year: Year): Parts {
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
export function wayOf(parts: Parts, year: Year, scale: number, fewerExtensions: number): Parts {
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
export function trialOf(parts: Parts, year: Year, appealsNext: number): Parts {
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
