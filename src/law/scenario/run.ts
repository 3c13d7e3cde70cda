import { z } from 'zod';
import { faultsOf } from '../shape.ts';
import { readSource } from '../source.ts';
import type { LawPack, TryFailure, TryReport } from '../types.ts';
import { type Expected, expectations, type Kind, type Scenario, scenario as scenarioSchema } from './format.ts';
import { type Found, matchers } from './match.ts';
import { happen, moment, type Play, startPlay } from './play.ts';

/**
 * Runs the scenarios of a file over the pack, counting single expectations. Scenarios of procedures that the pack does not have are
 * skipped and named. A scenario that cannot be read is an error of the file, not a pass.
 */
export function tryScenarios(pack: LawPack, text: string, file: string): TryReport {
  const { source, errors: unreadable } = readSource(file, text);
  if (unreadable.length > 0) return { ...NONE, errors: unreadable };
  const list = z.array(z.unknown()).safeParse(source.data ?? []);
  if (!list.success) return { ...NONE, errors: faultsOf(source, list.error.issues, z.array(scenarioSchema)) };
  const reports = list.data.map((item, i): TryReport => {
    const parsed = scenarioSchema.safeParse(item);
    if (parsed.success) return runOne(pack, parsed.data, file);
    const issues = parsed.error.issues.map((issue) => ({ ...issue, path: [i, ...issue.path] }));
    return { ...NONE, errors: faultsOf(source, issues, z.array(scenarioSchema)) };
  });
  return addReports(reports);
}

const NONE: TryReport = { passed: 0, failed: 0, failures: [], skipped: [], errors: [] };

/** The reports of several files as one. */
export const addReports = (reports: readonly TryReport[]): TryReport => ({
  passed: reports.reduce((sum, one) => sum + one.passed, 0),
  failed: reports.reduce((sum, one) => sum + one.failed, 0),
  failures: reports.flatMap((one) => one.failures),
  skipped: reports.flatMap((one) => one.skipped),
  errors: reports.flatMap((one) => one.errors),
});

function runOne(pack: LawPack, scenario: Scenario, file: string): TryReport {
  const law = pack.procedures[scenario.procedure];
  if (law === undefined) return { ...NONE, skipped: [{ id: scenario.id, procedure: scenario.procedure }] };
  const play = startPlay(pack, law, scenario);
  const failures: TryFailure[] = [];
  let passed = 0;
  const fail = (step: number, expected: string, got: string): void => {
    failures.push({ file, id: scenario.id, step, expected, got });
  };
  scenario.steps.forEach((step, i) => {
    if (step.event !== undefined) {
      const known = law.acts.some((act) => act.id === step.event?.act);
      if (!known) fail(i + 1, `an act of ${law.id}`, `event ${step.event.act}`);
      else
        attempt(
          () => happen(play, step.event!, scenario.id),
          (problem) => fail(i + 1, 'an event', problem),
        );
    }
    if (step.now !== undefined) play.now = step.now;
    for (const [kind, items] of Object.entries(step.expect ?? {})) {
      if (kind === 'at' || !Array.isArray(items)) continue;
      for (const item of items) {
        const found = check(
          play,
          kind as Kind,
          { ...(step.expect?.at === undefined ? {} : { at: step.expect.at }), ...item },
          pack,
        );
        if (found === true) passed++;
        else fail(i + 1, `${kind} ${JSON.stringify(item)}${step.why === undefined ? '' : ` (${step.why})`}`, found);
      }
    }
  });
  return { passed, failed: failures.length, failures, skipped: [], errors: [] };
}

function check<K extends Kind>(play: Play, kind: K, item: unknown, pack: LawPack): Found {
  const expected = expectations[kind].parse(item) as Expected<K>;
  try {
    moment((expected as { at?: string }).at ?? play.now, play.world.calendar);
    return matchers[kind](play, expected, pack.laws);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function attempt(action: () => void, failed: (problem: string) => void): void {
  try {
    action();
  } catch (error) {
    failed(error instanceof Error ? error.message : String(error));
  }
}
