import { persons, split } from '../../cells.ts';
import { refusedIn } from '../mess-courses.ts';
import type { Parts, Person, Year } from './person.ts';
import { rate } from './rates.ts';

/** Arrested, refused, never asked about; and what of it happened the year before. */
export function stage(parts: Parts, year: Year, concluded: number, carries: boolean): Parts {
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
  return before(all, year, carries);
}

/** What began the year before, if the law had it then; nothing of the first year's duty crimes, whose transfers are counted too. */
function before(parts: Parts, year: Year, carries: boolean): Parts {
  if (!carries) return parts.map((part) => ({ ...part, of: { ...part.of, before: 'none' as const } }));
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
export function arrests(
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
