import { logFault, shown } from '../fault.ts';
import { childrenOf, type Element, treeOf } from './tree.ts';

/** Something of a model that our form cannot hold, or holds otherwise. */
export interface Lost {
  readonly what: string;
  readonly why: string;
}

export interface DcrEvent {
  readonly id: string;
  readonly label: string;
  readonly roles: readonly string[];
  readonly included: boolean;
  readonly executed: boolean;
  readonly pending: boolean;
  readonly data: readonly { readonly name: string; readonly type: string; readonly initial: string | null }[];
}

export type DcrKind = 'condition' | 'response' | 'milestone' | 'include' | 'exclude';

export interface DcrRelation {
  readonly kind: DcrKind;
  readonly from: string;
  readonly to: string;
  readonly time: string | null;
  readonly guard: string | null;
}

/** A model as both XML forms have it; groups are spread over the events in them. */
export interface DcrModel {
  readonly form: 'dcr-js' | 'portal';
  readonly title: string | null;
  readonly events: readonly DcrEvent[];
  readonly relations: readonly DcrRelation[];
  readonly lost: readonly Lost[];
}

interface Raw {
  readonly id: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly time: string | null;
  readonly guard: string | null;
}

const KINDS: Readonly<Record<string, DcrKind>> = {
  condition: 'condition',
  response: 'response',
  milestone: 'milestone',
  include: 'include',
  exclude: 'exclude',
};

/** Reads a model of dcr-js (`definitions`) or of the DCR portal (`dcrgraph`). Throws a LogFault where it is neither. */
export function modelOf(text: string, file: string): DcrModel {
  const root = treeOf(text, file);
  if (root.name === 'definitions') return dcrJs(root, file);
  if (root.name === 'dcrgraph') return portal(root, file);
  throw logFault(
    file,
    null,
    `the root element is <${root.name}>`,
    'a DCR model: <dcr:definitions> (dcr-js) or <dcrgraph> (DCR portal)',
  );
}

const flag = (element: Element, name: string, otherwise: boolean): boolean => {
  const value = element.attributes[name];
  return value === undefined ? otherwise : value.toLowerCase() === 'true' || value === '1';
};
const attr = (element: Element, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const value = element.attributes[name];
    if (value !== undefined && value !== '') return value;
  }
  return null;
};

/** Groups, and sub-processes that must be finished as a whole. */
interface Group {
  readonly label: string;
  readonly kind: 'nesting' | 'subprocess';
  readonly members: string[];
}

function spread(
  raws: readonly Raw[],
  groups: ReadonlyMap<string, Group>,
  events: ReadonlyMap<string, DcrEvent>,
  lost: Lost[],
  file: string,
): readonly DcrRelation[] {
  const leaves = (id: string): readonly string[] => {
    const group = groups.get(id);
    return group === undefined ? [id] : group.members.flatMap(leaves);
  };
  for (const { label, kind } of groups.values())
    if (kind === 'subprocess')
      lost.push({
        what: `sub-process ${shown(label)}`,
        why: 'its events are carried over as acts, that it is one act finished as a whole is not',
      });
  const name = (id: string): string => events.get(id)?.label ?? groups.get(id)?.label ?? id;
  return raws.flatMap(({ id, kind: written, from, to, time, guard }) => {
    const said = `${written} from ${shown(name(from))} to ${shown(name(to))}`;
    const kind = KINDS[written.toLowerCase()];
    if (kind === undefined) {
      lost.push({ what: said, why: 'this kind of relation has no counterpart' });
      return [];
    }
    for (const end of [from, to])
      if (!events.has(end) && !groups.has(end))
        throw logFault(file, `relation ${id}`, `no event ${shown(end)}`, 'the id of an event of the model');
    if ([from, to].some((end) => groups.get(end)?.kind === 'subprocess')) {
      lost.push({ what: said, why: 'one end is a sub-process' });
      return [];
    }
    return leaves(from).flatMap((source) =>
      leaves(to).map((target) => ({ kind, from: source, to: target, time, guard })),
    );
  });
}

function dcrJs(root: Element, file: string): DcrModel {
  const [graph, ...others] = childrenOf(root, 'dcrGraph');
  if (graph === undefined) throw logFault(file, null, 'no graph', '<dcr:dcrGraph>');
  const lost: Lost[] = others.map((other) => ({
    what: `graph ${shown(other.attributes.id ?? '')}`,
    why: 'only the first graph of a file is read',
  }));
  const events = new Map<string, DcrEvent>();
  const groups = new Map<string, Group>();
  const raws: Raw[] = [];
  const walk = (element: Element, parent: Group | null): void => {
    for (const child of element.children) {
      const { id = '' } = child.attributes;
      const type = (child.attributes.type ?? '').toLowerCase();
      const label = attr(child, 'description', 'label', 'name') ?? id;
      if (child.name === 'relation') {
        raws.push({
          id,
          kind: child.attributes.type ?? '',
          from: attr(child, 'sourceRef', 'source') ?? '',
          to: attr(child, 'targetRef', 'target') ?? '',
          time: attr(child, 'time', 'delay', 'deadline'),
          guard: attr(child, 'guard'),
        });
      } else if (
        child.name === 'nesting' ||
        child.name === 'subProcess' ||
        type === 'nesting' ||
        type === 'subprocess'
      ) {
        const group: Group = {
          label,
          kind: child.name === 'nesting' || type === 'nesting' ? 'nesting' : 'subprocess',
          members: [],
        };
        groups.set(id, group);
        parent?.members.push(id);
        if (flag(child, 'multiInstance', false))
          lost.push({ what: `${shown(label)} done several times over`, why: 'instances have no counterpart' });
        walk(child, group);
      } else if (child.name === 'event') {
        parent?.members.push(id);
        events.set(id, {
          id,
          label,
          roles: (attr(child, 'role') ?? '').split(',').flatMap((role) => role.trim() || []),
          included: flag(child, 'included', true),
          executed: flag(child, 'executed', false),
          pending: flag(child, 'pending', false),
          data: childrenOf(child, 'eventData').map((data) => ({
            name: data.attributes.name ?? '',
            type: data.attributes.type ?? 'String',
            initial: attr(data, 'default'),
          })),
        });
        for (const inner of child.children)
          if (inner.name !== 'eventData') lost.push({ what: `<${inner.name}> of ${shown(label)}`, why: 'not known' });
      } else if (element === graph || parent !== null)
        lost.push({ what: `<${child.name}>${id === '' ? '' : ` ${shown(id)}`}`, why: 'not known' });
    }
  };
  walk(graph, null);
  const relations = spread(raws, groups, events, lost, file);
  return { form: 'dcr-js', title: attr(graph, 'title', 'name'), events: [...events.values()], relations, lost };
}

function portal(root: Element, file: string): DcrModel {
  const [resources] = childrenOf(root, 'specification', 'resources');
  const [constraints] = childrenOf(root, 'specification', 'constraints');
  const [marking] = childrenOf(root, 'runtime', 'marking');
  if (resources === undefined || constraints === undefined)
    throw logFault(file, null, 'no specification', '<specification> with <resources> and <constraints>');
  const lost: Lost[] = [];
  const labels = new Map(
    childrenOf(resources, 'labelMappings', 'labelMapping').map(({ attributes }) => [
      attributes.eventId ?? '',
      attributes.labelId ?? '',
    ]),
  );
  const ids = (name: string): ReadonlySet<string> =>
    new Set(childrenOf(marking, name, 'event').map((event) => event.attributes.id ?? ''));
  const [included, executed, pending] = [ids('included'), ids('executed'), ids('pendingResponses')];
  const types = new Map(
    childrenOf(resources, 'variables', 'variable').map(({ attributes }) => [
      attributes.id ?? attributes.name ?? '',
      attributes,
    ]),
  );
  const events = new Map<string, DcrEvent>();
  const groups = new Map<string, Group>();
  const walk = (element: Element, parent: Group | null): void => {
    for (const child of element.children.filter(({ name }) => name === 'event')) {
      const { id = '', type = '' } = child.attributes;
      const label = labels.get(id) ?? id;
      parent?.members.push(id);
      if (/^(nesting|subprocess|form)$/i.test(type)) {
        const group: Group = { label, kind: /^nesting$/i.test(type) ? 'nesting' : 'subprocess', members: [] };
        groups.set(id, group);
        walk(child, group);
        continue;
      }
      if (childrenOf(child, 'event').length > 0) {
        const group: Group = { label, kind: 'nesting', members: [] };
        groups.set(id, group);
        walk(child, group);
        continue;
      }
      const variable = types.get(id);
      events.set(id, {
        id,
        label,
        roles: childrenOf(child, 'custom', 'roles', 'role').flatMap((role) => role.text.trim() || []),
        included: marking === undefined || included.has(id),
        executed: executed.has(id),
        pending: pending.has(id),
        data:
          variable === undefined
            ? []
            : [
                {
                  name: id,
                  type: variable.type ?? 'String',
                  initial: attr({ ...child, attributes: variable }, 'value', 'default'),
                },
              ],
      });
    }
  };
  for (const list of childrenOf(resources, 'events')) walk(list, null);
  for (const list of childrenOf(marking, 'pendingResponses'))
    for (const event of list.children)
      if (event.attributes.deadline !== undefined && event.attributes.deadline !== '')
        lost.push({
          what: `the date of ${shown(labels.get(event.attributes.id ?? '') ?? '')} pending at first`,
          why: 'what is pending at first has no date here',
        });
  for (const [list, what] of [
    [childrenOf(resources, 'subProcesses'), 'sub-process'],
    [childrenOf(marking, 'globalStore'), 'stored value'],
  ] as const)
    for (const one of list.flatMap(({ children }) => children))
      lost.push({ what: `${what} ${shown(one.attributes.id ?? one.name)}`, why: 'not carried over' });
  const guards = new Map(
    childrenOf(resources, 'expressions', 'expression').map(({ attributes }) => [
      attributes.id ?? '',
      attributes.value ?? '',
    ]),
  );
  const raws = constraints.children.flatMap((list) =>
    list.children.map((one): Raw => {
      const expression = attr(one, 'expressionId');
      return {
        id: childrenOf(one, 'custom', 'id')[0]?.attributes.id ?? `${one.name} ${one.attributes.sourceId ?? ''}`,
        kind: one.name,
        from: attr(one, 'sourceId') ?? '',
        to: attr(one, 'targetId') ?? '',
        time: attr(one, 'time'),
        guard: expression === null ? null : (guards.get(expression) ?? expression),
      };
    }),
  );
  const relations = spread(raws, groups, events, lost, file);
  return { form: 'portal', title: attr(root, 'title'), events: [...events.values()], relations, lost };
}
