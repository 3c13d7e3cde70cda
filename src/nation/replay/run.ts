import {
  type Act,
  actsOfCase,
  type ColumnViolation,
  type Compiled,
  compile,
  legalDate,
  replay,
  replayColumns,
  type Verdict,
  verdictOfStates,
  type World,
} from '#engine/index.ts';
import { type LawPack, ruleOf } from '#law/index.ts';
import type { NationKeys } from '#measures/index.ts';
import { dayOfMinute } from '../days.ts';
import { worldOf } from '../kit.ts';
import { numberOf, type Planted } from '../planted.ts';
import { columnsMaker, type Logged, type Pool, poolOf } from './columns.ts';
import { ANNULS, MISTAKE, nationFault, type PlaceLog } from './read.ts';
import { withPast, withSeverings } from './severed.ts';

/** One departure from the law, told as truth.json tells those that were planted. */
export interface NationDeparture extends Planted {
  /** Acts of which any would have met the duty; none where it is no duty that was missed. */
  readonly owed: readonly string[];
  readonly cite: string;
  /** Number of the person in the case; 0: the whole case. */
  readonly subject: number;
  /** Division code of the office. */
  readonly office: string;
}

/** What became of the rules of one procedure over some proceedings. */
export interface ProcedureVerdict {
  readonly procedure: string;
  readonly verdict: Verdict;
}

export interface PlaceReplay {
  readonly traces: number;
  readonly events: number;
  readonly verdicts: readonly ProcedureVerdict[];
}

export interface PlaceOptions {
  readonly until: number;
  readonly knownAt?: number;
  /** Called for each departure, in the order of procedures, levels, proceedings. */
  readonly onDeparture?: (departure: NationDeparture) => void;
}

/** Acts that are replayed at a time. */
const BLOCK = 1 << 16;

interface Program {
  readonly compiled: Compiled;
  /** Rule of the file by relation. */
  readonly groups: Readonly<Record<string, string>>;
}

/** Replays the proceedings of a place by the compiled law of a pack; what is compiled is kept for the next place. */
export function placeReplayer(pack: LawPack, keys: NationKeys): (log: PlaceLog, options: PlaceOptions) => PlaceReplay {
  const programs = new Map<string, Program>();
  const programOf = (procedure: string, level: string): Program => {
    const key = `${procedure} ${level}`;
    const known = programs.get(key);
    if (known !== undefined) return known;
    const law = pack.procedures[procedure]!;
    const compiled = compile(law.procedure, worldOf(pack, level));
    const groups = Object.fromEntries(compiled.program.rules.map(({ id }) => [id, ruleOf(law, id)?.id ?? id]));
    const made = { compiled, groups };
    programs.set(key, made);
    return made;
  };

  let pool = poolOf(BLOCK);
  return (log, options) => {
    const verdicts: ProcedureVerdict[] = [];
    let traces = 0;
    const apart = new Set(log.severings.flatMap(({ from, into }) => [from, into]));
    for (const { procedure, level, members: all } of groupsOf(log, keys)) {
      const { compiled, groups } = programOf(procedure, level);
      const size = sizeFor(log, all);
      if (size > pool.size) pool = poolOf(size);
      pool.reset();
      const columnsFor = columnsMaker(compiled, log.said, keys.offences, pool);
      const fill = filler(log, pool);
      const tell = options.onDeparture;
      const severed = all.filter((p) => apart.has(p));
      const members = severed.length === 0 ? all : all.filter((p) => !apart.has(p));
      if (severed.length > 0) {
        const actsOf = (p: number): readonly Act[] =>
          actsOfCase(compiled, columnsFor(fill(Uint32Array.of(p), 0).logged), 0);
        const states = Array.from(severed, (p) => {
          const acts = severedActsOf(log, p, actsOf);
          const { state, violations } = replay(compiled.procedure, acts, compiled.world, options);
          if (tell !== undefined)
            for (const one of violations)
              tell(departureOf(log, keys, compiled, procedure, p, { ...one, dueAt: one.due?.at }));
          return state;
        });
        verdicts.push({ procedure, verdict: verdictOfStates(compiled, states, groups) });
      }
      for (let from = 0; from < members.length; ) {
        const { logged, to } = fill(members, from);
        const own = members.subarray(from, to);
        const verdict = replayColumns(compiled, columnsFor(logged), {
          until: options.until,
          groups,
          ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
          ...(tell === undefined
            ? {}
            : { onViolation: (one) => tell(departureOf(log, keys, compiled, procedure, own[one.case]!, one)) }),
        });
        verdicts.push({ procedure, verdict });
        from = to;
      }
      traces += all.length;
    }
    return { traces, events: log.rows, verdicts };
  };
}

/** The acts of every proceeding of a place, as the engine takes them. For a place of which only one case was read. */
export function actsByProceeding(pack: LawPack, keys: NationKeys, log: PlaceLog): readonly ProceedingActs[] {
  return groupsOf(log, keys)
    .flatMap(({ procedure, level, members }) => {
      const compiled = compile(pack.procedures[procedure]!.procedure, worldOf(pack, level));
      const pool = poolOf(sizeFor(log, members));
      const columnsFor = columnsMaker(compiled, log.said, keys.offences, pool);
      const fill = filler(log, pool);
      const actsOf = (p: number): readonly Act[] =>
        actsOfCase(compiled, columnsFor(fill(Uint32Array.of(p), 0).logged), 0);
      return Array.from(members, (p) => ({
        proceeding: numberOf(log.block, p),
        procedure,
        world: compiled.world,
        office: keys.offices[log.office[p]!]!.id,
        acts: [...severedActsOf(log, p, actsOf)].sort((a, b) => a.at - b.at || a.seq - b.seq),
      }));
    })
    .sort((a, b) => a.proceeding - b.proceeding);
}

export interface ProceedingActs {
  readonly proceeding: number;
  readonly procedure: string;
  readonly world: World;
  /** Division code of the office. */
  readonly office: string;
  readonly acts: readonly Act[];
}

interface Group {
  readonly procedure: string;
  readonly level: string;
  /** Proceedings, in the order of their numbers. */
  readonly members: Uint32Array;
}

/** Proceedings by procedure and by level of the office. */
function groupsOf({ procedure, office }: PlaceLog, keys: NationKeys): readonly Group[] {
  const levels = [...new Set(keys.offices.map(({ level }) => level))].sort();
  const levelOf = Uint8Array.from(keys.offices, ({ level }) => levels.indexOf(level));
  const counts = new Uint32Array(keys.procedures.length * levels.length + 1);
  const groupOf = (p: number): number => procedure[p]! * levels.length + levelOf[office[p]!]!;
  for (let p = 0; p < procedure.length; p++) {
    if (procedure[p] === 0) continue;
    if (procedure[p]! >= keys.procedures.length || office[p]! >= keys.offices.length)
      throw nationFault(
        `proceeding ${p}: procedure ${procedure[p]} or office ${office[p]} is not in keys.json; make the nation again`,
      );
    counts[groupOf(p) + 1]! += 1;
  }
  for (let g = 1; g < counts.length; g++) counts[g]! += counts[g - 1]!;
  const all = new Uint32Array(counts.at(-1)!);
  const next = counts.slice();
  for (let p = 0; p < procedure.length; p++) if (procedure[p] !== 0) all[next[groupOf(p)]!++] = p;
  return Array.from({ length: counts.length - 1 }, (_, g) => ({
    procedure: keys.procedures[Math.floor(g / levels.length)]!,
    level: levels[g % levels.length]!,
    members: all.subarray(counts[g]!, counts[g + 1]!),
  })).filter(({ members }) => members.length > 0);
}

function sizeFor({ starts, severings }: PlaceLog, members: Uint32Array): number {
  let all = 0;
  let longest = severings.reduce((most, { from }) => Math.max(most, starts[from + 1]! - starts[from]!), 0);
  for (const p of members) {
    const acts = starts[p + 1]! - starts[p]!;
    all += acts;
    if (acts > longest) longest = acts;
  }
  return Math.max(longest, Math.min(all, BLOCK));
}

/** Rows for as many proceedings from a place on as fit; their memory is used again. */
function filler(
  { starts, acts, opened, hasMistakes }: PlaceLog,
  { size, said, minute, day, offence, take }: Pool,
): (members: Uint32Array, from: number) => { readonly logged: Logged; readonly to: number } {
  const annuls = hasMistakes ? take() : new Int32Array(0);
  return (members, from) => {
    let mistakes = 0;
    annuls.fill(-1);
    let to = from;
    let n = 0;
    const offsets: number[] = [0];
    const days: number[] = [];
    for (; to < members.length; to++) {
      const p = members[to]!;
      const start = starts[p]!;
      const end = starts[p + 1]!;
      if (n + end - start > size || offsets.length > BLOCK) break;
      let mistake = -1;
      for (let i = start; i < end; i++) {
        const what = acts[i * 2 + 1]!;
        minute[n] = acts[i * 2]!;
        said[n] = what & 65_535;
        offence[n] = (what >>> 16) & 32_767;
        if (what >= MISTAKE) mistake = i - start;
        else if (said[n] === ANNULS) {
          annuls[n] = mistake;
          mistakes += 1;
        }
        day[n] = dayOfMinute(minute[n]!);
        n += 1;
      }
      offsets.push(n);
      days.push(opened[p]!);
    }
    return {
      logged: {
        offsets: Uint32Array.from(offsets),
        said,
        minute,
        day,
        offence,
        opened: Uint16Array.from(days),
        ...(mistakes > 0 ? { annuls } : {}),
      },
      to,
    };
  };
}

/** A proceeding that somebody was severed from, or into. */
function severedActsOf(log: PlaceLog, p: number, actsOf: (p: number) => readonly Act[]): readonly Act[] {
  const came = log.severings.find(({ into }) => into === p);
  const went = log.severings.filter(({ from }) => from === p);
  const own = withSeverings(actsOf(p), went);
  return came === undefined ? own : withPast(own, actsOf(came.from), came, String(numberOf(log.block, log.caseNo[p]!)));
}

type Told = Pick<ColumnViolation, 'kind' | 'relation' | 'cite' | 'subject'> &
  Partial<Pick<ColumnViolation, 'act' | 'actType' | 'targets' | 'dueAt' | 'byDays'>>;

function departureOf(
  log: PlaceLog,
  keys: NationKeys,
  { world }: Compiled,
  procedure: string,
  proceeding: number,
  one: Told,
): NationDeparture {
  return {
    case: numberOf(log.block, log.caseNo[proceeding]!),
    proceeding: numberOf(log.block, proceeding),
    procedure,
    kind: one.kind,
    rule: one.relation,
    act: one.actType ?? one.targets?.[0] ?? '',
    place: one.act?.startsWith('#') === true ? Number(one.act.slice(1)) : null,
    due: one.dueAt === undefined ? null : legalDate(one.dueAt, world.calendar),
    late_days: one.byDays ?? null,
    owed: one.targets ?? [],
    cite: one.cite,
    subject: one.subject === null ? 0 : Number(one.subject.slice(1)),
    office: keys.offices[log.office[proceeding]!]!.id,
  };
}
