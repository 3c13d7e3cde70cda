import { describe, expect, it } from 'vitest';
import { demoDossiers } from './demo/dossiers.ts';
import { demoOffice } from './demo/office.ts';
import { caseMap } from './map.ts';
import { placed } from './map-columns.ts';
import { commonWords, kindsAmong } from './map-kinds.ts';
import type { ProcedureMap } from './schemas.ts';
import { lawPack } from './testing.ts';
import { words } from './words.ts';

const pack = lawPack();
const source = { pack, offices: [demoOffice] };
const today = '2026-11-24';

/** Every proceeding of the made-up office, read from its acts. */
const dossiers = demoDossiers(pack, today, 40);
const maps = dossiers.flatMap((dossier) => {
  const subjects = dossier.state.subjects.length > 0 ? dossier.state.subjects.map((one) => one.id) : [null];
  return subjects.map((subject) => ({ dossier, map: caseMap(source, dossier, { subject }) }));
});
const node = (map: ProcedureMap, id: string) => map.nodes.find((one) => one.id === id)!;

describe('the map around what is open', () => {
  it('is small enough to read in every case of the made-up office', () => {
    expect(maps.length).toBeGreaterThan(100);
    for (const { dossier, map } of maps) {
      expect(map.nodes.length, dossier.opening.number).toBeGreaterThan(0);
      expect(map.nodes.length, dossier.opening.number).toBeLessThanOrEqual(16);
      expect(new Set(map.nodes.map((one) => one.x)).size).toBeLessThanOrEqual(5);
      expect(map.width).toBeLessThanOrEqual(1120);
      const acts = map.nodes.flatMap((one) => one.acts?.map((act) => act.act) ?? [one.act]);
      expect(new Set(acts).size).toBe(acts.length);
      expect(acts.length + map.folded).toBe(dossier.law.acts.length);
    }
  });

  it('has boxes that do not touch and lie inside, and arrows from left to right that begin and end at boxes', () => {
    for (const { map } of maps) {
      for (const one of map.nodes) {
        expect(one.x >= 0 && one.y >= 0 && one.x + one.w <= map.width && one.y + one.h <= map.height).toBe(true);
        const touches = map.nodes.some(
          (other) => other !== one && other.x === one.x && Math.abs(other.y - one.y) < Math.min(other.h, one.h),
        );
        expect(touches).toBe(false);
      }
      for (const edge of map.edges) {
        const from = node(map, edge.from);
        const to = node(map, edge.to);
        expect(['condition', 'response', 'milestone']).toContain(edge.kind);
        expect(edge.points[0]?.[0]).toBe(from.x + from.w);
        expect(edge.points.at(-1)?.[0]).toBe(to.x);
        expect(edge.points.every(([x], at) => at === 0 || x >= edge.points[at - 1]![0])).toBe(true);
      }
      expect(new Set(map.edges.map((edge) => `${edge.from}|${edge.to}`)).size).toBe(map.edges.length);
    }
  });

  it('shows what is owed, and of what waits only what is led to', () => {
    for (const { dossier, map } of maps) {
      const shown = new Set(map.nodes.flatMap((one) => one.acts?.map((act) => act.act) ?? [one.act]));
      const owed = dossier.state.obligations.filter(
        (duty) =>
          ['running', 'overdue', 'open-undated'].includes(duty.state) &&
          (duty.subject === map.subject || duty.subject === null),
      );
      const missing = owed.filter((duty) => duty.offered.length > 0 && !duty.offered.some((act) => shown.has(act)));
      if (owed.length <= 6) expect(missing, dossier.opening.number).toEqual([]);
      for (const one of map.nodes)
        if (one.state === 'waits' && !dossier.law.procedure.opening.includes(one.act))
          expect(
            map.edges.some((edge) => edge.to === one.id),
            `${dossier.opening.number} ${one.id}`,
          ).toBe(true);
    }
  });

  it('puts the decisions of a review for prosecution at its end, the kinds of refusal in one box', () => {
    const reviews = maps.filter(
      ({ dossier, map }) =>
        dossier.law.id === 'criminal.prosecution-review' &&
        dossier.state.opened &&
        dossier.state.subjects.some((one) => one.id === map.subject && one.outcome === null),
    );
    expect(reviews.length).toBeGreaterThan(10);
    const last = (map: ProcedureMap) => Math.max(...map.nodes.map((one) => one.x));
    for (const { map } of reviews) expect(node(map, 'prosecute').x).toBe(last(map));
    const kinds = reviews.flatMap(({ map }) =>
      map.nodes.filter((one) => (one.acts?.length ?? 0) === 3 && one.x === last(map)),
    );
    expect(kinds.map((one) => one.title.zh)).toContain('不起诉（3种）');
    expect(kinds.map((one) => one.title.en)).toContain('Refuse to prosecute (3 kinds)');
    expect(kinds.map((one) => one.note?.zh)).toContain('法定、酌定、特殊');
    expect(
      reviews.some(({ map }) => map.edges.some((edge) => edge.kind === 'milestone' && edge.to === 'prosecute')),
    ).toBe(true);
  });

  it('folds the decisions that were not taken', () => {
    const decided = maps.filter(({ dossier, map }) =>
      dossier.state.subjects.some((one) => one.id === map.subject && one.outcome?.id === 'arrested'),
    );
    expect(decided.length).toBeGreaterThan(5);
    for (const { map } of decided) {
      expect(node(map, 'decide-arrest').state).toBe('done');
      expect(map.nodes.some((one) => one.id === 'decide-non-arrest')).toBe(false);
    }
  });
});

describe('kinds of one thing', () => {
  const law = pack.procedures['criminal.prosecution-review']!;
  it('are named by the words that they share', () => {
    const [kind] = kindsAmong(law, ['prosecute', 'non-prosecution-statutory', 'non-prosecution-doubt']);
    expect(kind).toEqual({
      acts: ['non-prosecution-statutory', 'non-prosecution-doubt'],
      title: words('不起诉（2种）', 'Refuse to prosecute (2 kinds)'),
      note: words('法定、存疑', 'no crime, evidence insufficient'),
    });
  });
  it('are not made of a thing and its opposite, nor of what shares nothing', () => {
    expect(kindsAmong(pack.procedures['criminal.arrest-review']!, ['decide-arrest', 'decide-non-arrest'])).toEqual([]);
    expect(
      commonWords([words('批准逮捕', 'Approve arrest'), words('不批准逮捕', 'Refuse approval of arrest')]),
    ).toBeNull();
    expect(commonWords([words('起诉', 'Prosecute'), words('退回', 'Return')])).toBeNull();
  });
});

describe('columns', () => {
  const box = (id: string, more: { first?: boolean; last?: boolean } = {}) => ({
    id,
    h: 48,
    first: false,
    last: false,
    ...more,
  });
  it('stand one after the furthest of what leads there; ends in the last', () => {
    const { boxes, arrows } = placed(
      [box('a', { first: true }), box('b'), box('c'), box('d', { last: true }), box('e', { last: true })],
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'a', to: 'c' },
        { from: 'c', to: 'd' },
        { from: 'a', to: 'e' },
      ],
    );
    const xs = ['a', 'b', 'c', 'd', 'e'].map((id) => boxes.get(id)!.x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(xs[3]).toBe(xs[4]);
    expect(arrows.get('a|e')!.length).toBe(12);
  });
  it('are five at most, and arrows inside one are left out', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const chain = ids.slice(1).map((to, at) => ({ from: ids[at]!, to }));
    const { boxes, arrows } = placed(
      ids.map((id, at) => box(id, { first: at === 0 })),
      chain,
    );
    expect(new Set([...boxes.values()].map((one) => one.x)).size).toBe(5);
    expect([...arrows.keys()]).toEqual(['a|b', 'b|c', 'c|d', 'd|e']);
  });
});
