import type { Data } from '#engine/index.ts';
import { apportion, type Cell, owedNone, sized } from '../../cells.ts';
import { EARLIER_LAW } from '../era.ts';
import { charges, type Group } from '../offences.ts';
import { colourFor } from './cell.ts';
import { selfDefenceHere } from './concluded.ts';
import { courses, LATE_LAW } from './courses.ts';
import type { Year } from './person.ts';

/** Whom the police ask to arrest in vain and never send on. */
export function refusedOnly(year: Year, count: number, selfDefence: number): Cell[] {
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
