import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { type ColumnViolation, type Compiled, violationOf } from '#engine/index.ts';
import { logFault } from '../fault.ts';

/** One departure as a line of JSON. Moments are ISO 8601, UTC; dates legal dates. */
export interface DepartureLine {
  readonly trace: string;
  readonly key: string;
  /** Rule of the file. */
  readonly rule: string;
  readonly kind: string;
  readonly cite: string;
  readonly subject: string | null;
  /** Place of the act among the acts of the trace, `#1` first; null: nothing was done. */
  readonly act: string | null;
  readonly activity: string | null;
  readonly at: string;
  readonly due: string | null;
  readonly late_ms: number | null;
  readonly late_days: number | null;
  /** What set it, as `act`. */
  readonly blame: string | null;
}

/** Departures written one by one, so that none is held. */
export interface DepartureFile {
  readonly write: (violation: ColumnViolation, trace: string) => void;
  /** The file is there under its name only now. */
  readonly done: () => void;
  /** Nothing of it stays. */
  readonly drop: () => void;
}

export function createDepartureFile(
  file: string,
  compiled: Compiled,
  ruleOf: (relation: string) => string,
): DepartureFile {
  const part = `${file}.part`;
  let open: number;
  try {
    open = openSync(part, 'w', 0o600);
  } catch {
    throw logFault(file, null, 'cannot be written', 'a file in a folder that is there');
  }
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) writeSync(open, `${lines.join('\n')}\n`);
    lines = [];
  };
  return {
    write(violation, trace) {
      const said = violationOf(compiled, violation);
      const line: DepartureLine = {
        trace,
        key: said.key,
        rule: ruleOf(said.relation),
        kind: said.kind,
        cite: said.cite,
        subject: said.subject,
        act: said.act ?? null,
        activity: said.actType ?? null,
        at: new Date(said.at).toISOString(),
        due: said.due?.date ?? null,
        late_ms: said.byMs ?? null,
        late_days: said.byDays ?? null,
        blame: said.blame ?? null,
      };
      lines.push(JSON.stringify(line));
      if (lines.length >= 4096) flush();
    },
    done() {
      flush();
      closeSync(open);
      renameSync(part, file);
    },
    drop() {
      closeSync(open);
      rmSync(part, { force: true });
    },
  };
}
