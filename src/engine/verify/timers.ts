import { type Cells, clocksOf, type Move } from './cells.ts';
import type { ActCells, Layout, SourceGroup, Timer } from './layout.ts';

/** Whether a window or a bar runs, so that it can run out. */
export const runs = (cells: Cells, { source, clock, elapsed }: Timer): boolean =>
  cells[elapsed] === 0 && (clock === null ? source !== null && cells[source.count]! > 0 : cells[clock.status] === 1);

/** Time passes until one running window or bar has run out: one bit, since nothing else is kept of time. [11] */
export function waits(layout: Layout, cells: Cells): readonly Move[] {
  return layout.timers
    .filter((timer) => runs(cells, timer))
    .map((timer) => ({ act: timer.target, group: 0, data: {}, wait: timer }));
}

/** The source happens again, or the clock begins again: the time is new. */
export function begun(
  layout: Layout,
  cells: Cells,
  of: { readonly act: string; readonly group: number } | { readonly clock: string; readonly group: number },
): void {
  for (const timer of layout.timers) {
    if (timer.group !== of.group) continue;
    const same = 'act' in of ? timer.clock === null && timer.from === of.act : timer.clock?.clock.id === of.clock;
    if (same) cells[timer.elapsed] = 0;
  }
}

const isOver = (layout: Layout, cells: Cells, id: string, group: number): boolean =>
  layout.timers.some((timer) => timer.id === id && timer.group === group && cells[timer.elapsed] === 1);

/** The rule by which an act would come too late; null: none. `binds`: whether a guard lets its rule bind. */
export function tooLate(
  layout: Layout,
  cells: Cells,
  act: ActCells,
  group: number,
  sourcesOf: (
    from: string,
    scope: ActCells['plan']['windows'][number],
  ) => { readonly reading: 'all' | 'any'; readonly groups: readonly SourceGroup[] },
  binds: (window: ActCells['plan']['windows'][number], group: number) => boolean,
): string | null {
  if (layout.timers.length === 0) return null;
  for (const window of act.plan.windows) {
    const { reading, groups } = sourcesOf(window.from, window);
    const ended = groups.filter(({ group: at }) => {
      const of =
        window.clock === undefined ? at : layout.clocks.get(window.clock)?.some((one) => one.group === at) ? at : 0;
      return isOver(layout, cells, window.id, of);
    });
    if (ended.length === 0 || (reading === 'any' && ended.length < groups.length)) continue;
    if (ended.some((one) => binds(window, one.group))) return window.id;
  }
  for (const bar of act.plan.bars)
    for (const one of clocksOf(layout, cells, bar.id, act, group))
      if (cells[one.status] !== 0 && isOver(layout, cells, bar.id, one.group)) return bar.id;
  return null;
}
