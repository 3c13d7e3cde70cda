import { formatCite, parseCite } from './cite.ts';
import { guardText } from './diff-words.ts';
import { said, whereWords } from './guard-words.ts';
import {
  actorTitle,
  actTitle,
  fieldTitle,
  levelTitle,
  procedureTitle,
  rankTitle,
  subjectTitle,
  valueTitle,
} from './lookup.ts';
import { clockWords, effectWords, mayWords, mustWords } from './rule-words.ts';
import { allOf, anyOf, dateText, NO_WORDS, quoted, words } from './text.ts';
import type {
  ActInfo,
  Decides,
  Lang,
  LawPack,
  LawProcedure,
  Mark,
  RuleInfo,
  Sentence,
  Shown,
  ShownAct,
  Text,
} from './types.ts';

/**
 * A procedure (or the id of one in the pack) as readable text: what it is for, who does what, when it may and must be done, by when,
 * by which article.
 */
export function showProcedure(pack: LawPack, which: LawProcedure | string): Shown {
  const procedure = typeof which === 'string' ? pack.procedures[which] : which;
  if (procedure === undefined) throw new Error(`no procedure ${String(which)} in the pack ${pack.id}`);

  const groups = grouped(procedure).map((group) => ({
    id: group.id,
    title: group.title,
    acts: group.acts.map((act) => showAct(pack, procedure, act)),
  }));
  return {
    id: procedure.id,
    title: procedure.title,
    summary: procedure.summary,
    statisticUnit: procedure.statisticUnit,
    checked: procedure.checked,
    inForce: procedure.inForce,
    opening: procedure.openedBy.map((act) => {
      const title = quoted(actTitle(procedure, act));
      const info = procedure.acts.find((one) => one.id === act);
      return {
        text: words(`以${title.zh}启动`, `Opened by ${title.en}`),
        cite: info?.cite ?? null,
        marks: info?.marks ?? [],
      };
    }),
    outcomes: procedure.outcomes.map((outcome) => {
      const acts = anyOf(outcome.acts.map((act) => quoted(actTitle(procedure, act))));
      const where = whereWords(procedure, outcome.acts[0] ?? null, outcome.when);
      return {
        id: outcome.id,
        title: outcome.title,
        sentence: plain(words(`${acts.zh}${where.zh}`, `${acts.en}${where.en}`)),
      };
    }),
    groups,
    decides: decidesOf(pack, procedure),
    clocks: procedure.clocks.map((clock) => ({
      id: clock.id,
      title: clock.title,
      sentences: clockWords(procedure, clock.id),
      cite: clock.cite,
      note: clock.note,
      marks: clock.marks,
    })),
    opens: procedure.opens.map((link) => {
      const act = quoted(actTitle(procedure, link.on));
      const other = procedureTitle(pack, link.procedure);
      const where = whereWords(procedure, link.on, link.when);
      const along = alongWords(pack, procedure, link);
      const known = link.known ? NO_WORDS : words('（本包尚未收录）', ' (not in this pack yet)');
      return plain(
        words(
          `${act.zh}启动：${other.zh}${known.zh}${where.zh}${along.zh}`,
          `${act.en} opens: ${other.en}${known.en}${where.en}${along.en}`,
        ),
      );
    }),
    doubts: procedure.doubts,
  };
}

/** What goes along to the procedure that an act opens. */
function alongWords(pack: LawPack, procedure: LawProcedure, link: LawProcedure['opens'][number]): Text {
  const target = pack.procedures[link.procedure];
  const opening = link.act ?? target?.openedBy[0] ?? null;
  const given = Object.entries(link.with).map(([name, value]): Text => {
    if (target === undefined) return words(name, name);
    const title = fieldTitle(target, opening, name);
    const said =
      typeof value === 'boolean'
        ? value
          ? words('是', 'yes')
          : words('否', 'no')
        : valueTitle(target, opening, name, String(value));
    return words(`${title.zh}：${said.zh}`, `${title.en}: ${said.en}`);
  });
  const carried = link.carries.map((name) => fieldTitle(procedure, link.on, name));
  const all = [...carried, ...given];
  if (all.length === 0) return NO_WORDS;
  return words(`；带入${all.map((one) => one.zh).join('、')}`, `; takes along ${all.map((one) => one.en).join(', ')}`);
}

function forceWords(act: ActInfo): readonly Sentence[] {
  const { from, to } = act.inForce;
  const since = from === undefined ? NO_WORDS : dateText(from, false);
  const until = to === undefined ? NO_WORDS : dateText(to, false);
  return [
    ...(from === undefined ? [] : [words(`自${since.zh}起施行`, `In law from ${since.en}`)]),
    ...(to === undefined ? [] : [words(`自${until.zh}起不再施行`, `No longer in law from ${until.en}`)]),
  ].map((text) => ({ text, cite: act.cite, marks: [] }));
}

const plain = (text: Text): Sentence => ({ text, cite: null, marks: [] });

/** Acts by group in the order of the file; what stands in no group comes last. */
function grouped(
  procedure: LawProcedure,
): readonly { readonly id: string; readonly title: Text; readonly acts: readonly ActInfo[] }[] {
  const groups = procedure.groups.map((group) => ({
    ...group,
    acts: group.acts.flatMap((id) => procedure.acts.find((act) => act.id === id) ?? []),
  }));
  const rest = procedure.acts.filter((act) => act.group === null);
  const title = procedure.groups.length === 0 ? words('行为', 'Acts') : words('其他', 'Others');
  return rest.length === 0 ? groups : [...groups, { id: 'others', title, acts: rest }];
}

function showAct(pack: LawPack, procedure: LawProcedure, act: ActInfo): ShownAct {
  const all = <T>(make: (rule: RuleInfo) => T | null): readonly T[] =>
    procedure.rules.flatMap((rule) => make(rule) ?? []);
  const into = procedure.rules.filter((rule) => rule.to.includes(act.id));
  return {
    id: act.id,
    title: act.title,
    who: whoWords(pack, procedure, act),
    may: [
      ...forceWords(act),
      ...ownWords(procedure, act),
      ...into.flatMap((rule) => withNote(mayWords(procedure, rule, act.id), rule) ?? []),
      ...beforeWords(procedure, act.id),
    ],
    must: [...all((rule) => withNote(mustWords(procedure, rule, act.id), rule)), ...clockDuties(procedure, act.id)],
    effects: all((rule) => effectWords(procedure, rule, act.id)),
    data: act.data,
    document: act.document,
    cite: act.cite,
    note: act.note,
    marks: act.marks,
  };
}

/** What the act's own data, and the facts, must be. */
function ownWords(procedure: LawProcedure, act: ActInfo): readonly Sentence[] {
  const guard = procedure.procedure.acts.find((one) => one.id === act.id)?.guard;
  return guard === undefined ? [] : [{ text: guardText(procedure, act.id), cite: guard.cite, marks: [] }];
}

/** The rule's own note says the law's sense; it follows the sentence. */
function withNote(sentence: Sentence | null, rule: RuleInfo): Sentence | null {
  if (sentence === null || rule.note === null || sentence.text.zh.includes(rule.note.zh)) return sentence;
  return {
    ...sentence,
    text: words(`${sentence.text.zh}。${rule.note.zh}`, `${sentence.text.en}. ${capital(rule.note.en)}`),
  };
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function beforeWords(procedure: LawProcedure, act: string): readonly Sentence[] {
  return procedure.rules
    .filter((rule) => rule.before.includes(act))
    .map((rule) => {
      const owed = anyOf(rule.to.map((id) => quoted(actTitle(procedure, id))));
      return {
        text: words(`${owed.zh}应办未办的，不得进行`, `Not while ${owed.en} is owed`),
        cite: rule.cite,
        marks: rule.marks,
      };
    });
}

function clockDuties(procedure: LawProcedure, act: string): readonly Sentence[] {
  return procedure.procedure.clocks.flatMap((clock) => {
    if (clock.expiry.kind !== 'duty' || !clock.expiry.owed.includes(act)) return [];
    const info = procedure.clocks.find((one) => one.id === clock.id);
    if (info === undefined) return [];
    const others = clock.expiry.owed.filter((one) => one !== act).map((id) => quoted(actTitle(procedure, id)));
    const either =
      others.length === 0 ? NO_WORDS : words(`；办理${anyOf(others).zh}的亦可`, `; met also by ${anyOf(others).en}`);
    const text = words(
      `应当在「${info.title.zh}」届满前办理${either.zh}`,
      `Owed before “${info.title.en}” ends${either.en}`,
    );
    return [{ text, cite: info.cite, marks: info.marks }];
  });
}

function whoWords(pack: LawPack, procedure: LawProcedure, act: ActInfo): Sentence {
  const actor = actorTitle(pack, act.actor);
  const kind = pack.actors[act.actor]?.kind ?? 'office';
  const whom = act.subject === null ? NO_WORDS : subjectTitle(procedure, act.subject);
  const each = act.subject === null ? NO_WORDS : words(`，对每名${whom.zh}`, `, for each ${whom.en.toLowerCase()}`);
  const type = procedure.procedure.acts.find((one) => one.id === act.id);
  if (kind !== 'office' || type === undefined || act.authority === 'none') {
    return { text: words(`${actor.zh}${each.zh}`, `${actor.en}${each.en}`), cite: act.cite, marks: act.marks };
  }
  const rank = rankTitle(pack, type.authority.rank);
  if (type.authority.rank === 'none') {
    const post = words('按权力清单依职责办理', 'by its post under the power list');
    return {
      text: words(`${actor.zh}${each.zh}，${post.zh}`, `${actor.en}${each.en}, ${post.en}`),
      cite: act.cite,
      marks: act.marks,
    };
  }
  const head = act.authority === 'list' ? words('按权力清单由', ' under the power list') : words('由', '');
  const decides = words(`${head.zh}${rank.zh}决定`, `decided by ${rank.en.toLowerCase()}${head.en}`);
  const { other, levels } = othersOf(pack, procedure, act);
  const higher = other.map((one) =>
    words(`；${one.where.zh}的，由${one.rank.zh}决定`, `; where ${one.where.en}, by ${one.rank.en.toLowerCase()}`),
  );
  const elsewhere = [...Map.groupBy(levels, (one) => one.rank.en).values()].map((group) => {
    const at = allOf(group.map(({ level }) => level));
    const by = group[0]?.rank ?? NO_WORDS;
    return words(`；${at.zh}由${by.zh}决定`, `; at a ${at.en.toLowerCase()}, by ${by.en.toLowerCase()}`);
  });
  const more = [...higher, ...elsewhere];
  return {
    text: words(
      `${actor.zh}${each.zh}，${decides.zh}${more.map((one) => one.zh).join('')}`,
      `${actor.en}${each.en}, ${decides.en}${more.map((one) => one.en).join('')}`,
    ),
    cite: joinCites([act.cite, ...type.authority.if.map((one) => one.cite)]),
    marks: decidesMarks(pack, act),
  };
}

/** Several citations as one; what stands in two of them is said once. */
const joinCites = (cites: readonly string[]): string =>
  [...new Set(cites.flatMap((cite) => cite.split(/;\s*/)))].join('; ');

/** In which cases another rank decides, and at offices of which level. */
function othersOf(pack: LawPack, procedure: LawProcedure, act: ActInfo): Pick<Decides, 'other' | 'levels'> {
  const type = procedure.procedure.acts.find((one) => one.id === act.id);
  const cases = type?.authority.if ?? [];
  return {
    other: cases.slice(0, cases.length - act.byLevel.length).map(({ when, rank, cite }) => ({
      where: said(procedure, act.id, when),
      rank: rankTitle(pack, rank),
      cite,
    })),
    levels: act.byLevel.map(({ level, rank, cite }) => ({
      level: levelTitle(pack, level),
      rank: rankTitle(pack, rank),
      cite,
    })),
  };
}

/** A list that is a choice of the pack marks what it decides. */
function decidesMarks(pack: LawPack, act: ActInfo): readonly Mark[] {
  const own = act.byLevel.flatMap(({ cite }) => parseCite(pack.laws, cite).flatMap(({ mark }) => mark ?? []));
  return [...new Set([...act.marks, ...own])];
}

/** Who decides what the office does, act by act; what goes by post is not decided. */
function decidesOf(pack: LawPack, procedure: LawProcedure): readonly Decides[] {
  return procedure.acts.flatMap((act) => {
    const type = procedure.procedure.acts.find((one) => one.id === act.id);
    if (type === undefined || type.by !== 'office' || type.authority.rank === 'none') return [];
    const by = act.authority === 'list' ? ('list' as const) : ('law' as const);
    const list = by === 'list' && pack.powers.cite !== null ? [pack.powers.cite] : [];
    return [
      {
        act: act.id,
        title: act.title,
        by,
        rank: rankTitle(pack, type.authority.rank),
        ...othersOf(pack, procedure, act),
        cite: joinCites([act.cite, ...list]),
        marks: decidesMarks(pack, act),
      },
    ];
  });
}

const MARKS: Readonly<Record<Mark, Text>> = {
  recalled: words('凭记忆，未核对', 'recalled, not checked'),
  model: words('建模选择', 'modelling choice'),
  partly: words('部分核对', 'partly checked'),
};
const CHECKED: Readonly<Record<string, Text>> = {
  verified: words('已核对法律文本', 'checked against the text'),
  partly: words('部分核对', 'partly checked'),
  recalled: words('凭记忆，未核对', 'recalled, not checked'),
};
const UNITS: Readonly<Record<string, Text>> = {
  person: words('人', 'person'),
  case: words('件', 'case'),
  item: words('件次', 'item'),
};
const HEADS = {
  opening: words('启动', 'Opening'),
  outcomes: words('结果', 'Outcomes'),
  clocks: words('期限', 'Clocks'),
  opens: words('启动其他程序', 'Opens elsewhere'),
  doubts: words('疑问', 'Doubts'),
  decides: words('由谁决定', 'Who decides'),
  list: words('（权力清单）', ' (power list)'),
  may: words('前提', 'when'),
  must: words('应当', 'must'),
  effects: words('此后', 'then'),
  document: words('文书', 'document'),
  fields: words('填写', 'data'),
} as const;

/** The same as text for a terminal or a page without style. */
export function showText(pack: LawPack, shown: Shown, lang: Lang): string {
  const cite = (text: string | null): string => (text === null ? '' : ` [${formatCite(pack.laws, text, lang)}]`);
  const marks = (all: readonly Mark[]): string => all.map((mark) => ` ⚠ ${MARKS[mark][lang]}`).join('');
  const line = (sentence: Sentence): string => `${sentence.text[lang]}${cite(sentence.cite)}${marks(sentence.marks)}`;
  const part = (head: Text, sentences: readonly Sentence[]): readonly string[] =>
    sentences.map((one) => `    ${head[lang]}${lang === 'zh' ? '：' : ': '}${line(one)}`);
  const force =
    shown.inForce.from === undefined
      ? ''
      : lang === 'zh'
        ? `，自${shown.inForce.from}施行`
        : `, in force from ${shown.inForce.from}`;
  const out: string[] = [
    `${shown.title[lang]}  (${shown.id})`,
    `${CHECKED[shown.checked]?.[lang] ?? shown.checked}${force}; ${lang === 'zh' ? '统计单位' : 'counted by'} ${UNITS[shown.statisticUnit]?.[lang] ?? shown.statisticUnit}`,
    '',
    shown.summary[lang],
    '',
    ...shown.opening.map((one) => `${HEADS.opening[lang]}: ${line(one)}`),
  ];
  for (const group of shown.groups) {
    out.push('', `── ${group.title[lang]} ──`);
    for (const act of group.acts) {
      out.push(`  ${act.title[lang]}  (${act.id})${marks(act.marks)}`, `    ${line(act.who)}`);
      out.push(...part(HEADS.may, act.may), ...part(HEADS.must, act.must), ...part(HEADS.effects, act.effects));
      if (act.data.length > 0)
        out.push(
          `    ${HEADS.fields[lang]}: ${act.data.map((field) => `${field.title[lang]}${field.required ? '*' : ''}`).join(lang === 'zh' ? '、' : ', ')}`,
        );
      if (act.document !== null) out.push(`    ${HEADS.document[lang]}: ${act.document[lang]}`);
      if (act.note !== null) out.push(`    ${act.note[lang]}`);
    }
  }
  if (shown.decides.length > 0) out.push('', `── ${HEADS.decides[lang]} ──`);
  for (const one of shown.decides) {
    const colon = lang === 'zh' ? '：' : ': ';
    const list = one.by === 'list' ? HEADS.list[lang] : '';
    const cases = one.other.map(({ where, rank }) =>
      lang === 'zh' ? `；${where.zh}的，${rank.zh}` : `; where ${where.en}, ${rank.en}`,
    );
    const levels = one.levels.map(({ level, rank }) =>
      lang === 'zh' ? `；${level.zh}${colon}${rank.zh}` : `; ${level.en}${colon}${rank.en}`,
    );
    out.push(`  ${one.title[lang]}${colon}${one.rank[lang]}${list}${cases.join('')}${levels.join('')}`);
  }
  if (shown.clocks.length > 0) out.push('', `── ${HEADS.clocks[lang]} ──`);
  for (const clock of shown.clocks) {
    out.push(
      `  ${clock.title[lang]}${cite(clock.cite)}${marks(clock.marks)}`,
      ...clock.sentences.map((one) => `    ${one.text[lang]}`),
    );
    if (clock.note !== null) out.push(`    ${clock.note[lang]}`);
  }
  out.push(
    '',
    `── ${HEADS.outcomes[lang]} ──`,
    ...shown.outcomes.map((one) => `  ${one.title[lang]}: ${one.sentence.text[lang]}`),
  );
  if (shown.opens.length > 0) out.push('', `── ${HEADS.opens[lang]} ──`, ...shown.opens.map((one) => `  ${line(one)}`));
  if (shown.doubts.length > 0)
    out.push('', `── ${HEADS.doubts[lang]} ──`, ...shown.doubts.map((one) => `  ⚠ ${one[lang]}`));
  return out.join('\n');
}
