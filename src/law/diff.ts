import { isDeepStrictEqual } from 'node:util';
import { diffPack } from './diff-pack.ts';
import { authorityText, dataText, forceText, guardText, orNothing, ruleText, titleText } from './diff-words.ts';
import { actorTitle } from './lookup.ts';
import { clockWords } from './rule-words.ts';
import { NO_WORDS, words } from './text.ts';
import type { ActInfo, ClockInfo, InForce, LawPack, LawProcedure, RuleInfo, Text, Where } from './types.ts';

/** What a change is about, for whoever lives under the law. */
export type About =
  | 'procedure'
  | 'act'
  | 'actor'
  | 'authority'
  | 'deadline'
  | 'duty'
  | 'condition'
  | 'data'
  | 'document'
  | 'force'
  | 'citation'
  | 'outcome'
  | 'link'
  | 'words'
  | 'note'
  | 'mark'
  | 'doubt'
  | 'pack';

/** One change. `before` null: added; `after` null: removed. `cite`: of the law as it is now, or was. */
export interface Change {
  readonly about: About;
  /** Null: of the whole pack. */
  readonly procedure: string | null;
  /** Act, rule, clock, outcome or link. */
  readonly id: string;
  readonly before: Text | null;
  readonly after: Text | null;
  readonly cite: string | null;
  readonly where: Where | null;
}

/** A pack, or what of it is in force on a day. */
export interface Side {
  readonly pack: LawPack;
  readonly on: string | null;
}

export const inForceOn = ({ from, to }: InForce, on: string | null): boolean =>
  on === null || ((from === undefined || from <= on) && (to === undefined || on < to));

/** What changed for people from one law to another: acts, who decides, deadlines, conditions, citations; procedure by procedure. */
export function changesBetween(old: Side, now: Side): readonly Change[] {
  const ids = [...new Set([...Object.keys(old.pack.procedures), ...Object.keys(now.pack.procedures)])].sort();
  return [...diffPack(old.pack, now.pack), ...ids.flatMap((id) => peopleFirst(ofProcedure(old, now, id)))];
}

/** What somebody notices first: which procedures and acts there are, who does and decides them, by when, under what; then the text of the law. */
const ORDER: readonly About[] = [
  'procedure',
  'act',
  'actor',
  'authority',
  'deadline',
  'duty',
  'condition',
  'outcome',
  'link',
  'data',
  'document',
  'force',
  'citation',
  'words',
  'note',
  'mark',
  'doubt',
  'pack',
];
const peopleFirst = (changes: readonly Change[]): readonly Change[] =>
  changes.toSorted((a, b) => ORDER.indexOf(a.about) - ORDER.indexOf(b.about));

interface One {
  readonly side: Side;
  readonly law: LawProcedure;
}
const oneOf = (side: Side, id: string): One | null => {
  const law = Object.hasOwn(side.pack.procedures, id) ? side.pack.procedures[id] : undefined;
  return law === undefined || !inForceOn(law.inForce, side.on) ? null : { side, law };
};

function ofProcedure(old: Side, now: Side, id: string): readonly Change[] {
  const [before, after] = [oneOf(old, id), oneOf(now, id)];
  if (before === null && after === null) return [];
  if (before === null || after === null) {
    const law = (before ?? after)!.law;
    const title = titleText(law);
    return [
      {
        about: 'procedure',
        procedure: id,
        id,
        before: before === null ? null : title,
        after: after === null ? null : title,
        cite: null,
        where: law.where,
      },
    ];
  }
  const head = compare(
    { about: 'words', procedure: id, id, cite: null, where: after.law.where },
    before.law,
    after.law,
    [
      ['words', (law) => law.title],
      ['words', (law) => law.summary],
      ['mark', (law) => words(law.checked, law.checked)],
      ...forces<LawProcedure>(old, now),
    ],
  );
  return [
    ...head,
    ...doubtsBetween(before.law, after.law),
    ...paired(before, after, actsOf, (a, b) => ofAct(before, after, a, b)),
    ...paired(before, after, rulesOf, (a, b) => ofRule(before, after, a, b)),
    ...paired(before, after, clocksOf, (a, b) => ofClock(before, after, a, b)),
    ...paired(before, after, outcomesOf, (a, b) => ofOutcome(after, a, b)),
    ...paired(before, after, linksOf, (a, b) => ofLink(after, a, b)),
  ];
}

/** Doubts that are new, and doubts that are settled; each by its English words. */
function doubtsBetween(old: LawProcedure, now: LawProcedure): readonly Change[] {
  const base = { about: 'doubt', procedure: now.id, id: now.id, cite: null, where: now.where } as const;
  const among = (list: readonly Text[], one: Text): boolean => list.some((other) => isDeepStrictEqual(other, one));
  return [
    ...now.doubts.filter((one) => !among(old.doubts, one)).map((one) => ({ ...base, before: null, after: one })),
    ...old.doubts.filter((one) => !among(now.doubts, one)).map((one) => ({ ...base, before: one, after: null })),
  ];
}

const actsOf = ({ law, side }: One): readonly ActInfo[] => law.acts.filter((one) => inForceOn(one.inForce, side.on));
const rulesOf = ({ law, side }: One): readonly RuleInfo[] => law.rules.filter((one) => inForceOn(one.inForce, side.on));
const clocksOf = ({ law, side }: One): readonly ClockInfo[] =>
  law.clocks.filter((one) => inForceOn(one.inForce, side.on));
const outcomesOf = ({ law }: One) => law.outcomes;
const linksOf = ({ law }: One) =>
  law.opens.map((link) => ({
    id: `${link.on} → ${link.procedure}${link.when === null ? '' : ` (${link.when})`}`,
    ...link,
  }));

/** Things of one id on both sides, in the order of the new law; what is gone comes last. */
function paired<T extends { readonly id: string }>(
  before: One,
  after: One,
  list: (one: One) => readonly T[],
  each: (a: T | null, b: T | null) => readonly Change[],
): readonly Change[] {
  const [old, now] = [list(before), list(after)];
  const find = (from: readonly T[], id: string): T | null => from.find((one) => one.id === id) ?? null;
  return [
    ...now.flatMap((one) => each(find(old, one.id), one)),
    ...old.filter((one) => find(now, one.id) === null).flatMap((one) => each(one, null)),
  ];
}

type Base = Pick<Change, 'procedure' | 'id' | 'cite' | 'where'> & { readonly about: About };
type Aspect<T> = readonly [About, (one: T) => Text];

/** A change for each aspect that is said differently. */
function compare<T>(base: Base, before: T, after: T, aspects: readonly Aspect<T>[]): readonly Change[] {
  return aspects.flatMap(([about, text]) => {
    const [was, is] = [text(before), text(after)];
    return isDeepStrictEqual(was, is) ? [] : [{ ...base, about, before: orNothing(was), after: orNothing(is) }];
  });
}

/** Between two days the beginning and end of a rule is why it is there or not, no change of its own. */
const forces = <T extends { readonly inForce: InForce }>(old: Side, now: Side): readonly Aspect<T>[] =>
  old.on === null && now.on === null ? [['force', (one) => forceText(one.inForce)]] : [];
const cited: Aspect<{ readonly cite: string }> = ['citation', ({ cite }) => words(cite, cite)];
/** What stands beside the rule for its reader. */
const remarks: readonly Aspect<{ readonly note: Text | null; readonly marks: readonly string[] }>[] = [
  ['note', ({ note }) => note ?? NO_WORDS],
  ['mark', ({ marks }) => words(marks.join('、'), marks.join(', '))],
];

const baseOf = (
  law: LawProcedure,
  about: About,
  one: { readonly id: string; readonly cite?: string; readonly where?: Where },
): Base => ({ about, procedure: law.id, id: one.id, cite: one.cite ?? null, where: one.where ?? law.where });

function ofAct(before: One, after: One, a: ActInfo | null, b: ActInfo | null): readonly Change[] {
  if (a === null || b === null) return alone(baseOf(after.law, 'act', (a ?? b)!), a?.title ?? null, b?.title ?? null);
  const of = (act: ActInfo): One => (act === a ? before : after);
  return compare(baseOf(after.law, 'act', b), a, b, [
    ['words', ({ title }) => title],
    ['actor', (act) => actorTitle(of(act).side.pack, act.actor)],
    ['authority', (act) => authorityText(of(act).side.pack, of(act).law, act.id)],
    ['condition', (act) => guardText(of(act).law, act.id)],
    ['data', (act) => dataText(act.data)],
    ['document', ({ document }) => document ?? NO_WORDS],
    ...forces<ActInfo>(before.side, after.side),
    cited,
    ...remarks,
  ]);
}

const alone = (base: Base, before: Text | null, after: Text | null): readonly Change[] => [{ ...base, before, after }];

const TIMES = ['within', 'after', 'fromDate', 'rolls', 'clock', 'alertOnly'] as const;

/** What a rule is about: a time, a duty, or what must be so. */
function aboutRule(a: RuleInfo | null, b: RuleInfo | null): About {
  const one = (b ?? a)!;
  if (a !== null && b !== null) {
    if (TIMES.some((key) => a[key] !== b[key])) return 'deadline';
  } else if (one.within !== null || one.after !== null || one.clock !== null) return 'deadline';
  return one.kind === 'response' ? 'duty' : 'condition';
}

function ofRule(before: One, after: One, a: RuleInfo | null, b: RuleInfo | null): readonly Change[] {
  const base = baseOf(after.law, aboutRule(a, b), (b ?? a)!);
  const was = a === null ? null : ruleText(before.law, a);
  const is = b === null ? null : ruleText(after.law, b);
  if (a === null || b === null) return alone(base, was, is);
  const same = (one: RuleInfo) => ({
    ...one,
    cite: '',
    note: null,
    marks: [],
    inForce: {},
    relations: [],
    where: null,
  });
  const changed = isDeepStrictEqual(same(a), same(b)) ? [] : alone(base, was, is);
  return [...changed, ...compare(base, a, b, [...forces<RuleInfo>(before.side, after.side), cited, ...remarks])];
}

function ofClock(before: One, after: One, a: ClockInfo | null, b: ClockInfo | null): readonly Change[] {
  const said = ({ law }: One, clock: ClockInfo | null): Text | null => {
    if (clock === null) return null;
    const lines = clockWords(law, clock.id).map(({ text }) => text);
    return words(lines.map(({ zh }) => zh).join('；'), lines.map(({ en }) => en).join('; '));
  };
  const base = baseOf(after.law, 'deadline', (b ?? a)!);
  const [was, is] = [said(before, a), said(after, b)];
  if (a === null || b === null) return alone(base, was, is);
  return [
    ...(isDeepStrictEqual(was, is) ? [] : alone(base, was, is)),
    ...compare(base, a, b, [
      ['words', ({ title }) => title],
      ...forces<ClockInfo>(before.side, after.side),
      cited,
      ...remarks,
    ]),
  ];
}

type Outcome = LawProcedure['outcomes'][number];
function ofOutcome(after: One, a: Outcome | null, b: Outcome | null): readonly Change[] {
  const said = (one: Outcome | null): Text | null => {
    if (one === null) return null;
    const more = [
      one.acts.join(', '),
      ...(one.when === null ? [] : [`when ${one.when}`]),
      ...(one.needs.length === 0 ? [] : [`needs ${one.needs.join(', ')}`]),
    ].join('; ');
    return words(`${one.title.zh}（${more}）`, `${one.title.en} (${more})`);
  };
  const [was, is] = [said(a), said(b)];
  return isDeepStrictEqual(was, is) ? [] : alone(baseOf(after.law, 'outcome', (b ?? a)!), was, is);
}

type Link = ReturnType<typeof linksOf>[number];
function ofLink(after: One, a: Link | null, b: Link | null): readonly Change[] {
  const said = (one: Link | null): Text | null => {
    if (one === null) return null;
    const more = [
      ...(one.carries.length === 0 ? [] : [`carries ${one.carries.join(', ')}`]),
      ...Object.entries(one.with).map(([name, value]) => `${name}: ${value}`),
      ...(one.act === null ? [] : [`by ${one.act}`]),
    ].join('; ');
    const text = `${one.id}${more === '' ? '' : `; ${more}`}`;
    return words(text, text);
  };
  const [was, is] = [said(a), said(b)];
  return isDeepStrictEqual(was, is) ? [] : alone(baseOf(after.law, 'link', (b ?? a)!), was, is);
}
