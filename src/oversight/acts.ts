import { type Act, type Calendar, type Data, startOfDay } from '#engine/index.ts';
import type { Defendant, Judgment } from './judgments/judgment.ts';
import type { MeasureKind } from './judgments/measures.ts';
import type { Span } from './judgments/normalise.ts';

/** An act as the document tells it: the engine's act, the masked name of its defendant, and its place in the text. */
export interface ToldAct {
  readonly act: Act;
  readonly on: string;
  readonly defendant: string | null;
  readonly span: Span | null;
}

/** What a measure is to the law; a mere seizure (抓获) is no measure of the procedure law. */
const measureActs = {
  seized: null,
  held: 'hold',
  'supervisory-custody': 'supervisory-custody',
  detained: 'detain',
  'arrest-refused': 'refuse-arrest',
  'arrest-approved': 'decide-arrest',
  'arrest-decided': 'decide-arrest',
  arrested: 'arrest',
  bailed: 'bail',
  'residential-surveillance': 'residential-surveillance',
  'designated-residential-surveillance': 'residential-surveillance',
  released: 'release',
  'measure-ended': 'release',
} as const satisfies Readonly<Record<MeasureKind, string | null>>;

/** Acts of criminal.judgment-supervision that a head can tell of. */
type ActName =
  | Exclude<(typeof measureActs)[MeasureKind], null>
  | 'prosecute'
  | 'add-charges'
  | 'accept-case'
  | 'accept-private-case'
  | 'adjourn-for-investigation'
  | 'resume-trial'
  | 'extend-trial'
  | 'hold-hearing'
  | 'judge-first'
  | 'appeal'
  | 'protest'
  | 'accept-appeal'
  | 'hold-appeal-hearing'
  | 'send-back';

interface Told {
  readonly name: ActName;
  readonly on: string | null;
  readonly defendant: number | null;
  readonly span?: Span | undefined;
  readonly data?: Data;
}

/** `d0`, `d1`, …: masked names may repeat, so a defendant is named by place. */
export const subjectId = (index: number): string => `d${index}`;

/** Measures that end or change a custody; where the day of one is not stated nobody can say how long the others lasted. */
const CHANGES: ReadonlySet<MeasureKind> = new Set<MeasureKind>([
  'held',
  'supervisory-custody',
  'arrest-refused',
  'bailed',
  'residential-surveillance',
  'designated-residential-surveillance',
  'released',
  'measure-ended',
]);
const DECISIONS: ReadonlySet<MeasureKind> = new Set<MeasureKind>(['arrest-approved', 'arrest-decided']);
const ARRESTS: ReadonlySet<MeasureKind> = new Set<MeasureKind>([...DECISIONS, 'arrested']);

/** Words among a person's measures that tell of time in which no measure of the procedure law ran, or which is not counted. */
const OTHER_TIME =
  /戒毒|脱逃|逃跑|潜逃|逃脱|在逃|追逃|服刑|刑满|监狱|精神病|鉴定|就医|住院|身份不明|自报|行政拘留|司法拘留|拘役/;

type Measures = Defendant['measures'];

const hasUndatedChange = (measures: Measures): boolean =>
  measures.some(({ kind, on }) => on === null && CHANGES.has(kind));

/** Whether what is told between a custody and the next arrest leaves open that the custody had ended or stood still. */
function isInterrupted(measures: Measures, from: number, text: string): boolean {
  const next = measures.findIndex(({ kind }, i) => i > from && ARRESTS.has(kind));
  if (next < 0) return false;
  const between = measures.slice(from + 1, next);
  const [begin, end] = [measures[from]?.span[1] ?? 0, measures[next]?.span[0] ?? 0];
  return (
    isByCourt(measures, next) ||
    between.some(({ kind }) => kind === 'seized') ||
    OTHER_TIME.test(text.slice(begin, Math.max(begin, end)))
  );
}

/** A court decides an arrest only of somebody who is before it: the detention by the police was over. */
function isByCourt(measures: Measures, arrest: number): boolean {
  return measures.slice(arrest, arrest + 2).some(({ kind, by }) => ARRESTS.has(kind) && /法院|本院/.test(by ?? ''));
}

const CUSTODIES: ReadonlySet<string> = new Set(['hold', 'supervisory-custody', 'detain']);
const LASTING: ReadonlySet<string> = new Set([...CUSTODIES, 'arrest', 'bail', 'residential-surveillance']);

function measuresOf({ measures }: Defendant, index: number, text: string): readonly Told[] {
  const undated = hasUndatedChange(measures);
  const approvalUndated = measures.some(({ kind, on }) => on === null && DECISIONS.has(kind));
  return measures.flatMap((measure, i) => {
    const name = measureActs[measure.kind];
    if (name === null) return [];
    const interrupted = (undated && LASTING.has(name)) || (CUSTODIES.has(name) && isInterrupted(measures, i, text));
    const data: Data = {
      ...(interrupted ? { interrupted } : {}),
      ...(name === 'detain' && approvalUndated ? { approval_undated: true } : {}),
      ...(name === 'detain' && /检察院/.test(measure.by ?? '') ? { own_investigation: true } : {}),
    };
    return [{ name, on: measure.on, defendant: index, span: measure.span, data }];
  });
}

function chargesOf(judgment: Judgment): readonly Told[] {
  if (judgment.prosecution === 'private') return [];
  const [first, ...later] = judgment.chargings;
  const indexesOf = (names: readonly string[]): readonly number[] => {
    const found = judgment.defendants.flatMap(({ name }, i) => (names.includes(name) ? [i] : []));
    return found.length > 0 ? found : judgment.defendants.map((_, i) => i);
  };
  const accused =
    first === undefined ? judgment.defendants.map((_, i) => i) : indexesOf(first.accused.map((one) => one.name));
  const span = judgment.sources['/prosecuted_on'];
  return [
    ...accused.map((defendant): Told => ({ name: 'prosecute', on: judgment.prosecuted_on, defendant, span })),
    ...later.flatMap((charging) =>
      indexesOf(charging.accused.map((one) => one.name)).map(
        (defendant): Told => ({ name: 'add-charges', on: charging.on, defendant }),
      ),
    ),
  ];
}

/** A return to the prosecution for supplementary investigation whose beginning and end are both dated: the time then starts anew. */
const isDatedReturn = (told: Judgment['adjournments'][number]): boolean =>
  told.from !== null && told.to !== null && (told.count ?? 1) === 1 && /补充侦查/.test(told.reason ?? '');
const isDatedExtension = (told: Judgment['extension']): boolean =>
  told !== null && told.approved_on !== null && (told.count ?? 1) === 1;

/** Does the document tell of a delay whose effect on the time cannot be placed on a day? */
function hasUnplacedDelay(judgment: Judgment): boolean {
  const { adjournments, extension, suspensions, chargings } = judgment;
  return (
    adjournments.some((one) => !isDatedReturn(one)) ||
    (extension !== null && !isDatedExtension(extension)) ||
    suspensions.length > 0 ||
    chargings.length > 1
  );
}

function firstInstance(judgment: Judgment): readonly Told[] {
  const { sources } = judgment;
  const accept = judgment.prosecution === 'private' ? 'accept-private-case' : 'accept-case';
  return [
    { name: accept, on: judgment.accepted_on, defendant: null, span: sources['/accepted_on'] },
    ...judgment.adjournments.flatMap((told, i): readonly Told[] =>
      isDatedReturn(told)
        ? [
            { name: 'adjourn-for-investigation', on: told.from, defendant: null, span: sources[`/adjournments/${i}`] },
            { name: 'resume-trial', on: told.to, defendant: null, span: sources[`/adjournments/${i}`] },
          ]
        : [],
    ),
    ...(isDatedExtension(judgment.extension)
      ? [
          {
            name: 'extend-trial' as const,
            on: judgment.extension?.approved_on ?? null,
            defendant: null,
            span: sources['/extension'],
          },
        ]
      : []),
    ...judgment.trials.map(
      (on, i): Told => ({ name: 'hold-hearing', on, defendant: null, span: sources[`/trials/${i}`] }),
    ),
  ];
}

function secondInstance(judgment: Judgment): readonly Told[] {
  const { sources } = judgment;
  return [
    { name: 'judge-first', on: judgment.first_judgment_on, defendant: null, span: sources['/first_judgment_on'] },
    { name: 'appeal', on: judgment.appeal?.on ?? null, defendant: null, span: sources['/appeal/on'] },
    { name: 'protest', on: judgment.protest?.on ?? null, defendant: null, span: sources['/protest/on'] },
    { name: 'accept-appeal', on: judgment.accepted_on, defendant: null, span: sources['/accepted_on'] },
    ...judgment.trials.map(
      (on, i): Told => ({ name: 'hold-appeal-hearing', on, defendant: null, span: sources[`/trials/${i}`] }),
    ),
  ];
}

/** The last judgment of this court that was set aside and the decision that sent the case back, where the document dates both. */
function sentBack(judgment: Judgment): { readonly judged: string; readonly back: string } | null {
  const back = judgment.earlier_decisions.findLast((one) => one.remand)?.on ?? null;
  const judged = judgment.first_judgment_on;
  const begun = judgment.prosecuted_on;
  if (judgment.instance !== 'first' || back === null || judged === null || begun === null) return null;
  return begun <= judged && judged <= back ? { judged, back } : null;
}

function remandOf(judgment: Judgment): readonly Told[] {
  const found = sentBack(judgment);
  if (found === null) return [];
  return [
    { name: 'judge-first', on: found.judged, defendant: null, span: judgment.sources['/first_judgment_on'] },
    { name: 'send-back', on: found.back, defendant: null },
  ];
}

/** The procedure, where the document names only one: after a change from one to another the times of both are mixed. */
function procedureOf({ procedure }: Judgment, text: string): Judgment['procedure'] {
  const named = ['普通程序', '简易程序', '速裁程序'].filter((word) => text.includes(word));
  return named.length > 1 ? null : procedure;
}

/** What the document says about the whole case; a field it does not settle is left out, so that guards read it as unknown. */
function statementsOf(judgment: Judgment, text: string): Data {
  const { instance } = judgment;
  const procedure = procedureOf(judgment, text);
  const first = instance === 'first';
  const delayed = hasUnplacedDelay(judgment);
  const anyDelay = delayed || judgment.adjournments.length > 0 || judgment.extension !== null;
  return {
    accused: judgment.defendants.filter(({ kind }) => kind === 'person').length,
    remanded: first
      ? judgment.earlier_decisions.length > 0 && sentBack(judgment) === null
      : judgment.earlier_decisions.some((one) => one.remand),
    simplified: procedure === 'simplified',
    fast_track: procedure === 'fast-track',
    ...(procedure === null ? {} : { ordinary_procedure: procedure === 'ordinary' }),
    ...((first ? delayed : anyDelay) ? { further_delay: true, second_delay: true } : {}),
  };
}

/**
 * The acts that a judgment's head (`text`) states, to the day, for replay over criminal.judgment-supervision. What has no day is no act; what
 * the document does not state is in no act's data.
 */
export function actsOf(judgment: Judgment, text: string, calendar: Calendar): readonly ToldAct[] {
  const told: readonly Told[] = [
    ...judgment.defendants.flatMap((defendant, i) => measuresOf(defendant, i, text)),
    ...chargesOf(judgment),
    ...(judgment.instance === 'first' ? firstInstance(judgment) : []),
    ...(judgment.instance === 'second' ? secondInstance(judgment) : []),
    ...remandOf(judgment),
  ];
  const dated = told.flatMap((one) => (one.on === null ? [] : [{ ...one, on: one.on }]));
  const first = dated.map((one) => one.on).sort()[0];
  if (first === undefined) return [];
  const states = { name: 'document-states', on: first, defendant: null, data: statementsOf(judgment, text) } as const;
  return [states, ...dated].map((one, seq): ToldAct => {
    const at = startOfDay(one.on, calendar);
    const subject = one.defendant === null ? null : subjectId(one.defendant);
    return {
      act: {
        id: [seq, one.name, ...(subject === null ? [] : [subject])].join('-'),
        type: one.name,
        subject,
        at,
        precision: 'day',
        recordedAt: at,
        seq,
        data: 'data' in one && one.data !== undefined ? one.data : {},
      },
      on: one.on,
      defendant: one.defendant === null ? null : (judgment.defendants[one.defendant]?.name ?? null),
      span: 'span' in one ? (one.span ?? null) : null,
    };
  });
}
