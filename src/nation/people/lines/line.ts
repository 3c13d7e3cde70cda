import type { Data } from '#engine/index.ts';
import { apportion, type Cell, type Pin } from '../../cells.ts';
import type { CourseOf } from '../../course.ts';
import type { Goal } from '../../plan.ts';
import type { Chapter } from '../../shape.ts';
import type { Colour } from '../../steps.ts';
import type { Era } from '../era.ts';

/** Cases of one kind outside the criminal courses, so many a year. */
export interface Line {
  readonly id: string;
  readonly procedure: string;
  readonly open?: string;
  readonly goals: readonly Goal[];
  readonly facts?: Data;
  readonly without?: readonly string[];
  readonly fields?: Data;
  readonly people?: number;
  readonly level?: 'basic' | 'city' | 'province' | 'supreme';
  readonly offence?: string;
  /** Cases by year. */
  readonly years: ReadonlyMap<number, number>;
  /** The act whose year it is; without it the opening. */
  readonly key?: string;
  /** `years` are those of the opening; the key act comes within the years that are told. */
  readonly byOpening?: boolean;
  /** Share that opens the year before its key act (or, by opening, has it the year after). */
  readonly carried?: number;
  /** Acts that fall into the year of the opening. */
  readonly opened?: readonly string[];
  readonly amount?: { readonly total: number; readonly unit: number };
  readonly pace?: CourseOf['pace'];
  readonly more?: readonly Chapter[];
  readonly late?: Cell['late'];
}

/** The cells of a line, in the years in which the law has its course. */
export function lineCells(era: Era, line: Line): Cell[] {
  const course: CourseOf = {
    id: `${line.id} ${line.people ?? 1}${era.span === 'earlier' ? ' earlier' : ''}`,
    people: line.people ?? 1,
    level: line.level ?? 'basic',
    on: era.on,
    chapters: [
      {
        procedure: line.procedure,
        goals: line.goals,
        ...(line.open === undefined ? {} : { open: line.open }),
        ...(line.facts === undefined ? {} : { facts: line.facts }),
        ...(line.without === undefined ? {} : { without: line.without }),
      },
      ...(line.more ?? []),
    ],
    ...(line.pace === undefined ? {} : { pace: line.pace }),
  };
  const colour: Colour = {
    id: line.id,
    ...(line.offence === undefined ? {} : { offence: line.offence }),
    ...(line.fields === undefined ? {} : { fields: line.fields }),
  };
  const key = line.key === undefined ? null : line.key.includes('/') ? line.key : `${line.procedure}/${line.key}`;
  const known = [...line.years].filter(([year]) => era.knows(course.chapters, year));
  const parts = known.flatMap(([year, count]) => {
    const carried = Math.floor(count * (line.carried ?? 0.12));
    if (key === null) return [{ year, keyYear: year, count }];
    if (line.byOpening === true)
      return year >= era.last
        ? [{ year, keyYear: year, count }]
        : [
            { year, keyYear: year, count: count - carried },
            { year, keyYear: year + 1, count: carried },
          ];
    return year <= era.first
      ? [{ year, keyYear: year, count }]
      : [
          { year, keyYear: year, count: count - carried },
          { year: year - 1, keyYear: year, count: carried },
        ];
  });
  const amounts =
    line.amount === undefined
      ? []
      : apportion(
          Math.round(line.amount.total / line.amount.unit),
          parts.map((part) => part.count),
        );
  return parts.flatMap(({ year, keyYear, count }, nr): Cell[] =>
    count <= 0
      ? []
      : [
          {
            course,
            colour,
            count,
            year,
            pins: [
              ...(line.opened ?? []).map((act) => ({ act: `${line.procedure}/${act}`, year })),
              ...(key === null ? [] : keyPins(key, keyYear, line.people ?? 1)),
            ],
            ...(line.level === 'supreme' ? { supreme: true } : {}),
            ...(line.amount === undefined
              ? {}
              : { amount: { total: amounts[nr]! * line.amount.unit, unit: line.amount.unit } }),
            ...(line.late === undefined ? {} : { late: line.late }),
          },
        ],
  );
}

/** Where an act is each person's own, it falls into the year for every one of them. */
const keyPins = (act: string, year: number, people: number): readonly Pin[] =>
  people === 1 ? [{ act, year }] : Array.from({ length: people }, (_, nr) => ({ act, year, who: nr + 1 }));
