/** From what a text writes to what is asked of the figures. Every wrong name, period or argument is told here, before anything is counted. */
import type { Narrowing, Period } from '#measures/index.ts';
import type { FigureSource, Named } from '../source.ts';
import { nearest } from './nearest.ts';
import { type As, badPeriod, type Slot } from './notation.ts';
import { type Frame, moved, periodOf, yearsOf } from './periods.ts';
import { type Words, words } from './words.ts';

/** One question to the figures. `key` names it in the report. */
export type Ask =
  | { readonly key: string; readonly id: string; readonly period: Period; readonly narrowed: Narrowing | null }
  | { readonly key: string; readonly id: string; readonly period: null; readonly shift: number };

export type ChangeAsk =
  /** `needed`: the author's own words stand on it; else a missing earlier figure is said in words. */
  | {
      readonly kind: 'two';
      readonly now: Ask;
      readonly earlier: Ask | null;
      readonly as: As | null;
      readonly years: number;
      readonly needed: boolean;
    }
  /** The named figure is itself the change (`value`: it holds what it compares with). */
  | { readonly kind: 'own'; readonly now: Ask; readonly as: OwnAs; readonly form: As | null };
type OwnAs = 'value' | 'percent' | 'factor' | 'points' | 'annual';
const plainValue = (as: Named['as']): boolean => as === 'value' || as === 'standard' || as === 'avoided';
export interface RankAsk {
  readonly now: Ask;
  readonly id: string;
  readonly years: Period;
  /** The named figure's own value is the rank. */
  readonly own: boolean;
  readonly since: number | null;
}
export type Asked =
  | { readonly kind: 'value'; readonly ask: Ask }
  | { readonly kind: 'change'; readonly change: ChangeAsk }
  | { readonly kind: 'rank'; readonly rank: RankAsk }
  | { readonly kind: 'table'; readonly asks: readonly Ask[]; readonly period: Period; readonly by: string }
  | { readonly kind: 'say'; readonly text: Words };

export interface Desk {
  readonly source: FigureSource;
  readonly frame: Frame;
  /** The text's years are written for a base: its names are the pack's named figures first. */
  readonly based: boolean;
  /** Legal date of now. */
  readonly today: string;
  readonly sayings: { readonly office: Words; readonly today: Words; readonly known: Words };
}

export type Resolved = { readonly ok: true; readonly asked: Asked } | { readonly ok: false; readonly error: Words };
const wrong = (error: Words): Resolved => ({ ok: false, error });
const good = (asked: Asked): Resolved => ({ ok: true, asked });

export function resolve(slot: Slot, desk: Desk): Resolved {
  const { written } = slot;
  switch (slot.verb) {
    case 'office':
    case 'today':
    case 'known':
      return good({ kind: 'say', text: desk.sayings[slot.verb] });
    case 'quoted':
    case 'blank':
      return good({ kind: 'say', text: slot.text ?? words('', '') });
    case 'period': {
      const period = periodOf(slot.period, desk.frame);
      return period ? good({ kind: 'say', text: period.text }) : wrong(badPeriod(written, slot.period ?? ''));
    }
    default:
  }
  const unknown = slot.ids.map((id) => unknownName(id, slot, desk)).find((error) => error !== null);
  if (unknown) return wrong(unknown);
  const [id = ''] = slot.ids;
  const named = slot.period === null && slot.where.length === 0 ? namedOf(id, desk) : null;
  if (slot.by !== null) return tableOf(slot, desk);
  switch (slot.verb) {
    case 'figure': {
      if (named?.as === 'rank') return rankOfNamed(slot, named, desk);
      if (named && changes(named.as)) return good({ kind: 'change', change: own(named, desk, named.as, null) });
      if (named) return good({ kind: 'value', ask: askNamed(named.id, desk) });
      return value(slot, id, desk);
    }
    case 'above':
    case 'below':
      if (named) return good({ kind: 'value', ask: askNamed(named.id, desk) });
      return value(slot, id, desk);
    case 'rank':
    case 'lowest':
    case 'highest':
      return named?.as === 'rank' && slot.since === null && slot.in === null
        ? rankOfNamed(slot, named, desk)
        : ranked(slot, named, id, desk);
    default:
      return changed(slot, named, id, desk);
  }
}

function unknownName(id: string, slot: Slot, desk: Desk): Words | null {
  const { measures, named } = desk.source.catalogue;
  if (measures.has(id)) return null;
  if (named.has(id)) {
    if (slot.period === null && slot.where.length === 0) return null;
    const own = named.get(id)?.measure;
    return words(
      `${slot.written}：“${id}”自带期间和条件，不能另写${own ? `；指标为“${own}”` : ''}`,
      `${slot.written}: "${id}" has a period and conditions of its own and takes no other${own ? `; its measure is "${own}"` : ''}`,
    );
  }
  const near = nearest(id, [...measures.keys(), ...named.keys()]);
  return words(
    `没有指标“${id}”${near ? `；是否指“${near}”？` : ''}`,
    `no figure "${id}"${near ? `; did you mean "${near}"?` : ''}`,
  );
}

const namedOf = (id: string, desk: Desk): Named | null => {
  const { measures, named } = desk.source.catalogue;
  return desk.based || !measures.has(id) ? (named.get(id) ?? null) : null;
};

const askNamed = (id: string, desk: Desk): Ask => ({
  key: desk.frame.shift === 0 ? id : `${id}+${desk.frame.shift}`,
  id,
  period: null,
  shift: desk.frame.shift,
});
const askMeasure = (id: string, period: Period, narrowed: Narrowing | null = null): Ask => ({
  key: `${id}@${period.from}..${period.to}${narrowed ? `;${conditionOf(narrowed)}` : ''}`,
  id,
  period,
  narrowed,
});
/** The same text for the same condition, in whatever order it was written. */
export const conditionOf = ({ where }: Narrowing): string =>
  Object.keys(where)
    .sort()
    .map((column) => `${column}:${(where[column] ?? []).map(String).sort().join(',')}`)
    .join(';');

/** What the slot narrows its figure to, or what is wrong with that. */
function narrowing(slot: Slot, id: string, desk: Desk): { readonly is: Narrowing | null } | { readonly error: Words } {
  if (slot.where.length === 0) return { is: null };
  const found = desk.source.narrow(id, slot.where);
  if (found.ok) return { is: found.value };
  return { error: words(`${slot.written}：${found.error.zh}`, `${slot.written}: ${found.error.en}`) };
}

/** The period of a slot, or what is wrong with it. */
function periodIn(slot: Slot, desk: Desk, written: string | null = slot.period): Period | Words {
  const period = periodOf(written, desk.frame);
  if (!period) return badPeriod(slot.written, written ?? '');
  return outside(slot, period, desk) ?? period;
}
const isWords = (found: Period | Words): found is Words => 'zh' in found;

/** Nothing of the period is in the data; of `whole` years: not all of it is. */
function outside(slot: Slot, period: Period, desk: Desk, whole = false): Words | null {
  if (period.from > desk.today)
    return words(
      `${slot.written}：${period.text.zh}尚未到来，没有数字`,
      `${slot.written}: ${period.text.en} lies in the future; there are no figures`,
    );
  const { span } = desk.source;
  if (span === null) return null;
  const begins = whole ? wholeFrom(span.from) : span.from;
  if (whole ? period.from >= begins : period.to >= begins && period.from <= span.to) return null;
  return words(
    `${slot.written}：数据只有${span.from}至${span.to}，不含${period.text.zh}`,
    `${slot.written}: the data run from ${span.from} to ${span.to}; ${period.text.en} is not in them`,
  );
}

/** First day from which on years are whole: a year that the data miss by less than a month counts. */
const wholeFrom = (from: string): string =>
  from.slice(5) <= '01-31' ? `${from.slice(0, 4)}-01-01` : `${Number(from.slice(0, 4)) + 1}-01-01`;

const looksBack = (period: string | null): boolean => period === 'before' || period === 'year-before';

function value(slot: Slot, id: string, desk: Desk): Resolved {
  const period = periodIn(slot, desk);
  const earlier = looksBack(slot.period) && slot.claimed === null ? periodOf(slot.period, desk.frame) : null;
  if (isWords(period) && earlier) return good({ kind: 'say', text: words('—', '—') });
  if (isWords(period)) return wrong(period);
  if (slot.show !== 'value' && !hasSides(id, desk))
    return wrong(
      words(
        `${slot.written}：“${id}”是计数，没有${slot.show === 'numerator' ? '分子' : '分母'}`,
        `${slot.written}: "${id}" is a count and has no ${slot.show}`,
      ),
    );
  const narrowed = narrowing(slot, id, desk);
  if ('error' in narrowed) return wrong(narrowed.error);
  return good({ kind: 'value', ask: askMeasure(id, period, narrowed.is) });
}

const hasSides = (id: string, desk: Desk): boolean => {
  const kind = desk.source.catalogue.measures.get(id)?.kind;
  return kind === 'rate' || kind === 'ratio';
};

const changes = (as: Named['as']): as is 'percent' | 'factor' | 'points' | 'annual' => as !== 'rank' && !plainValue(as);
const own = (named: Named, desk: Desk, as: OwnAs, form: As | null): ChangeAsk => ({
  kind: 'own',
  now: askNamed(named.id, desk),
  as,
  form,
});

function changed(slot: Slot, named: Named | null, id: string, desk: Desk): Resolved {
  if (named && slot.against === null && changes(named.as)) {
    if (slot.as !== null)
      return wrong(
        words(
          `${slot.written}：“${id}”自带比较方式，不能另写 as`,
          `${slot.written}: "${id}" has a comparison of its own and takes no as=`,
        ),
      );
    return good({ kind: 'change', change: own(named, desk, named.as, null) });
  }
  if (named?.as === 'value' && named.compares && slot.against === null && slot.as !== 'annual')
    return good({ kind: 'change', change: own(named, desk, 'value', slot.as as As | null) });
  if (named && (named.narrowed || named.measure === null))
    return wrong(
      words(
        `${slot.written}：“${id}”不是整个指标的数值，不能比较；请用自带比较的指标`,
        `${slot.written}: "${id}" is only a part of its measure and cannot be compared here; name a figure that compares`,
      ),
    );
  const measure = named?.measure ?? id;
  const period = periodIn(slot, desk, named ? named.period : slot.period);
  if (isWords(period)) return wrong(period);
  const written = slot.against ?? 'before';
  const then = periodOf(written, desk.frame, period);
  if (!then) return wrong(badPeriod(slot.written, written));
  const missing = outside(slot, then, desk);
  /** Computed words say that nothing can be compared; words of the author must stand on numbers. */
  const needed =
    (slot.against !== null && !looksBack(slot.against)) || (slot.claimed !== null && slot.verb !== 'moved');
  if (missing && needed) return wrong(missing);
  const years = Number(period.to.slice(0, 4)) - Number(then.to.slice(0, 4));
  if (slot.as === 'annual' && years < 1)
    return wrong(
      words(
        `${slot.written}：as=annual 须与更早的年份比较`,
        `${slot.written}: as=annual compares with an earlier year`,
      ),
    );
  return good({
    kind: 'change',
    change: {
      kind: 'two',
      now: askMeasure(measure, period),
      earlier: missing ? null : askMeasure(measure, then),
      as: slot.as as As | null,
      years,
      needed,
    },
  });
}

function ranked(slot: Slot, named: Named | null, id: string, desk: Desk): Resolved {
  if (slot.since === null && slot.in === null)
    return wrong(
      words(
        `${slot.written}：须写 since 年份或者 in 年数，如 since 2003、in 20`,
        `${slot.written}: expected since a year or in a number of years, as since 2003 or in 20`,
      ),
    );
  if (named && (named.narrowed || named.measure === null))
    return wrong(
      words(
        `${slot.written}：“${id}”不是整个指标的数值，不能排列年份`,
        `${slot.written}: "${id}" is only a part of its measure; its years cannot be ranked`,
      ),
    );
  const period = periodIn(slot, desk, named ? named.period : slot.period);
  if (isWords(period)) return wrong(period);
  const year = Number(period.to.slice(0, 4));
  const first = slot.in === null ? Number(slot.since) + desk.frame.shift : year - slot.in + 1;
  return yearsFrom(slot, named?.measure ?? id, first, year, slot.in === null ? first : null, desk);
}

function yearsFrom(slot: Slot, id: string, first: number, last: number, since: number | null, desk: Desk): Resolved {
  const now = periodOf(String(last), { ...desk.frame, shift: 0 });
  const years = periodOf(`${first}..${last}`, { ...desk.frame, shift: 0 });
  if (!now || !years || first >= last)
    return wrong(
      words(`${slot.written}：没有更早的年份可比`, `${slot.written}: there is no earlier year to compare with`),
    );
  if (now.to > desk.today)
    return wrong(
      words(
        `${slot.written}：${last}年尚未结束，不能与整年比较`,
        `${slot.written}: ${last} has not ended; it cannot be ranked among whole years`,
      ),
    );
  const missing = outside(slot, years, desk, true);
  if (missing) return wrong(missing);
  return good({ kind: 'rank', rank: { now: askMeasure(id, now), id, years, own: false, since } });
}

function rankOfNamed(slot: Slot, named: Named, desk: Desk): Resolved {
  const { span } = desk.source;
  const last = Number(moved(named.period, desk.frame.shift).slice(-4));
  const first = named.series
    ? Number(moved(named.series, desk.frame.shift).slice(0, 4))
    : span
      ? Number(wholeFrom(span.from).slice(0, 4))
      : null;
  if (first === null)
    return wrong(
      words(
        `${slot.written}：数据起始年份未知，须写 since`,
        `${slot.written}: where the data begin is not known; write since`,
      ),
    );
  if (named.measure !== null && !named.narrowed) return yearsFrom(slot, named.measure, first, last, first, desk);
  const years = periodOf(`${first}..${last}`, { ...desk.frame, shift: 0 });
  if (!years) return wrong(badPeriod(slot.written, `${first}..${last}`));
  return good({ kind: 'rank', rank: { now: askNamed(named.id, desk), id: named.id, years, own: true, since: first } });
}

/** The named figure where it asks the same: then the annex has it once. */
function askWhole(id: string, period: Period, desk: Desk): Ask {
  const named = namedOf(id, desk);
  const same =
    named?.as === 'value' &&
    !named.narrowed &&
    named.measure === id &&
    periodOf(named.period, desk.frame)?.from === period.from &&
    periodOf(named.period, desk.frame)?.to === period.to;
  return same ? askNamed(id, desk) : askMeasure(id, period);
}

function tableOf(slot: Slot, desk: Desk): Resolved {
  const period = periodIn(slot, desk);
  if (isWords(period)) return wrong(period);
  const by = slot.by ?? '';
  for (const id of slot.ids) {
    const known = desk.source.catalogue.measures.get(id);
    if (!known)
      return wrong(
        words(
          `${slot.written}：“${id}”自带期间，不能分列`,
          `${slot.written}: "${id}" has a period of its own and cannot be broken down`,
        ),
      );
    const allowed = known.dimensions === null ? null : ['year', 'month', ...known.dimensions];
    if (allowed && !allowed.includes(by)) {
      const near = nearest(by, allowed);
      return wrong(
        words(
          `${slot.written}：“${id}”不能按“${by}”分列${near ? `；是否指“${near}”？` : `；可用：${allowed.join('、')}`}`,
          `${slot.written}: "${id}" has no dimension "${by}"${near ? `; did you mean "${near}"?` : `; expected ${allowed.join(', ')}`}`,
        ),
      );
    }
  }
  if (by === 'year' && yearsOf(period).length < 2)
    return wrong(
      words(`${slot.written}：按年分列须有两年以上`, `${slot.written}: by=year needs a period of two years or more`),
    );
  const asks: Ask[] = [];
  for (const id of slot.ids) {
    const narrowed = narrowing(slot, id, desk);
    if ('error' in narrowed) return wrong(narrowed.error);
    asks.push(narrowed.is ? askMeasure(id, period, narrowed.is) : askWhole(id, period, desk));
  }
  return good({ kind: 'table', asks, period, by });
}

export const asksOf = (asked: Asked): readonly Ask[] => {
  switch (asked.kind) {
    case 'value':
      return [asked.ask];
    case 'change':
      return asked.change.kind === 'two' && asked.change.earlier
        ? [asked.change.now, asked.change.earlier]
        : [asked.change.now];
    case 'rank':
      return [asked.rank.now];
    case 'table':
      return asked.asks;
    case 'say':
      return [];
  }
};
