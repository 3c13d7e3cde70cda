import { existsSync, readFileSync, statSync } from 'node:fs';
import { procedureOf } from './lookup.ts';
import { nearest } from './nearest.ts';
import { addReports, tryScenarios } from './scenario/run.ts';
import { showProcedure, showText } from './show.ts';
import { describe } from './source.ts';
import type { CommandResult, Lang, LawPack, LawProcedure, Shown, TryReport } from './types.ts';

/** A procedure for `--json`: the law as written, with its sentences. */
export interface ShowJson {
  readonly id: string;
  readonly title: LawProcedure['title'];
  readonly summary: LawProcedure['summary'];
  readonly statistic_unit: string;
  readonly checked: string;
  readonly in_force: LawProcedure['inForce'];
  readonly opened_by: readonly string[];
  readonly acts: LawProcedure['acts'];
  readonly rules: LawProcedure['rules'];
  readonly clocks: readonly unknown[];
  readonly outcomes: LawProcedure['outcomes'];
  readonly opens: LawProcedure['opens'];
  readonly feeds: LawProcedure['feeds'];
  readonly doubts: LawProcedure['doubts'];
  readonly text: Shown;
}

/** `law show ID [--on DATE]`. Status 2: no such procedure, or it is not in force on that day. */
export function lawShow(
  pack: LawPack,
  id: string,
  options: { readonly on?: string; readonly lang?: Lang } = {},
): CommandResult<ShowJson | null> {
  const wrong = (text: string): CommandResult<null> => ({ json: null, text, status: 2 });
  if (options.on !== undefined && !isDay(options.on))
    return wrong(`--on: found "${options.on}", expected a date like 2022-10-08`);
  if (!Object.hasOwn(pack.procedures, id)) {
    const near = nearest(id, Object.keys(pack.procedures));
    const known =
      near === null ? `expected one of ${Object.keys(pack.procedures).join(', ')}` : `did you mean ${near}?`;
    return wrong(`no procedure "${id}" in the pack ${pack.id}; ${known}`);
  }
  const procedure = procedureOf(pack, id, options.on === undefined ? {} : { on: options.on });
  if (procedure === null) {
    const { from, to } = pack.procedures[id]?.inForce ?? {};
    return wrong(
      `${id} is not in force on ${options.on}; it is ${from === undefined ? '' : `from ${from}`}${to === undefined ? '' : ` to ${to}`}`,
    );
  }
  const shown = showProcedure(pack, procedure);
  return {
    json: {
      id: procedure.id,
      title: procedure.title,
      summary: procedure.summary,
      statistic_unit: procedure.statisticUnit,
      checked: procedure.checked,
      in_force: procedure.inForce,
      opened_by: procedure.openedBy,
      acts: procedure.acts,
      rules: procedure.rules,
      clocks: procedure.clocks.map((clock) => ({
        ...procedure.procedure.clocks.find((one) => one.id === clock.id),
        ...clock,
      })),
      outcomes: procedure.outcomes,
      opens: procedure.opens,
      feeds: procedure.feeds,
      doubts: procedure.doubts,
      text: shown,
    },
    text: showText(pack, shown, options.lang ?? pack.language),
    status: 0,
  };
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** Scenario files and the pack that they are tried over. */
export interface TryIn {
  readonly pack: LawPack;
  readonly files: readonly string[];
}

/** `law try FILE…`. Status 1: an expectation fails. Status 2: a file is missing or cannot be read as scenarios. */
export function lawTry(tried: readonly TryIn[]): CommandResult<TryReport> {
  const files = tried.flatMap((one) => one.files);
  const absent = files.filter((file) => !existsSync(file) || !statSync(file).isFile());
  const report = addReports(
    tried.flatMap(({ pack, files: own }) =>
      own.filter((file) => !absent.includes(file)).map((file) => tryScenarios(pack, readFileSync(file, 'utf8'), file)),
    ),
  );
  const lines = [
    ...absent.map((file) => `${file}: not there; expected a scenario file`),
    ...report.errors.map(describe),
    ...report.failures.map(
      (one) => `${one.file}: ${one.id}, step ${one.step}: expected ${one.expected}\n    got ${one.got}`,
    ),
    ...(report.skipped.length === 0 ? [] : [`skipped: ${skippedText(report)}`]),
    `${report.passed} passed, ${report.failed} failed, ${report.skipped.length} scenarios skipped`,
  ];
  const broken = absent.length > 0 || report.errors.length > 0 || files.length === 0;
  return { json: report, text: lines.join('\n'), status: broken ? 2 : report.failed > 0 ? 1 : 0 };
}

/** `civil.enforcement (civ-12), …`: procedures that the pack does not have. */
function skippedText(report: TryReport): string {
  const ids = new Map<string, string[]>();
  for (const { id, procedure } of report.skipped) ids.set(procedure, [...(ids.get(procedure) ?? []), id]);
  return [...ids].map(([procedure, scenarios]) => `${procedure} (${scenarios.join(', ')})`).join(', ');
}
