import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../fold.ts';
import { judge } from '../judge.ts';
import { busyWorld, EVERYTHING, procedureArbitrary, procedureOf, runs } from '../testing-random.ts';
import type { Act, CaseState, Procedure } from '../types.ts';
import { after } from './after.ts';
import { obstacle } from './allowed.ts';
import { type Cells, isAwake, type Move, mayEnter, starts } from './cells.ts';
import { type Layout, layoutOf } from './layout.ts';
import { seeded, shuffled } from './random.ts';

const T0 = Date.UTC(2024, 0, 2, 9);
const TIME: ReadonlySet<string> = new Set(['too-early', 'out-of-time', 'extension-out-of-time']);
const WHAT = { ...EVERYTHING, clockAct: false };

/** Rules that last and clocks that do not bar: what the untimed marking is exact about. */
function untimed(procedure: Procedure): Procedure {
  return {
    ...procedure,
    relations: procedure.relations.map(({ from_date_in_force: _from, to_date_in_force: _to, ...rest }) => rest),
  };
}

interface At {
  readonly layout: Layout;
  readonly cells: Cells;
  readonly state: CaseState;
}

/** For every act with every choice of data: does the marking allow what the live path allows? Reasons of time are left out. */
function differences({ layout, cells, state }: At, at: number): readonly string[] {
  return layout.acts.flatMap((act) =>
    act.slots.flatMap((slot, group) =>
      slot === undefined || !mayEnter(layout, cells, group)
        ? []
        : act.variants.flatMap((data) => {
            const subject = group === 0 ? null : layout.who[group - 1]!.id;
            const filled = {
              ...Object.fromEntries(act.type.fields.filter((f) => f.required).map((f) => [f.name, 1])),
              ...data,
            };
            const live = judge(state, { type: act.type.id, subject, at, data: filled }, busyWorld).reasons;
            const binding = live.filter(({ code }) => !TIME.has(code));
            const found = obstacle(layout, cells, { act, group, data });
            if (found === null ? binding.length === 0 : live.length > 0) return [];
            const said = binding.map((reason) => `${reason.code} ${reason.relation}`).join(', ');
            return [
              `${act.type.id}(${subject}) ${JSON.stringify(data)}: live ${said || 'allows'}, marking ${found ?? 'allows'}`,
            ];
          }),
    ),
  );
}

const owedLive = (state: CaseState): readonly string[] =>
  state.obligations
    .filter(
      ({ endedAt, state: is }) =>
        endedAt === undefined && (is === 'running' || is === 'overdue' || is === 'open-undated' || is === 'reminded'),
    )
    .map(({ relation, subject }) => `${relation}@${subject ?? ''}`)
    .sort();

const owedHere = (layout: Layout, cells: Cells): readonly string[] =>
  layout.duties
    .filter((duty) => isAwake(layout, cells, duty))
    .map((duty) => `${duty.relation}@${duty.group === 0 ? '' : layout.who[duty.group - 1]!.id}`)
    .sort();

const NO_RULES = {
  clocks: [],
  excludedAtFirst: [],
  pendingAtFirst: [],
  executedAtFirst: [],
  closes: false,
  byClock: false,
  closesSubject: false,
  reopens: [],
  outcomes: [],
  needsX: [],
  guarded: [],
  ranked: [],
};

describe('the marking of the search and the live path', () => {
  test('allow the same acts and owe the same, along random courses of random procedures', () => {
    fc.assert(
      fc.property(procedureArbitrary(WHAT), fc.nat(), (random, seed) => {
        const procedure = untimed(procedureOf(random));
        const layout = layoutOf(procedure, 2);
        const dice = seeded(seed);
        const acts: Act[] = [];
        let cells = starts(layout)[0]!;
        for (let step = 0; step < 7; step++) {
          const at = T0 + step * 1000;
          const state = fold(procedure, acts, busyWorld, { now: at });
          expect(differences({ layout, cells, state }, at + 500)).toEqual([]);
          if (acts.length > 0 && state.closed === null)
            expect([...new Set(owedHere(layout, cells))]).toEqual([...new Set(owedLive(state))]);
          const move = shuffled(dice, layout.acts)
            .flatMap((act) => act.slots.flatMap((slot, group) => (slot === undefined ? [] : [{ act, group }])))
            .flatMap(({ act, group }): readonly Move[] =>
              shuffled(dice, act.variants).map((data) => ({ act, group, data })),
            )
            .find((one) => mayEnter(layout, cells, one.group) && obstacle(layout, cells, one) === null);
          if (move === undefined) return;
          const required = move.act.type.fields.filter((f) => f.required).map((f) => [f.name, 1] as const);
          acts.push({
            id: `${step}-${move.act.type.id}`,
            type: move.act.type.id,
            subject: move.group === 0 ? null : layout.who[move.group - 1]!.id,
            at: at + 500,
            precision: 'ms',
            recordedAt: at + 500,
            seq: step + 1,
            data: { ...Object.fromEntries(required), ...move.data },
          });
          cells = after(layout, cells, move);
        }
      }),
      {
        ...runs(150),
        examples: [
          [
            // A subject whose own opening act says nothing of x never has another subject's.
            {
              ...NO_RULES,
              rules: [
                ['a →• l', { scope: 'same', when: 'opening.x = 1', full: false }],
                ['z →% k', { scope: 'present', full: false, cancel: false }],
              ],
              opening: ['k'],
            },
            1291964043,
          ],
        ],
      },
    );
  });
});
