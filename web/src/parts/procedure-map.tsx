import { Maximize2, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { ProcedureMap as MapShape } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Glyph, type State } from './glyph.tsx';
import { keyed } from './keyed.ts';

type Node = MapShape['nodes'][number];
type Edge = MapShape['edges'][number];
const GLYPH: Record<Node['state'], State> = {
  done: 'met',
  may: 'may',
  owed: 'owed',
  waits: 'waits',
  'ruled-out': 'ruled-out',
};
const STATES = ['done', 'may', 'owed', 'waits', 'ruled-out'] as const;

/** A soft line through the points the server laid out. */
const line = (points: Edge['points']): string => {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first[0]} ${first[1]}`;
  rest.forEach((p, i) => {
    const next = rest[i + 1];
    path += next ? ` Q${p[0]} ${p[1]} ${(p[0] + next[0]) / 2} ${(p[1] + next[1]) / 2}` : ` L${p[0]} ${p[1]}`;
  });
  return path;
};

/** Where an arrow key leads: along a relation sideways, to the neighbour in the column up and down. */
const target = (map: MapShape, from: Node, key: string): Node | undefined => {
  const by = (id: string) => map.nodes.find((n) => n.id === id);
  if (key === 'ArrowRight')
    return map.edges
      .filter((e) => e.from === from.id)
      .map((e) => by(e.to))
      .find((n) => n !== undefined);
  if (key === 'ArrowLeft')
    return map.edges
      .filter((e) => e.to === from.id)
      .map((e) => by(e.from))
      .find((n) => n !== undefined);
  const down = key === 'ArrowDown';
  return map.nodes
    .filter((n) => Math.abs(n.x - from.x) < from.w && (down ? n.y > from.y : n.y < from.y))
    .toSorted((a, b) => Math.abs(a.y - from.y) - Math.abs(b.y - from.y))[0];
};

interface Props {
  readonly map: MapShape;
  readonly onOpen: (node: Node) => void;
  /** The whole procedure without a state: no legend, and only the relations of the focused act drawn strongly. */
  readonly whole?: boolean;
}
/** The order of acts as a picture, at the server's coordinates. The same content stands as lists beside it. */
export function ProcedureMap({ map, onOpen, whole = false }: Props) {
  const { t, x } = useWords();
  const uid = useId();
  const box = useRef<HTMLElement>(null);
  const [fit, setFit] = useState(1);
  const [zoom, setZoom] = useState(1);
  const first = map.nodes.find((n) => n.state === 'owed' || n.state === 'may')?.id ?? map.nodes[0]?.id ?? null;
  const [focused, setHere] = useState(first);
  const here = map.nodes.some((n) => n.id === focused) ? focused : first;
  const [scrolls, setScrolls] = useState(false);
  const nodes = useRef(new Map<string, HTMLButtonElement>());
  useLayoutEffect(() => {
    const width = box.current?.clientWidth ?? 0;
    if (width === 0) return;
    const fitting = Math.min(1, Math.max(whole ? 0.5 : 0.65, (width - 12) / map.width));
    setFit(fitting);
    setZoom(fitting);
  }, [map.width, whole]);
  useLayoutEffect(() => {
    const node = map.nodes.find((n) => n.id === first);
    if (node && box.current)
      box.current.scrollTo(
        (node.x + node.w / 2) * fit - box.current.clientWidth / 2,
        (node.y + node.h / 2) * fit - box.current.clientHeight / 2,
      );
  }, [map, first, fit]);
  useLayoutEffect(() => {
    const area = box.current;
    const plane = area?.firstElementChild;
    if (!area || !plane) return;
    const measure = () => setScrolls(area.scrollWidth > area.clientWidth || area.scrollHeight > area.clientHeight);
    const sizes = new ResizeObserver(measure);
    sizes.observe(area);
    sizes.observe(plane);
    measure();
    return () => sizes.disconnect();
  }, []);
  const move = (event: KeyboardEvent, node: Node) => {
    if (!event.key.startsWith('Arrow')) return;
    const next = target(map, node, event.key);
    event.preventDefault();
    if (next) nodes.current.get(next.id)?.focus();
  };
  const arrow = (kind: string) => `url(#${uid}${kind})`;
  return (
    <div className="map" data-whole={whole}>
      <div className="map-bar toolbar">
        {!whole && (
          <ul className="map-legend meta">
            {STATES.map((s) => (
              <li key={s}>
                <Glyph state={GLYPH[s]} size={15} />
                {t(`map.${s}`)}
              </li>
            ))}
          </ul>
        )}
        <div className="row">
          <Button
            className="button"
            data-small
            onPress={() => setZoom((z) => Math.max(0.2, z - 0.1))}
            aria-label={t('map.smaller')}
          >
            <Minus size={15} aria-hidden="true" />
          </Button>
          <Button
            className="button"
            data-small
            onPress={() => setZoom((z) => Math.min(2, z + 0.1))}
            aria-label={t('map.larger')}
          >
            <Plus size={15} aria-hidden="true" />
          </Button>
          <Button className="button" data-small onPress={() => setZoom(fit)} aria-label={t('map.reset')}>
            <Maximize2 size={15} aria-hidden="true" />
          </Button>
        </div>
      </div>
      <section ref={box} className="map-scroll" aria-label={t('map.title')} tabIndex={scrolls ? 0 : undefined}>
        <div className="map-plane" style={{ width: map.width * zoom, height: map.height * zoom }}>
          <div className="map-zoom" style={{ width: map.width, height: map.height, transform: `scale(${zoom})` }}>
            <svg width={map.width} height={map.height} aria-hidden="true" className="map-edges">
              <defs>
                <marker
                  id={`${uid}arrow`}
                  viewBox="0 0 8 8"
                  refX="7"
                  refY="4"
                  markerWidth="8"
                  markerHeight="8"
                  orient="auto"
                  markerUnits="userSpaceOnUse"
                >
                  <path className="m-arrow" d="M0 0.500L8 4L0 7.500z" />
                </marker>
                <marker
                  id={`${uid}diamond`}
                  viewBox="0 0 12 12"
                  refX="11"
                  refY="6"
                  markerWidth="12"
                  markerHeight="12"
                  orient="auto"
                  markerUnits="userSpaceOnUse"
                >
                  <path className="m-diamond" d="M1 6L6 1.500L11 6L6 10.500z" />
                </marker>
                <marker
                  id={`${uid}bar`}
                  viewBox="0 0 8 12"
                  refX="5"
                  refY="6"
                  markerWidth="8"
                  markerHeight="12"
                  orient="auto"
                  markerUnits="userSpaceOnUse"
                >
                  <path className="m-bar" d="M4 1v10" />
                </marker>
              </defs>
              {keyed(map.edges, (e) => `${e.from} ${e.to} ${e.kind}`).map(({ key, item: e }) => (
                <path
                  key={key}
                  className="map-edge"
                  data-kind={e.kind}
                  data-live={e.from === here || e.to === here}
                  d={line(e.points)}
                  markerEnd={arrow(e.kind === 'milestone' ? 'diamond' : e.kind === 'exclude' ? 'bar' : 'arrow')}
                />
              ))}
            </svg>
            {map.nodes.map((n) => (
              <button
                key={n.id}
                ref={(el) => {
                  if (el) nodes.current.set(n.id, el);
                  else nodes.current.delete(n.id);
                }}
                type="button"
                className="map-node"
                data-state={n.state}
                style={{ left: n.x, top: n.y, width: n.w, height: n.h }}
                tabIndex={n.id === here ? 0 : -1}
                onFocus={() => setHere(n.id)}
                onKeyDown={(event) => move(event, n)}
                onClick={() => onOpen(n)}
              >
                <Glyph state={GLYPH[n.state]} size={18} />
                <span>
                  <span className="map-node-title">{x(n.title)}</span>
                  {n.note && <span className="meta">{x(n.note)}</span>}
                  <span className="sr">{t(`map.${n.state}`)}</span>
                </span>
              </button>
            ))}
          </div>
        </div>
      </section>
    </div>
  );
}
