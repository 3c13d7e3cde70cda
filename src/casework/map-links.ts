import type { Relation } from '#engine/index.ts';
import type { LawProcedure } from '#law/index.ts';
import type { ProcedureMap, Text } from './schemas.ts';
import { periodText, words } from './words.ts';

export type MapNode = ProcedureMap['nodes'][number];
export type MapEdge = ProcedureMap['edges'][number];

/** A relation of the procedure between two acts. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind: MapEdge['kind'];
  readonly text: Text;
  readonly cite: string;
}

export const kindWords: Readonly<Record<MapEdge['kind'], Text>> = {
  condition: words('先行', 'first'),
  response: words('应办', 'then owed'),
  milestone: words('应办未办不得', 'blocked while owed'),
  exclude: words('排除', 'rules out'),
  include: words('恢复可能', 'possible again'),
  window: words('期限内可办', 'possible until'),
};

/** Relations of the procedure as links between two acts each, clocks that end in a duty among them; each link once. */
export function linksOf(law: LawProcedure): Link[] {
  const links = law.procedure.relations.flatMap((relation) =>
    pairs(relation).map(([from, to]) => ({
      from,
      to,
      kind: relation.kind,
      text: relation.kind === 'response' ? within(relation.within?.text) : kindWords[relation.kind],
      cite: relation.cite,
    })),
  );
  const clocks = law.procedure.clocks.flatMap(({ expiry, starts, length, cite }) =>
    expiry.kind === 'duty'
      ? starts.flatMap((from) =>
          expiry.owed.map((to) => ({ from, to, kind: 'response' as const, text: within(length?.text), cite })),
        )
      : [],
  );
  const seen = new Set<string>();
  return [...links, ...clocks].filter(({ from, to, kind }) => {
    const key = `${from}|${to}|${kind}`;
    return from !== to && !seen.has(key) && seen.add(key) !== undefined;
  });
}

function pairs(relation: Relation): [string, string][] {
  const from = typeof relation.from === 'string' ? [relation.from] : relation.from;
  const to = typeof relation.to === 'string' ? [relation.to] : relation.to;
  return from.flatMap((a) => to.map((b): [string, string] => [a, b]));
}

function within(period: string | undefined): Text {
  if (!period) return kindWords.response;
  const text = periodText(period);
  return words(`${text.zh}内应办`, `owed within ${text.en}`);
}
