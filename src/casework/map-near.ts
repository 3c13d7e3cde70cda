import { actTitle } from '#law/index.ts';
import { citesOf } from './cite.ts';
import type { Dossier, Source } from './dossier.ts';
import { columnsOf, gridOf, type Placeable, placed } from './map-columns.ts';
import { kindsAmong } from './map-kinds.ts';
import { kindWords, type Link, linksOf, type MapEdge, type MapNode } from './map-links.ts';
import { noteOf, type Stand, standsOf } from './map-stands.ts';
import type { ProcedureMap, Text } from './schemas.ts';
import { words } from './words.ts';

/** Groups that a reader of the course knows anyway; drawn only where something of them is owed or stands in the way. */
const QUIET = new Set(['rights', 'hearing', 'plea']);
const MOST = { boxes: 16, done: 3, owed: 6, may: 5, waits: 4, outcomes: 5, ruledOut: 2 } as const;
const LEAST_MAY = 3;

interface Box extends Placeable {
  readonly acts: readonly string[];
  readonly act: string;
  readonly title: Text;
  readonly note: Text | null;
  readonly state: MapNode['state'];
}

/** What is open for the subject and what stands within two relations of it: at most sixteen boxes in five columns. */
export function nearMap(source: Source, dossier: Dossier, subject: string | null): ProcedureMap {
  const { law } = dossier;
  const stands = standsOf(source, dossier, subject);
  const live = liveLinks(dossier, linksOf(law), stands);
  const chosen = choose(dossier, stands, live);
  const boxes = boxesOf(source, dossier, stands, chosen);
  const boxOf = new Map(boxes.flatMap((box) => box.acts.map((act) => [act, box.id] as const)));
  const { boxes: kept, arrows } = withoutIdle(boxes, thinned(boxes, joined(live, boxOf)));
  const columns = Math.max(0, ...columnsOf(kept, arrows).values()) + 1;
  const [width] = gridOf(columns);
  const {
    boxes: places,
    arrows: points,
    ...size
  } = placed(
    kept.map((box) => ({ ...box, h: heightOf(box, width) })),
    arrows,
  );
  const nodes = kept.map((box): MapNode => {
    const { id, act, title, note, state } = box;
    const several =
      box.acts.length > 1 ? { acts: box.acts.map((one) => ({ act: one, title: actTitle(law, one) })) } : {};
    return { id, act, title, note, state, ...several, ...places.get(id)! };
  });
  const edges = arrows.flatMap(({ cite, ...arrow }): MapEdge[] => {
    const line = points.get(`${arrow.from}|${arrow.to}`);
    return line
      ? [{ ...arrow, cites: citesOf(source.pack, cite), points: line.map(([x, y]): [number, number] => [x, y]) }]
      : [];
  });
  const drawn = kept.reduce((sum, box) => sum + box.acts.length, 0);
  return { subject, nodes, edges, ...size, folded: law.acts.length - drawn };
}

/** Without boxes that wait for nothing that is drawn, nor the arrows from them. */
function withoutIdle(
  boxes: readonly Box[],
  arrows: readonly BoxArrow[],
): { readonly boxes: readonly Box[]; readonly arrows: readonly BoxArrow[] } {
  const kept = boxes.filter((box) => box.first || box.state !== 'waits' || arrows.some((arrow) => arrow.to === box.id));
  if (kept.length === boxes.length) return { boxes, arrows };
  const ids = new Set(kept.map((box) => box.id));
  return withoutIdle(
    kept,
    arrows.filter((arrow) => ids.has(arrow.from) && ids.has(arrow.to)),
  );
}

/** Room for a second line of the title, where one is not enough in either language, and for the note. */
function heightOf({ title, note }: Pick<Box, 'title' | 'note'>, width: number): number {
  const room = width - 56;
  const wraps = title.zh.length * 14 > room || title.en.length * 7.4 > room;
  return wraps && note ? 66 : 48;
}

/** The relations that say something now: what a waiting act waits for, what was done for it, what will be owed. */
function liveLinks(dossier: Dossier, links: readonly Link[], stands: ReadonlyMap<string, Stand>): Link[] {
  const opening = new Set(dossier.law.procedure.opening);
  return links.flatMap((link): Link[] => {
    const from = stands.get(link.from)!;
    const to = stands.get(link.to)!;
    if (to.state === 'done' && !opening.has(link.from) && !(from.state === 'done' && to.outcome)) return [];
    switch (link.kind) {
      case 'condition':
        return from.done >= 0 ||
          to.reasons.some((one) => one.code === 'condition-missing' && one.anyOf.includes(link.from))
          ? [link]
          : [];
      case 'milestone':
        if (to.reasons.some((one) => one.code === 'milestone-open' && one.act === link.from)) return [link];
        return from.done >= 0 && from.duties.length === 0 && to.state !== 'ruled-out'
          ? [{ ...link, kind: 'condition', text: words('已办，不再妨碍', 'done, no longer in the way') }]
          : [];
      case 'response':
        return from.done >= 0 === to.duties.length > 0 ? [link] : [];
      default:
        return [];
    }
  });
}

interface Chosen {
  readonly opening: readonly Stand[];
  readonly done: readonly (readonly Stand[])[];
  readonly open: readonly Stand[];
  readonly outcomes: readonly Stand[];
}

/** Which acts are drawn: what is owed, the outcomes still open, what they wait for, and what is useful beside them. */
function choose(dossier: Dossier, stands: ReadonlyMap<string, Stand>, live: readonly Link[]): Chosen {
  const { law } = dossier;
  const all = [...stands.values()];
  const opens = (stand: Stand) => law.procedure.opening.includes(stand.info.id);
  const quiet = (stand: Stand) => stand.info.group !== null && QUIET.has(stand.info.group);
  const clocked = clockActs(dossier);
  const ours = (stand: Stand) => law.procedure.acts.find((act) => act.id === stand.info.id)?.by === 'office';
  const decided = all.some((stand) => stand.outcome && stand.state === 'done');
  const opening = all.filter((stand) => opens(stand) && (stand.done >= 0 || !dossier.state.opened)).slice(0, 2);
  const owedNow = all.filter((stand) => !opens(stand) && stand.duties.length > 0);
  const owed = owedNow.filter((stand) => !stand.outcome).slice(0, MOST.owed);
  const outcomes = all
    .filter((stand) => stand.outcome && !opens(stand))
    .filter(
      (stand) => stand.duties.length > 0 || (!decided && (stand.state === 'may' || isNearWaiting(stand, stands))),
    );
  const into = (to: readonly Stand[]) => {
    const ids = new Set(to.map((stand) => stand.info.id));
    return new Set(live.flatMap((link) => (ids.has(link.to) ? [link.from] : [])));
  };
  const after = (from: readonly Stand[]) => {
    const ids = new Set(from.map((stand) => stand.info.id));
    return new Set(live.flatMap((link) => (ids.has(link.from) ? [link.to] : [])));
  };
  const waitingOutcomes = outcomes.filter((stand) => stand.state === 'waits');
  const leads = into([...waitingOutcomes, ...owed.filter((stand) => stand.state === 'waits')]);
  const useful = (stand: Stand): number =>
    (leads.has(stand.info.id) ? 4 : 0) +
    (clocked.has(stand.info.id) ? 2 : 0) +
    (quiet(stand) ? -3 : 0) +
    (stand.done >= 0 ? -2 : 0) +
    (ours(stand) ? 0 : -3);
  const possible = all.filter(
    (stand) => stand.state === 'may' && !stand.outcome && !opens(stand) && stand.duties.length === 0,
  );
  const helping = best(possible, useful, MOST.may);
  const fill = possible.filter((stand) => useful(stand) === 0 && !helping.includes(stand));
  const may = [...helping, ...fill.slice(0, Math.max(0, LEAST_MAY - helping.length))];
  const next = after([...owed, ...may]);
  const afterOwed = after(owed);
  const waits = best(
    all.filter((stand) => stand.state === 'waits' && !stand.outcome && !opens(stand) && stand.duties.length === 0),
    (stand) => (next.has(stand.info.id) ? 1 : -9) + (afterOwed.has(stand.info.id) ? 2 : 0) + (quiet(stand) ? -4 : 0),
    MOST.waits,
  );
  const ruledOut = best(
    all.filter((stand) => stand.state === 'ruled-out' && !stand.outcome && !decided),
    (stand) => (clocked.has(stand.info.id) && !quiet(stand) ? 1 : -1),
    MOST.ruledOut,
  );
  const led = into([...outcomes, ...owed, ...may]);
  const done = doneGroups(
    all.filter((stand) => stand.state === 'done' && !opens(stand)),
    led,
  );
  const room = MOST.boxes - opening.length - Math.min(outcomes.length, MOST.outcomes) - owed.length;
  const past = done.slice(0, Math.min(MOST.done, Math.max(1, room)));
  const open = [...owed, ...waits.slice(0, 2), ...may, ...waits.slice(2), ...ruledOut];
  return { opening, done: past, open: open.slice(0, owed.length + Math.max(0, room - past.length)), outcomes };
}

/** Does it wait only for what can be done now? */
function isNearWaiting(stand: Stand, stands: ReadonlyMap<string, Stand>): boolean {
  if (stand.state !== 'waits') return false;
  const open = (act: string) => ['may', 'owed', 'waits'].includes(stands.get(act)?.state ?? '');
  return stand.reasons.every((reason) => {
    if (reason.code === 'condition-missing') return reason.anyOf.some((act) => stands.get(act)?.reasons.length === 0);
    if (reason.code === 'milestone-open') return open(reason.act);
    return reason.code === 'too-early' || reason.code === 'data';
  });
}

const best = (all: readonly Stand[], worth: (stand: Stand) => number, most: number): Stand[] =>
  all
    .filter((stand) => worth(stand) > 0)
    .toSorted((a, b) => worth(b) - worth(a))
    .slice(0, most);

/** Acts that give more time, let the counting go on or begin it anew, of clocks that run. */
function clockActs(dossier: Dossier): ReadonlySet<string> {
  const running = new Set(
    dossier.state.clocks.flatMap((clock) =>
      clock.status === 'running' || clock.status === 'paused' ? [clock.clock] : [],
    ),
  );
  return new Set(
    dossier.law.procedure.clocks.flatMap((clock) =>
      running.has(clock.id) ? [...clock.extends.map((one) => one.act), ...clock.resumesOn, ...clock.restartsOn] : [],
    ),
  );
}

/** What was done, a group of the law file in one box, decisions each in their own; what led to open acts first, then the latest. */
function doneGroups(done: readonly Stand[], led: ReadonlySet<string>): Stand[][] {
  const groups = new Map<string, Stand[]>();
  for (const stand of done.toSorted((a, b) => b.done - a.done)) {
    const key = stand.outcome || stand.info.group === null ? stand.info.id : `group ${stand.info.group}`;
    const group = groups.get(key);
    if (group) group.push(stand);
    else groups.set(key, [stand]);
  }
  const place = (group: readonly Stand[]) =>
    group[0]!.outcome ? 0 : group.some((stand) => led.has(stand.info.id)) ? 1 : 2;
  return [...groups.values()].toSorted((a, b) => place(a) - place(b));
}

function boxesOf(source: Source, dossier: Dossier, stands: ReadonlyMap<string, Stand>, chosen: Chosen): Box[] {
  const { law } = dossier;
  const ended = chosen.done.some((group) => group[0]!.outcome);
  const single = (stand: Stand, more: Partial<Box> = {}): Box => ({
    id: stand.info.id,
    acts: [stand.info.id],
    act: stand.info.id,
    title: stand.info.title,
    note: noteOf(source, dossier, stand),
    state: stand.state,
    h: 0,
    first: false,
    last: false,
    ...more,
  });
  const grouped = (group: readonly Stand[]): Box => {
    const [latest] = group;
    const title = law.groups.find((one) => one.id === latest!.info.group)?.title;
    if (group.length === 1 || !title) return single(latest!);
    const note = words(`已办${group.length}项`, `${group.length} acts done`);
    return {
      ...single(latest!),
      id: `group:${latest!.info.group}`,
      acts: group.map((one) => one.info.id),
      title,
      note,
    };
  };
  return [
    ...chosen.opening.map((stand) => single(stand, { first: true })),
    ...chosen.done.map(grouped),
    ...chosen.open.map((stand) => single(stand)),
    ...outcomeBoxes(chosen, stands, single, law)
      .slice(0, MOST.outcomes)
      .map((box) => ({ ...box, last: !ended })),
  ];
}

/** Outcomes that stand alike and read as kinds of one thing share a box. */
function outcomeBoxes(
  { outcomes }: Chosen,
  stands: ReadonlyMap<string, Stand>,
  single: (stand: Stand) => Box,
  law: Dossier['law'],
): Box[] {
  const kinds = (['owed', 'may', 'waits'] as const).flatMap((state) =>
    kindsAmong(
      law,
      outcomes.filter((stand) => stand.state === state).map((stand) => stand.info.id),
    ),
  );
  const boxes = outcomes.flatMap((stand): Box[] => {
    const kind = kinds.find((one) => one.acts.includes(stand.info.id));
    if (!kind) return [single(stand)];
    if (kind.acts[0] !== stand.info.id) return [];
    return [{ ...single(stand), id: kind.acts.join('+'), acts: kind.acts, title: kind.title, note: kind.note }];
  });
  const owedFirst = (box: Box) => (stands.get(box.act)!.duties.length > 0 ? 0 : 1);
  return boxes.toSorted((a, b) => owedFirst(a) - owedFirst(b));
}

interface BoxArrow {
  readonly from: string;
  readonly to: string;
  readonly kind: MapEdge['kind'];
  readonly text: Text;
  readonly cite: string;
}

const strength: Readonly<Record<MapEdge['kind'], number>> = {
  milestone: 3,
  response: 2,
  condition: 1,
  window: 0,
  include: 0,
  exclude: 0,
};

/** One arrow between two boxes, of the strongest relation between their acts. */
function joined(live: readonly Link[], boxOf: ReadonlyMap<string, string>): BoxArrow[] {
  const arrows = new Map<string, BoxArrow>();
  for (const link of live) {
    const from = boxOf.get(link.from);
    const to = boxOf.get(link.to);
    if (from === undefined || to === undefined || from === to) continue;
    const key = `${from}|${to}`;
    const known = arrows.get(key);
    if (!known || strength[link.kind] > strength[known.kind])
      arrows.set(key, { from, to, kind: link.kind, text: link.text ?? kindWords[link.kind], cite: link.cite });
  }
  return [...arrows.values()];
}

/** Without arrows back, and without those that only shorten a way that is drawn; what stands in the way is always drawn. */
function thinned(boxes: readonly Box[], arrows: readonly BoxArrow[]): BoxArrow[] {
  const first = new Set(boxes.flatMap((box) => (box.first ? [box.id] : [])));
  const past = new Set(boxes.flatMap((box) => (box.state === 'done' ? [box.id] : [])));
  const forward: BoxArrow[] = [];
  const reaches = (from: string, to: string, without?: BoxArrow): boolean => {
    const seen = new Set([from]);
    const queue = [from];
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (const arrow of forward) {
        if (arrow === without || arrow.from !== at || seen.has(arrow.to)) continue;
        if (arrow.to === to) return true;
        seen.add(arrow.to);
        queue.push(arrow.to);
      }
    return false;
  };
  const byStrength = arrows.toSorted((a, b) => strength[b.kind] - strength[a.kind]);
  for (const arrow of byStrength) {
    if (first.has(arrow.to) || (past.has(arrow.to) && !past.has(arrow.from))) continue;
    if (!reaches(arrow.to, arrow.from)) forward.push(arrow);
  }
  for (const arrow of [...forward])
    if (arrow.kind !== 'milestone' && reaches(arrow.from, arrow.to, arrow)) forward.splice(forward.indexOf(arrow), 1);
  return forward;
}
