import type { Period, Relation } from '#engine/index.ts';
import { actTitle, type LawProcedure, ruleOf } from '#law/index.ts';
import { shown } from '../fault.ts';
import type { Lost } from './model.ts';

export interface DcrExport {
  /** A document as dcr-js, or DCRGraphs.net, reads and draws it. */
  readonly xml: string;
  /** What that form cannot hold, or holds otherwise. */
  readonly lost: readonly Lost[];
}

const WIDTH = 130;
const HEIGHT = 150;
const ACROSS = 5;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
const written = (attributes: Readonly<Record<string, string | null>>): string =>
  Object.entries(attributes)
    .flatMap(([name, value]) => (value === null ? [] : [` ${name}="${escaped(value)}"`]))
    .join('');

const TYPES: Readonly<Record<string, string>> = { boolean: 'Bool', number: 'Int', money: 'Int', date: 'Date' };

/** Writes a procedure as a DCR graph, in the XML of dcr-js or of the DCR portal (DCRGraphs.net). */
export function exportDcr(law: LawProcedure, form: 'dcr-js' | 'portal' = 'dcr-js'): DcrExport {
  const { procedure } = law;
  const lost: Lost[] = [];
  const lose = (what: string, why: string): void => {
    if (!lost.some((one) => one.what === what && one.why === why)) lost.push({ what, why });
  };
  for (const { id } of procedure.clocks) lose(`clock ${id}`, 'a period that several acts shape has no counterpart');
  if (procedure.opening.length > 0)
    lose(`what opens a case (${procedure.opening.join(', ')})`, 'a graph has no opening');
  if (procedure.outcomes.length > 0) lose('outcomes', 'a graph has none');
  const initial = new Map(
    procedure.facts.flatMap((fact) => {
      const kept = fact.of === 'case' && fact.setBy.length === 0;
      const there = kept ? nameThere(law, fact.name) : null;
      if (there === null)
        lose(
          `fact ${fact.of}.${fact.name}`,
          fact.of === 'subject'
            ? 'a graph knows one case only'
            : kept
              ? 'there every event with a field of that name sets the value'
              : 'values are only set by the data of events',
        );
      return there !== null && fact.initial !== undefined ? [[there, String(fact.initial)] as const] : [];
    }),
  );
  const events = procedure.acts.map((act) => {
    if (act.subject !== null) lose(`${act.id} for each ${act.subject}`, 'done once for the case there');
    if (act.close || act.reopen)
      lose(`${act.id} ${act.close ? 'closes' : 'reopens'} the case`, 'a graph is never closed');
    if (act.guard !== undefined) lose(`what the data of ${act.id} must satisfy`, 'no counterpart');
    if (act.authority.rank !== 'none') lose('who may decide', 'only the role is written');
    const fields = act.fields.flatMap(({ name, type }) => {
      if (TYPES[type] === undefined && type !== 'text') lose(`type ${type} of ${act.id}.${name}`, 'written as String');
      const field = { name, type: TYPES[type] ?? 'String', initial: initial.get(name) ?? null };
      if (form === 'dcr-js' || (act.fields.length === 1 && name === act.id)) return [field];
      lose(`data ${act.id}.${name}`, 'there an event holds one value, called as the event');
      return [];
    });
    return {
      id: act.id,
      role: act.actor === 'anyone' ? null : act.actor,
      description: actTitle(law, act.id).en,
      initially: act.initially,
      fields,
    };
  });
  const data = new Set(events.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const relations = procedure.relations
    .flatMap((relation) => arrowsOf(law, relation, form === 'dcr-js' ? null : data, lose))
    .map((arrow, nr) => ({ ...arrow, id: `Relation_${nr + 1}` }));
  const places = new Map(
    procedure.acts.map(({ id }, nr) => [id, { x: (nr % ACROSS) * 220, y: Math.floor(nr / ACROSS) * 230 }]),
  );
  const boxes = procedure.acts.map(({ id }) => ({ id, ...(places.get(id) ?? { x: 0, y: 0 }) }));
  return {
    xml: form === 'portal' ? portalXml(law.title.en, events, relations, boxes) : dcrJsXml(events, relations, boxes),
    lost,
  };
}

interface Event {
  readonly id: string;
  readonly role: string | null;
  readonly description: string;
  readonly initially: { readonly included: boolean; readonly executed: boolean; readonly pending: boolean };
  readonly fields: readonly { readonly name: string; readonly type: string; readonly initial: string | null }[];
}
type Drawn = Arrow & { readonly id: string };
interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

function dcrJsXml(events: readonly Event[], relations: readonly Drawn[], boxes: readonly Box[]): string {
  const middle = (act: string): string => {
    const { x, y } = boxes.find(({ id }) => id === act) ?? { x: 0, y: 0 };
    return `        <dcrDi:waypoint x="${x + WIDTH / 2}" y="${y + HEIGHT / 2}" />`;
  };
  const eventOf = ({ id, role, description, initially, fields }: Event): string => {
    const { included, executed, pending } = initially;
    const marking = { included: `${included}`, executed: `${executed}`, pending: `${pending}` };
    const attributes = written({ id, role, description, ...marking, enabled: 'false' });
    if (fields.length === 0) return `    <dcr:event${attributes} />`;
    const lines = fields.map(
      ({ name, type, initial }) => `      <dcr:eventData${written({ name, type, default: initial })} />`,
    );
    return `    <dcr:event${attributes}>\n${lines.join('\n')}\n    </dcr:event>`;
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<dcr:definitions xmlns:dcr="http://tk/schema/dcr" xmlns:dcrDi="http://tk/schema/dcrDi" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">',
    '  <dcr:dcrGraph id="dcrGraph">',
    ...events.map(eventOf),
    ...relations.map(
      ({ id, type, from, to, time, guard }) =>
        `    <dcr:relation${written({ id, type, sourceRef: from, targetRef: to, time, guard })} />`,
    ),
    '  </dcr:dcrGraph>',
    '  <dcrDi:dcrRootBoard id="RootBoard">',
    '    <dcrDi:dcrPlane id="Plane" boardElement="dcrGraph">',
    ...relations.flatMap(({ id, from, to }) => [
      `      <dcrDi:relation id="${id}_di" boardElement="${id}">`,
      middle(from),
      middle(to),
      '      </dcrDi:relation>',
    ]),
    ...boxes.flatMap(({ id, x, y }) => [
      `      <dcrDi:dcrShape id="${id}_di" boardElement="${id}">`,
      `        <dc:Bounds x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" />`,
      '      </dcrDi:dcrShape>',
    ]),
    '    </dcrDi:dcrPlane>',
    '  </dcrDi:dcrRootBoard>',
    '</dcr:definitions>',
    '',
  ].join('\n');
}

const LISTS = {
  condition: 'conditions',
  response: 'responses',
  exclude: 'excludes',
  include: 'includes',
  milestone: 'milestones',
} as const;

/** The portal keeps names apart from events, relations by kind, guards as expressions, values as variables, and the marking last. */
function portalXml(
  title: string,
  events: readonly Event[],
  relations: readonly Drawn[],
  boxes: readonly Box[],
): string {
  const guards = [...new Set(relations.flatMap(({ guard }) => guard ?? []))];
  const expressionOf = (guard: string | null): string | null =>
    guard === null ? null : `expression-${guards.indexOf(guard) + 1}`;
  const values = events.flatMap(({ id, fields }) => fields.map((field) => ({ id, ...field })));
  const marked = (name: string, is: (event: Event) => boolean): string =>
    `<${name}>${events
      .filter(is)
      .map(({ id }) => `<event${written({ id })}/>`)
      .join('')}</${name}>`;
  const eventOf = ({ id, role }: Event): string => {
    const { x, y } = boxes.find((box) => box.id === id) ?? { x: 0, y: 0 };
    const roles = role === null ? '<roles/>' : `<roles><role>${escaped(role)}</role></roles>`;
    const place = `<location xLoc="${x}" yLoc="${y}"/><size width="${WIDTH}" height="${HEIGHT}"/>`;
    return `        <event${written({ id })}><custom>${roles}<visualization>${place}</visualization></custom></event>`;
  };
  const relationOf = ({ id, type, from, to, time, guard }: Drawn): string => {
    const ends = { sourceId: from, targetId: to, time, expressionId: expressionOf(guard) };
    return `        <${type}${written(ends)}><custom><id${written({ id })}/></custom></${type}>`;
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<dcrgraph${written({ title })}>`,
    '  <specification>',
    '    <resources>',
    '      <events>',
    ...events.map(eventOf),
    '      </events>',
    '      <subProcesses/>',
    `      <labels>${[...new Set(events.map(({ description }) => description))].map((id) => `<label${written({ id })}/>`).join('')}</labels>`,
    '      <labelMappings>',
    ...events.map(({ id, description }) => `        <labelMapping${written({ eventId: id, labelId: description })}/>`),
    '      </labelMappings>',
    `      <variables>${values.map(({ id, type, initial }) => `<variable${written({ id, type, value: initial })}/>`).join('')}</variables>`,
    `      <expressions>${guards.map((value) => `<expression${written({ id: expressionOf(value), value })}/>`).join('')}</expressions>`,
    '      <variableAccesses><readAccessess/><writeAccessess/></variableAccesses>',
    '    </resources>',
    '    <constraints>',
    ...Object.entries(LISTS).flatMap(([type, list]) => [
      `      <${list}>`,
      ...relations.filter((one) => one.type === type).map(relationOf),
      `      </${list}>`,
    ]),
    '    </constraints>',
    '  </specification>',
    '  <runtime>',
    '    <marking>',
    '      <globalStore/>',
    `      ${marked('executed', ({ initially }) => initially.executed)}`,
    `      ${marked('included', ({ initially }) => initially.included)}`,
    `      ${marked('pendingResponses', ({ initially }) => initially.pending)}`,
    '    </marking>',
    '  </runtime>',
    '</dcrgraph>',
    '',
  ].join('\n');
}

interface Arrow {
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly time: string | null;
  readonly guard: string | null;
}

/** `data`: the fields that are written; null: all of them. */
function arrowsOf(
  law: LawProcedure,
  relation: Relation,
  data: ReadonlySet<string> | null,
  lose: (what: string, why: string) => void,
): readonly Arrow[] {
  const what = `rule ${relation.id}`;
  const drop = (why: string): readonly Arrow[] => {
    lose(what, why);
    return [];
  };
  if (relation.kind === 'window') return drop('a window (a time bar without a duty) has no counterpart');
  if (relation.kind === 'condition' && relation.from.length > 1)
    return drop('one of several acts is enough: has no counterpart');
  if (relation.kind === 'condition' && relation.strict) return drop('a strict condition has no counterpart');
  if (relation.kind === 'response' && relation.to.length > 1)
    return drop('a duty met by one of several acts has no counterpart');
  if (relation.kind === 'response' && relation.alertOnly) return drop('a mere reminder has no counterpart');
  if (relation.scope === 'any' || relation.scope === 'all' || relation.scope === 'others' || relation.via !== undefined)
    return drop('it speaks of several subjects');
  let guard: string | null = null;
  if (relation.when !== undefined) {
    const rule = ruleOf(law, relation.id);
    guard = guardOf(law, rule?.when ?? '', data);
    if (guard === null)
      return drop(
        `its guard ${shown(rule?.when ?? '')} reads more than the data of the case, or what other acts would set there`,
      );
  }
  if (relation.from_date_in_force !== undefined || relation.to_date_in_force !== undefined)
    lose(what, 'when it is in force is not written');
  let time: string | null = null;
  if (relation.kind === 'condition') {
    if (relation.anchor !== undefined || relation.full === true)
      lose(what, 'the date its delay runs from, or the full last day, is not written');
    time = timeOf(relation.delay, what, lose);
  }
  if (relation.kind === 'response') {
    if (relation.anchor !== undefined) lose(what, 'the date its period runs from is not written');
    if (relation.before !== undefined) lose(what, `that ${relation.before.join(', ')} must wait for it is not written`);
    if (relation.within !== undefined && relation.again !== 'restart')
      lose(what, 'a repeat does not move its date here, but does there');
    if (relation.again === 'each' || relation.discharge === 'one')
      lose(what, 'one duty for each repeat becomes a single one');
    if (relation.survivesClose) lose(what, 'that it outlives the closing is not written');
    if (relation.within !== undefined && relation.rolls !== 'none' && !relation.within.text.includes('T'))
      lose(what, 'days off at its end are not looked at there');
    time = timeOf(relation.within, what, lose);
  }
  if (relation.kind === 'exclude' && relation.cancel) lose(what, 'the duty sleeps there, it is not cancelled for good');
  const sources = Array.isArray(relation.from) ? (relation.from as readonly string[]) : [relation.from as string];
  const targets = Array.isArray(relation.to) ? (relation.to as readonly string[]) : [relation.to as string];
  return sources.flatMap((from) => targets.map((to) => ({ type: relation.kind, from, to, time, guard })));
}

/** There every period is exact; hours that make whole days are written as days. */
function timeOf(period: Period | undefined, what: string, lose: (what: string, why: string) => void): string | null {
  if (period === undefined) return null;
  if (period.working) {
    lose(what, `its time ${period.text} counts working days and is not written`);
    return null;
  }
  const exact = period.years === 0 && period.months === 0 && period.weeks === 0 && period.days === 0;
  if (!exact) {
    lose(what, `its time ${period.text} ends with the last day here, at the hour there`);
    return period.text;
  }
  const whole = period.hours % 24 === 0 && period.minutes === 0 && period.seconds === 0;
  return whole && period.hours > 0 ? `P${period.hours / 24}D` : period.text;
}

const OWN: ReadonlySet<string> = new Set(['and', 'or', 'not', 'true', 'false']);

/** A guard over the data of the case in the words of dcr-js; null where it reads anything else. */
function guardOf(law: LawProcedure, text: string, data: ReadonlySet<string> | null): string | null {
  if (/\b(act|subject|opening)\.|\b(count|executed|since)\(|\bin\b/.test(text)) return null;
  const there = new Map(
    [...text.matchAll(/case\.([a-z][a-z0-9_-]*)/g)].map(([, name = '']) => [name, nameThere(law, name)]),
  );
  const plain = [...there.values()].every((name) => name !== null && (data === null || data.has(name)));
  if (!plain || text === '') return null;
  return text.replace(WORDS, (word, name?: string) =>
    name === undefined ? (word.startsWith('"') || OWN.has(word) ? word : `"${word}"`) : (there.get(name) ?? name),
  );
}

/** What a value of the case is called in a graph, where each field of an event sets the value of its own name; null: it would be set by other acts. */
function nameThere({ procedure: { acts, facts } }: LawProcedure, name: string): string | null {
  const fact = facts.find((one) => one.of === 'case' && one.name === name);
  const [only, ...more] = new Set(fact === undefined ? [name] : fact.from.map(({ field }) => field));
  if (only === undefined || more.length > 0 || (fact?.setBy.length ?? 0) > 0) return null;
  const writers = acts.filter(({ fields }) => fields.some((field) => field.name === only));
  const same = (act: (typeof acts)[number]): boolean =>
    fact === undefined ? act.subject === null : fact.from.some((one) => one.act === act.id);
  return writers.length > 0 && writers.every(same) ? only : null;
}

/** Texts in quotes, values of the case, and bare words: each that is no word of the guard language is a value, which stands in quotes there. */
const WORDS = /"[^"]*"|case\.([a-z][a-z0-9_-]*)|\b[a-z][a-z0-9_-]*/g;
