/**
 * The notation of figures in a text: `{verb:names arguments}`, or `[the author's words]{verb:…}` where the words are checked.
 * Pure reading; whether a name exists and a word is true is asked later.
 */
import { nearest } from './nearest.ts';
import { type Words, words } from './words.ts';

/** A period as written: dates, or a name that stands for one of the report's. */
export interface Slot {
  readonly verb: Verb;
  /** Figures named; more than one only for `figure` with `by`. */
  readonly ids: readonly string[];
  readonly period: string | null;
  readonly against: string | null;
  readonly since: string | null;
  readonly in: number | null;
  readonly by: string | null;
  /** `column=value` each, checked later: only these acts. */
  readonly where: readonly string[];
  readonly show: 'value' | 'numerator' | 'denominator';
  readonly as: string | null;
  readonly form: 'table' | 'chart' | 'both';
  readonly than: number | null;
  readonly caption: Words | null;
  readonly source: Words | null;
  /** Free text of `quoted` and `blank`. */
  readonly text: Words | null;
  /** The author's own words that the claim is about; of `moved` the phrase around the computed words, left out where nothing can be compared. */
  readonly claimed: string | null;
  /** As written, for messages. */
  readonly written: string;
}

const asChange = ['percent', 'points', 'times', 'difference', 'annual'] as const;
export type As = (typeof asChange)[number];
const asValue = ['exact', 'round'] as const;
const shows = ['value', 'numerator', 'denominator'] as const;
const forms = ['both', 'table', 'chart'] as const;
export const periodNames = ['period', 'before', 'year-before', 'first', 'last'] as const;

interface Grammar {
  readonly names: 'none' | 'one' | 'many';
  readonly takes: readonly string[];
  /** Stands behind words of the author, which it checks. */
  readonly claim: boolean;
}
const compared: Grammar = { names: 'one', takes: ['period', 'against'], claim: true };
const ranked: Grammar = { names: 'one', takes: ['period', 'since', 'in'], claim: true };
const measured: Grammar = { names: 'one', takes: ['period', 'than'], claim: true };
const said: Grammar = { names: 'none', takes: [], claim: false };
const grammar = {
  figure: { names: 'many', takes: ['period', 'by', 'where', 'show', 'as', 'form', 'caption'], claim: false },
  change: { names: 'one', takes: ['period', 'against', 'as'], claim: false },
  moved: { names: 'one', takes: ['period', 'against', 'as'], claim: false },
  rank: { names: 'one', takes: ['period', 'since', 'in'], claim: false },
  rose: compared,
  fell: compared,
  level: compared,
  times: { names: 'one', takes: ['period', 'against', 'than'], claim: true },
  lowest: ranked,
  highest: ranked,
  above: measured,
  below: measured,
  period: { names: 'none', takes: ['period'], claim: false },
  office: said,
  today: said,
  known: said,
  quoted: { names: 'none', takes: ['text', 'source'], claim: false },
  blank: { names: 'none', takes: ['text'], claim: false },
} as const satisfies Record<string, Grammar>;
export type Verb = keyof typeof grammar;
export const verbs = Object.keys(grammar) as readonly Verb[];
const isVerb = (text: string): text is Verb => Object.hasOwn(grammar, text);

export type Read = { readonly ok: true; readonly slot: Slot } | { readonly ok: false; readonly error: Words };
const wrong = (zh: string, en: string): Read => ({ ok: false, error: { zh, en } });

const periodLike = /^(\d{4}(-\d{2}){0,2})(\.\.\d{4}(-\d{2}){0,2})?$/;
const isPeriod = (text: string): boolean => periodLike.test(text) || (periodNames as readonly string[]).includes(text);

/** Reads what stands between the braces. `claimed`: the words in brackets before them. */
export function readSlot(inside: string, claimed: string | null): Read {
  const written = `{${inside}}`;
  const [head = '', ...rest] = tokens(inside.trim());
  const colon = head.indexOf(':');
  const verb = colon < 0 ? head : head.slice(0, colon);
  if (!isVerb(verb)) {
    const near = nearest(verb, verbs);
    return wrong(
      `${written}：没有“${verb}”${near ? `；是否指“${near}”？` : `；可用：${verbs.join('、')}`}`,
      `${written}: there is no "${verb}"${near ? `; did you mean "${near}"?` : `; expected one of ${verbs.join(', ')}`}`,
    );
  }
  const rules: Grammar = grammar[verb];
  if (claimed !== null && verb === 'moved' && claimed.split('…').length !== 2)
    return wrong(
      `[${claimed}]${written}：方括号中须有一个“…”，表示算出的文字的位置`,
      `[${claimed}]${written}: expected one … in the brackets, where the computed words go`,
    );
  if (claimed !== null && !rules.claim && verb !== 'moved')
    return wrong(
      `[${claimed}]${written}：“${verb}”不检验文字；方括号后可用：${claims.join('、')}`,
      `[${claimed}]${written}: "${verb}" checks no words; behind brackets stand ${claims.join(', ')}`,
    );
  if (claimed === null && rules.claim)
    return wrong(
      `${written}：“${verb}”检验作者的文字，请写作 [${claimExample[verb]?.zh ?? '上升'}]${written}；要由系统算出文字，请用 moved 或 rank`,
      `${written}: "${verb}" checks the author's words; write [${claimExample[verb]?.en ?? 'rose'}]${written}, or let moved or rank compute them`,
    );
  const first = colon < 0 ? '' : head.slice(colon + 1);
  const ids = rules.names === 'none' ? [] : first.split(',').filter((id) => id !== '');
  if (rules.names !== 'none' && ids.length === 0)
    return wrong(
      `${written}：缺少指标名，如 {${verb}:non-arrest-rate}`,
      `${written}: names no figure, as {${verb}:non-arrest-rate}`,
    );
  if (rules.names === 'one' && ids.length > 1)
    return wrong(`${written}：“${verb}”只能写一个指标`, `${written}: "${verb}" takes one figure`);
  return args(verb, rules, rules.names === 'none' && first !== '' ? [first, ...rest] : rest, ids, claimed, written);
}

const claims: readonly Verb[] = verbs.filter((verb) => grammar[verb].claim);
const claimExample: Partial<Record<Verb, Words>> = {
  fell: words('下降', 'fell'),
  level: words('持平', 'was unchanged'),
  lowest: words('最低', 'the lowest'),
  highest: words('最高', 'the highest'),
  above: words('超过九成', 'more than nine in ten'),
  below: words('不足一成', 'fewer than one in ten'),
  times: words('翻了一番多', 'more than doubled'),
};

type Open = { -readonly [Key in keyof Slot]: Slot[Key] };

function args(
  verb: Verb,
  rules: Grammar,
  given: readonly string[],
  ids: readonly string[],
  claimed: string | null,
  written: string,
): Read {
  const slot: Open = {
    verb,
    ids,
    period: null,
    against: null,
    since: null,
    in: null,
    by: null,
    where: [],
    show: 'value',
    as: null,
    form: 'both',
    than: null,
    caption: null,
    source: null,
    text: null,
    claimed,
    written,
  };
  const free: string[] = [];
  for (let i = 0; i < given.length; i++) {
    const token = given[i] ?? '';
    const key = /^([a-z]+)=(.*)$/s.exec(token);
    if (key) {
      const problem = set(slot, rules, key[1] ?? '', unquoted(key[2] ?? ''));
      if (problem) return { ok: false, error: problem };
    } else if (['against', 'since', 'in', 'than'].includes(token) && rules.takes.includes(token)) {
      const problem = set(slot, rules, token, given[++i] ?? '');
      if (problem) return { ok: false, error: problem };
    } else if (rules.takes.includes('text')) free.push(token);
    else if (rules.takes.includes('period') && isPeriod(token)) {
      if (slot.period !== null)
        return wrong(
          `${written}：写了两个期间；比较请用 against`,
          `${written}: two periods; to compare, write against`,
        );
      slot.period = token;
    } else {
      const known = [...rules.takes, ...(rules.takes.includes('period') ? periodNames : [])];
      const near = nearest(token, known);
      return wrong(
        `${written}：无法识别“${token}”${near ? `；是否指“${near}”？` : `；可用：${expected(rules)}`}`,
        `${written}: "${token}" is not understood${near ? `; did you mean "${near}"?` : `; expected ${expected(rules)}`}`,
      );
    }
  }
  if (rules.takes.includes('text')) {
    if (free.length === 0) return wrong(`${written}：缺少文字`, `${written}: holds no text`);
    slot.text = bothOf(free.map(unquoted).join(' '));
  }
  if (verb === 'quoted' && slot.source === null)
    return wrong(
      `${written}：引用的数字须注明来源，如 source="…"`,
      `${written}: a quoted number names its source, as source="…"`,
    );
  if ((verb === 'above' || verb === 'below' || verb === 'times') && slot.than === null)
    return wrong(`${written}：缺少 than 数值，如 than 90`, `${written}: names no number, as than 90`);
  if (slot.since !== null && slot.in !== null)
    return wrong(`${written}：since 与 in 只能写一个`, `${written}: expected either since or in, not both`);
  if (slot.ids.length > 1 && slot.by === null)
    return wrong(
      `${written}：多个指标只能用于带 by= 的表`,
      `${written}: several figures stand only in a table, with by=`,
    );
  return { ok: true, slot };
}

const expected = (rules: Grammar): string =>
  rules.takes
    .map((take) =>
      take === 'period'
        ? `2022, 2018..2022, ${periodNames.join(', ')}`
        : ['against', 'since', 'in', 'than'].includes(take)
          ? `${take} …`
          : `${take}=…`,
    )
    .join(', ');

const choices: Readonly<Record<string, readonly string[]>> = { show: shows, form: forms };

function set(slot: Open, rules: Grammar, key: string, value: string): Words | null {
  const written = slot.written;
  if (!rules.takes.includes(key) || key === 'period' || key === 'text') {
    const near = nearest(key, rules.takes);
    return words(
      `${written}：“${slot.verb}”没有参数“${key}”${near ? `；是否指“${near}”？` : `；可用：${expected(rules)}`}`,
      `${written}: "${slot.verb}" has no argument "${key}"${near ? `; did you mean "${near}"?` : `; expected ${expected(rules)}`}`,
    );
  }
  const allowed = key === 'as' ? (slot.verb === 'figure' ? asValue : asChange) : choices[key];
  if (allowed && !(allowed as readonly string[]).includes(value))
    return words(
      `${written}：${key}=${value} 无法识别；可用：${allowed.join('、')}`,
      `${written}: ${key}=${value} is not understood; expected ${allowed.join(', ')}`,
    );
  switch (key) {
    case 'against':
      if (!isPeriod(value)) return badPeriod(written, value);
      slot.against = value;
      return null;
    case 'since':
      if (!/^\d{4}$/.test(value))
        return words(`${written}：since 后须为年份`, `${written}: expected a year after since`);
      slot.since = value;
      return null;
    case 'in':
    case 'than': {
      const number = Number(value.replace(/%$/, ''));
      if (value === '' || !Number.isFinite(number) || (key === 'in' && !(Number.isInteger(number) && number > 1)))
        return words(`${written}：${key} 后须为数值`, `${written}: expected a number after ${key}`);
      slot[key] = number;
      return null;
    }
    case 'caption':
    case 'source':
      slot[key] = bothOf(value);
      return null;
    case 'show':
      slot.show = value as Slot['show'];
      return null;
    case 'form':
      slot.form = value as Slot['form'];
      return null;
    case 'where': {
      const [, column = '', values = ''] = /^([a-z0-9-]+):(.+)$/s.exec(value) ?? [];
      const some = values.split(',').filter((one) => one !== '');
      if (column === '' || some.length === 0)
        return words(
          `${written}：where=${value} 无法识别；应为 where=列:值，如 where=level:basic`,
          `${written}: where=${value} is not understood; expected where=column:value, as where=level:basic`,
        );
      slot.where = [...slot.where, ...some.map((one) => `${column}=${one}`)];
      return null;
    }
    case 'as':
      slot.as = value;
      return null;
    default:
      slot.by = value;
      return null;
  }
}

export const badPeriod = (written: string, value: string): Words =>
  words(
    `${written}：期间“${value}”无法识别；应为 2022、2022-03、2018..2022 或 ${periodNames.join('、')}`,
    `${written}: period "${value}" is not understood; expected 2022, 2022-03, 2018..2022 or ${periodNames.join(', ')}`,
  );

/** `one | other`: both languages; without the bar the same for both. */
export function bothOf(text: string): Words {
  const [zh = '', en = zh] = text.split(/\s*\|\s*/);
  return words(zh, en);
}

const unquoted = (text: string): string => /^"(.*)"$/s.exec(text)?.[1] ?? text;

/** Split at blanks outside of quotes. */
const tokens = (text: string): string[] => text.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
