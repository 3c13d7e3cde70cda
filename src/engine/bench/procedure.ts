import { parsePeriod } from '../period.ts';
import type { ActType, Calendar, Period, Procedure, Relation, World } from '../types.ts';

/** The made-up procedure of the benchmark: 20 acts, 40 rules, deadlines in calendar, working days and hours. No law of any country. */
const NAMES = [
  'receive',
  'register',
  'assign',
  'notify-rights',
  'question',
  'read-file',
  'ask-report',
  'report',
  'hear-counsel',
  'propose',
  'discuss',
  'approve',
  'refuse',
  'deliver',
  'publish',
  'object',
  'answer-objection',
  'correct',
  'archive',
  'inspect',
] as const;

const base = { scope: 'same', cite: 'benchmark' } as const;
const must = (text: string): Period => {
  const period = parsePeriod(text);
  if (!period.ok) throw new RangeError(period.error);
  return period.value;
};

const condition = (id: string, from: readonly string[], to: string, delay?: string): Relation => ({
  ...base,
  id,
  kind: 'condition',
  from,
  to,
  strict: false,
  ...(delay === undefined ? {} : { delay: must(delay), full: false }),
});
const milestone = (id: string, from: string, to: string): Relation => ({ ...base, id, kind: 'milestone', from, to });
const window = (id: string, from: string, to: string, length: string): Relation => ({
  ...base,
  id,
  kind: 'window',
  from,
  to,
  length: must(length),
  rolls: 'next',
});
function response(
  id: string,
  from: string,
  to: readonly string[],
  within?: string,
  again: 'keep' | 'restart' | 'each' = 'keep',
): Relation {
  return {
    ...base,
    id,
    kind: 'response',
    from: [from],
    to,
    rolls: 'next',
    again,
    discharge: again === 'each' ? 'one' : 'all',
    alertOnly: false,
    survivesClose: false,
    ...(within === undefined ? {} : { within: must(within) }),
  };
}
const exclude = (id: string, from: readonly string[], to: readonly string[], cancel = false): Relation => ({
  ...base,
  id,
  kind: 'exclude',
  from,
  to,
  cancel,
});
const include = (id: string, from: readonly string[], to: readonly string[]): Relation => ({
  ...base,
  id,
  kind: 'include',
  from,
  to,
});

const RELATIONS: readonly Relation[] = [
  condition('receive-first', ['receive'], 'register'),
  condition('register-first', ['register'], 'assign'),
  condition('assigned-to-question', ['assign'], 'question'),
  condition('assigned-to-read', ['assign'], 'read-file'),
  condition('asked-before-report', ['ask-report'], 'report'),
  condition('read-before-propose', ['read-file'], 'propose'),
  condition('proposed-before-discuss', ['propose'], 'discuss'),
  condition('proposed-before-approve', ['propose'], 'approve'),
  condition('proposed-before-refuse', ['propose'], 'refuse'),
  condition('decided-before-deliver', ['approve', 'refuse'], 'deliver'),
  condition('delivered-before-object', ['deliver'], 'object'),
  condition('objected-before-answer', ['object'], 'answer-objection'),
  condition('publish-after-ten-days', ['deliver'], 'publish', 'P10D'),
  condition('archive-after-month', ['deliver'], 'archive', 'P1M'),
  milestone('report-before-propose', 'report', 'propose'),
  milestone('rights-before-question', 'notify-rights', 'question'),
  milestone('objection-before-archive', 'answer-objection', 'archive'),
  window('object-in-time', 'deliver', 'object', 'P10D'),
  response('register-in-a-day', 'receive', ['register'], 'PT24H'),
  response('assign-in-3-working-days', 'register', ['assign'], 'P3D/working'),
  response('rights-in-3-days', 'register', ['notify-rights'], 'P3D'),
  response('question-in-24-hours', 'assign', ['question'], 'PT24H'),
  response('read-the-file', 'assign', ['read-file']),
  response('report-in-15-days', 'ask-report', ['report'], 'P15D', 'each'),
  response('hear-counsel', 'propose', ['hear-counsel'], 'P5D'),
  response('decide-in-a-month', 'register', ['approve', 'refuse'], 'P1M'),
  response('decide-after-discussion', 'discuss', ['approve', 'refuse'], 'P7D', 'restart'),
  response('deliver-in-3-working-days', 'approve', ['deliver'], 'P3D/working'),
  response('deliver-refusal-in-2-days', 'refuse', ['deliver'], 'P2D'),
  response('answer-in-7-days', 'object', ['answer-objection'], 'P7D'),
  response('publish-in-a-month', 'approve', ['publish'], 'P1M'),
  response('archive-in-time', 'deliver', ['archive'], 'P3M'),
  response('correct-in-10-days', 'inspect', ['correct'], 'P10D'),
  exclude('once-received', ['receive'], ['receive']),
  exclude('once-registered', ['register'], ['register']),
  exclude('decided-once', ['approve', 'refuse'], ['approve', 'refuse', 'propose', 'discuss']),
  exclude('refused-is-not-published', ['refuse'], ['publish'], true),
  exclude('archived', ['archive'], ['object', 'correct', 'inspect']),
  include('objection-reopens', ['object'], ['propose', 'discuss', 'approve', 'refuse']),
  include('correction-reopens', ['correct'], ['publish']),
];

const act = (id: string): ActType => ({
  id,
  subject: null,
  by: 'outside',
  actor: 'office',
  authority: { rank: 'none', cite: 'benchmark', if: [] },
  fields: [],
  close: false,
  reopen: false,
  initially: { included: true, pending: false, executed: false },
  cite: 'benchmark',
});

export const BENCH_PROCEDURE: Procedure = {
  id: 'bench',
  version: '1',
  opening: ['receive'],
  acts: NAMES.map(act),
  relations: RELATIONS,
  clocks: [],
  facts: [],
  outcomes: [],
  counting: { monthEnd: 'same', hours: 'exact', rolls: 'next' },
  ranks: [],
};

/** Weekends, and a week off each October: enough for every roll to be real. */
const HOLIDAYS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 12 }, (_, year) =>
    Array.from({ length: 7 }, (_, day) => [`${2018 + year}-10-0${day + 1}`, 'week off'] as const),
  ).flat(),
);
export const BENCH_CALENDAR: Calendar = {
  id: 'bench',
  version: '1',
  zone: 'Asia/Shanghai',
  knownFrom: '2018-01-01',
  knownTo: '2029-12-31',
  off: HOLIDAYS,
  work: {},
};
export const BENCH_WORLD: World = { calendar: BENCH_CALENDAR, office: {} };
