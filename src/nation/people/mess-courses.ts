import type { Pin } from '../cells.ts';
import type { CourseOf } from '../course.ts';
import { OFFENCE, SEVER } from '../plan.ts';
import type { Chapter } from '../shape.ts';
import type { Colour } from '../steps.ts';
import type { Person } from './criminal/person.ts';
import { REVIEW, UNDECIDED } from './criminal/review.ts';
import { trialChapters } from './criminal/trial.ts';

const ARREST = 'criminal.arrest-review';
const TRIAL = 'criminal.trial-support';

const REFUSED = [
  { act: 'decide-non-arrest', data: { ground: 'no-social-danger' } },
  { act: 'request-reconsideration' },
] as const;
const UPHELD = { result: 'upheld' };
const CHANGED = { result: 'changed' };
const APPROVED = { act: 'decide-arrest', data: { ground: 'social-danger' } };

const change = (chapters: readonly Chapter[], procedure: string, to: (chapter: Chapter) => readonly Chapter[]) =>
  chapters.flatMap((chapter) => (chapter.procedure === procedure ? to(chapter) : [chapter]));
const from = (chapters: readonly Chapter[], procedure: string): readonly Chapter[] =>
  chapters.slice(chapters.findIndex((chapter) => chapter.procedure === procedure));
const firstOf = (chapters: readonly Chapter[], procedure: string): Chapter =>
  chapters.find((chapter) => chapter.procedure === procedure)!;

/** The proceedings of a plain case as its mess makes them. */
export function messChapters(of: Person, chapters: readonly Chapter[]): readonly Chapter[] {
  switch (of.mess) {
    case undefined:
    case 'two-charges':
    case 'company':
    case 'annulled-bill':
    case 'annulled-for-other':
    case 'annulled-arrest':
      return chapters;
    case 'left-out-offence':
      return [...chapters, { ...firstOf(chapters, REVIEW), after: [20, 120] }, ...from(chapters, TRIAL)];
    case 'arrested-twice':
      return change(chapters, REVIEW, (review) => [
        { ...review, goals: [{ act: 'change-measure' }, { act: 'decide-arrest' }, ...review.goals] },
      ]);
    case 'changed-here':
    case 'changed-next-year':
      return change(chapters, ARREST, (arrest) => [
        { ...arrest, goals: [...REFUSED, { act: 'decide-reconsideration', data: CHANGED }, APPROVED] },
      ]);
    case 'changed-above':
      return change(chapters, ARREST, (arrest) => [
        {
          ...arrest,
          goals: [
            ...REFUSED,
            { act: 'decide-reconsideration', data: UPHELD },
            { act: 'request-review' },
            { act: 'decide-review', data: CHANGED },
            APPROVED,
          ],
        },
      ]);
    case 'revoked-above':
      return [
        ...chapters,
        {
          procedure: 'criminal.non-prosecution-review',
          after: [0, 1],
          goals: [
            { act: 'police-request-reconsideration' },
            { act: 'decide-reconsideration', data: UPHELD },
            { act: 'police-request-review' },
            { act: 'decide-review', data: CHANGED },
          ],
          facts: { kind: 'discretionary', has_victim: false, transferred_by: 'police' },
        },
        ...trialChapters({ ...of, trial: 'plain' }, false),
      ];
    case 'filed-again':
      return [
        ...chapters.slice(
          0,
          chapters.findIndex((chapter) => chapter.procedure === TRIAL),
        ),
        {
          ...firstOf(chapters, TRIAL),
          goals: [
            { act: 'withdraw-prosecution', data: { reason: 'insufficient' } },
            { act: 'allow-withdrawal' },
            { act: 'decide-after-withdrawal' },
          ],
        },
        { ...firstOf(chapters, REVIEW), after: [5, 25], office: 'other' },
        ...from(chapters, TRIAL).map((chapter): Chapter => ({ ...chapter, office: 'before' })),
      ];
    case 'moved':
      return change(chapters, REVIEW, (review) => [
        {
          ...review,
          office: 'other',
          goals: [{ act: 'find-no-jurisdiction' }, { act: 'transfer-jurisdiction' }],
          without: UNDECIDED,
        },
        { ...review, after: [1, 4] },
      ]);
    case 'joined':
      return change(
        change(chapters, ARREST, (arrest) => [
          { ...arrest, people: [1] },
          { ...arrest, people: [2], after: [0, 9] },
        ]),
        REVIEW,
        (review) => [
          {
            ...review,
            opensWith: [1],
            goals: [{ act: 'tell-suspect-rights', who: 1 }, { act: 'receive-case', who: 2 }, ...review.goals],
          },
        ],
      );
    case 'severed': {
      const review = chapters.findIndex((chapter) => chapter.procedure === REVIEW);
      const { goals, ...rest } = chapters[review]!;
      const { after: _, ...same } = rest;
      return [
        ...chapters.slice(0, review),
        { ...rest, goals: [{ act: SEVER, who: 2 }, ...goals.map((goal) => ({ ...goal, who: 1 }))] },
        { ...same, goals, people: [2], severed: { from: review, who: 2 }, after: [2, 6] },
        ...apart(chapters),
      ];
    }
    case 'tried-apart':
      return [
        ...chapters.slice(
          0,
          chapters.findIndex((chapter) => chapter.procedure === TRIAL),
        ),
        ...apart(chapters),
      ];
  }
}

/** The trial of two persons as one of each. */
const apart = (chapters: readonly Chapter[]): readonly Chapter[] =>
  [1, 2].flatMap((who) => from(chapters, TRIAL).map((chapter): Chapter => ({ ...chapter, people: [who] })));

/** What of a mess must fall into which year, beside what the plain case has: proceedings and counted steps come in the years they are told for. */
export function messPins(of: Person, chapters: readonly Chapter[]): readonly Pin[] {
  const { year } = of;
  const nth = (procedure: string, n: number): number =>
    chapters.flatMap((chapter, nr) => (chapter.procedure === procedure ? [nr] : []))[n - 1]!;
  switch (of.mess) {
    case 'left-out-offence':
      return [{ act: `${REVIEW}/receive-case`, year: year + 1, chapter: nth(REVIEW, 2) }];
    case 'changed-here':
    case 'changed-next-year':
    case 'changed-above':
      return [
        { act: `${ARREST}/decide-non-arrest`, year: refusedIn(of)! },
        { act: `${ARREST}/request-reconsideration`, year },
        ...(of.mess === 'changed-above' ? [{ act: `${ARREST}/request-review`, year }] : []),
      ];
    case 'revoked-above':
      return ['police-request-reconsideration', 'police-request-review'].map((act) => ({
        act: `criminal.non-prosecution-review/${act}`,
        year,
      }));
    case 'filed-again':
      return [
        { act: `${TRIAL}/withdraw-prosecution`, year },
        { act: `${REVIEW}/receive-case`, year, chapter: nth(REVIEW, 2) },
      ];
    case 'moved':
      return [{ act: `${REVIEW}/receive-case`, year, chapter: nth(REVIEW, 2) }];
    case 'severed':
      return [{ act: `${REVIEW}/prosecute`, year, who: 1 }];
    case 'joined':
      return [
        { act: `${ARREST}/request-arrest`, year, chapter: nth(ARREST, 2) },
        { act: `${ARREST}/decide-arrest`, year, chapter: nth(ARREST, 2) },
        { act: `${REVIEW}/receive-case`, year, who: 2 },
      ];
    default:
      return [];
  }
}

/** The year in which arrest was first refused to somebody who was arrested in the end; null: it was not. */
export const refusedIn = ({ mess, year }: Person): number | null =>
  mess === 'changed-next-year' ? year - 1 : mess === 'changed-here' || mess === 'changed-above' ? year : null;

/** Days between the acts that only messes have. */
const pace: NonNullable<CourseOf['pace']> = {
  [`${REVIEW}/receive-case`]: [1, 7],
  [`${REVIEW}/change-measure`]: [0, 3],
  [`${REVIEW}/decide-arrest`]: [2, 8],
  [`${ARREST}/request-review`]: [1, 5],
  [`${ARREST}/decide-review`]: [4, 12],
  [`${TRIAL}/withdraw-prosecution`]: [12, 40],
  [`${TRIAL}/allow-withdrawal`]: [2, 8],
  [`${TRIAL}/decide-after-withdrawal`]: [2, 15],
  'criminal.non-prosecution-review/police-request-reconsideration': [1, 8],
  'criminal.non-prosecution-review/decide-reconsideration': [6, 22],
  'criminal.non-prosecution-review/police-request-review': [1, 6],
  'criminal.non-prosecution-review/decide-review': [6, 22],
};

/** Two decide within the time that one has. */
const severedPace: CourseOf['pace'] = { ...pace, [`${REVIEW}/prosecute`]: [3, 9] };
export const messPace = ({ mess }: Person): CourseOf['pace'] => (mess === 'severed' ? severedPace : pace);

/** Acts that were entered by mistake right before another, and taken back. */
export function messSlips({ mess }: Person): CourseOf['slips'] {
  const bill = { act: 'prosecute', data: { court: '示例', charges: [OFFENCE] } };
  switch (mess) {
    case 'annulled-bill':
      return [{ procedure: REVIEW, before: 'prosecute', ...bill }];
    case 'annulled-for-other':
      return [{ procedure: REVIEW, before: 'non-prosecution-discretionary', ...bill }];
    case 'annulled-arrest':
      return [{ procedure: ARREST, before: 'decide-non-arrest', ...APPROVED }];
    default:
      return undefined;
  }
}

/** What a mess says of charges and subjects beside the plain case. */
export function messColour({ mess, offence }: Person, chapters: readonly Chapter[]): Partial<Colour> {
  const other = offence === 'injury' ? 'affray' : 'injury';
  switch (mess) {
    case 'two-charges':
      return { fields: { 'prosecute.charges': [OFFENCE, other] } };
    case 'left-out-offence':
      return { later: { from: chapters.findLastIndex(({ procedure }) => procedure === REVIEW), offence: other } };
    case 'company':
      return { kinds: { 1: 'company' } };
    default:
      return {};
  }
}
