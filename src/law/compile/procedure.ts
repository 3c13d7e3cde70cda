import { type Counting, type Procedure, parseGuard } from '#engine/index.ts';
import type { PackFile, ProcedureFile } from '../schema.ts';
import type { Path, Source } from '../source.ts';
import { small } from '../text.ts';
import type { LawError, LawProcedure } from '../types.ts';
import { actInfo, engineFields, factTitles, readActs, readFacts } from './acts.ts';
import { checkProcedure } from './checks.ts';
import { readClock } from './clocks.ts';
import { actsNamed, type Context, contextOf, fieldsOf, guardOf, known, type Shared } from './context.ts';
import { outsideForce } from './in-force.ts';
import { hasCustody, readRule } from './relations.ts';

/** Compiles one procedure file. Every fault goes to `errors`; with a fault the result is not to be used. */
export function compileProcedure(
  file: ProcedureFile,
  source: Source,
  shared: Shared,
  procedures: ReadonlySet<string>,
  errors: LawError[],
  warnings: LawError[],
): LawProcedure {
  const ctx = contextOf(file, source, shared, errors, warnings);
  const before = errors.length;
  checkNames(ctx);
  const acts = readActs(ctx);
  const facts = readFacts(ctx);
  const rules = file.rules.map((rule, i) => readRule(ctx, rule, i));
  const clocks = (file.clocks ?? []).map((clock, i) => readClock(ctx, clock, i));
  const outcomes = file.outcomes.map((outcome, i) => {
    const named = actsNamed(ctx, outcome.acts, ['outcomes', i, 'acts']);
    const when = guardOf(ctx, outcome.when, named, ['outcomes', i, 'when']);
    const needs = actsNamed(ctx, outcome.needs, ['outcomes', i, 'needs']);
    return { outcome, acts: named, when, needs };
  });
  const opens = readLinks(ctx, procedures);
  for (const key of ['opened_by', 'joined_by'] as const) {
    for (const [i, id] of (file[key] ?? []).entries()) known(ctx, id, [...ctx.acts.keys()], 'act', [key, i]);
  }
  const branch = file.id.split('.')[0] ?? '';
  const custody = shared.pack.custody === undefined || !hasCustody(ctx) ? undefined : parseGuard(shared.pack.custody);
  const procedure: Procedure = {
    id: file.id,
    version: `${shared.pack.id} ${shared.pack.version}`,
    opening: [...file.opened_by, ...(file.joined_by ?? [])],
    acts: acts.map((act, i) => ({ ...act, fields: engineFields(ctx, file.acts[i]!) })),
    relations: [...rules.flatMap((rule) => rule.relations), ...file.acts.flatMap(outsideForce)],
    clocks: clocks.map((one) => one.clock),
    facts,
    outcomes: outcomes.map(({ outcome, acts: named, when }) => ({
      id: outcome.id,
      acts: named,
      ...(when === undefined ? {} : { when }),
    })),
    counting: countingOf(shared.pack, branch),
    ranks: shared.pack.ranks.map((rank) => rank.id),
    ...(custody?.ok ? { custody: custody.value } : {}),
  };
  const ruleAt = (relation: string): Path => [
    'rules',
    rules.findIndex((rule) => rule.info.relations.includes(relation)),
  ];
  if (errors.length === before) checkProcedure(ctx, procedure, ruleAt);
  return {
    id: file.id,
    title: file.title,
    summary: file.summary,
    branch,
    statisticUnit: file.statistic_unit,
    checked: file.checked,
    doubts: file.doubts ?? [],
    feeds: file.feeds ?? [],
    inForce: file.in_force ?? {},
    where: source.at([]),
    procedure,
    openedBy: file.opened_by,
    joinedBy: file.joined_by ?? [],
    subjects: file.subjects ?? [],
    sets: file.sets ?? {},
    groups: file.groups ?? [],
    acts: file.acts.map((act, i) => actInfo(ctx, act, i)),
    rules: rules.map((rule) => rule.info),
    clocks: clocks.map((one) => one.info),
    outcomes: outcomes.map(({ outcome, acts: named, needs }) => ({
      id: outcome.id,
      title: outcome.title,
      acts: named,
      when: outcome.when ?? null,
      needs,
    })),
    opens,
    facts: factTitles(ctx),
    phrases: phrasesOf(ctx),
    incompatible: file.incompatible ?? [],
    accepted: (file.accepted ?? []).map(({ check, act, rule, clock, outcome, reason }) => ({
      check,
      act: act ?? null,
      rule: rule ?? null,
      clock: clock ?? null,
      outcome: outcome ?? null,
      reason,
    })),
  };
}

/** Sentences' words for boolean fields and facts, where words.yaml has them: as `act.field` (`subject.fact`), else as `field`. */
function phrasesOf(ctx: Context): LawProcedure['phrases'] {
  const named = [
    ...ctx.file.acts.flatMap((act) => (act.data ?? []).map((field) => ({ of: act.id, ...field }))),
    ...(ctx.file.facts?.subject ?? []).map((fact) => ({ of: 'subject', ...fact })),
    ...(ctx.file.facts?.case ?? []).map((fact) => ({ of: 'case', ...fact })),
  ].filter((field) => field.type === 'boolean');
  const table = ctx.shared.words.fields;
  const entries = [...new Set(named.map((field) => field.name))].flatMap((name) => {
    const narrow = named.find((field) => field.name === name && Object.hasOwn(table, `${field.of}.${name}`));
    const word = narrow === undefined ? table[name] : table[`${narrow.of}.${name}`];
    if (word?.yes === undefined && word?.no === undefined) return [];
    const yes = word.yes ?? { zh: word.zh, en: small(word.en) };
    return [[name, { yes, no: word.no ?? { zh: `并非${yes.zh}`, en: `not ${yes.en}` } }] as const];
  });
  return Object.fromEntries(entries);
}

export function countingOf(pack: PackFile, branch: string): Counting {
  const rule = pack.counting[branch] ?? pack.counting.default;
  return { monthEnd: rule?.month_end ?? 'same', hours: rule?.hours ?? 'exact', rolls: rule?.rolls ?? 'next' };
}

/** Ids are said once; sets, groups and pairs name acts that exist. */
function checkNames(ctx: Context): void {
  const { file } = ctx;
  const twice = (what: string, items: readonly { readonly id: string }[], base: string): void => {
    const seen = new Set<string>();
    items.forEach((item, i) => {
      if (seen.has(item.id)) {
        const message = `${what} "${item.id}" stands here a second time; ids are unique in a procedure`;
        ctx.complain([base, i, 'id'], { check: 'duplicate', message, found: item.id });
      }
      seen.add(item.id);
    });
  };
  twice('act', file.acts, 'acts');
  twice('rule', [...file.rules], 'rules');
  twice('clock', file.clocks ?? [], 'clocks');
  twice('outcome', file.outcomes, 'outcomes');
  file.acts.forEach((act, i) => {
    const names = fieldsOf(ctx, act.id).map((field) => field.name);
    names.forEach((name, n) => {
      if (names.indexOf(name) !== n) {
        ctx.complain(['acts', i, 'data', n, 'name'], {
          check: 'duplicate',
          message: `field "${name}" stands twice in ${act.id}`,
          found: name,
        });
      }
    });
  });
  const ruleIds = new Set(file.rules.map((rule) => rule.id));
  (file.clocks ?? []).forEach((clock, i) => {
    if (!ruleIds.has(clock.id)) return;
    ctx.complain(['clocks', i, 'id'], {
      check: 'duplicate',
      message: `"${clock.id}" is already the id of a rule`,
      found: clock.id,
    });
  });
  for (const [name, members] of Object.entries(file.sets ?? {})) {
    if (ctx.acts.has(name)) {
      ctx.complain(['sets', name], {
        check: 'duplicate',
        message: `set "${name}" has the name of an act`,
        found: name,
        part: 'key',
      });
    }
    members.forEach((member, i) => {
      known(ctx, member, [...ctx.acts.keys()], 'act', ['sets', name, i]);
    });
  }
  const grouped = new Map<string, string>();
  (file.groups ?? []).forEach((group, i) => {
    group.acts.forEach((act, n) => {
      known(ctx, act, [...ctx.acts.keys()], 'act', ['groups', i, 'acts', n]);
      const other = grouped.get(act);
      if (other !== undefined) {
        const message = `act ${act} is already in group ${other}`;
        ctx.complain(['groups', i, 'acts', n], { check: 'duplicate', message, found: act });
      }
      grouped.set(act, group.id);
    });
  });
  (file.accepted ?? []).forEach((one, i) => {
    const path: Path = ['accepted', i];
    const names = {
      act: [...ctx.acts.keys()],
      rule: [...ruleIds],
      clock: idsOf(file.clocks),
      outcome: idsOf(file.outcomes),
    };
    for (const what of ['act', 'rule', 'clock', 'outcome'] as const) {
      const name = one[what];
      if (name !== undefined) known(ctx, name, names[what], what, [...path, what]);
    }
  });
  (file.incompatible ?? []).forEach((pair, i) => {
    pair.forEach((act, n) => {
      known(ctx, act, [...ctx.acts.keys()], 'act', ['incompatible', i, n]);
    });
  });
}

const idsOf = (list: readonly { readonly id: string }[] | undefined): readonly string[] =>
  (list ?? []).map((one) => one.id);

function readLinks(ctx: Context, procedures: ReadonlySet<string>): LawProcedure['opens'] {
  return (ctx.file.opens ?? []).map((link, i) => {
    const path: Path = ['opens', i];
    if (known(ctx, link.on, [...ctx.acts.keys()], 'act', [...path, 'on'])) {
      guardOf(ctx, link.when, [link.on], [...path, 'when']);
      const own = [...fieldsOf(ctx, link.on), ...ctx.file.opened_by.flatMap((id) => fieldsOf(ctx, id))].map(
        (f) => f.name,
      );
      (link.carries ?? []).forEach((field, n) => {
        known(ctx, field, own, `field of ${link.on} or of the opening act`, [...path, 'carries', n]);
      });
    }
    return {
      on: link.on,
      procedure: link.procedure,
      when: link.when ?? null,
      act: link.act ?? null,
      carries: link.carries ?? [],
      with: link.with ?? {},
      known: procedures.has(link.procedure),
    };
  });
}
