import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { tryScenarios } from './scenario/run.ts';
import type { LawPack, TryFailure } from './types.ts';

/** An expectation that the two laws answer differently. `before`, `after`: true where it is met, else what there was instead. */
export interface ScenarioChange {
  readonly file: string;
  readonly id: string;
  readonly procedure: string;
  readonly step: number;
  readonly expected: string;
  readonly before: true | string;
  readonly after: true | string;
}

/**
 * The scenarios of both packs (a text that stands in both is played once), each played over both laws. `procedures`: only of these;
 * null: all. Those of a procedure that one pack does not have are left out.
 */
export function scenarioChanges(
  old: LawPack,
  now: LawPack,
  procedures: ReadonlySet<string> | null,
): { readonly played: number; readonly changes: readonly ScenarioChange[] } {
  const all = unique([...scenariosOf(now), ...scenariosOf(old)]).filter(
    ({ procedure }) =>
      Object.hasOwn(old.procedures, procedure) &&
      Object.hasOwn(now.procedures, procedure) &&
      (procedures === null || procedures.has(procedure)),
  );
  return { played: all.length, changes: all.flatMap((one) => differences(old, now, one)) };
}

interface Written {
  readonly file: string;
  readonly id: string;
  readonly procedure: string;
  readonly data: unknown;
}

function scenariosOf(pack: LawPack): readonly Written[] {
  const dir = join(pack.dir, 'scenarios');
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      const file = join('scenarios', name);
      const list: unknown = parse(readFileSync(join(dir, name), 'utf8'));
      return (Array.isArray(list) ? list : []).flatMap((data: unknown): readonly Written[] => {
        const { id, procedure } = (data ?? {}) as { id?: unknown; procedure?: unknown };
        return typeof id === 'string' && typeof procedure === 'string' ? [{ file, id, procedure, data }] : [];
      });
    });
}

const unique = (list: readonly Written[]): readonly Written[] =>
  list.filter(
    (one, i) => list.findIndex((other) => other.id === one.id && isDeepStrictEqual(other.data, one.data)) === i,
  );

function differences(old: LawPack, now: LawPack, one: Written): readonly ScenarioChange[] {
  const text = JSON.stringify([one.data]);
  const [before, after] = [old, now].map((pack) => tryScenarios(pack, text, one.file).failures) as [
    readonly TryFailure[],
    readonly TryFailure[],
  ];
  const key = ({ step, expected }: TryFailure): string => `${step}/${expected}`;
  const got = (failures: readonly TryFailure[], of: string): true | string =>
    failures.find((failure) => key(failure) === of)?.got ?? true;
  const keys = new Map([...before, ...after].map((failure) => [key(failure), failure] as const));
  return [...keys].flatMap(([of, { step, expected }]) => {
    const [was, is] = [got(before, of), got(after, of)];
    const { file, id, procedure } = one;
    return was === is ? [] : [{ file, id, procedure, step, expected, before: was, after: is }];
  });
}
