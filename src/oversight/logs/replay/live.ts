import { type Act, type Data, type Procedure, replay, type Value, type World } from '#engine/index.ts';
import type { LogBatch, LogNames } from '../types.ts';
import { type ActTable, UNKNOWN, type ValueTable } from './acts.ts';
import type { RuleCounts } from './counts.ts';

/** What a batch is replayed with. */
export interface Scene {
  readonly procedure: Procedure;
  readonly world: World;
  readonly until: number;
  readonly names: LogNames;
  readonly acts: ActTable;
  /** By field name. */
  readonly values: ReadonlyMap<string, ValueTable>;
}

/** Sums over a log that are not by rule. */
export interface Sums {
  acts: number;
  violations: number;
  tracesWithViolations: number;
  undetermined: number;
  readonly unknown: Map<number, number>;
  /** Acts that need a subject and had none: the case stands for it. */
  withoutSubject: number;
}

/** Replays whole cases by the readable path of the engine. `first`: number of traces before this batch. */
export function replayLive(batch: LogBatch, scene: Scene, first: number, rules: RuleCounts, sums: Sums): void {
  const { procedure, world, until, names, acts, values } = scene;
  const columns = batch.fields.flatMap(({ name, codes }) => {
    const table = values.get(name);
    return table === undefined ? [] : [{ name, codes, table }];
  });
  const wanted = procedure.acts.map((act) => {
    const own = new Set(act.fields.map((field) => field.name));
    return columns.filter(({ name }) => own.has(name));
  });
  const hasSubjects = procedure.acts.some((act) => act.subject !== null);
  for (let c = 0; c < batch.cases; c++) {
    const log: Act[] = [];
    for (let i = batch.start[c]!; i < batch.start[c + 1]!; i++) {
      const activity = batch.activity[i]!;
      const nr = acts.actOf(activity);
      if (nr < 0) {
        if (nr === UNKNOWN) sums.unknown.set(activity, (sums.unknown.get(activity) ?? 0) + 1);
        continue;
      }
      const type = procedure.acts[nr]!;
      const code = batch.subject === null || !hasSubjects ? 0 : batch.subject[i]!;
      let subject = code === 0 ? null : names.subjects.text(code);
      if (subject === null && type.subject !== null) {
        sums.withoutSubject += 1;
        subject = batch.caseId(c);
      }
      const at = batch.at[i]!;
      const seq = i - batch.start[c]! + 1;
      log.push({
        id: `#${seq}`,
        type: type.id,
        subject,
        at,
        precision: batch.day !== null && batch.day[i] === 1 ? 'day' : 'ms',
        recordedAt: at,
        seq,
        data: dataOf(wanted[nr]!, i),
      });
    }
    sums.acts += log.length;
    const { state } = replay(procedure, log, world, { until });
    const trace = first + c;
    for (const { relation, cite, state: became, alertOnly } of state.obligations)
      if (!alertOnly) rules.obligation(relation, cite, became, 1);
    for (const { relation, kind, cite } of state.violations) rules.departure(relation, kind, cite, trace, 1);
    sums.violations += state.violations.length;
    if (state.violations.length > 0) sums.tracesWithViolations += 1;
    for (const note of state.notes) if (note.kind === 'undetermined') sums.undetermined += 1;
  }
}

const NO_DATA: Data = {};

function dataOf(
  columns: readonly { readonly name: string; readonly codes: Int32Array; readonly table: ValueTable }[],
  event: number,
): Data {
  if (columns.length === 0) return NO_DATA;
  const data: Record<string, Value> = {};
  for (const { name, codes, table } of columns) {
    const value = table.valueOf(codes[event]!);
    if (value !== undefined) data[name] = value;
  }
  return data;
}
