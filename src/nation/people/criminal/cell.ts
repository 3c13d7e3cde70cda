import type { Cell, Part } from '../../cells.ts';
import type { Chapter } from '../../shape.ts';
import type { Colour } from '../../steps.ts';
import { messColour, messPins, refusedIn } from '../mess-courses.ts';
import { courseFor } from './courses.ts';
import type { Person } from './person.ts';
import { rate } from './rates.ts';
import { decisionAct, REVIEW } from './review.ts';

export function cellOf({ of, people, cases }: Part<Person>): Cell {
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

const colours = new Map<string, Colour>();

export function colourFor(of: Person, people: number, chapters: readonly Chapter[] = []): Colour {
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
