import { parseGuard, parsePeriod } from '#engine/index.ts';
import { compileProcedureData, describe, kebab, type SingleProcedure } from '#law/index.ts';
import { logFault, shown } from '../fault.ts';
import { type DcrEvent, type DcrModel, type DcrRelation, type Lost, modelOf } from './model.ts';

/** A model in the law language, compiled. `data` is the procedure as it would stand in a file; `lost` what it could not carry over. */
export interface DcrImport extends SingleProcedure {
  readonly form: DcrModel['form'];
  readonly data: Readonly<Record<string, unknown>>;
  readonly lost: readonly Lost[];
}

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const TYPES: Readonly<Record<string, 'boolean' | 'number' | 'text' | 'date'>> = {
  bool: 'boolean',
  boolean: 'boolean',
  int: 'number',
  integer: 'number',
  float: 'number',
  double: 'number',
  decimal: 'number',
  number: 'number',
  string: 'text',
  text: 'text',
  date: 'date',
};

/** Reads the XML of dcr-js or of the DCR portal into a procedure. Throws a LogFault where it is no such model. */
export function importDcr(text: string, file: string): DcrImport {
  const model = modelOf(text, file);
  const lost: Lost[] = [...model.lost];
  const ids = actIds(model.events);
  const facts = factsOf(model.events, ids, lost);
  const data = {
    title: model.title ?? file.replace(/^.*[\\/]/, '').replace(/\..*$/, ''),
    acts: model.events.map((event) => actOf(event, ids, lost)),
    rules: model.relations.flatMap((relation) => ruleOf(relation, model.events, ids, facts, lost)),
    ...(facts.size === 0 ? {} : { facts: { case: [...facts.values()] } }),
  };
  const made = compileProcedureData(file, data);
  if (!made.ok) {
    const [first] = made.error;
    throw logFault(
      file,
      null,
      first === undefined ? 'not usable' : describe(first).replace(/^\S+ /, ''),
      'a DCR model',
    );
  }
  return { ...made.value, form: model.form, data, lost };
}

/** The model's own id where it is a name as ours are, else the label's; each once. */
function actIds(events: readonly DcrEvent[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, label } of events) {
    const base = KEBAB.test(id) ? id : (kebab(label) ?? kebab(id) ?? 'act');
    let made = base;
    for (let n = 2; taken.has(made); n++) made = `${base}-${n}`;
    taken.add(made);
    ids.set(id, made);
  }
  return ids;
}

function actOf(event: DcrEvent, ids: ReadonlyMap<string, string>, lost: Lost[]): unknown {
  const [role, ...others] = event.roles;
  for (const other of others)
    lost.push({ what: `role ${shown(other)} of ${shown(event.label)}`, why: 'an act has one actor' });
  const actor = role === undefined ? undefined : (kebab(role) ?? undefined);
  if (role !== undefined && actor === undefined)
    lost.push({ what: `role ${shown(role)} of ${shown(event.label)}`, why: 'an actor is named in Latin letters' });
  return {
    id: ids.get(event.id),
    title: event.label,
    ...(actor === undefined ? {} : { actor }),
    ...(event.data.length === 0
      ? {}
      : {
          data: event.data.flatMap(({ name, type }) =>
            fieldName(name) === null
              ? []
              : [{ name: fieldName(name), type: TYPES[type.toLowerCase()] ?? 'text', required: false }],
          ),
        }),
    ...(event.included && !event.executed && !event.pending
      ? {}
      : { initially: { included: event.included, executed: event.executed, pending: event.pending } }),
  };
}

function fieldName(name: string): string | null {
  const made = kebab(name);
  return made !== null && /^[a-z]/.test(made) ? made : null;
}

interface FactOf {
  readonly name: string;
  readonly type: 'boolean' | 'number' | 'text' | 'date';
  readonly initial?: string | number | boolean;
  readonly from: string[];
}

/** The data of an event are a value of the case, which guards read. */
function factsOf(
  events: readonly DcrEvent[],
  ids: ReadonlyMap<string, string>,
  lost: Lost[],
): ReadonlyMap<string, FactOf> {
  const facts = new Map<string, FactOf>();
  for (const event of events) {
    for (const { name, type, initial } of event.data) {
      const field = fieldName(name);
      if (field === null) {
        lost.push({ what: `data ${shown(name)} of ${shown(event.label)}`, why: 'a field is named in Latin letters' });
        continue;
      }
      const kind = TYPES[type.toLowerCase()];
      if (kind === undefined) lost.push({ what: `type ${shown(type)} of ${shown(name)}`, why: 'kept as text' });
      const known = facts.get(field);
      if (known !== undefined) {
        known.from.push(`${ids.get(event.id)}.${field}`);
        continue;
      }
      const value =
        initial === null
          ? null
          : kind === 'boolean'
            ? initial.toLowerCase() === 'true'
            : kind === 'number'
              ? Number(initial)
              : initial;
      facts.set(field, {
        name: field,
        type: kind ?? 'text',
        ...(value === null || Number.isNaN(value) ? {} : { initial: value }),
        from: [`${ids.get(event.id)}.${field}`],
      });
    }
  }
  return facts;
}

function ruleOf(
  relation: DcrRelation,
  events: readonly DcrEvent[],
  ids: ReadonlyMap<string, string>,
  facts: ReadonlyMap<string, FactOf>,
  lost: Lost[],
): readonly unknown[] {
  const label = (id: string): string => shown(events.find((event) => event.id === id)?.label ?? id);
  const said = `${relation.kind} from ${label(relation.from)} to ${label(relation.to)}`;
  const when = relation.guard === null ? null : guardOf(relation.guard, facts);
  if (relation.guard !== null && when === null) {
    lost.push({
      what: said,
      why: `its guard ${shown(relation.guard)} cannot be said, and without it the rule would mean something else`,
    });
    return [];
  }
  const timed = relation.time !== null && (relation.kind === 'condition' || relation.kind === 'response');
  if (relation.time !== null && !timed)
    lost.push({ what: `time ${relation.time} of the ${said}`, why: 'only conditions and responses have one' });
  const period = timed ? periodOf(relation.time ?? '') : null;
  if (timed && period === null)
    lost.push({
      what: `time ${shown(relation.time ?? '')} of the ${said}`,
      why: 'not a period of whole numbers; the rule is carried over without it',
    });
  if (period !== null && /\d[YM]/.test(period.split('T')[0] ?? ''))
    lost.push({
      what: `time ${shown(relation.time ?? '')} of the ${said}`,
      why: 'carried over, but ends with the last day, not at the hour',
    });
  return [
    {
      kind: relation.kind,
      from: ids.get(relation.from),
      to: ids.get(relation.to),
      ...(when === null ? {} : { when }),
      ...(period === null
        ? {}
        : relation.kind === 'condition'
          ? { after: period }
          : { within: period, again: 'restart' }),
    },
  ];
}

/** There a period is exact, so days are carried over as hours; months and years cannot be. */
function periodOf(text: string): string | null {
  const bare = text
    .replace(/(?<=[A-Z])0+[YMWDHS]/g, '')
    .replace(/\.0+S$/, 'S')
    .replace(/T$/, '');
  if (bare === 'P') return 'PT0H';
  const parsed = parsePeriod(bare);
  if (!parsed.ok || parsed.value.working) return null;
  const { years, months, weeks, days, hours, minutes, seconds } = parsed.value;
  if (years > 0 || months > 0) return bare;
  const all = (weeks * 7 + days) * 24 + hours;
  return `PT${all}H${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 ? `${seconds}S` : ''}`;
}

/** `Diagnosis = true && !(x > 3)` in our words; null where it cannot be said. */
function guardOf(text: string, facts: ReadonlyMap<string, FactOf>): string | null {
  const tokens =
    text.match(/"[^"]*"|'[^']*'|&&|\|\||==|!=|<=|>=|[<>=!()]|[\p{L}_][\p{L}\p{N}_.-]*|-?\d+(?:\.\d+)?|\S/gu) ?? [];
  const words: string[] = [];
  for (const token of tokens) {
    if (token === '&&') words.push('and');
    else if (token === '||') words.push('or');
    else if (token === '!') words.push('not');
    else if (token === '==') words.push('=');
    else if (/^(and|or|not)$/i.test(token)) words.push(token.toLowerCase());
    else if (/^(true|false)$/i.test(token)) words.push(token.toLowerCase());
    else if (/^[\p{L}_]/u.test(token)) {
      const field = fieldName(token);
      if (field === null || !facts.has(field)) return null;
      words.push(`case.${field}`);
    } else if (token.startsWith("'")) words.push(`"${token.slice(1, -1)}"`);
    else words.push(token);
  }
  const made = words.join(' ').replace(/\( /g, '(').replace(/ \)/g, ')');
  const known = {
    case: Object.fromEntries([...facts.values()].map(({ name, type }) => [name, { type }])),
    subject: {},
    act: {},
    opening: {},
  };
  return parseGuard(made, known).ok ? made : null;
}
