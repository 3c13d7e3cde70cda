import type { ActType, Authority, Fact, Field } from '#engine/index.ts';
import type { ActFile, FactFile, FieldFile, PowersFile } from '../schema.ts';
import type { Path } from '../source.ts';
import type { ActInfo, Actor, DataField, Powers, Text } from '../types.ts';
import {
  actsNamed,
  type Context,
  checkCite,
  engineType,
  fieldsOf,
  guardOf,
  known,
  marksOf,
  wordFor,
} from './context.ts';

const NOBODY: Text = { zh: '', en: '' };

/** First reading of the acts: names, authorities, guards; fills what guards read. Fields come after all rules were read. */
export function readActs(ctx: Context): readonly Omit<ActType, 'fields'>[] {
  return ctx.file.acts.map((act, i) => {
    const path: Path = ['acts', i];
    const actor = ctx.shared.pack.actors.find((one) => one.id === act.actor);
    known(
      ctx,
      act.actor,
      ctx.shared.pack.actors.map((one) => one.id),
      'actor',
      [...path, 'actor'],
    );
    const kinds = (ctx.file.subjects ?? []).map((kind) => kind.id);
    if (act.subject !== undefined) known(ctx, act.subject, kinds, 'subject', [...path, 'subject']);
    const guard = guardOf(ctx, act.guard?.when, [act.id], [...path, 'guard', 'when']);
    if (act.guard !== undefined) checkCite(ctx, act.guard.cite, [...path, 'guard', 'cite']);
    return {
      id: act.id,
      subject: act.subject ?? null,
      by: actor?.kind ?? 'office',
      actor: act.actor,
      authority: authorityOf(ctx, act, actor?.kind ?? 'office', path),
      ...(act.guard !== undefined && guard !== undefined ? { guard: { when: guard, cite: act.guard.cite } } : {}),
      close: act.close ?? false,
      reopen: act.reopen ?? false,
      initially: {
        included: act.initially?.included ?? true,
        pending: act.initially?.pending ?? false,
        executed: act.initially?.executed ?? false,
      },
      cite: checkCite(ctx, act.cite, [...path, 'cite']),
    };
  });
}

/** `list` is the pack's power list; what others decide is never refused. */
export function rankOf(
  powers: Pick<PowersFile, 'default' | 'acts'>,
  procedure: string,
  act: string,
  authority: string,
  kind: Actor['kind'],
): string {
  if (authority !== 'list') return authority;
  return kind === 'office' ? (powers.acts[`${procedure}/${act}`] ?? powers.default) : 'none';
}

/** The levels of offices at which the list names another rank for the act. What goes by post goes by post everywhere. */
export function levelsOf(
  { levels, ...powers }: Pick<PowersFile, 'default' | 'acts'> & Pick<Powers, 'levels'>,
  procedure: string,
  act: string,
  authority: string,
  kind: Actor['kind'],
): ActInfo['byLevel'] {
  const general = rankOf(powers, procedure, act, authority, kind);
  if (authority !== 'list' || kind !== 'office' || general === 'none') return [];
  const name = `${procedure}/${act}`;
  return Object.entries(levels).flatMap(([level, own]) => {
    const rank = own.acts[name] ?? (powers.acts[name] === undefined ? own.default : null) ?? general;
    return rank === general ? [] : [{ level, rank, cite: own.cite }];
  });
}

/** The same as cases of the act's authority, by the fact of the office that names its level. */
export const levelCases = (byLevel: ActInfo['byLevel'], fact: string): Authority['if'] =>
  byLevel.map(({ level, rank, cite }) => ({
    when: { op: '=', left: { path: 'case', field: fact }, right: { lit: level } },
    rank,
    cite,
  }));

function authorityOf(ctx: Context, act: ActFile, kind: Actor['kind'], path: Path): Authority {
  const ranks = ctx.shared.pack.ranks.map((rank) => rank.id);
  const allowed = [...ranks, 'list', 'none'];
  known(ctx, act.authority, allowed, 'authority', [...path, 'authority']);
  const powers = ctx.shared.pack.powers;
  return {
    rank: rankOf(powers, ctx.file.id, act.id, act.authority, kind),
    cite: act.cite,
    if: [
      ...(act.authority_if ?? []).flatMap((other, i) => {
        const at = [...path, 'authority_if', i];
        known(ctx, other.authority, allowed, 'authority', [...at, 'authority']);
        const when = guardOf(ctx, other.when, [act.id], [...at, 'when']);
        checkCite(ctx, other.cite, [...at, 'cite']);
        const rank = rankOf(powers, ctx.file.id, act.id, other.authority, kind);
        return when === undefined ? [] : [{ when, rank, cite: other.cite }];
      }),
      ...levelCases(levelsOf(powersOf(powers), ctx.file.id, act.id, act.authority, kind), ctx.shared.officeFact),
    ],
  };
}

/** The list as the file says it, with nothing left out. */
export const powersOf = ({ default: rank, cite, acts, levels }: PowersFile): Powers => ({
  default: rank,
  cite: cite ?? null,
  acts,
  levels: Object.fromEntries(
    Object.entries(levels ?? {}).map(([id, own]) => [
      id,
      { default: own.default ?? null, cite: own.cite, acts: own.acts ?? {} },
    ]),
  ),
});

export function readFacts(ctx: Context): readonly Fact[] {
  return (['subject', 'case'] as const).flatMap((of) =>
    (ctx.file.facts?.[of] ?? []).map((fact, i): Fact => {
      const path: Path = ['facts', of, i];
      return {
        name: fact.name,
        of,
        type: engineType(fact.type),
        ...(fact.initial === undefined ? {} : { initial: fact.initial }),
        from: (fact.from ?? []).flatMap((name, n) => sourceField(ctx, fact, name, [...path, 'from', n])),
        setBy: (fact.set_by ?? []).map((set, n) => {
          const acts = actsNamed(ctx, set.acts, [...path, 'set_by', n, 'acts']);
          const when = guardOf(ctx, set.when, acts, [...path, 'set_by', n, 'when']);
          return { acts, value: set.value, ...(when === undefined ? {} : { when }) };
        }),
      };
    }),
  );
}

function sourceField(ctx: Context, fact: FactFile, name: string, path: Path): Fact['from'] {
  const dot = name.indexOf('.');
  const act = name.slice(0, dot);
  const field = name.slice(dot + 1);
  if (!known(ctx, act, [...ctx.acts.keys()], 'act', path)) return [];
  const found = fieldsOf(ctx, act).find((one) => one.name === field);
  if (found === undefined) {
    known(
      ctx,
      field,
      fieldsOf(ctx, act).map((one) => one.name),
      `field of ${act}`,
      path,
    );
    return [];
  }
  if (engineType(found.type) !== engineType(fact.type)) {
    const message = `fact ${fact.name} is ${fact.type}, but ${name} is ${found.type}`;
    ctx.complain(path, { check: 'name', message, found: found.type, expected: fact.type });
  }
  if (fact.initial === undefined) ctx.read.add(name);
  return [{ act, field }];
}

/** Fields of an act for the engine, once every rule has said what it reads. */
export function engineFields(ctx: Context, act: ActFile): readonly Field[] {
  return (act.data ?? []).map((field) => ({
    name: field.name,
    type: engineType(field.type),
    ...(field.values === undefined ? {} : { values: field.values }),
    required: isRequired(ctx, act.id, field),
  }));
}

const isRequired = (ctx: Context, act: string, field: FieldFile): boolean =>
  field.required ?? ctx.read.has(`${act}.${field.name}`);

export function actInfo(ctx: Context, act: ActFile, index: number): ActInfo {
  const { pack } = ctx.shared;
  const kind = pack.actors.find((one) => one.id === act.actor)?.kind ?? 'office';
  const group = ctx.file.groups?.find((one) => one.acts.includes(act.id));
  return {
    id: act.id,
    title: act.title,
    actor: act.actor,
    authority: act.authority,
    byLevel: levelsOf(powersOf(pack.powers), ctx.file.id, act.id, act.authority, kind),
    subject: act.subject ?? null,
    group: group?.id ?? null,
    document: act.document ?? null,
    data: (act.data ?? []).map((field, i) => dataField(ctx, act.id, field, ['acts', index, 'data', i])),
    cite: act.cite,
    note: act.note ?? null,
    marks: marksOf(ctx, act),
    close: act.close ?? false,
    inForce: act.in_force ?? {},
    where: ctx.source.at(['acts', index]),
  };
}

function dataField(ctx: Context, act: string, field: FieldFile, path: Path): DataField {
  const title = field.title ?? wordFor(ctx.shared.words.fields, [`${act}.${field.name}`, field.name]);
  if (title === null) noWords(ctx, `field ${field.name}`, `fields: ${field.name}`, [...path, 'name']);
  if (field.type === 'enum' && field.values === undefined) {
    ctx.complain([...path, 'type'], {
      check: 'name',
      message: `enum ${field.name} has no values`,
      expected: 'values: […]',
    });
  }
  if (field.of !== undefined && field.type !== 'list') {
    ctx.complain([...path, 'of'], {
      check: 'name',
      message: `field ${field.name} is of type ${field.type}; entries (of: ${field.of}) are those of a list`,
      expected: 'type: list',
    });
  }
  return {
    name: field.name,
    title: title ?? NOBODY,
    type: field.type,
    of: field.of ?? null,
    values: (field.values ?? []).map((value, i) => ({
      id: value,
      title: valueTitle(
        ctx,
        value,
        [`${act}.${field.name}.${value}`, `${field.name}.${value}`, value],
        [...path, 'values', i],
      ),
    })),
    required: isRequired(ctx, act, field),
    startsPeriod: ctx.starts.has(`${act}.${field.name}`),
    note: field.note ?? null,
  };
}

function valueTitle(ctx: Context, value: string, keys: readonly string[], path: Path): Text {
  const title = wordFor(ctx.shared.words.values, keys);
  if (title === null) noWords(ctx, `value ${value}`, `values: ${value}`, path);
  return title ?? NOBODY;
}

function noWords(ctx: Context, what: string, key: string, path: Path): void {
  const message = `${what} has no words in zh and en; expected them in words.yaml under ${key}`;
  ctx.complain(path, { check: 'title', message, expected: `words.yaml ${key}` });
}

export function factTitles(
  ctx: Context,
): Readonly<Record<string, { title: Text; values: Readonly<Record<string, Text>> }>> {
  const entries = (['subject', 'case'] as const).flatMap((of) =>
    (ctx.file.facts?.[of] ?? []).map((fact, i) => {
      const path: Path = ['facts', of, i];
      const title = fact.title ?? wordFor(ctx.shared.words.fields, [`${of}.${fact.name}`, fact.name]);
      if (title === null) noWords(ctx, `fact ${fact.name}`, `fields: ${fact.name}`, [...path, 'name']);
      const values = Object.fromEntries(
        (fact.values ?? []).map((value, n) => [
          value,
          valueTitle(ctx, value, [`${fact.name}.${value}`, value], [...path, 'values', n]),
        ]),
      );
      return [`${of}.${fact.name}`, { title: title ?? NOBODY, values }] as const;
    }),
  );
  return Object.fromEntries(entries);
}
