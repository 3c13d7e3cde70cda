import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guard, initially, type ProcedureSketch, proc } from '../testing.ts';
import { EVERYTHING, procedureArbitrary, procedureOf, runs } from '../testing-random.ts';
import type { Procedure } from '../types.ts';
import { type Cells, isAtRest, isAwake } from './cells.ts';
import { type Layout, layoutOf } from './layout.ts';
import { alwaysRests } from './prove.ts';
import { budgetOf } from './random.ts';
import { explore, type Graph } from './search.ts';

const shown = (sketch: ProcedureSketch): boolean => alwaysRests(proc(sketch)).shown;

interface Whole extends Graph {
  readonly procedure: Procedure;
  readonly layout: Layout;
}

/** The graph of markings; null: too many. */
function wholeGraph(procedure: Procedure, subjects: number, timed: boolean): Whole | null {
  const layout = layoutOf(procedure, subjects, [], timed);
  const graph = explore(layout, budgetOf(4000), 400);
  return graph.whole ? { ...graph, layout, procedure } : null;
}

/** Whether a goal can be reached from each marking. */
function endsEverywhere(
  { procedure, layout, nodes, next }: Whole,
  goal: (layout: Layout, cells: Cells) => boolean,
): boolean {
  const good = nodes.map(
    ({ cells }) => goal(layout, cells) || (procedure.opening.length > 0 && cells[layout.opened] === 0),
  );
  for (let grown = true; grown; ) {
    grown = false;
    for (const [from, list] of next.entries())
      if (!good[from] && list.some((to) => good[to])) {
        good[from] = true;
        grown = true;
      }
  }
  return good.every((one) => one);
}

describe('S8 shown without a search', () => {
  test('duties that lead to each other in one direction', () => {
    expect(shown({ rules: ['a •→ b', 'a →• b', 'b •→ c', 'a →• c', 'd →◇ c', 'a •→ d'] })).toBe(true);
    expect(shown({ rules: ['a •→ {b, c}', 'c •→ a'] })).toBe(true);
    expect(shown({ rules: ['a •→ b', 'x →% b', 'y →+ b'], perSubject: ['a', 'b'] })).toBe(true);
  });
  test('not shown: round in a circle, behind what may be ruled out or come too late, by a guard, after closing', () => {
    expect(shown({ rules: ['a •→ b', 'b •→ a'] })).toBe(false);
    expect(shown({ rules: ['a •→ a'] })).toBe(false);
    expect(shown({ rules: ['a •→ b', 'c →•! b', 'x →% c'] })).toBe(false);
    expect(shown({ rules: ['a •→ b', 'a →⌛[3d] b'] })).toBe(false);
    expect(shown({ rules: ['a •→ b'], acts: { b: { guard: { when: guard('case.x = 1'), cite: 'x' } } } })).toBe(false);
    expect(shown({ rules: ['z •→ b', 'c →• b'], acts: { z: { close: true } } })).toBe(false);
    expect(shown({ rules: ['z •→ b'], acts: { z: { close: true } } })).toBe(true);
    expect(shown({ rules: ['a →◇ b'], acts: { a: initially({ pending: true }) } })).toBe(true);
  });

  test('of each duty by itself: it can be met or lifted in every marking that can be reached', () => {
    expect([...alwaysRests(proc({ rules: ['a •→ b', 'b •→ a', 'c •→ d'] })).met]).toHaveLength(1);
    let looked = 0;
    fc.assert(
      fc.property(procedureArbitrary({ ...EVERYTHING, clockAct: false }), (random) => {
        const procedure = procedureOf(random);
        const { met, shown: whole } = alwaysRests(procedure);
        if (whole || met.size === 0) return;
        for (const [subjects, timed] of [
          [0, true],
          [1, false],
          [2, false],
          [1, true],
        ] as const) {
          const graph = wholeGraph(procedure, subjects, timed);
          for (const id of graph === null ? [] : met) {
            looked += 1;
            const lifted = (layout: Layout, cells: Cells): boolean =>
              layout.duties.every((duty) => duty.relation !== id || !isAwake(layout, cells, duty));
            expect(graph === null || endsEverywhere(graph, lifted), id).toBe(true);
          }
        }
      }),
      runs(100),
    );
    expect(looked).toBeGreaterThan(30);
  });

  test('what is shown holds in every marking that can be reached', () => {
    let some = 0;
    let looked = 0;
    for (const clockAct of [true, false])
      fc.assert(
        fc.property(procedureArbitrary({ ...EVERYTHING, clockAct }), (random) => {
          const procedure = procedureOf(random);
          if (!alwaysRests(procedure).shown) return;
          some += 1;
          for (const [subjects, timed] of [
            [0, true],
            [1, false],
            [2, false],
            [1, true],
          ] as const) {
            const graph = wholeGraph(procedure, subjects, timed);
            if (graph === null) continue;
            if (procedure.relations.some(({ kind }) => kind === 'response')) looked += 1;
            expect(endsEverywhere(graph, isAtRest)).toBe(true);
          }
        }),
        runs(150),
      );
    expect(some).toBeGreaterThan(60);
    expect(looked).toBeGreaterThan(30);
  });
});
