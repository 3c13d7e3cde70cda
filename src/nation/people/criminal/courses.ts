import type { CourseOf } from '../../course.ts';
import type { Chapter } from '../../shape.ts';
import { EARLIER_LAW } from '../era.ts';
import { messChapters, messPace, messSlips } from '../mess-courses.ts';
import type { Person } from './person.ts';
import { REVIEW, reviewGoals, UNDECIDED } from './review.ts';
import { trialChapters } from './trial.ts';

export const LATE_LAW = '2022-03-07';

const EARLY_LAW = '2018-03-07';

export const courses = new Map<string, CourseOf>();

export function courseFor(of: Person, people: number): CourseOf {
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
