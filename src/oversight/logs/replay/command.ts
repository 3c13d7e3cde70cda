import { type Calendar, endOfDay, legalDate, momentOf } from '#engine/index.ts';
import type { CommandResult, LawPack } from '#law/index.ts';
import { isLogFault, logFault, shown } from '../fault.ts';
import { type Mapping, noMapping, readMapping } from '../mapping.ts';
import type { RuleRow } from './counts.ts';
import { chooseProcedure } from './procedure.ts';
import { type LogReplay, replayLogFile } from './run.ts';

export interface ReplayOptions {
  /** Id in the pack, a procedure file, or a DCR model. */
  readonly procedure: string;
  readonly map?: string;
  /** End of observation: a date (its last moment) or a date-time. */
  readonly until?: string;
  /** Judged as known then: a date (its last moment) or a date-time; what was recorded later is left aside. */
  readonly knownAt?: string;
  /** How long duties took as well. */
  readonly durations?: boolean;
  /** Read only where an id is given. */
  readonly pack: () => LawPack;
  readonly progress?: (events: number) => void;
  /** Threads that replay; absent: one for each core, where the log is long enough. */
  readonly workers?: number;
  /** Every departure goes to this file, a line of JSON for each. */
  readonly departures?: string;
}

/** What `custos replay --json` prints. */
export interface ReplayJson {
  readonly file: string;
  readonly procedure: string;
  readonly traces: number;
  readonly events: number;
  /** End of observation, ISO 8601; null: a log without events. */
  readonly until: string | null;
  /** As known then; null: as known in the end. */
  readonly known_at: string | null;
  readonly seconds: { readonly load: number; readonly replay: number };
  /** Threads that replayed. Of more than one, `seconds.replay` is only what the reading had to wait for them. */
  readonly threads: number;
  readonly violations: number;
  readonly traces_with_violations: number;
  readonly rules: readonly RuleRow[];
  readonly unknown: LogReplay['unknown'];
  readonly notes: readonly string[];
}

/** Replays an event log over a procedure. Status 2: the log, the mapping, the model or the call is wrong, in one line. */
export async function replayCommand(file: string, options: ReplayOptions): Promise<CommandResult<ReplayJson | null>> {
  try {
    const { law, world, notes } = chooseProcedure(options.procedure, options.pack);
    const mapping = options.map === undefined ? noMapping : readMapping(options.map);
    const until = options.until === undefined ? null : untilOf(options.until, world.calendar);
    const knownAt = options.knownAt === undefined ? null : untilOf(options.knownAt, world.calendar, '--known-at');
    const mapFile = options.map ?? 'mapping';
    const found = await replayLogFile({
      file,
      mapping,
      mapFile,
      law,
      world,
      until,
      ...(knownAt === null ? {} : { knownAt }),
      durations: options.durations,
      progress: options.progress,
      workers: options.workers,
      departures: options.departures,
    });
    const json: ReplayJson = {
      file,
      procedure: law.id,
      traces: found.traces,
      events: found.events,
      until: found.until === null ? null : new Date(found.until).toISOString(),
      known_at: knownAt === null ? null : new Date(knownAt).toISOString(),
      seconds: found.seconds,
      threads: found.threads,
      violations: found.violations,
      traces_with_violations: found.tracesWithViolations,
      rules: found.rules,
      unknown: found.unknown,
      notes: [
        ...notes,
        ...found.notes.map(({ text }) => text),
        ...knownNotes(mapping, knownAt, found),
        ...ownNotes(found),
      ],
    };
    return { json, text: textOf(json, world.calendar, found.until), status: 0 };
  } catch (error) {
    if (!isLogFault(error)) throw error;
    return { json: null, text: error.message, status: 2 };
  }
}

function ownNotes(found: LogReplay): readonly string[] {
  const events = (count: number): string => `${count} ${count === 1 ? 'event' : 'events'}`;
  const strange = found.unknown.reduce((sum, one) => sum + one.events, 0);
  return [
    ...(found.acts > 0 || strange === 0
      ? []
      : ['no event of the log is an act of this procedure; acts: in the mapping file says which is which']),
    ...(found.withoutSubject === 0
      ? []
      : [
          `${events(found.withoutSubject)} addressed to somebody name nobody; each case stood for one (subject: in the mapping)`,
        ]),
    ...(found.undetermined === 0
      ? []
      : [`${found.undetermined} verdicts stay open, since data that a rule reads are missing`]),
  ];
}

/** What must be said where it was asked what was known, or where events take others back. */
export function knownNotes(
  mapping: Mapping,
  knownAt: number | null,
  { ofNothing }: { readonly ofNothing: number },
): readonly string[] {
  return [
    ...(knownAt === null || mapping.recordedAt !== undefined
      ? []
      : ['no recorded_at in the mapping: every event counts as recorded when it happened']),
    ...(ofNothing === 0
      ? []
      : [
          `${ofNothing} ${ofNothing === 1 ? 'event takes' : 'events take'} back what is not in the same case; passed over`,
        ]),
  ];
}

/** `--until`, `--known-at`: a day to its last moment, or a moment. Else a LogFault. */
export function untilOf(text: string, calendar: Calendar, option = '--until'): number {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const at = momentOf(text, calendar);
  if (at === null) throw logFault(option, null, shown(text), 'a date like 2022-12-31 or a time like 2022-12-31T12:00');
  return day ? endOfDay(text, calendar) : at;
}

const HEADS = ['met', 'late', 'overdue', 'running', 'never done', 'departures', 'traces'] as const;
const cells = (row: RuleRow): readonly number[] => [
  row.met,
  row.late,
  row.overdue,
  row.running,
  row.never_done,
  row.occurrences,
  row.traces,
];

const knownText = ({ known_at: known }: ReplayJson, calendar: Calendar): string =>
  known === null ? '' : `, as known on ${legalDate(Date.parse(known), calendar)}`;

function textOf(json: ReplayJson, calendar: Calendar, until: number | null): string {
  const width = Math.max(4, ...json.rules.map(({ id }) => id.length));
  const kinds = Math.max(4, ...json.rules.map(({ kind }) => kind.length));
  const line = (row: RuleRow): string =>
    [
      row.id.padEnd(width),
      row.kind.padEnd(kinds),
      ...cells(row).map((value, i) => (value === 0 ? '·' : String(value)).padStart(HEADS[i]!.length)),
      row.cite,
    ].join('  ');
  const { load, replay } = json.seconds;
  return [
    `${json.file}: ${json.traces} traces, ${json.events} events; observed until ${until === null ? '–' : legalDate(until, calendar)}${knownText(json, calendar)}`,
    `${json.procedure}: ${json.violations} departures in ${json.traces_with_violations} traces`,
    '',
    ['rule'.padEnd(width), 'kind'.padEnd(kinds), ...HEADS, 'cite'].join('  '),
    ...json.rules.map(line),
    ...durationLines(json.rules, width),
    ...(json.unknown.length === 0
      ? []
      : [
          '',
          'activities that the procedure does not know:',
          ...json.unknown.map(({ activity, events }) => `  ${activity === '' ? '(no name)' : activity}  ${events}`),
        ]),
    ...(json.notes.length === 0 ? [] : ['', ...json.notes.map((note) => `note: ${note}`)]),
    '',
    json.threads === 1
      ? `read in ${load.toFixed(2)} s, replayed in ${replay.toFixed(2)} s`
      : `read in ${load.toFixed(2)} s while ${json.threads} threads replayed; waited ${replay.toFixed(2)} s for them`,
  ].join('\n');
}

/** By when half of the duties were met, what is still open counted for as long as it was seen. */
function durationLines(rules: readonly RuleRow[], width: number): readonly string[] {
  const rows = rules.flatMap(({ id, duration }) =>
    duration === undefined || duration === null ? [] : [{ id, duration }],
  );
  if (rows.length === 0) return [];
  const heads = ['duties', 'still open', '     median', 'met by due'] as const;
  const line = (id: string, values: readonly string[]): string =>
    [id.padEnd(width), ...values.map((value, i) => value.padStart(Math.max(heads[i]!.length, 8)))].join('  ');
  return [
    '',
    'time to discharge, estimated with what is still open as right-censored (Kaplan–Meier):',
    line('rule', heads),
    ...rows.map(({ id, duration: { n, censored, median_ms: median, by_due: share } }) =>
      line(id, [
        String(n),
        String(censored),
        median === null ? 'not reached' : spanText(median),
        share === null ? '–' : `${(share * 100).toFixed(1)} %`,
      ]),
    ),
  ];
}

const spanText = (ms: number): string =>
  ms >= 86_400_000
    ? `${(ms / 86_400_000).toFixed(1)} d`
    : ms >= 3_600_000
      ? `${(ms / 3_600_000).toFixed(1)} h`
      : `${Math.round(ms / 60_000)} min`;
