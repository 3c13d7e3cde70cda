import dagre from '@dagrejs/dagre';
import { type CaseState, judge, type Relation } from '#engine/index.ts';
import { actTitle, type LawProcedure } from '#law/index.ts';
import { citesOf } from './cite.ts';
import { type Dossier, type Source, worldOf } from './dossier.ts';
import { ofLaw } from './explain.ts';
import { isOwed } from './possible.ts';
import type { ProcedureMap, Text } from './schemas.ts';
import { periodText, words } from './words.ts';

type Node = ProcedureMap['nodes'][number];
type Edge = ProcedureMap['edges'][number];
interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind: Edge['kind'];
  readonly text: Text;
  readonly cite: string;
}

const BOX = { w: 200, h: 54 } as const;

const kindWords: Readonly<Record<Edge['kind'], Text>> = {
  condition: words('先行', 'first'),
  response: words('应办', 'then owed'),
  milestone: words('应办未办不得', 'blocked while owed'),
  exclude: words('排除', 'rules out'),
  include: words('恢复可能', 'possible again'),
  window: words('期限内可办', 'possible until'),
};

/** Relations of the procedure as links between two acts each. */
function linksOf(law: LawProcedure): Link[] {
  const links = law.procedure.relations.flatMap((relation) =>
    pairs(relation).map(([from, to]) => ({
      from,
      to,
      kind: relation.kind,
      text: textOf(relation),
      cite: relation.cite,
    })),
  );
  const clocks = law.procedure.clocks.flatMap((clock) =>
    clock.expiry.kind === 'duty'
      ? clock.starts.flatMap((from) =>
          clock.expiry.kind === 'duty'
            ? clock.expiry.owed.map((to) => ({
                from,
                to,
                kind: 'response' as const,
                text: within(clock.length?.text),
                cite: clock.cite,
              }))
            : [],
        )
      : [],
  );
  const seen = new Set<string>();
  return [...links, ...clocks].filter(
    ({ from, to, kind }) =>
      from !== to && !seen.has(`${from}|${to}|${kind}`) && seen.add(`${from}|${to}|${kind}`) !== undefined,
  );
}

function pairs(relation: Relation): [string, string][] {
  const from = typeof relation.from === 'string' ? [relation.from] : relation.from;
  const to = typeof relation.to === 'string' ? [relation.to] : relation.to;
  return from.flatMap((a) => to.map((b): [string, string] => [a, b]));
}

function textOf(relation: Relation): Text {
  if (relation.kind === 'response') return within(relation.within?.text);
  return kindWords[relation.kind];
}

function within(period: string | undefined): Text {
  if (!period) return kindWords.response;
  const text = periodText(period);
  return words(`${text.zh}内应办`, `owed within ${text.en}`);
}

/** The procedure as it stands for one subject: two relations around what is open, or all of it. */
export function caseMap(
  source: Source,
  dossier: Dossier,
  view: { readonly subject?: string | null; readonly full?: boolean },
): ProcedureMap {
  const { law, state } = dossier;
  const subject = view.subject ?? state.subjects.find((one) => one.left === null)?.id ?? null;
  const links = linksOf(law);
  const states = new Map(
    law.acts.map((info) => [info.id, nodeState(source, dossier, info.id, info.subject === null ? null : subject)]),
  );
  const shown = view.full ? new Set(law.acts.map((info) => info.id)) : around(law, links, states);
  return layout(source, law, links, states, shown, subject, (act) => noteOf(state, act, subject));
}

/** The whole procedure, without a case. */
export function lawMap(source: Source, law: LawProcedure): ProcedureMap {
  const states = new Map<string, Node['state']>(
    law.acts.map((info) => [info.id, law.procedure.opening.includes(info.id) ? 'may' : 'waits']),
  );
  return layout(source, law, linksOf(law), states, new Set(law.acts.map((info) => info.id)), null, () => null);
}

function nodeState(source: Source, dossier: Dossier, act: string, subject: string | null): Node['state'] {
  if (isOwed(dossier, act, subject)) return 'owed';
  const slot = dossier.state.slots.find((one) => one.act === act && one.subject === subject);
  if (slot && slot.count > 0) return 'done';
  if (slot && !slot.included && slot.excludedBy.length > 0) return 'ruled-out';
  const judgement = judge(dossier.state, { type: act, subject, at: dossier.now }, worldOf(source, dossier.office));
  return ofLaw(judgement).length === 0 ? 'may' : 'waits';
}

/** What is owed or done last and what may follow it: acts within two relations of what is open. */
function around(law: LawProcedure, links: readonly Link[], states: ReadonlyMap<string, Node['state']>): Set<string> {
  const core = law.acts.map((info) => info.id).filter((act) => states.get(act) === 'owed');
  const start =
    core.length > 0
      ? core
      : law.acts
          .map((info) => info.id)
          .filter((act) => states.get(act) === 'done')
          .slice(-3);
  const shown = new Set(start);
  let rim = start;
  for (let step = 0; step < 2; step++) {
    const next = links.flatMap(({ from, to, kind }) => {
      if (kind === 'exclude' || kind === 'include') return [];
      return [...(rim.includes(from) ? [to] : []), ...(rim.includes(to) ? [from] : [])];
    });
    rim = [...new Set(next)].filter((act) => !shown.has(act) && states.get(act) !== 'ruled-out');
    for (const act of rim) shown.add(act);
  }
  for (const [act, state] of states) if (state === 'done') shown.add(act);
  return shown;
}

function layout(
  source: Source,
  law: LawProcedure,
  links: readonly Link[],
  states: ReadonlyMap<string, Node['state']>,
  shown: ReadonlySet<string>,
  subject: string | null,
  note: (act: string) => Text | null,
): ProcedureMap {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 90, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const info of law.acts) if (shown.has(info.id)) graph.setNode(info.id, { width: BOX.w, height: BOX.h });
  const drawn = links.filter(({ from, to }) => shown.has(from) && shown.has(to));
  for (const link of drawn) graph.setEdge(link.from, link.to, { weight: weightOf(link.kind) }, link.kind);
  dagre.layout(graph);
  const nodes = law.acts.flatMap((info): Node[] => {
    if (!shown.has(info.id)) return [];
    const { x, y } = graph.node(info.id) as { readonly x: number; readonly y: number };
    return [
      {
        id: info.id,
        act: info.id,
        title: actTitle(law, info.id),
        state: states.get(info.id) ?? 'waits',
        note: note(info.id),
        x: round(x - BOX.w / 2),
        y: round(y - BOX.h / 2),
        w: BOX.w,
        h: BOX.h,
      },
    ];
  });
  const edges = drawn.map((link): Edge => {
    const edge = graph.edge(link.from, link.to, link.kind) as {
      readonly points?: readonly { readonly x: number; readonly y: number }[];
    };
    const points = (edge.points ?? []).map((point): [number, number] => [round(point.x), round(point.y)]);
    return {
      from: link.from,
      to: link.to,
      kind: link.kind,
      text: link.text,
      cites: citesOf(source.pack, link.cite),
      points,
    };
  });
  const size = graph.graph() as { readonly width?: number; readonly height?: number };
  return {
    subject,
    nodes,
    edges,
    width: round(size.width ?? 0),
    height: round(size.height ?? 0),
    folded: law.acts.length - nodes.length,
  };
}

const round = (n: number): number => Math.round(n * 10) / 10;
const weightOf = (kind: Edge['kind']): number =>
  kind === 'condition' || kind === 'response' ? 3 : kind === 'milestone' ? 2 : 0;

function noteOf(state: CaseState, act: string, subject: string | null): Text | null {
  const duty = state.obligations.findLast(
    (one) => one.targets.includes(act) && (one.subject === subject || one.subject === null),
  );
  if (duty?.state === 'met') return words('按期', 'met');
  if (duty?.state === 'met-late') return words('逾期', 'late');
  if (duty?.state === 'overdue') return words('已超期', 'overdue');
  return null;
}
