/** From a text and the figures to the report: all questions first, then the numbers, then the words they bear. */
import type { Figure, FigureBreakdown, Narrowing, Period, Result, Where } from '#measures/index.ts';
import type { Exhibit, Fault, FigureExhibit, Part, Report, ReportFigure, Section } from './schemas.ts';
import type { FigureSource } from './source.ts';
import {
  amount,
  type Change,
  changeOf,
  compare,
  directionOf,
  movedWords,
  type Rank,
  rankOf,
  rankWords,
  roundedNumber,
  signed,
} from './text/change.ts';
import { directionIn, looseIn, saidOf } from './text/clauses.ts';
import type { Block, Piece, Pieces, ReportText } from './text/markdown.ts';
import type { Slot } from './text/notation.ts';
import { dayOf, shiftOf, stamp, stillRuns } from './text/periods.ts';
import {
  type Ask,
  type Asked,
  asksOf,
  type ChangeAsk,
  conditionOf,
  type Desk,
  type RankAsk,
  resolve,
} from './text/resolve.ts';
import { capital, type Language, languages, type Words, words } from './text/words.ts';

export interface Scope {
  readonly id: string;
  /** As a heading. */
  readonly title: Words;
  /** Inside a sentence, where the title is no name: `the made-up nation`. */
  readonly running?: Words;
  /** What every reader must know of the data, as that they are made up. */
  readonly remark?: Words;
}
export interface Moment {
  /** ms UTC. */
  readonly now: number;
  /** Of the law, IANA. */
  readonly zone: string;
}
/** `notes` are said but stop nothing: typed numbers and words that nothing checks. */
export type Built =
  | { readonly ok: true; readonly report: Report; readonly notes: readonly Fault[] }
  | { readonly ok: false; readonly faults: readonly Fault[]; readonly notes: readonly Fault[] };

/** The report of a scope for a period. A wrong name, a wrong period or a sentence that does not hold: no report, and each fault with its line. */
export async function buildReport(
  text: ReportText,
  figures: FigureSource,
  scope: Scope,
  period: Period,
  moment: Moment,
  template: string | null = null,
): Promise<Built> {
  const day = dayOf(moment.now, moment.zone);
  const planned = plan(text, figures, scope, period, moment, day);
  if (planned.faults.length > 0) return { ok: false, faults: sorted(planned.faults), notes: planned.notes };
  const values = await count(figures, planned.asked);
  return write(text, planned, values, { scope, period, moment, day, template });
}

/** Checks a text against the names and periods there are, without counting anything. */
export function checkText(
  text: ReportText,
  figures: FigureSource,
  scope: Scope,
  period: Period,
  moment: Moment,
): readonly Fault[] {
  const day = dayOf(moment.now, moment.zone);
  return sorted(plan(text, figures, scope, period, moment, day).faults);
}

/** Questions that one text may ask; a report of a country has about 200. */
const mostAsks = 1000;

const sorted = (faults: readonly Fault[]): readonly Fault[] => faults.toSorted((a, b) => a.line - b.line);
const dated = (date: string): Words => {
  const [y = 0, m = 0, d = 0] = date.split('-').map(Number);
  const en = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.UTC(y, m - 1, d));
  return words(`${y}年${m}月${d}日`, en);
};

interface Planned {
  readonly asked: ReadonlyMap<Slot, Asked>;
  readonly faults: readonly Fault[];
  readonly notes: readonly Fault[];
}

const sidesOf = (block: Block): readonly { readonly language: Language; readonly pieces: Pieces }[] =>
  block.kind === 'figures'
    ? []
    : languages.flatMap((language) => {
        const side = block[language];
        if (side === null) return [];
        if (block.kind === 'text') return [{ language, pieces: side as Pieces }];
        return (side as readonly (readonly Pieces[])[]).flat().map((pieces) => ({ language, pieces }));
      });

function plan(
  text: ReportText,
  source: FigureSource,
  scope: Scope,
  period: Period,
  moment: Moment,
  today: string,
): Planned {
  const faults: Fault[] = [];
  const notes: Fault[] = [];
  const shift = shiftOf(text.base, period);
  if (shift === null) {
    const message = words(
      `本文按${text.base}的年数写成，不能用于${period.text.zh}`,
      `the text is written for as many whole years as ${text.base} has; ${period.text.en} does not fit`,
    );
    return { asked: new Map(), faults: [{ line: 0, message }], notes };
  }
  const known = stamp(moment.now, moment.zone);
  const desk: Desk = {
    source,
    frame: { period, shift },
    based: text.base !== null,
    today,
    sayings: { office: scope.running ?? scope.title, today: dated(today), known },
  };
  if (period.from > today)
    faults.push({
      line: 0,
      message: words(
        `${period.text.zh}尚未到来，没有数字`,
        `${period.text.en} lies in the future; there are no figures`,
      ),
    });
  const asked = new Map<Slot, Asked>();
  const take = (slot: Slot, line: number): void => {
    const resolved = resolve(slot, desk);
    if (resolved.ok) asked.set(slot, resolved.asked);
    else faults.push({ line, message: resolved.error });
  };
  const checks = (piece: Piece): boolean => {
    const found = piece.kind === 'slot' ? asked.get(piece.slot) : undefined;
    return found?.kind === 'change' || found?.kind === 'rank';
  };
  for (const section of text.sections)
    for (const block of section.blocks) {
      if (block.kind === 'figures') take(block.slot, block.line);
      for (const { pieces } of sidesOf(block))
        for (const piece of pieces) if (piece.kind === 'slot') take(piece.slot, piece.line);
      for (const { language, pieces } of sidesOf(block))
        for (const loose of looseIn(pieces, language, checks)) {
          const message =
            loose.kind === 'digit'
              ? words(`“${loose.text}”是手写的数字，无从核对`, `"${loose.text}" is a typed number; nothing checks it`)
              : words(
                  `“${loose.text}”没有数字支持，无从核对；可写作 [${loose.text}]{rose:指标 期间 against 期间}`,
                  `"${loose.text}" stands on no figure; nothing checks it. Write [${loose.text}]{rose:figure period against period}`,
                );
          (text.strict ? faults : notes).push({ line: loose.line, message });
        }
      const different = block.kind === 'text' ? unlike(block, asked) : null;
      if (different) faults.push({ line: block.line, message: different });
    }
  const asks = new Set([...asked.values()].flatMap((one) => asksOf(one).map((ask) => ask.key)));
  if (asks.size > mostAsks) {
    const message = words(
      `本文要求${asks.size}个不同的数字；最多${mostAsks}个`,
      `the text asks for ${asks.size} different figures; at most ${mostAsks}`,
    );
    faults.push({ line: 0, message });
  }
  return { asked, faults: once(faults), notes };
}

/** The same fault on the same line, as of both languages of one block, is told once. */
const once = (faults: readonly Fault[]): readonly Fault[] => [
  ...new Map(faults.map((fault) => [`${fault.line} ${fault.message.en}`, fault])).values(),
];

/** Both languages must stand on the same figures. */
function unlike(block: Extract<Block, { kind: 'text' }>, asked: ReadonlyMap<Slot, Asked>): Words | null {
  if (block.zh === null || block.en === null) return null;
  const keys = (pieces: Pieces): string =>
    [
      ...new Set(
        pieces.flatMap((piece) => {
          const found = piece.kind === 'slot' ? asked.get(piece.slot) : undefined;
          return found ? asksOf(found).map((ask) => ask.key) : [];
        }),
      ),
    ]
      .sort()
      .join(', ');
  const [zh, en] = [keys(block.zh), keys(block.en)];
  if (zh === en) return null;
  return words(
    `两种语言的指标不一致：${zh || '无'}／${en || '无'}`,
    `the two languages hold different figures: ${zh || 'none'} / ${en || 'none'}`,
  );
}

interface Values {
  readonly figures: ReadonlyMap<string, Figure>;
  readonly parts: ReadonlyMap<string, FigureBreakdown>;
  /** Why there is no number, by the same keys. */
  readonly errors: ReadonlyMap<string, Words>;
}
const partsKey = (id: string, period: Period, by: string, narrowed: Narrowing | null = null): string =>
  `${id}@${period.from}..${period.to}/${by}${narrowed ? `;${conditionOf(narrowed)}` : ''}`;
/** Of an ask by measure; a named figure is broken down as its measure is. */
const narrowedOf = (ask: Ask): Narrowing | null => (ask.period === null ? null : ask.narrowed);
const partsOfAsk = (ask: Ask, period: Period, by: string): string => partsKey(ask.id, period, by, narrowedOf(ask));

async function count(source: FigureSource, asked: ReadonlyMap<Slot, Asked>): Promise<Values> {
  const asks = new Map<string, Ask>();
  const parts = new Map<
    string,
    { readonly id: string; readonly period: Period; readonly by: string; readonly where?: Where | undefined }
  >();
  for (const one of asked.values()) {
    for (const ask of asksOf(one)) asks.set(ask.key, ask);
    if (one.kind === 'rank' && !one.rank.own)
      parts.set(partsKey(one.rank.id, one.rank.years, 'year'), { id: one.rank.id, period: one.rank.years, by: 'year' });
    if (one.kind === 'table')
      for (const ask of one.asks)
        parts.set(partsOfAsk(ask, one.period, one.by), {
          id: ask.id,
          period: one.period,
          by: one.by,
          where: narrowedOf(ask)?.where,
        });
  }
  const errors = new Map<string, Words>();
  const found = async <V, R>(
    map: ReadonlyMap<string, V>,
    get: (value: V) => Promise<Result<R>>,
  ): Promise<Map<string, R>> => {
    const all = await Promise.all([...map].map(async ([key, value]) => [key, await get(value)] as const));
    const values = new Map<string, R>();
    for (const [key, result] of all)
      if (result.ok) values.set(key, result.value);
      else errors.set(key, result.error);
    return values;
  };
  const [figures, broken] = await Promise.all([
    found(asks, (ask) =>
      ask.period === null ? source.named(ask.id, ask.shift) : source.figure(ask.id, ask.period, ask.narrowed?.where),
    ),
    found(parts, (part) => source.parts(part.id, part.period, part.by, part.where)),
  ]);
  return { figures, parts: broken, errors };
}

const partsOf = (asked: Asked): readonly string[] => {
  if (asked.kind === 'table') return asked.asks.map((ask) => partsOfAsk(ask, asked.period, asked.by));
  return asked.kind === 'rank' ? [partsKey(asked.rank.id, asked.rank.years, 'year')] : [];
};

interface About {
  readonly scope: Scope;
  readonly period: Period;
  readonly moment: Moment;
  readonly day: string;
  readonly template: string | null;
}

function write(text: ReportText, planned: Planned, values: Values, about: About): Built {
  const faults: Fault[] = [];
  const used = new Map<string, ReportFigure>();
  const use = (ask: Ask): ReportFigure | null => {
    const before = used.get(ask.key);
    if (before) return before;
    const figure = values.figures.get(ask.key);
    if (!figure) return null;
    const entry = { ...figure, ...narrowedTo(figure, narrowedOf(ask)), key: ask.key, nr: used.size + 1 };
    used.set(ask.key, entry);
    return entry;
  };
  const numbers = { table: 0, chart: 0, exhibit: 0 };
  const uncounted = (slot: Slot): Words => {
    const asked = planned.asked.get(slot);
    const keys = asked ? [...asksOf(asked).map((ask) => ask.key), ...partsOf(asked)] : [];
    const [why] = keys.flatMap((key) => values.errors.get(key) ?? []);
    return words(
      `${slot.written}：${why?.zh ?? '没有这个数字'}`,
      `${slot.written}: ${why?.en ?? 'there is no such figure'}`,
    );
  };

  const pair = (block: { readonly zh: Pieces | null; readonly en: Pieces | null }): { zh: Part[]; en: Part[] } => {
    const set = (pieces: Pieces, language: Language): Part[] =>
      pieces.flatMap((piece, at) => partOf(pieces, piece, at, language));
    const zh = block.zh && set(block.zh, 'zh');
    const en = block.en && set(block.en, 'en');
    return { zh: zh ?? en ?? [], en: en ?? zh ?? [] };
  };

  const partOf = (pieces: Pieces, piece: Piece, at: number, language: Language): Part[] => {
    if (piece.kind === 'text')
      return [
        {
          kind: 'text',
          text: piece.text,
          ...(piece.strong ? { strong: true } : {}),
          ...(piece.emphasis ? { emphasis: true } : {}),
        },
      ];
    const { slot } = piece;
    const asked = planned.asked.get(slot);
    const fault = (message: Words): Part[] => {
      faults.push({ line: piece.line, message });
      return [];
    };
    switch (asked?.kind) {
      case 'say':
        if (slot.verb === 'quoted')
          return [{ kind: 'quoted', text: asked.text[language], source: slot.source ?? words('', '') }];
        return [
          {
            kind: 'text',
            text: slot.verb === 'office' && begins(pieces, at) ? capital(asked.text[language]) : asked.text[language],
            ...(slot.verb === 'blank' ? { blank: true } : {}),
          },
        ];
      case 'value': {
        const figure = use(asked.ask);
        if (!figure) return fault(uncounted(slot));
        if (slot.claimed !== null) {
          const problem = measuredFalsely(slot, figure);
          return problem ? fault(problem) : [shown(figure, 'word', slot.claimed)];
        }
        return [shown(figure, slot.show, valueText(figure, slot, text.round, language))];
      }
      case 'change':
        return changePart(pieces, at, slot, asked.change, language, fault);
      case 'rank':
        return rankPart(slot, asked.rank, language, fault);
      default:
        return [];
    }
  };

  const changePart = (
    pieces: Pieces,
    at: number,
    slot: Slot,
    ask: ChangeAsk,
    language: Language,
    fault: (message: Words) => Part[],
  ): Part[] => {
    const now = use(ask.now);
    const then = ask.kind === 'two' && ask.earlier ? use(ask.earlier) : null;
    if (!now || (ask.kind === 'two' && ask.needed && ask.earlier && !then)) return fault(uncounted(slot));
    const change =
      ask.kind === 'own'
        ? ask.as === 'value'
          ? compare(now, { ...now, value: baseOf(now) }, ask.form)
          : changeOf(now, ask.as)
        : compare(now, then ?? { ...now, value: null }, ask.as, ask.years);
    const against = then ? { against: then.key } : {};
    if (slot.verb === 'moved' && slot.claimed !== null) {
      const [before = '', after = ''] = slot.claimed.split('…');
      const words = { ...shown(now, 'word', movedWords(change)[language]), ...against };
      const around = (text: string): Part[] => (text === '' ? [] : [{ kind: 'text', text }]);
      return change.amount === null ? [] : [...around(before), words, ...around(after)];
    }
    if (slot.claimed !== null) {
      const problem = movedFalsely(slot, change, now, then);
      return problem ? fault(problem) : [{ ...shown(now, 'word', slot.claimed), ...against }];
    }
    if (slot.verb === 'moved') return [{ ...shown(now, 'word', movedWords(change)[language]), ...against }];
    const said = saidOf(pieces, at, language);
    if (said && change.amount === null) return fault(incomparable(slot, now, then));
    if (said && said.direction !== directionOf(change)) return fault(otherwise(said.word, slot, change, now, then));
    const text = said ? amount(change, language, said.behind) : signed(change, language);
    return [{ ...shown(now, 'change', text), ...against }];
  };

  const rankPart = (slot: Slot, ask: RankAsk, language: Language, fault: (message: Words) => Part[]): Part[] => {
    const now = use(ask.now);
    if (!now) return fault(uncounted(slot));
    const rank = ask.own ? ownRank(now, ask) : rankOf(series(values.parts.get(partsKey(ask.id, ask.years, 'year'))));
    if (!rank)
      return fault(
        words(
          `${slot.written}：有的年份没有数字，不能排列`,
          `${slot.written}: a year has no value; the years cannot be ranked`,
        ),
      );
    const truth = rankWords(rank, ask.since);
    if (slot.claimed === null) return [shown(now, 'word', truth[language])];
    const holds = slot.verb === 'lowest' ? rank.fromLow === 1 : rank.fromHigh === 1;
    if (holds && rank.equal.length < rank.of - 1) return [shown(now, 'word', slot.claimed)];
    return fault(
      words(
        `“${slot.claimed}”不成立：${now.title.zh}${now.period.text.zh}为${now.display.zh}，是${truth.zh}`,
        `"${slot.claimed}" does not hold: ${now.title.en} in ${now.period.text.en} was ${now.display.en}, ${truth.en}`,
      ),
    );
  };

  const exhibit = (block: Block, after: number): Exhibit[] => {
    const id = `x${numbers.exhibit + 1}`;
    if (block.kind === 'table') {
      numbers.exhibit += 1;
      numbers.table += 1;
      const grid = (block.zh ?? block.en ?? []).map((row, r) =>
        row.map((_, c) => pair({ zh: block.zh?.[r]?.[c] ?? null, en: block.en?.[r]?.[c] ?? null })),
      );
      return [
        { kind: 'text', id, after, table: numbers.table, caption: null, head: grid[0] ?? [], rows: grid.slice(1) },
      ];
    }
    if (block.kind !== 'figures') return [];
    const asked = planned.asked.get(block.slot);
    if (asked?.kind !== 'table') return [];
    const found = asked.asks.map((ask) => ({
      figure: use(ask),
      parts: values.parts.get(partsOfAsk(ask, asked.period, asked.by)),
    }));
    const whole = found.flatMap(({ figure, parts }) => (figure && parts ? [{ figure, parts }] : []));
    if (whole.length < found.length || whole.length === 0) {
      faults.push({ line: block.line, message: uncounted(block.slot) });
      return [];
    }
    if (block.slot.form !== 'table' && new Set(whole.map(({ figure }) => figure.unit.code)).size > 1) {
      const message = words(
        `${block.slot.written}：单位不同的指标不能画在一张图上；请加 form=table`,
        `${block.slot.written}: figures of different units do not fit one chart; write form=table`,
      );
      faults.push({ line: block.line, message });
      return [];
    }
    numbers.exhibit += 1;
    const table = block.slot.form === 'chart' ? null : ++numbers.table;
    const chart = block.slot.form === 'table' ? null : ++numbers.chart;
    const dimensionTitle = whole[0]?.parts.title ?? words(asked.by, asked.by);
    return [
      {
        kind: 'figures',
        id,
        after,
        table,
        chart,
        caption:
          block.slot.caption ??
          captionOf(
            whole.map(({ figure }) => figure),
            asked.period,
            dimensionTitle,
          ),
        period: asked.period,
        dimension: asked.by,
        dimensionTitle,
        series: whole.map(({ figure }) => ({
          figure: figure.id,
          key: figure.key,
          title: figure.title,
          unit: figure.unit.text,
          kind: figure.kind,
        })),
        rows: rowsOf(
          whole.map(({ parts }) => parts),
          asked.by,
          about.day,
        ),
      },
    ];
  };

  const sections = text.sections.map((section): Section => {
    const sentences: Section['sentences'] = [];
    const exhibits: Exhibit[] = [];
    for (const block of section.blocks)
      if (block.kind === 'text') sentences.push({ form: block.form, ...pair(block) });
      else exhibits.push(...exhibit(block, sentences.length));
    return { id: section.id, level: section.level, title: section.title, sentences, exhibits };
  });
  if (faults.length > 0) return { ok: false, faults: sorted(once(faults)), notes: planned.notes };
  const figures = [...used.values()];
  const asKnownAt = figures[0]?.asKnownAt ?? about.moment.now;
  const report: Report = {
    template: about.template,
    title: titled(text.title, about),
    scope: { id: about.scope.id, title: about.scope.title },
    remark: about.scope.remark ?? null,
    period: about.period,
    asKnownAt,
    asKnown: stamp(asKnownAt, about.moment.zone),
    languages: [...text.languages],
    sections,
    figures,
  };
  return { ok: true, report, notes: planned.notes };
}

function titled(title: Words, { scope, period, day }: About): Words {
  const fill = (language: Language): string =>
    title[language]
      .replaceAll('{office}', (scope.running ?? scope.title)[language])
      .replaceAll('{period}', period.text[language])
      .replaceAll('{today}', dated(day)[language]);
  return words(fill('zh'), title.en.startsWith('{office}') ? capital(fill('en')) : fill('en'));
}

/** A figure over some of its acts says so in its title. */
const narrowedTo = (figure: Figure, narrowed: Narrowing | null): Pick<ReportFigure, 'title' | 'where'> =>
  narrowed
    ? {
        title: words(`${figure.title.zh}（${narrowed.said.zh}）`, `${figure.title.en} (${narrowed.said.en})`),
        where: narrowed.where,
      }
    : { title: figure.title };

const shown = (figure: ReportFigure, show: Extract<Part, { kind: 'figure' }>['show'], text: string) =>
  ({ kind: 'figure', figure: figure.id, key: figure.key, show, text }) as const;

function valueText(figure: ReportFigure, slot: Slot, round: boolean, language: Language): string {
  const side = slot.show === 'value' ? null : figure[slot.show];
  const value = side ? side.value : figure.value;
  const counted =
    side !== null || figure.as === 'avoided' || !['rate', 'ratio', 'average', 'median'].includes(figure.kind);
  if (value === null || value === undefined) return '—';
  if (!counted) return figure.display[language];
  if (slot.as === 'round' || (round && slot.as !== 'exact')) return roundedNumber(value, language);
  return side ? new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en').format(value) : figure.display[language];
}

/** The figures say why; else nothing more is known. */
const baseOf = (figure: Figure): number | null => figure.base?.value ?? null;

const incomparable = (slot: Slot, now: Figure, then: Figure | null): Words =>
  words(
    `${slot.written}：${now.title.zh}没有可比的数字（${now.display.zh}，${then?.display.zh ?? '—'}）`,
    `${slot.written}: ${now.title.en} has nothing to compare (${now.display.en}, ${then?.display.en ?? '—'})`,
  );

/** What is true instead. */
function otherwise(claimed: string, slot: Slot, change: Change, now: Figure, then: Figure | null): Words {
  const truth = movedWords(change);
  const from = then && {
    zh: `由${then.period.text.zh}的${then.display.zh}到${now.period.text.zh}的${now.display.zh}，`,
    en: ` (${then.display.en} in ${then.period.text.en}, ${now.display.en} in ${now.period.text.en})`,
  };
  return words(
    `“${claimed}”不成立：${now.title.zh}${from?.zh ?? ''}${truth.zh}${slot.claimed === null ? '' : `（${slot.written}）`}`,
    `"${claimed}" does not hold: ${now.title.en} ${truth.en}${from?.en ?? ''}${slot.claimed === null ? '' : `; ${slot.written}`}`,
  );
}

/** Null: the author's words hold. */
function movedFalsely(slot: Slot, change: Change, now: Figure, then: Figure | null): Words | null {
  const claimed = slot.claimed ?? '';
  if (change.amount === null) return incomparable(slot, now, then);
  if (slot.verb === 'times') {
    const factor = factorOf(change, now, then);
    if (factor === null) return incomparable(slot, now, then);
    if (factor > (slot.than ?? 0)) return null;
    return words(
      `“${claimed}”不成立：${now.title.zh}是原来的${factor.toFixed(2)}倍，没有超过${slot.than}倍`,
      `"${claimed}" does not hold: ${now.title.en} is ${factor.toFixed(2)} times what it was, not more than ${slot.than} times`,
    );
  }
  const says = directionIn(claimed);
  if (says !== null && says !== slot.verb)
    return words(
      `“${claimed}”与 ${slot.verb} 不符`,
      `"${claimed}" says something else than ${slot.verb}, which is to check it`,
    );
  return directionOf(change) === slot.verb ? null : otherwise(claimed, slot, change, now, then);
}

function factorOf(change: Change, now: Figure, then: Figure | null): number | null {
  if (then) return now.value !== null && then.value ? now.value / then.value : null;
  if (change.amount === null) return null;
  return change.as === 'times' ? change.amount : change.as === 'percent' ? 1 + change.amount / 100 : null;
}

function measuredFalsely(slot: Slot, figure: Figure): Words | null {
  const than = slot.than ?? 0;
  const { value } = figure;
  if (value !== null && (slot.verb === 'above' ? value > than : value < than)) return null;
  return words(
    `“${slot.claimed}”不成立：${figure.title.zh}${figure.period.text.zh}为${figure.display.zh}`,
    `"${slot.claimed}" does not hold: ${figure.title.en} in ${figure.period.text.en} was ${figure.display.en}`,
  );
}

const series = (parts: FigureBreakdown | undefined) =>
  (parts?.rows ?? [])
    .map((row) => ({ year: Number(row.key.slice(0, 4)), value: row.value }))
    .toSorted((a, b) => a.year - b.year);

const ownRank = (figure: Figure, ask: RankAsk): Rank | null => {
  const of = Number(ask.years.to.slice(0, 4)) - Number(ask.years.from.slice(0, 4)) + 1;
  return figure.value === null ? null : { fromLow: figure.value, fromHigh: of - figure.value + 1, of, equal: [] };
};

function captionOf(figures: readonly Figure[], period: Period, dimension: Words): Words {
  const zh = figures.map((figure) => figure.title.zh).join('、');
  const en = figures.map((figure, n) => (n === 0 ? figure.title.en : lower(figure.title.en))).join(', ');
  return words(`${period.text.zh}${zh}（按${dimension.zh}）`, `${en}, ${period.text.en}, by ${lower(dimension.en)}`);
}
/** A name that is none, as `the nation`, has its capital at the beginning of a sentence. */
const begins = (pieces: Pieces, at: number): boolean => {
  const before = pieces[at - 1];
  return before === undefined || (before.kind === 'text' && /[.!?]\s*$/.test(before.text));
};
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function rowsOf(parts: readonly FigureBreakdown[], by: string, today: string): FigureExhibit['rows'] {
  const keys = new Map<string, Words>();
  for (const one of parts) for (const row of one.rows) if (!keys.has(row.key)) keys.set(row.key, row.title);
  const time = by === 'year' || by === 'month';
  const ordered = time ? [...keys].filter(([key]) => key <= today).toSorted(([a], [b]) => (a < b ? -1 : 1)) : [...keys];
  const lookup = parts.map((one) => new Map(one.rows.map((row) => [row.key, row])));
  return ordered.map(([key, title]) => ({
    key,
    title,
    partial: time && stillRuns(key, today),
    cells: lookup.map((rows) => {
      const row = rows.get(key);
      const sides = row?.numerator === undefined ? {} : { numerator: row.numerator, denominator: row.denominator };
      return { value: row?.value ?? null, display: row?.display ?? words('—', '—'), ...sides };
    }),
  }));
}
