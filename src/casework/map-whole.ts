import dagre from '@dagrejs/dagre';
import { actTitle, type LawProcedure } from '#law/index.ts';
import { citesOf } from './cite.ts';
import type { Source } from './dossier.ts';
import { type Link, linksOf, type MapEdge, type MapNode } from './map-links.ts';
import type { ProcedureMap, Text } from './schemas.ts';

const BOX = { w: 200, h: 54 } as const;

/** Every act and every relation of a procedure, laid out by rank from left to right. */
export function wholeMap(
  source: Source,
  law: LawProcedure,
  subject: string | null,
  stateOf: (act: string) => MapNode['state'],
  noteOf: (act: string) => Text | null,
): ProcedureMap {
  const links = linksOf(law);
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 90, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of law.acts) graph.setNode(id, { width: BOX.w, height: BOX.h });
  for (const link of links) graph.setEdge(link.from, link.to, { weight: weightOf(link) }, link.kind);
  dagre.layout(graph);
  const nodes = law.acts.map(({ id }): MapNode => {
    const { x, y } = graph.node(id) as { readonly x: number; readonly y: number };
    return {
      id,
      act: id,
      title: actTitle(law, id),
      state: stateOf(id),
      note: noteOf(id),
      x: round(x - BOX.w / 2),
      y: round(y - BOX.h / 2),
      w: BOX.w,
      h: BOX.h,
    };
  });
  const edges = links.map((link): MapEdge => {
    const { points = [] } = graph.edge(link.from, link.to, link.kind) as {
      readonly points?: readonly { readonly x: number; readonly y: number }[];
    };
    const { from, to, kind, text } = link;
    const cites = citesOf(source.pack, link.cite);
    return { from, to, kind, text, cites, points: points.map(({ x, y }): [number, number] => [round(x), round(y)]) };
  });
  const { width = 0, height = 0 } = graph.graph() as { readonly width?: number; readonly height?: number };
  return { subject, nodes, edges, width: round(width), height: round(height), folded: 0 };
}

export const round = (n: number): number => Math.round(n * 10) / 10;
const weightOf = ({ kind }: Link): number =>
  kind === 'condition' || kind === 'response' ? 3 : kind === 'milestone' ? 2 : 0;
