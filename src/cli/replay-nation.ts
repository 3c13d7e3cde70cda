/** `custos replay DIR`: supervision over a whole nation on disk. */
import { endOfDay, legalDate, momentOf } from '#engine/index.ts';
import type { LawPack } from '#law/index.ts';
import type { Compared, NationReplay } from '#nation/index.ts';
import type { RuleRow, VerdictCounts } from '#oversight/index.ts';
import { ownLaw } from './pack.ts';
import { type Call, document, type Exit, languageIn, text, texts, wrongCall } from './verb.ts';

/** A rule of the law with the procedure it stands in. */
export interface NationRuleRow extends RuleRow {
  readonly procedure: string;
}

/** What `custos replay DIR --json` prints. */
export interface NationReplayJson {
  readonly nation: string;
  /** Proceedings, and acts in them. */
  readonly traces: number;
  readonly events: number;
  /** End of observation, ISO 8601. */
  readonly until: string;
  readonly known_at: string | null;
  readonly seconds: NationReplay['seconds'];
  readonly threads: number;
  readonly violations: number;
  readonly traces_with_violations: number;
  /** Of every procedure that has proceedings. */
  readonly rules: readonly NationRuleRow[];
  readonly unknown: readonly { readonly activity: string; readonly events: number }[];
  readonly notes: readonly string[];
  /** null: there is nothing to compare with. */
  readonly truth: Compared | null;
}

interface Counted {
  readonly counts: VerdictCounts;
  traces: number;
  events: number;
  violations: number;
}

export async function replayNationVerb(call: Call, dir: string): Promise<Exit> {
  const { values } = call;
  for (const name of ['map', 'durations'])
    if (values[name] !== undefined) throw wrongCall(`custos replay: --${name} is for a log; ${dir} is a nation`);
  const named = text(values, 'case');
  if (named !== undefined) return caseOf(call, dir, named);
  if (values.language !== undefined)
    throw wrongCall('custos replay: --language goes with --case; the table of a whole nation is in English');
  const workers = text(values, 'workers');
  const { pack, catalogue } = await ownLaw('replay');
  const { isNationFault, replayNation } = await import('#nation/index.ts');
  const { createVerdictCounts } = await import('#oversight/index.ts');
  const until = momentIn(call, 'until', pack);
  const knownAt = momentIn(call, 'known-at', pack);
  const procedures = [...new Set(texts(values, 'procedure'))];
  const departures = text(values, 'departures');
  const counted = new Map<string, Counted>();
  const unknown = new Map<string, number>();
  const sums = { violations: 0, broken: 0, undetermined: 0 };
  const shown = process.stderr.isTTY && !call.json;
  try {
    const found = await replayNation({
      pack,
      catalogue,
      dir,
      ...(procedures.length === 0 ? {} : { procedures }),
      ...(until === null ? {} : { until }),
      ...(knownAt === null ? {} : { knownAt }),
      ...(workers === undefined ? {} : { workers: Number(workers) }),
      ...(departures === undefined ? {} : { departures }),
      ...(shown ? { onProgress: (events: number) => void process.stderr.write(`\r${events} acts replayed`) } : {}),
      onVerdict({ procedure, verdict }) {
        const of = counted.get(procedure) ?? {
          counts: createVerdictCounts(pack.procedures[procedure]!),
          traces: 0,
          events: 0,
          violations: 0,
        };
        counted.set(procedure, of);
        of.counts.add(verdict);
        of.traces += verdict.cases;
        of.events += verdict.acts;
        of.violations += verdict.violations;
        sums.violations += verdict.violations;
        sums.broken += verdict.casesWithViolations;
        sums.undetermined += verdict.notes.undetermined ?? 0;
        for (const { activity, events } of verdict.unknown)
          unknown.set(activity, (unknown.get(activity) ?? 0) + events);
      },
    });
    if (shown) call.warn('');
    const json: NationReplayJson = {
      nation: dir,
      traces: found.traces,
      events: found.events,
      until: new Date(found.until).toISOString(),
      known_at: knownAt === null ? null : new Date(knownAt).toISOString(),
      seconds: found.seconds,
      threads: found.threads,
      violations: sums.violations,
      traces_with_violations: sums.broken,
      rules: sorted(counted).flatMap(([procedure, { counts }]) => counts.rows().map((row) => ({ procedure, ...row }))),
      unknown: [...unknown]
        .map(([activity, events]) => ({ activity, events }))
        .sort((a, b) => b.events - a.events || (a.activity < b.activity ? -1 : 1)),
      notes: [
        ...found.notes,
        ...(sums.undetermined === 0
          ? []
          : [`${sums.undetermined} verdicts stay open, since data that a rule reads are missing`]),
      ],
      truth: found.truth,
    };
    call.say(call.json ? document(json) : textOf(json, counted, legalDate(found.until, pack.calendar)));
    return 0;
  } catch (error) {
    if (isNationFault(error)) throw wrongCall(`custos replay: ${error.message}`);
    throw error;
  }
}

/** One case of a nation: each of its proceedings with its departures, their arithmetic, and the shortest explanation. */
async function caseOf(call: Call, dir: string, named: string): Promise<Exit> {
  const { values } = call;
  for (const name of ['departures', 'workers', 'known-at'])
    if (values[name] !== undefined)
      throw wrongCall(`custos replay: --${name} is for a whole nation, --case for one of its cases`);
  const number = Number(named);
  if (!/^\d{1,16}$/.test(named) || !Number.isSafeInteger(number))
    throw wrongCall(`custos replay: --case ${named}: expected a number as in truth.json, e.g. 8589934735`);
  const lang = languageIn(call, 'replay');
  const { pack, catalogue } = await ownLaw('replay');
  const { caseOfNation, isNationFault } = await import('#nation/index.ts');
  const { caseJson, caseText, oneCaseOf } = await import('#oversight/index.ts');
  const procedures = [...new Set(texts(values, 'procedure'))];
  const given = momentIn(call, 'until', pack);
  try {
    const found = await caseOfNation({
      pack,
      catalogue,
      dir,
      case: number,
      ...(procedures.length === 0 ? {} : { procedures }),
    });
    const until = given ?? found.until;
    const shown = found.proceedings.map(({ proceeding, procedure, world, office, acts }) => {
      const one = oneCaseOf({ law: pack.procedures[procedure]!, pack, world, notes: [] }, acts, until);
      const notes = one.remarks.map((text) => text[lang]);
      const head = { file: dir, procedure, case: named, knownAt: null, notes };
      return {
        json: { proceeding, office, ...caseJson(head, one) },
        text: caseText({ file: dir, name: `${named} / ${proceeding}`, procedure, notes }, one, pack, lang),
      };
    });
    call.say(
      call.json
        ? document({ nation: dir, case: number, proceedings: shown.map(({ json }) => json) })
        : shown.map(({ text }) => text).join('\n\n'),
    );
    return 0;
  } catch (error) {
    if (isNationFault(error)) throw wrongCall(`custos replay: ${error.message}`);
    throw error;
  }
}

/** `--until`, `--known-at`: a day to its last moment, or a moment. */
function momentIn({ values }: Call, name: string, { calendar }: LawPack): number | null {
  const given = text(values, name);
  if (given === undefined) return null;
  const at = momentOf(given, calendar);
  if (at === null)
    throw wrongCall(
      `custos replay: --${name} ${given}: expected a date like 2022-12-31 or a time like 2022-12-31T12:00`,
    );
  return /^\d{4}-\d{2}-\d{2}$/.test(given) ? endOfDay(given, calendar) : at;
}

const sorted = (counted: ReadonlyMap<string, Counted>): readonly (readonly [string, Counted])[] =>
  [...counted].sort(([a], [b]) => (a < b ? -1 : 1));

const HEADS = ['met', 'late', 'overdue', 'running', 'never done', 'departures', 'traces'] as const;

function textOf(json: NationReplayJson, counted: ReadonlyMap<string, Counted>, until: string): string {
  const broken = json.rules.filter(({ occurrences }) => occurrences > 0);
  const width = Math.max(4, ...broken.map(({ id }) => id.length + 2));
  const line = (row: NationRuleRow): string =>
    [
      `  ${row.id}`.padEnd(width),
      ...[row.met, row.late, row.overdue, row.running, row.never_done, row.occurrences, row.traces].map((value, i) =>
        (value === 0 ? '·' : String(value)).padStart(HEADS[i]!.length),
      ),
      row.cite,
    ].join('  ');
  const { load, replay } = json.seconds;
  return [
    `${json.nation}: ${json.traces} proceedings of ${counted.size} procedures, ${json.events} acts; observed until ${until}`,
    `${json.violations} departures in ${json.traces_with_violations} proceedings`,
    ...(broken.length === 0 ? [] : ['', ['rules departed from'.padEnd(width), ...HEADS, 'cite'].join('  ')]),
    ...sorted(counted)
      .filter(([, { violations }]) => violations > 0)
      .flatMap(([id, { traces, events }]) => [
        `${id}: ${traces} proceedings, ${events} acts`,
        ...broken.filter(({ procedure }) => procedure === id).map(line),
      ]),
    ...(json.unknown.length === 0
      ? []
      : [
          '',
          'acts that the law does not know:',
          ...json.unknown.map(({ activity, events }) => `  ${activity}  ${events}`),
        ]),
    ...(json.truth === null ? [] : ['', ...truthLines(json.truth)]),
    ...(json.notes.length === 0 ? [] : ['', ...json.notes.map((note) => `note: ${note}`)]),
    '',
    `read in ${load.toFixed(2)} s, replayed in ${replay.toFixed(2)} s${json.threads === 1 ? '' : ` on ${json.threads} threads`}`,
  ].join('\n');
}

function truthLines({ planted, found, missed, besides }: Compared): readonly string[] {
  const told = ({
    case: number,
    proceeding,
    procedure,
    rule,
    kind,
    act,
  }: Compared['missed']['first'][number]): string =>
    `  case ${number}, proceeding ${proceeding}, ${procedure}: ${kind} ${rule} (${act})`;
  const listed = (title: string, { total, first }: Compared['missed']): readonly string[] =>
    total === 0
      ? []
      : [
          `${title}: ${total}`,
          ...first.map(told),
          ...(total > first.length ? [`  and ${total - first.length} more`] : []),
        ];
  return [
    `planted ${planted}, found ${found}, missed ${missed.total}, found besides ${besides.total}`,
    ...listed('missed', missed),
    ...listed('found besides', besides),
  ];
}
