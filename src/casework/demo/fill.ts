import type { Data, Value } from '#engine/index.ts';
import type { ActInfo } from '#law/index.ts';
import type { Chance } from './random.ts';
import { texts, values, yes } from './story.ts';

export interface Known {
  readonly date: string;
  readonly subject: string | null;
  readonly offence: string | null;
  /** What earlier acts and the store say under the field's name. */
  readonly data: Data;
}

/** Fills the fields of an act of the made-up office. */
export function fill(info: ActInfo, known: Known, chance: Chance): Data {
  const data: Record<string, Value> = {};
  for (const field of info.data) {
    const value = fieldValue(info, field, known, chance);
    if (value !== null) data[field.name] = value;
  }
  return data;
}

function fieldValue(info: ActInfo, field: ActInfo['data'][number], known: Known, chance: Chance): Value {
  const before = known.data[field.name];
  switch (field.type) {
    case 'date':
      return /_on$/.test(field.name) ? known.date : null;
    case 'boolean':
      return before === undefined || before === null ? chance.happens(yes[field.name] ?? 0) : before;
    case 'enum':
      return enumValue(info, field, chance);
    case 'list':
      return listValue(info, field, known, chance);
    case 'offence':
      return known.offence;
    case 'person':
      return field.required ? known.subject : null;
    case 'integer':
      return field.name === 'months' ? chance.whole(6, 12) : field.required ? 1 : null;
    case 'text': {
      const choices = texts[field.name];
      if (field.required) return choices ? chance.pick(choices) : '（示例）';
      return choices && chance.happens(0.5) ? chance.pick(choices) : null;
    }
    default:
      return null;
  }
}

function enumValue(info: ActInfo, field: ActInfo['data'][number], chance: Chance): Value {
  const weighted = values[`${info.id}.${field.name}`];
  const ids = field.values.map((one) => one.id);
  const chosen = weighted
    ? chance.weighted(ids.map((value) => ({ value, weight: weighted[value] ?? 0 })))
    : chance.pick(ids);
  return chosen ?? chance.pick(ids);
}

function listValue(info: ActInfo, field: ActInfo['data'][number], known: Known, chance: Chance): Value {
  if (field.name === 'charges') return known.offence === null ? [] : [known.offence];
  if (field.values.length > 0) return [String(enumValue(info, field, chance))];
  const choices = texts[field.name];
  if (choices) return [chance.pick(choices)];
  return field.required ? ['（示例）'] : null;
}
