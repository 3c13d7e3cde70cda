import {
  addPeriods,
  type Calendar,
  type Clock,
  type Counting,
  type DerivationStep,
  type Due,
  type EndRule,
  earliestOf,
  fold,
  legalDate,
  momentOf,
  type Period,
  parsePeriod,
  type Relation,
  type Result,
  type Rolls,
  type Shaping,
} from '#engine/index.ts';
import { formatCite } from './cite.ts';
import { explainStep } from './explain-due.ts';
import { procedureOf, ruleOf } from './lookup.ts';
import { nearest } from './nearest.ts';
import { daysBetween, dueText, type Scene } from './scene.ts';
import { dateText, inLang, plural, timeText, words } from './text.ts';
import type { CommandResult, Lang, LawPack, LawProcedure, Sentence, Text } from './types.ts';

/** What `law date` is asked: a period, or a rule or clock of a procedure, from a day or a moment on. */
export interface DateAsked {
  /** `P10D`, or the id of a procedure. */
  readonly what: string;
  /** Rule or clock of that procedure. */
  readonly rule?: string;
  /** `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, in the legal zone. */
  readonly from: string;
  readonly custody?: boolean;
  /** Periods, or extending acts of the clock. */
  readonly extend?: readonly string[];
  /** `DATE..DATE`, or `DATE..` where it still stands. */
  readonly pause?: readonly string[];
  readonly rolls?: string;
  /** Branch whose way of counting holds for a bare period. */
  readonly branch?: string;
  readonly calendar?: Calendar;
  readonly lang?: Lang;
}

export interface DateJson {
  readonly from: string;
  readonly period: string;
  readonly procedure: string | null;
  readonly rule: string | null;
  readonly cite: string | null;
  readonly calendar: string;
  /** null: the period stands still, see `paused`. */
  readonly due: {
    readonly date: string;
    readonly at: string;
    readonly exact: boolean;
    readonly provisional: boolean;
  } | null;
  /** First moment allowed, where the rule is a delay. */
  readonly not_before: string | null;
  readonly paused: { readonly since: string; readonly days_left: number } | null;
  readonly steps: readonly (DerivationStep & { readonly text: Text })[];
}

interface Counted {
  readonly period: Period;
  readonly rolls: Rolls;
  readonly counting: Counting;
  readonly cite: string;
  readonly law: LawProcedure | null;
  readonly relation: Relation | null;
  readonly clock: Clock | null;
}

const ok = <T>(value: T): Result<T> => ({ ok: true, value });
const wrong = (error: string): Result<never> => ({ ok: false, error });

/** `law date`: how a date comes about, step by step, by the same function that counts every deadline. Status 2: asked wrongly. */
export function lawDate(pack: LawPack, asked: DateAsked): CommandResult<DateJson | null> {
  const answer = answerTo(pack, asked);
  return answer.ok ? answer.value : { json: null, text: answer.error, status: 2 };
}

function answerTo(given: LawPack, asked: DateAsked): Result<CommandResult<DateJson>> {
  const pack = asked.calendar === undefined ? given : { ...given, calendar: asked.calendar };
  const counted = countedBy(pack, asked);
  if (!counted.ok) return counted;
  const { period, counting, cite, law, relation, clock } = counted.value;
  const rolls = asked.rolls ?? counted.value.rolls;
  if (rolls !== 'next' && rolls !== 'previous' && rolls !== 'none' && rolls !== 'custody')
    return wrong(`--rolls ${rolls}: expected next, previous, none or custody`);
  const at = momentOf(asked.from, pack.calendar);
  if (at === null)
    return wrong(`--from ${asked.from}: expected a date like 2024-01-10, or with the time 2024-02-07T15:20`);
  if (asked.from.length === 10 && period.text.includes('T'))
    return wrong(
      `--from ${asked.from}: ${period.text} counts hours, so the time is needed too, as ${asked.from}T15:20`,
    );
  const shaping = shapingOf(pack, asked, clock);
  if (!shaping.ok) return shaping;
  const scene = sceneOf(pack, law);
  const base = {
    from: asked.from,
    period: period.text,
    procedure: law?.id ?? null,
    rule: asked.rule ?? null,
    cite: cite === '' ? null : cite,
    calendar: `${pack.calendar.id} ${pack.calendar.version}`,
  };
  const lang = asked.lang ?? 'zh';
  if (relation?.kind === 'condition') {
    if (shaping.value.list.length > 0 || shaping.value.since !== null)
      return wrong(`${asked.rule} is a delay: it is neither extended nor paused`);
    const earliest = earliestOf(at, period, relation.full === true, pack.calendar, counting);
    const day = dateText(legalDate(earliest, pack.calendar));
    const time = period.text.includes('T') ? ` ${timeText(earliest, pack.zone)}` : '';
    const text = words(`${day.zh}${time}起方可`, `Not before ${day.en}${time}`);
    const json = { ...base, due: null, not_before: new Date(earliest).toISOString(), paused: null, steps: [] };
    return ok({ json, text: linesOf(pack, text, [], cite, lang), status: 0 });
  }
  const rule: EndRule = { counting, rolls, custody: asked.custody === true };
  const { since } = shaping.value;
  const due = addPeriods(
    at,
    period,
    shaping.value.list,
    since === null ? rule : { ...rule, rolls: 'none' },
    pack.calendar,
    cite,
  );
  if (since !== null) return ok(stillStanding(pack, scene, base, due, since, lang));
  const said = due.steps.map((step) => ({ step, sentence: explainStep(scene, step, '', due.exact) }));
  const text = words(`末日 ${dueText(scene, due).zh}`, `Due ${dueText(scene, due).en}`);
  return ok({
    json: {
      ...base,
      due: { date: due.date, at: new Date(due.at).toISOString(), exact: due.exact, provisional: due.provisional },
      not_before: null,
      paused: null,
      steps: said.map(({ step, sentence }) => ({ ...step, text: sentence.text })),
    },
    text: linesOf(
      pack,
      text,
      said.map(({ sentence }) => sentence),
      cite,
      lang,
    ),
    status: 0,
  });
}

/** A period that stands still has no last day; it says how much of it is left. [7, 12 C] */
function stillStanding(
  pack: LawPack,
  scene: Scene,
  base: Omit<DateJson, 'due' | 'not_before' | 'paused' | 'steps'>,
  due: Due,
  since: string,
  lang: Lang,
): CommandResult<DateJson> {
  const left = daysBetween(since, due.date);
  const day = dateText(since, false);
  const text = words(
    `自${day.zh}起暂停，余${left}日（自恢复次日起计）`,
    `Paused since ${day.en}; ${plural(left, 'day')} left (counted from the day after resuming)`,
  );
  const steps = due.steps.filter((step) => step.kind !== 'no-roll');
  const said = steps.map((step) => explainStep(scene, step, '', due.exact));
  return {
    json: {
      ...base,
      due: null,
      not_before: null,
      paused: { since, days_left: left },
      steps: steps.map((step, i) => ({ ...step, text: said[i]!.text })),
    },
    text: linesOf(pack, text, said, base.cite ?? '', lang),
    status: 0,
  };
}

function linesOf(pack: LawPack, result: Text, steps: readonly Sentence[], cite: string, lang: Lang): string {
  const shown = steps.map(({ text, cite: own }) => {
    const article = own === null || own === '' || own === cite ? '' : ` (${formatCite(pack.laws, own, lang, 'short')})`;
    return `  ${inLang(text, lang)}${article}`;
  });
  const law = cite === '' ? [] : [`  ${formatCite(pack.laws, cite, lang, 'full')}`];
  return [inLang(result, lang), ...shown, ...law].join('\n');
}

/** A procedure to look titles up in; a bare period needs none, so any does. */
function sceneOf(pack: LawPack, law: LawProcedure | null): Scene {
  const procedure = law ?? Object.values(pack.procedures)[0]!;
  const world = { calendar: pack.calendar, office: {} };
  return { pack, procedure, state: fold(procedure.procedure, [], world, { now: 0 }) };
}

function countedBy(pack: LawPack, { what, rule, branch }: DateAsked): Result<Counted> {
  if (rule === undefined) {
    const period = parsePeriod(what);
    if (!period.ok) {
      const known = Object.hasOwn(pack.procedures, what);
      return wrong(known ? `${what}: expected one of its rules or clocks after it` : period.error);
    }
    const key = branch ?? 'default';
    const counting = pack.counting[key];
    if (counting === undefined)
      return wrong(`--branch ${key}: expected one of ${Object.keys(pack.counting).join(', ')}`);
    return ok({
      period: period.value,
      rolls: counting.rolls,
      counting,
      cite: '',
      law: null,
      relation: null,
      clock: null,
    });
  }
  const law = Object.hasOwn(pack.procedures, what) ? procedureOf(pack, what) : null;
  if (law === null) return wrong(`no procedure "${what}"${hint(what, Object.keys(pack.procedures))}`);
  const { counting, clocks, relations } = law.procedure;
  const clock = clocks.find((one) => one.id === rule);
  if (clock !== undefined) {
    if (clock.length === null)
      return wrong(`${rule}: its length stands in the field ${clock.lengthField ?? ''} of the act that starts it`);
    return ok({ period: clock.length, rolls: clock.rolls, counting, cite: clock.cite, law, relation: null, clock });
  }
  const found = ruleOf(law, rule);
  const relation = relations.find((one) => found !== null && 'relations' in found && found.relations.includes(one.id));
  if (relation === undefined) {
    const ids = [...law.rules, ...law.clocks].map((one) => one.id);
    return wrong(`no rule or clock "${rule}" in ${what}${hint(rule, ids)}`);
  }
  const period = periodOf(relation);
  if (period === null) return wrong(`${rule} has no period`);
  const rolls = 'rolls' in relation ? relation.rolls : 'none';
  return ok({ period, rolls, counting, cite: relation.cite, law, relation, clock: null });
}

const hint = (name: string, known: readonly string[]): string => {
  const near = nearest(name, known);
  return near === null ? `; expected one of ${known.join(', ')}` : `; did you mean ${near}?`;
};

function periodOf(relation: Relation): Period | null {
  if (relation.kind === 'response') return relation.within ?? null;
  if (relation.kind === 'condition') return relation.delay ?? null;
  return relation.kind === 'window' ? (relation.length ?? null) : null;
}

interface Shaped {
  readonly list: readonly Shaping[];
  /** Since when it stands still. */
  readonly since: string | null;
}

function shapingOf(pack: LawPack, { extend = [], pause = [] }: DateAsked, clock: Clock | null): Result<Shaped> {
  const list: Shaping[] = [];
  let since: string | null = null;
  for (const text of extend) {
    const own = clock?.extends.find((one) => one.act === text);
    const parsed = parsePeriod(text);
    const by = own?.by ?? (parsed.ok ? parsed.value : null);
    if (by === null) {
      const acts = clock?.extends.map((one) => one.act) ?? [];
      return wrong(`--extend ${text}: expected a period like P15D${acts.length === 0 ? '' : ` or ${acts.join(', ')}`}`);
    }
    list.push({ kind: 'extend', act: own?.act ?? '', by, cite: own?.cite ?? '' });
  }
  for (const text of pause) {
    const [from = '', until = ''] = text.split('..', 2);
    const [begins, ends] = [momentOf(from, pack.calendar), until === '' ? null : momentOf(until, pack.calendar)];
    const badly = begins === null || !text.includes('..') || (until !== '' && (ends === null || ends < begins));
    if (badly) return wrong(`--pause ${text}: expected DATE..DATE, or DATE.. while it lasts`);
    if (ends === null) since = legalDate(begins, pack.calendar);
    else
      list.push({
        kind: 'pause',
        from: begins,
        until: ends,
        inclusive: clock?.pausedDaysInclusive ?? false,
        cite: clock?.cite ?? '',
      });
  }
  return ok({ list, since });
}
