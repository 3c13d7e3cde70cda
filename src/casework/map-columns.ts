import { round } from './map-whole.ts';

/** A box before it has a place. `last`: it stands in the last column, however short the way to it is, where nothing follows it. */
export interface Placeable {
  readonly id: string;
  readonly h: number;
  readonly first: boolean;
  readonly last: boolean;
}
export interface Arrow {
  readonly from: string;
  readonly to: string;
}
export interface Placed {
  readonly boxes: ReadonlyMap<
    string,
    { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  >;
  /** Points by `from|to`; arrows that would not run from left to right are not there. */
  readonly arrows: ReadonlyMap<string, readonly [number, number][]>;
  readonly width: number;
  readonly height: number;
}

/** Width of a box and of the space between columns, by the number of columns; all of it about 1,080 px. */
const grid: Readonly<Record<number, readonly [box: number, gap: number]>> = {
  1: [240, 0],
  2: [240, 140],
  3: [232, 120],
  4: [208, 84],
  5: [176, 52],
};
export const MOST_COLUMNS = 5;
export const gridOf = (columns: number): readonly [box: number, gap: number] => grid[columns] ?? grid[MOST_COLUMNS]!;
const MARGIN = 8;
const BETWEEN = 14;

interface Slot {
  readonly id: string;
  readonly column: number;
  readonly h: number;
}

/** The column of each box: one after the furthest of those that lead to it, five at most; ends in the last. */
export function columnsOf(boxes: readonly Placeable[], arrows: readonly Arrow[]): Map<string, number> {
  const column = new Map(boxes.map((box) => [box.id, box.first ? 0 : 1]));
  const ends = new Set(
    boxes.flatMap((box) => (box.last && !arrows.some((arrow) => arrow.from === box.id) ? [box.id] : [])),
  );
  const most = MOST_COLUMNS - (ends.size > 0 ? 2 : 1);
  for (let round = 0; round < MOST_COLUMNS; round++)
    for (const { from, to } of arrows) {
      if (column.get(to) === 0) continue;
      column.set(to, Math.min(most, Math.max(column.get(to) ?? 1, (column.get(from) ?? 0) + 1)));
    }
  const inner = boxes.filter((box) => !ends.has(box.id)).map((box) => column.get(box.id) ?? 0);
  const last = Math.max(1, ...inner.map((one) => one + 1));
  for (const id of ends) column.set(id, last);
  return column;
}

/** Columns from left to right, each ordered so that arrows cross little; arrows that pass a column keep a lane in it. */
export function placed(boxes: readonly Placeable[], all: readonly Arrow[]): Placed {
  const column = columnsOf(boxes, all);
  const count = Math.max(0, ...column.values()) + 1;
  const [w, gap] = gridOf(count);
  const arrows = all.filter(({ from, to }) => (column.get(from) ?? 0) < (column.get(to) ?? 0));
  const layers: Slot[][] = Array.from({ length: count }, () => []);
  for (const box of boxes) layers[column.get(box.id)!]!.push({ id: box.id, column: column.get(box.id)!, h: box.h });
  const neighbours = new Map<string, { readonly left: string[]; readonly right: string[] }>();
  const of = (id: string) => {
    const known = neighbours.get(id);
    if (known) return known;
    const fresh = { left: [], right: [] };
    neighbours.set(id, fresh);
    return fresh;
  };
  const ways = arrows.map(({ from, to }) => {
    const way = [from];
    for (let at = column.get(from)! + 1; at < column.get(to)!; at++) {
      const lane = `${from}|${to}|${at}`;
      layers[at]!.push({ id: lane, column: at, h: 8 });
      way.push(lane);
    }
    way.push(to);
    way.slice(1).forEach((id, at) => {
      of(way[at]!).right.push(id);
      of(id).left.push(way[at]!);
    });
    return way;
  });
  const ordered = order(layers, of);
  const middle = middles(ordered, of);
  const slots = new Map(ordered.flat().map((slot) => [slot.id, slot]));
  const x = (id: string) => MARGIN + slots.get(id)!.column * (w + gap);
  const tops = [...slots.values()].map((slot) => middle.get(slot.id)! - slot.h / 2);
  const shift = MARGIN - Math.min(...tops, Number.MAX_SAFE_INTEGER);
  const y = (id: string) => middle.get(id)! + shift;
  const places = new Map(
    boxes.map((box) => [
      box.id,
      { x: x(box.id), y: round(y(box.id) - slots.get(box.id)!.h / 2), w, h: slots.get(box.id)!.h },
    ]),
  );
  return {
    boxes: places,
    arrows: new Map(ways.map((way) => [`${way[0]}|${way.at(-1)}`, pointsOf(way, x, y, w, gap)])),
    width: MARGIN * 2 + count * w + (count - 1) * gap,
    height: round(MARGIN + Math.max(0, ...[...slots.values()].map((slot) => y(slot.id) + slot.h / 2))),
  };
}

type Neighbours = (id: string) => { readonly left: readonly string[]; readonly right: readonly string[] };

const SWEEPS = 12;

/** Sweeps to and fro, each column by the mean place of its neighbours. */
function order(layers: readonly Slot[][], of: Neighbours): Slot[][] {
  let ordered = layers.map((layer) => [...layer]);
  const placeOf = () => new Map(ordered.flatMap((layer) => layer.map((slot, at) => [slot.id, at / layer.length])));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const side = sweep % 2 === 0 ? 'left' : 'right';
    const columns = ordered.map((_, at) => (side === 'left' ? at : ordered.length - 1 - at));
    for (const at of columns) {
      const place = placeOf();
      const wish = (slot: Slot) => mean(of(slot.id)[side].map((id) => place.get(id) ?? 0)) ?? place.get(slot.id) ?? 0;
      ordered = ordered.map((layer, n) => (n === at ? [...layer].sort((a, b) => wish(a) - wish(b)) : layer));
    }
  }
  return ordered;
}

/** Middle of each slot: as near to the mean of its neighbours as order and room allow. */
function middles(layers: readonly Slot[][], of: Neighbours): Map<string, number> {
  const middle = new Map(
    layers.flatMap((layer) => {
      const room = distances(layer);
      return layer.map((slot, n): [string, number] => [slot.id, room[n]! - room.at(-1)! / 2]);
    }),
  );
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const layer of sweep % 2 === 0 ? layers : layers.toReversed()) {
      const room = distances(layer);
      const wish = layer.map((slot) => {
        const { left, right } = of(slot.id);
        return mean([...left, ...right].map((id) => middle.get(id)!)) ?? middle.get(slot.id)!;
      });
      const at = rising(wish.map((one, n) => one - room[n]!));
      layer.forEach((slot, n) => {
        middle.set(slot.id, at[n]! + room[n]!);
      });
    }
  return middle;
}

/** How far each slot's middle lies below that of the first when they touch. */
function distances(layer: readonly Slot[]): number[] {
  const room: number[] = [];
  layer.forEach((slot, n) => {
    const before = layer[n - 1];
    room.push(before ? room[n - 1]! + (before.h + slot.h) / 2 + BETWEEN : 0);
  });
  return room;
}

/** The rising numbers nearest to the given ones (by least squares): neighbours that would fall share their mean. */
function rising(wish: readonly number[]): number[] {
  const blocks: { sum: number; n: number }[] = [];
  for (const one of wish) {
    let block = { sum: one, n: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.n > block.sum / block.n; last = blocks.at(-1)) {
      block = { sum: block.sum + last.sum, n: block.n + last.n };
      blocks.pop();
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ sum, n }) => Array.from({ length: n }, () => sum / n));
}

const mean = (all: readonly number[]): number | null =>
  all.length === 0 ? null : all.reduce((sum, one) => sum + one, 0) / all.length;

/** From the right edge of a box through its lanes to the left edge of the other; bends lie half-way between columns. */
function pointsOf(
  way: readonly string[],
  x: (id: string) => number,
  y: (id: string) => number,
  w: number,
  gap: number,
): [number, number][] {
  return way.flatMap((id, at): [number, number][] => {
    const middle = round(y(id));
    const right: [number, number][] = [
      [x(id) + w, middle],
      [x(id) + w + gap / 2, middle],
    ];
    const left: [number, number][] = [
      [x(id) - gap / 2, middle],
      [x(id), middle],
    ];
    return at === 0 ? right : at === way.length - 1 ? left : [...left, ...right];
  });
}
