import type { CaseState, Data, Procedure, Value } from '#engine/index.ts';
import { type ActInfo, type DataField, findOffence, type LawPack, nearest } from '#law/index.ts';
import type { Dossier } from './dossier.ts';
import type { FormField, Text } from './schemas.ts';
import { joinTexts, words } from './words.ts';

export interface FieldError {
  readonly field: string;
  readonly text: Text;
}
export interface FieldContext {
  readonly pack: LawPack;
  readonly today: string;
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  /** Required fields must be given: the office acts. What others did is recorded as far as it is known. */
  readonly mustBeWhole: boolean;
}

const LONGEST_TEXT = 10_000;
const LONGEST_LIST = 200;

/** The fields of an act as a form, with what is already known of the subject filled in. */
export function formFields(dossier: Pick<Dossier, 'parties'>, info: ActInfo, known: Data): FormField[] {
  return info.data.map((field) => ({
    name: field.name,
    title: field.title,
    type: formType(field),
    options:
      field.type === 'person'
        ? dossier.parties.map((party) => ({ value: party.id, title: words(party.name, party.name) }))
        : field.values.map((value) => ({ value: value.id, title: value.title })),
    required: field.required,
    note: field.note,
    default: asForm(known[field.name]),
  }));
}

const asForm = (value: Value | undefined): FormField['default'] =>
  value === undefined || value === null ? null : (JSON.parse(JSON.stringify(value)) as FormField['default']);

export function formType(field: Pick<DataField, 'type' | 'of'>): FormField['type'] {
  if (field.type === 'list' && field.of === 'offence') return 'offences';
  return field.type === 'integer' ? 'number' : field.type === 'ref' ? 'text' : field.type;
}

/**
 * What is already known for the fields of an act: the store's facts under the field names that feed them, then what was
 * given last under the same name for this subject (dates and free text are never repeated).
 */
export function knownData(procedure: Procedure, info: ActInfo, state: CaseState, subject: string | null): Data {
  const known: Record<string, Value> = {};
  const repeatable = info.data.filter(
    (field) => field.type !== 'date' && field.type !== 'datetime' && field.type !== 'text' && field.type !== 'list',
  );
  for (const field of repeatable) {
    const last = state.acts.findLast(
      (act) =>
        (act.subject === subject || act.subject === null) &&
        act.data[field.name] !== undefined &&
        act.data[field.name] !== null,
    );
    const value = factUnder(procedure, field.name, state, subject) ?? last?.data[field.name];
    if (value !== undefined && value !== null && fits(field, value)) known[field.name] = value;
  }
  return known;
}

function factUnder(procedure: Procedure, name: string, state: CaseState, subject: string | null): Value | undefined {
  const fact = procedure.facts.find((one) => one.from.some((from) => from.field === name));
  if (!fact) return undefined;
  return fact.of === 'case'
    ? state.store.case[fact.name]
    : subject === null
      ? undefined
      : state.store.subjects[subject]?.[fact.name];
}

const fits = (field: DataField, value: Value): boolean =>
  field.type !== 'enum' || field.values.some((one) => one.id === value);

/** Checks what was filled in against the fields of the act: the data to record, or a sentence a fault. */
export function checkData(
  info: ActInfo,
  given: Readonly<Record<string, unknown>>,
  context: FieldContext,
): { readonly data: Data; readonly errors: readonly FieldError[] } {
  const data: Record<string, Value> = {};
  const errors: FieldError[] = [];
  const names = new Set(info.data.map((field) => field.name));
  for (const name of Object.keys(given)) {
    if (!names.has(name))
      errors.push({
        field: name,
        text: words(`“${info.title.zh}”没有此项`, `“${info.title.en}” has no field “${name}”`),
      });
  }
  for (const field of info.data) {
    const value = given[field.name];
    if (value === undefined || value === null || value === '') {
      if (field.required && context.mustBeWhole)
        errors.push({
          field: field.name,
          text: words(`请填写“${field.title.zh}”`, `“${field.title.en}” must be given`),
        });
      continue;
    }
    const checked = checkValue(field, value, context);
    if ('text' in checked) errors.push({ field: field.name, text: checked.text });
    else data[field.name] = checked.value;
  }
  return { data, errors };
}

type Checked = { readonly value: Value } | { readonly text: Text };
const wrong = (zh: string, en: string): Checked => ({ text: words(zh, en) });

function checkValue(field: DataField, value: unknown, context: FieldContext): Checked {
  const zh = `“${field.title.zh}”`;
  const en = `“${field.title.en}”`;
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? { value } : wrong(`${zh}须为是或否`, `${en} must be yes or no`);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? { value }
        : wrong(`${zh}须为数字`, `${en} must be a number`);
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value)
        ? { value }
        : wrong(`${zh}须为整数`, `${en} must be a whole number`);
    case 'money':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
        ? { value }
        : wrong(`${zh}须为金额（分，整数）`, `${en} must be an amount in whole cents`);
    case 'enum':
      return typeof value === 'string' && field.values.some((one) => one.id === value)
        ? { value }
        : wrong(`${zh}须从所列选项中选择`, `${en} must be one of: ${field.values.map((one) => one.id).join(', ')}`);
    case 'list':
      return field.of === 'offence' ? checkOffences(value, context.pack, zh, en) : checkList(field, value, zh, en);
    case 'date':
    case 'datetime':
      return checkDate(field, value, context.today, zh, en);
    case 'offence':
      return checkOffence(value, context.pack, zh, en);
    case 'person':
      return typeof value === 'string' &&
        (context.parties.length === 0 || context.parties.some((party) => party.id === value || party.name === value))
        ? { value }
        : wrong(`${zh}须为本案的人员`, `${en} must be a person of this case`);
    default:
      return checkText(value, zh, en);
  }
}

function checkText(value: unknown, zh: string, en: string): Checked {
  if (typeof value !== 'string') return wrong(`${zh}须为文字`, `${en} must be text`);
  const text = value.trim();
  if (text.length > LONGEST_TEXT)
    return wrong(
      `${zh}过长（${text.length}字，最多${LONGEST_TEXT}字）`,
      `${en} is too long (${text.length} characters, at most ${LONGEST_TEXT})`,
    );
  return { value: text };
}

function checkList(field: DataField, value: unknown, zh: string, en: string): Checked {
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string'))
    return wrong(`${zh}须为列表`, `${en} must be a list of texts`);
  if (value.length > LONGEST_LIST)
    return wrong(`${zh}超过${LONGEST_LIST}项`, `${en} has more than ${LONGEST_LIST} entries`);
  const unknown =
    field.values.length === 0 ? undefined : value.find((item) => !field.values.some((one) => one.id === item));
  return unknown === undefined
    ? { value: value.map((item) => item.trim()).filter((item) => item !== '') }
    : wrong(`${zh}没有选项“${unknown}”`, `${en} has no option “${unknown}”`);
}

function checkOffence(value: unknown, pack: LawPack, zh: string, en: string): Checked {
  const found = typeof value === 'string' ? findOffence(pack.offences, value) : null;
  if (found) return { value: found.id };
  const no = noOffence(pack, String(value));
  return wrong(`${zh}：${no.zh}`, `${en}: ${no.en}`);
}

/** Every entry is an offence of the pack; each is kept once, under its id. */
function checkOffences(value: unknown, pack: LawPack, zh: string, en: string): Checked {
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string'))
    return wrong(`${zh}须为罪名的列表`, `${en} must be a list of offences`);
  if (value.length > LONGEST_LIST)
    return wrong(`${zh}超过${LONGEST_LIST}项`, `${en} has more than ${LONGEST_LIST} entries`);
  const written = value.filter((item) => item.trim() !== '');
  const unknown = written.filter((item) => !findOffence(pack.offences, item)).map((item) => noOffence(pack, item));
  if (unknown.length > 0) {
    const all = joinTexts(unknown, '；', '; ');
    return wrong(`${zh}：${all.zh}`, `${en}: ${all.en}`);
  }
  return { value: [...new Set(written.flatMap((item) => findOffence(pack.offences, item)?.id ?? []))] };
}

/** What is no offence of the pack, with the nearest that is. */
export function noOffence(pack: LawPack, name: string): Text {
  const near = nearest(
    name,
    pack.offences.all.flatMap((offence) => [offence.id, offence.title.zh, offence.title.en]),
  );
  return words(
    `没有罪名“${name}”${near ? `；是否为“${near}”` : ''}`,
    `unknown offence “${name}”${near ? `; did you mean “${near}”?` : ''}`,
  );
}

/** A field named `…_on` is the date of something that happened; others (until …) may lie ahead. */
function checkDate(field: DataField, value: unknown, today: string, zh: string, en: string): Checked {
  const form = field.type === 'date' ? /^\d{4}-\d{2}-\d{2}$/ : /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;
  if (typeof value !== 'string' || !form.test(value) || !isDate(value.slice(0, 10)))
    return field.type === 'date'
      ? wrong(`${zh}须为日期，如2026-11-02`, `${en} must be a date such as 2026-11-02`)
      : wrong(`${zh}须为日期和时间，如2026-11-02T15:20`, `${en} must be a date and time such as 2026-11-02T15:20`);
  if (value.slice(0, 10) > today && /_(on|at)$/.test(field.name))
    return wrong(`${zh}不得晚于今日（${today}）`, `${en} may not lie in the future (today is ${today})`);
  if (value.slice(0, 4) < '1900') return wrong(`${zh}不可能早于1900年`, `${en} cannot be before 1900`);
  return { value };
}

/** Is it a date of the calendar? (not 2026-02-30) */
export function isDate(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return false;
  const [year = 0, month = 0, day = 0] = found.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
