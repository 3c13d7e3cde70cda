/**
 * The notation of figures in a text: `{verb:names arguments}`, or `[the author's words]{verb:…}` where the words are checked.
 * Pure reading; whether a name exists and a word is true is asked later.
 */
import { nearest } from '#law/index.ts';
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
  /** Of `agree`: the words for exactly one, and for any other number. */
  readonly forms: readonly [one: string, many: string] | null;
  /** The author's own words that the claim is about; of `moved` the phrase around the computed words, left out where nothing can be compared. */
  readonly claimed: string | null;
  /** As written, for messages. */
  readonly written: string;
  /** Something in it was not understood; what was is still checked. */
  readonly faulty: boolean;
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
const compared: Grammar = { names: 'one', takes: ['period', 'against', 'where'], claim: true };
const ranked: Grammar = { names: 'one', takes: ['period', 'since', 'in', 'where'], claim: true };
const measured: Grammar = { names: 'one', takes: ['period', 'than', 'where'], claim: true };
const computed: Grammar = { names: 'one', takes: ['period', 'against', 'where', 'as'], claim: false };
const said: Grammar = { names: 'none', takes: [], claim: false };
const grammar = {
  figure: { names: 'many', takes: ['period', 'by', 'where', 'show', 'as', 'form', 'caption'], claim: false },
  change: computed,
  moved: computed,
  rank: { ...ranked, claim: false },
  rose: compared,
  fell: compared,
  level: compared,
  times: { names: 'one', takes: ['period', 'against', 'than', 'where'], claim: true },
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
  /** Written without its name: `{person was|persons were}`. */
  agree: said,
} as const satisfies Record<string, Grammar>;
export type Verb = keyof typeof grammar;
const verbs: readonly Verb[] = (Object.keys(grammar) as Verb[]).filter((verb) => verb !== 'agree');
const isVerb = (text: string): text is Verb => (verbs as readonly string[]).includes(text);

/** A slot, as far as it is understood, and everything that is wrong with how it is written. */
export interface Read {
  readonly slot: Slot | null;
  readonly faults: readonly Words[];
}

const periodLike = /^(\d{4}(-\d{2}){0,2})(\.\.\d{4}(-\d{2}){0,2})?$/;
const isPeriod = (text: string): boolean => periodLike.test(text) || (periodNames as readonly string[]).includes(text);

/** Reads what stands between the braces. `claimed`: the words in brackets before them. */
export function readSlot(inside: string, claimed: string | null): Read {
  const written = `{${inside}}`;
  const forms = /^([^:|"]*)\|([^:|"]*)$/.exec(inside);
  if (forms) return agreeing(forms[1] ?? '', forms[2] ?? '', claimed, written);
  const [head = '', ...rest] = tokens(inside.trim());
  const colon = head.indexOf(':');
  const word = colon < 0 ? head : head.slice(0, colon);
  const near = isVerb(word) ? word : nearest(word, verbs);
  const faults: Words[] = [];
  if (near !== word)
    faults.push(
      words(
        `${written}：没有“${word}”${near ? `；是否指“${near}”？` : `；可用：${verbs.join('、')}`}`,
        `${written}: there is no "${word}"${near ? `; did you mean "${near}"?` : `; expected one of ${verbs.join(', ')}`}`,
      ),
    );
  if (near === null || !isVerb(near)) return { slot: null, faults };
  const verb = near;
  const rules: Grammar = grammar[verb];
  const first = colon < 0 ? '' : head.slice(colon + 1);
  const ids = rules.names === 'none' ? [] : first.split(',').filter((id) => id !== '');
  faults.push(...bracketFaults(verb, rules, claimed, written));
  if (rules.names !== 'none' && ids.length === 0)
    faults.push(
      words(
        `${written}：缺少指标名，如 {${verb}:non-arrest-rate}`,
        `${written}: names no figure, as {${verb}:non-arrest-rate}`,
      ),
    );
  if (rules.names === 'one' && ids.length > 1)
    faults.push(words(`${written}：“${verb}”只能写一个指标`, `${written}: "${verb}" takes one figure`));
  const given = rules.names === 'none' && first !== '' ? [first, ...rest] : rest;
  const slot = args(blankSlot(verb, ids, claimed, written), rules, given, faults);
  return { slot: { ...slot, faulty: faults.length > 0 }, faults };
}

/** `{one|many}`: the first for exactly one, the second for any other number. */
function agreeing(one: string, many: string, claimed: string | null, written: string): Read {
  const slot = { ...blankSlot('agree', [], claimed, written), forms: [one.trim(), many.trim()] as const };
  if (claimed !== null || slot.forms.includes(''))
    return {
      slot: null,
      faults: [
        words(
          `${written}：应为 {单数|复数}，两边都有文字，前面没有方括号`,
          `${written}: expected {one|many} with words on both sides and no brackets before it`,
        ),
      ],
    };
  return { slot, faults: [] };
}

/** What is wrong with the words in brackets before a slot, or with their absence. */
function bracketFaults(verb: Verb, rules: Grammar, claimed: string | null, written: string): readonly Words[] {
  if (claimed !== null && verb === 'moved')
    return claimed.split('…').length === 2
      ? []
      : [
          words(
            `[${claimed}]${written}：方括号中须有一个“…”，表示算出的文字的位置`,
            `[${claimed}]${written}: expected one … in the brackets, where the computed words go`,
          ),
        ];
  if (claimed !== null && !rules.claim)
    return [
      words(
        `[${claimed}]${written}：“${verb}”不检验文字；方括号后可用：${claims.join('、')}`,
        `[${claimed}]${written}: "${verb}" checks no words; behind brackets stand ${claims.join(', ')}`,
      ),
    ];
  if (claimed !== null || !rules.claim) return [];
  return [
    words(
      `${written}：“${verb}”检验作者的文字，请写作 [${claimExample[verb]?.zh ?? '上升'}]${written}；要由系统算出文字，请用 moved 或 rank`,
      `${written}: "${verb}" checks the author's words; write [${claimExample[verb]?.en ?? 'rose'}]${written}, or let moved or rank compute them`,
    ),
  ];
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

const blankSlot = (verb: Verb, ids: readonly string[], claimed: string | null, written: string): Slot => ({
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
  forms: null,
  claimed,
  written,
  faulty: false,
});

/** Words that stand before their value: `against 2018`. */
const leading: readonly string[] = ['against', 'since', 'in', 'than'];

/** Reads the arguments; every one that is not understood is told. */
function args(blank: Slot, rules: Grammar, given: readonly string[], faults: Words[]): Slot {
  const slot: Open = { ...blank };
  const { verb, written } = slot;
  const tell = (zh: string, en: string): void => {
    faults.push(words(`${written}：${zh}`, `${written}: ${en}`));
  };
  const keep = (problem: Words | null): void => {
    if (problem) faults.push(problem);
  };
  const free: string[] = [];
  for (let i = 0; i < given.length; i++) {
    const token = given[i] ?? '';
    const key = /^([a-z]+)=(.*)$/s.exec(token);
    if (key) keep(set(slot, rules, key[1] ?? '', unquoted(key[2] ?? '')));
    else if (leading.includes(token) && rules.takes.includes(token)) keep(set(slot, rules, token, given[++i] ?? ''));
    else if (rules.takes.includes('text')) free.push(token);
    else if (rules.takes.includes('period') && isPeriod(token)) {
      if (slot.period !== null) tell('写了两个期间；比较请用 against', 'two periods; to compare, write against');
      slot.period = token;
    } else if (rules.takes.includes('period') && /^\d/.test(token)) keep(badPeriod(written, token));
    else {
      const near = nearest(token, [...rules.takes, ...(rules.takes.includes('period') ? periodNames : [])]);
      tell(
        `无法识别“${token}”${near ? `；是否指“${near}”？` : `；可用：${expected(rules)}`}`,
        `"${token}" is not understood${near ? `; did you mean "${near}"?` : `; expected ${expected(rules)}`}`,
      );
    }
  }
  if (rules.takes.includes('text')) {
    if (free.length === 0) tell('缺少文字', 'holds no text');
    slot.text = bothOf(free.map(unquoted).join(' '));
  }
  if (verb === 'quoted' && slot.source === null)
    tell('引用的数字须注明来源，如 source="…"', 'a quoted number names its source, as source="…"');
  if ((verb === 'above' || verb === 'below' || verb === 'times') && slot.than === null)
    tell('缺少 than 数值，如 than 90', 'names no number, as than 90');
  if (slot.since !== null && slot.in !== null) tell('since 与 in 只能写一个', 'expected either since or in, not both');
  if (slot.ids.length > 1 && slot.by === null && rules.names === 'many')
    tell('多个指标只能用于带 by= 的表', 'several figures stand only in a table, with by=');
  return slot;
}

const expected = (rules: Grammar): string =>
  rules.takes
    .map((take) =>
      take === 'period'
        ? `2022, 2018..2022, ${periodNames.join(', ')}`
        : leading.includes(take)
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
