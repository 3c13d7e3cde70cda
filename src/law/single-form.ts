/** Keys that a procedure standing alone may have beside those of a procedure file. */
export const OWN_KEYS = ['zone', 'calendar', 'counting', 'cite'];

type Loose = Readonly<Record<string, unknown>>;
const isMap = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isText = (value: unknown): value is string => typeof value === 'string';

/** `Send Fine` → `send-fine`; null where nothing is left (a title in Chinese). */
export function kebab(name: string): string | null {
  const plain = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  if ([...plain].some((letter) => letter > '~')) return null;
  const made = plain
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return made === '' ? null : made;
}

const titleOf = (value: unknown, otherwise: string): unknown =>
  value === undefined ? { zh: otherwise, en: otherwise } : isText(value) ? { zh: value, en: value } : value;

/** What the short form leaves out, filled in; places in lists stay, so faults still point into the file. */
export interface Expanded {
  readonly procedure: Loose;
  readonly own: Loose;
  /** Opening acts and outcomes that were not written; a placeholder stands in their place. */
  readonly left: { readonly opening: boolean; readonly outcomes: boolean };
}

export function expanded(data: Loose, name: string): Expanded {
  const own = Object.fromEntries(OWN_KEYS.flatMap((key) => (data[key] === undefined ? [] : [[key, data[key]]])));
  const rest = Object.fromEntries(Object.entries(data).filter(([key]) => !OWN_KEYS.includes(key)));
  const cite = isText(data.cite) ? data.cite : 'model';
  const bare = isText(data.id) ? data.id : (kebab(name) ?? 'procedure');
  const id = isText(data.id) && data.id.includes('.') ? data.id : `log.${bare}`;
  const acts = uniqueActs(list(data.acts), cite);
  const names = idsByName(acts);
  const title = titleOf(data.title, isText(data.id) ? data.id : name);
  const first = acts.map((act) => (isMap(act) ? act.id : null)).find(isText);
  const opening = data.opened_by === undefined;
  const outcomes = data.outcomes === undefined;
  return {
    own,
    left: { opening, outcomes },
    procedure: {
      summary: title,
      statistic_unit: 'case',
      checked: 'recalled',
      ...rest,
      id,
      title,
      ...(isText(data.summary) ? { summary: titleOf(data.summary, '') } : {}),
      ...(data.subjects === undefined
        ? {}
        : {
            subjects: list(data.subjects).map((one) =>
              isText(one) ? { id: one, title: titleOf(undefined, one) } : one,
            ),
          }),
      opened_by: opening ? [first] : acted(data.opened_by, names),
      ...(data.joined_by === undefined ? {} : { joined_by: acted(data.joined_by, names) }),
      acts,
      rules: rulesOf(list(data.rules), names, cite),
      ...(data.clocks === undefined ? {} : { clocks: list(data.clocks).map((clock) => clockOf(clock, names, cite)) }),
      ...(data.sets === undefined || !isMap(data.sets)
        ? {}
        : {
            sets: Object.fromEntries(Object.entries(data.sets).map(([key, members]) => [key, acted(members, names)])),
          }),
      outcomes: outcomes
        ? [{ id: 'none', title: titleOf(undefined, 'none'), acts: first }]
        : list(data.outcomes).map((one) =>
            isMap(one)
              ? { ...one, title: titleOf(one.title, String(one.id ?? '')), acts: acted(one.acts, names) }
              : one,
          ),
    },
  };
}

function uniqueActs(acts: readonly unknown[], cite: string): readonly unknown[] {
  const taken = new Set<string>();
  for (const act of acts) if (isMap(act) && isText(act.id)) taken.add(act.id);
  return acts.map((written, index) => {
    const act: unknown = isText(written) ? { title: written } : written;
    if (!isMap(act)) return act;
    const said = isMap(act.title) ? act.title.en : act.title;
    const title = isText(said) ? said : undefined;
    let id: unknown = act.id;
    if (id === undefined) {
      const base = (title === undefined ? null : kebab(title)) ?? `act-${index + 1}`;
      let made = base;
      for (let n = 2; taken.has(made); n++) made = `${base}-${n}`;
      taken.add(made);
      id = made;
    }
    return {
      actor: 'anyone',
      authority: 'none',
      cite,
      ...act,
      id,
      title: titleOf(act.title, String(id)),
      ...(act.data === undefined ? {} : { data: fieldsOf(act.data) }),
    };
  });
}

/** `{amount: number}` and `[amount]` are short for lists of fields. */
function fieldsOf(data: unknown): unknown {
  if (isMap(data))
    return Object.entries(data).map(([name, type]) =>
      isText(type) ? { name, type } : isMap(type) ? { name, ...type } : { name, type },
    );
  return list(data).map((field) => (isText(field) ? { name: field, type: 'text' } : field));
}

/** Acts may be named by their title wherever an id stands; a title of two acts names none. */
function idsByName(acts: readonly unknown[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const twice = new Set<string>();
  for (const act of acts) {
    if (!isMap(act) || !isText(act.id)) continue;
    for (const title of isMap(act.title) ? [act.title.zh, act.title.en] : []) {
      if (!isText(title)) continue;
      if (names.has(title) && names.get(title) !== act.id) twice.add(title);
      names.set(title, act.id);
    }
  }
  for (const title of twice) names.delete(title);
  for (const act of acts) if (isMap(act) && isText(act.id)) names.set(act.id, act.id);
  return names;
}

const acted = (value: unknown, names: ReadonlyMap<string, string>): unknown =>
  isText(value) ? (names.get(value) ?? value) : Array.isArray(value) ? value.map((one) => acted(one, names)) : value;

function ruleOf(rule: unknown, names: ReadonlyMap<string, string>, cite: string): unknown {
  if (!isMap(rule)) return rule;
  const from = acted(rule.from, names);
  const to = acted(rule.to, names);
  const first = (value: unknown): string => String(Array.isArray(value) ? value[0] : value);
  return {
    cite,
    ...rule,
    id: rule.id ?? `${first(from)}-${String(rule.kind)}-${first(to)}`,
    from,
    to,
    ...(rule.before === undefined ? {} : { before: acted(rule.before, names) }),
    ...(rule.if_overdue === undefined ? {} : { if_overdue: acted(rule.if_overdue, names) }),
  };
}

/** Ids made up for rules may fall together; those written by hand stay as they are, faults included. */
function rulesOf(rules: readonly unknown[], names: ReadonlyMap<string, string>, cite: string): readonly unknown[] {
  const taken = new Set<unknown>(rules.map((rule) => (isMap(rule) ? rule.id : undefined)));
  return rules.map((written) => {
    const rule = ruleOf(written, names, cite);
    if (!isMap(rule) || !isMap(written) || written.id !== undefined) return rule;
    let id = rule.id;
    for (let n = 2; taken.has(id); n++) id = `${String(rule.id)}-${n}`;
    taken.add(id);
    return { ...rule, id };
  });
}

const CLOCK_ACTS = ['starts', 'pauses_on', 'resumes_on', 'restarts_on', 'stops_on', 'owed', 'bars', 'if_overdue'];

function clockOf(clock: unknown, names: ReadonlyMap<string, string>, cite: string): unknown {
  if (!isMap(clock)) return clock;
  const named = CLOCK_ACTS.flatMap((key) =>
    clock[key] === undefined ? [] : [[key, acted(clock[key], names)] as const],
  );
  const extended = list(clock.extends).map((one) => (isMap(one) ? { ...one, act: acted(one.act, names) } : one));
  return {
    cite,
    ...clock,
    title: titleOf(clock.title, String(clock.id ?? '')),
    ...Object.fromEntries(named),
    ...(clock.extends === undefined ? {} : { extends: extended }),
  };
}
