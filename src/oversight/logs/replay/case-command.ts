import { legalDate } from '#engine/index.ts';
import { type CommandResult, dateText, formatCite, type Lang, type LawPack } from '#law/index.ts';
import { isLogFault } from '../fault.ts';
import { noMapping, readMapping } from '../mapping.ts';
import { knownNotes, type ReplayOptions, untilOf } from './command.ts';
import { type CaseDeparture, type CaseEvent, type Change, type OneCase, replayOneCase } from './one-case.ts';
import { chooseProcedure } from './procedure.ts';

export interface ReplayCaseOptions extends Omit<ReplayOptions, 'progress' | 'departures' | 'workers'> {
  /** Name of the case in the log. */
  readonly case: string;
  /** Of the text; the JSON has both. */
  readonly lang: Lang;
}

/** What `custos replay --case --json` prints. Moments are ISO 8601, UTC. */
export interface ReplayCaseJson {
  readonly file: string;
  readonly procedure: string;
  readonly case: string;
  readonly until: string | null;
  readonly known_at: string | null;
  readonly events: readonly (Omit<CaseEvent, 'at'> & { readonly at: string })[];
  readonly departures: readonly (Omit<CaseDeparture, 'at' | 'due'> & {
    readonly at: string;
    readonly due: { readonly at: string; readonly date: string; readonly provisional: boolean } | null;
  })[];
  readonly explanation:
    | (Omit<NonNullable<OneCase['explanation']>, 'changes'> & {
        readonly changes: readonly (Omit<Change, 'was' | 'at' | 'by'> & {
          readonly was: string | null;
          readonly at: string | null;
          readonly by: string | null;
        })[];
      })
    | null;
  readonly notes: readonly string[];
}

/** One case of a log: its course, each departure with its arithmetic, the shortest explanation. Status 2: log, mapping, model, name or call is wrong. */
export async function replayCaseCommand(
  file: string,
  options: ReplayCaseOptions,
): Promise<CommandResult<ReplayCaseJson | null>> {
  try {
    const chosen = chooseProcedure(options.procedure, options.pack);
    const { law, world, pack } = chosen;
    const mapping = options.map === undefined ? noMapping : readMapping(options.map);
    const knownAt = options.knownAt === undefined ? null : untilOf(options.knownAt, world.calendar, '--known-at');
    const found = await replayOneCase({
      file,
      name: options.case,
      mapping,
      mapFile: options.map ?? 'mapping',
      chosen,
      until: options.until === undefined ? null : untilOf(options.until, world.calendar),
      ...(knownAt === null ? {} : { knownAt }),
    });
    const notes = [
      ...chosen.notes,
      ...found.notes.map(({ text }) => text),
      ...knownNotes(mapping, knownAt, found),
      ...ownNotes(found, options.lang),
    ];
    const json = caseJson({ file, procedure: law.id, case: options.case, knownAt, notes }, found);
    const head = { file, name: options.case, procedure: law.id, notes };
    return { json, text: caseText(head, found, pack, options.lang), status: 0 };
  } catch (error) {
    if (!isLogFault(error)) throw error;
    return { json: null, text: error.message, status: 2 };
  }
}

/** The same as data. */
export function caseJson(
  head: {
    readonly file: string;
    readonly procedure: string;
    readonly case: string;
    readonly knownAt: number | null;
    readonly notes: readonly string[];
  },
  found: OneCase,
): ReplayCaseJson {
  const { explanation } = found;
  return {
    file: head.file,
    procedure: head.procedure,
    case: head.case,
    until: iso(found.until),
    known_at: iso(head.knownAt),
    events: found.events.map((one) => ({ ...one, at: when(one.at) })),
    departures: found.departures.map((one) => ({
      ...one,
      at: when(one.at),
      due: one.due === null ? null : { ...one.due, at: when(one.due.at) },
    })),
    explanation:
      explanation === null
        ? null
        : {
            ...explanation,
            changes: explanation.changes.map((one) => ({
              ...one,
              was: iso(one.was),
              at: iso(one.at),
              by: iso(one.by),
            })),
          },
    notes: head.notes,
  };
}

const when = (at: number): string => new Date(at).toISOString();
const iso = (at: number | null): string | null => (at === null ? null : when(at));
const n = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

function ownNotes(found: OneCase, lang: Lang): readonly string[] {
  return [
    ...(found.namesakes === 0
      ? []
      : [`${n(found.namesakes, 'more case')} of that name in the log; this is the first of them`]),
    ...(found.later === 0 ? [] : [`${n(found.later, 'event')} after the end of observation left aside`]),
    ...(found.events.length === 0 || found.events.some(({ act }) => act !== null)
      ? []
      : ['no event of the case is an act of this procedure; acts: in the mapping file says which is which']),
    ...(found.withoutSubject === 0
      ? []
      : [
          `${n(found.withoutSubject, 'event')} addressed to somebody name nobody; the case stood for one (subject: in the mapping)`,
        ]),
    ...found.remarks.map((text) => text[lang]),
  ];
}

const LABELS = {
  en: {
    case: 'case',
    none: 'no departure',
    departures: (count: number) => n(count, 'departure'),
    noAct: '(no act of the procedure)',
    ignored: '(ignored by the mapping)',
    rule: 'rule',
    due: 'due',
    late: (days: number) => `${n(days, 'day')} late`,
    lateBy: (hours: number) => `${hours} h late`,
    explained: 'shortest explanation, after which nothing departs:',
    partly: 'what the search found before it gave up:',
    aside: (count: number) => `${n(count, 'departure')} of an act’s own data, which no other course of acts takes away`,
    note: 'note: ',
    observed: 'observed until',
  },
  zh: {
    case: '案件',
    none: '未见不符合程序之处',
    departures: (count: number) => `${count}处不符合程序`,
    noAct: '（非本程序的行为）',
    ignored: '（对照文件略去）',
    rule: '规则',
    due: '期限',
    late: (days: number) => `逾期${days}日`,
    lateBy: (hours: number) => `逾期${hours}小时`,
    explained: '最简说明（如此则全部符合程序）：',
    partly: '中止检索前所得：',
    aside: (count: number) => `另有${count}处是行为本身的数据问题，与先后无关`,
    note: '注：',
    observed: '观察至',
  },
} as const;

/** One case in words: its course, each departure with its arithmetic, the shortest explanation. */
export function caseText(
  head: { readonly file: string; readonly name: string; readonly procedure: string; readonly notes: readonly string[] },
  found: OneCase,
  pack: LawPack,
  lang: Lang,
): string {
  const words = LABELS[lang];
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: pack.zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const until = found.until === null ? '–' : legalDate(found.until, pack.calendar);
  const width = Math.max(1, ...found.events.map(({ act }) => (act ?? '–').length));
  const event = (one: CaseEvent): string => {
    const moment = `${legalDate(one.at, pack.calendar)} ${one.day_only ? '     ' : time.format(one.at)}`;
    const title = one.title?.[lang] ?? `${one.activity} ${one.ignored ? words.ignored : words.noAct}`;
    return `  ${(one.act ?? '–').padStart(width)}  ${moment}  ${title}${one.subject === null ? '' : ` · ${one.subject}`}`;
  };
  const ground = (rule: string, cite: string): string =>
    `${words.rule} ${rule} · ${formatCite(pack.laws, cite, lang) || cite}`;
  const departure = (one: CaseDeparture): readonly string[] => {
    const hours = one.late_ms === null ? 0 : Math.ceil(one.late_ms / 3_600_000);
    const late =
      one.late_days !== null && one.late_days > 0
        ? ` · ${words.late(one.late_days)}`
        : one.late_days === null && hours > 0
          ? ` · ${words.lateBy(hours)}`
          : '';
    const due = one.due === null ? '' : ` · ${words.due} ${dateText(one.due.date)[lang]}`;
    return [
      `  ${one.act === null ? '' : `${one.act} `}${one.text[lang]}`,
      `      ${ground(one.rule, one.cite)}${due}${late}`,
      ...one.derivation.map(({ text }) => `      · ${text[lang]}`),
    ];
  };
  const { explanation } = found;
  return [
    `${head.file}, ${words.case} ${head.name}; ${words.observed} ${until}`,
    `${head.procedure}: ${found.departures.length === 0 ? words.none : words.departures(found.departures.length)}`,
    '',
    ...found.events.map(event),
    ...(found.departures.length === 0 ? [] : ['', ...found.departures.flatMap(departure)]),
    ...(explanation === null
      ? []
      : [
          ...(explanation.changes.length === 0 ? [''] : ['', explanation.gave_up ? words.partly : words.explained]),
          ...explanation.changes.flatMap((one) => [
            `  ${one.act === null ? '' : `${one.act} `}${one.text[lang]}`,
            `      ${ground(one.rule, one.cite)}`,
          ]),
          ...(explanation.said === null ? [] : [`  ${explanation.said[lang]}`]),
          ...(explanation.aside === 0 ? [] : [`  ${words.aside(explanation.aside)}`]),
        ]),
    ...(head.notes.length === 0 ? [] : ['', ...head.notes.map((note) => `${words.note}${note}`)]),
  ].join('\n');
}
