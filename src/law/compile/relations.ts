import type { Anchor, Guard, Relation, Rolls, Scope } from '#engine/index.ts';
import type { RuleFile } from '../schema.ts';
import type { Path } from '../source.ts';
import type { RuleInfo } from '../types.ts';
import { actsNamed, type Context, checkCite, fieldsOf, guardOf, known, listOf, marksOf, periodOf } from './context.ts';

export interface Compiled {
  readonly info: RuleInfo;
  readonly relations: readonly Relation[];
}

/** One rule of the file as the engine's relations: what the engine reads as several single relations gets one for each member. */
export function readRule(ctx: Context, rule: RuleFile, index: number): Compiled {
  const path: Path = ['rules', index];
  const from = actsNamed(ctx, rule.from, [...path, 'from']);
  const to = actsNamed(ctx, rule.to, [...path, 'to']);
  checkCite(ctx, rule.cite, [...path, 'cite']);
  const blocking = rule.kind === 'condition' || rule.kind === 'milestone' || rule.kind === 'window';
  const when = guardOf(ctx, rule.when, blocking ? to : from, [...path, 'when']);
  const rolls = rollsOf(ctx, rule, path);
  const base = {
    cite: rule.cite,
    ...(when === undefined ? {} : { when }),
    ...(rule.via === undefined ? {} : { via: rule.via }),
    ...(rule.in_force?.from === undefined ? {} : { from_date_in_force: rule.in_force.from }),
    ...(rule.in_force?.to === undefined ? {} : { to_date_in_force: rule.in_force.to }),
  };
  const relations = relationsOf(ctx, rule, { from, to, base, rolls, path });
  return { info: infoOf(ctx, rule, index, from, to, relations, rolls), relations };
}

interface Parts {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly base: {
    readonly cite: string;
    readonly when?: Guard;
    readonly via?: string;
    readonly from_date_in_force?: string;
    readonly to_date_in_force?: string;
  };
  readonly rolls: Rolls;
  readonly path: Path;
}

function relationsOf(ctx: Context, rule: RuleFile, parts: Parts): readonly Relation[] {
  const { from, to, base, rolls, path } = parts;
  switch (rule.kind) {
    case 'condition': {
      const delay = periodOf(ctx, rule.after, [...path, 'after']);
      const anchor = anchorOf(ctx, rule.from_date, from, [...path, 'from_date']);
      if (from.length === 0) return [];
      return to.map((target) => ({
        ...base,
        id: to.length === 1 ? rule.id : `${rule.id}:${target}`,
        kind: 'condition',
        from,
        to: target,
        scope: blockingScope(ctx, rule, from, target, path),
        strict: rule.strict ?? false,
        ...(delay === undefined ? {} : { delay }),
        ...(rule.full === undefined ? {} : { full: rule.full }),
        ...(anchor === undefined ? {} : { anchor }),
      }));
    }
    case 'milestone':
      return pairs(from, to).map(([source, target]) => ({
        ...base,
        id: pairId(rule.id, from, to, source, target),
        kind: 'milestone',
        from: source,
        to: target,
        scope: blockingScope(ctx, rule, [source], target, path),
      }));
    case 'window': {
      const length = periodOf(ctx, rule.within, [...path, 'within']);
      if ((rule.within === undefined) === (rule.clock === undefined)) {
        ctx.complain(path, {
          check: 'period',
          message: 'a window needs a length: within: or clock:',
          expected: 'within or clock',
        });
      }
      if (rule.clock !== undefined)
        known(
          ctx,
          rule.clock,
          (ctx.file.clocks ?? []).map((c) => c.id),
          'clock',
          [...path, 'clock'],
        );
      const anchor = anchorOf(ctx, rule.from_date, from, [...path, 'from_date']);
      return pairs(from, to).map(([source, target]) => ({
        ...base,
        id: pairId(rule.id, from, to, source, target),
        kind: 'window',
        from: source,
        to: target,
        scope: blockingScope(ctx, rule, [source], target, path),
        rolls,
        ...(length === undefined ? {} : { length }),
        ...(rule.clock === undefined ? {} : { clock: rule.clock }),
        ...(anchor === undefined ? {} : { anchor }),
      }));
    }
    case 'response': {
      if (from.length === 0 || to.length === 0) return [];
      const within = periodOf(ctx, rule.within, [...path, 'within']);
      const anchor = anchorOf(ctx, rule.from_date, from, [...path, 'from_date']);
      const before = actsNamed(ctx, rule.before, [...path, 'before']);
      if (rule.if_overdue !== undefined)
        known(ctx, rule.if_overdue, [...ctx.acts.keys()], 'act', [...path, 'if_overdue']);
      return [
        {
          ...base,
          id: rule.id,
          kind: 'response',
          from,
          to,
          scope: effectScope(ctx, rule, from, to, path),
          rolls,
          again: rule.again ?? 'keep',
          discharge: rule.discharge ?? 'all',
          alertOnly: rule.alert_only ?? false,
          survivesClose: rule.survives === 'close',
          ...(within === undefined ? {} : { within }),
          ...(anchor === undefined ? {} : { anchor }),
          ...(before.length === 0 ? {} : { before }),
          ...(rule.if_overdue === undefined ? {} : { ifOverdue: rule.if_overdue }),
        },
      ];
    }
    case 'exclude':
    case 'include': {
      if (from.length === 0 || to.length === 0) return [];
      const shared = { ...base, id: rule.id, from, to, scope: effectScope(ctx, rule, from, to, path) };
      return rule.kind === 'exclude'
        ? [{ ...shared, kind: 'exclude', cancel: rule.cancel ?? false }]
        : [{ ...shared, kind: 'include' }];
    }
  }
}

const pairs = (from: readonly string[], to: readonly string[]): readonly (readonly [string, string])[] =>
  from.flatMap((source) => to.map((target) => [source, target] as const));

function pairId(id: string, from: readonly string[], to: readonly string[], source: string, target: string): string {
  return [id, ...(from.length > 1 ? [source] : []), ...(to.length > 1 ? [target] : [])].join(':');
}

const kindOf = (ctx: Context, act: string): string | null => ctx.acts.get(act)?.subject ?? null;

/** Scope of a blocking rule; from a person's act to an act of the case it must be written. [4] */
function blockingScope(ctx: Context, rule: RuleFile, from: readonly string[], target: string, path: Path): Scope {
  const kind = kindOf(ctx, target);
  const kinds = [...new Set(from.map((act) => kindOf(ctx, act)))];
  const personal = kinds.filter((one) => one !== null);
  if (rule.scope !== undefined) {
    const allowed =
      personal.length === 0 ? ['same'] : kind === null ? ['any', 'all'] : ['same', 'any', 'all', 'others'];
    if (!allowed.includes(rule.scope)) {
      const message = `scope ${rule.scope} does not fit ${from.join(', ')} → ${target}; expected ${allowed.join(' or ')}`;
      ctx.complain([...path, 'scope'], { check: 'scope', message, found: rule.scope, expected: allowed.join(' or ') });
    }
    return rule.scope;
  }
  const crosses = personal.some((one) => one !== kind);
  if (crosses && rule.via === undefined) {
    const message = `${from.join(', ')} is done person by person, ${target} is not addressed to the same; write scope: any or scope: all`;
    ctx.complain(path, { check: 'scope', message, expected: 'scope: any or all' });
  }
  return 'same';
}

/** Scope of an effect; from an act of the case to persons it reaches those present. [4] */
function effectScope(ctx: Context, rule: RuleFile, from: readonly string[], to: readonly string[], path: Path): Scope {
  const sources = new Set(from.map((act) => kindOf(ctx, act)));
  const targets = new Set(to.map((act) => kindOf(ctx, act)).filter((kind) => kind !== null));
  const toPersons = targets.size > 0 && sources.has(null);
  if (rule.scope !== undefined) {
    const allowed = toPersons ? ['present', 'present-and-later'] : ['same', 'others', 'present'];
    if (!allowed.includes(rule.scope)) {
      const message = `scope ${rule.scope} does not fit an effect here; expected ${allowed.join(' or ')}`;
      ctx.complain([...path, 'scope'], { check: 'scope', message, found: rule.scope, expected: allowed.join(' or ') });
    }
    return rule.scope;
  }
  const crosses = [...sources].some((kind) => kind !== null && [...targets].some((other) => other !== kind));
  if (crosses && rule.via === undefined) {
    const message = 'from one kind of subject to another; write via: FIELD';
    ctx.complain(path, { check: 'scope', message, expected: 'via: FIELD' });
  }
  return toPersons ? 'present' : 'same';
}

/**
 * The date a period runs from: a date field of the acts it may start from. An act among several that does not have it counts from its
 * own day, as where the field is blank.
 */
export function anchorOf(
  ctx: Context,
  text: string | undefined,
  from: readonly string[],
  path: Path,
): Anchor | undefined {
  if (text === undefined) return undefined;
  const opening = text.startsWith('opening.');
  const field = opening ? text.slice('opening.'.length) : text;
  const acts = opening ? ctx.file.opened_by : from;
  const having = acts.flatMap((act) => {
    const found = fieldsOf(ctx, act).find((one) => one.name === field);
    return found === undefined ? [] : [{ act, type: found.type }];
  });
  if (having.length === 0 && acts.length > 0) {
    const names = acts.flatMap((act) => fieldsOf(ctx, act).map((one) => one.name));
    known(ctx, field, [...new Set(names)], `field of ${acts.join(', ')}`, path);
  }
  for (const { act, type } of having) {
    if (type !== 'date' && type !== 'datetime') {
      const message = `a period cannot run from ${act}.${field}, which is ${type}; expected a date`;
      ctx.complain(path, { check: 'name', message, found: type, expected: 'date' });
    }
    ctx.starts.add(`${act}.${field}`);
  }
  return { of: opening ? 'opening' : 'act', field };
}

function rollsOf(ctx: Context, rule: RuleFile, path: Path): Rolls {
  const written = rule.kind === 'response' || rule.kind === 'window' ? rule.rolls : undefined;
  if (written === 'custody') needsCustody(ctx, [...path, 'rolls']);
  const counting = ctx.shared.pack.counting;
  return written ?? (counting[ctx.file.id.split('.')[0] ?? ''] ?? counting.default)?.rolls ?? 'next';
}

/** `rolls: custody` reads the pack's custody guard, which reads a fact of the person. */
export function needsCustody(ctx: Context, path: Path): void {
  if (hasCustody(ctx)) return;
  const message =
    'rolls: custody needs the fact that the custody guard of pack.yaml reads; expected it under facts: subject:';
  ctx.complain(path, { check: 'name', message, found: 'custody', expected: 'a fact of the subject' });
}

export function hasCustody(ctx: Context): boolean {
  const fact = /subject\.([a-z0-9_-]+)/.exec(ctx.shared.pack.custody ?? '')?.[1];
  return fact !== undefined && (ctx.file.facts?.subject ?? []).some((one) => one.name === fact);
}

function infoOf(
  ctx: Context,
  rule: RuleFile,
  index: number,
  from: readonly string[],
  to: readonly string[],
  relations: readonly Relation[],
  rolls: Rolls,
): RuleInfo {
  const response = rule.kind === 'response' ? rule : null;
  return {
    id: rule.id,
    kind: rule.kind,
    from,
    to,
    within: rule.kind === 'response' || rule.kind === 'window' ? (rule.within ?? null) : null,
    clock: rule.kind === 'window' ? (rule.clock ?? null) : null,
    after: rule.kind === 'condition' ? (rule.after ?? null) : null,
    when: rule.when ?? null,
    fromDate: 'from_date' in rule ? (rule.from_date ?? null) : null,
    rolls,
    scope: rule.scope ?? null,
    strict: rule.kind === 'condition' && (rule.strict ?? false),
    cancel: rule.kind === 'exclude' && (rule.cancel ?? false),
    alertOnly: response?.alert_only ?? false,
    ifOverdue: response?.if_overdue ?? null,
    before: listOf(response?.before),
    cite: rule.cite,
    note: rule.note ?? null,
    marks: marksOf(ctx, rule),
    inForce: rule.in_force ?? {},
    relations: relations.map((relation) => relation.id),
    where: ctx.source.at(['rules', index]),
  };
}
