import { type Guard, type Operand, parseGuard, type Value } from '#engine/index.ts';
import { actTitle, fieldTitle, valueTitle } from './lookup.ts';
import { anyOf, isEmpty, NO_WORDS, small, words } from './text.ts';
import type { LawProcedure, Text } from './types.ts';

/** A guard as words: `已被拘留并且并非重大案件` / `detained and not complex`. `act`: the act whose data `act.x` means. */
export function guardWords(procedure: LawProcedure, act: string | null, guard: string | null): Text {
  if (guard === null) return NO_WORDS;
  const parsed = parseGuard(guard);
  return parsed.ok ? said(procedure, act, parsed.value) : words(guard, guard);
}

/** The guard as the words of a case: `（已被拘留的）` / `where detained`; nothing where there is no guard. */
export function whereWords(procedure: LawProcedure, act: string | null, guard: string | null): Text {
  const text = guardWords(procedure, act, guard);
  return isEmpty(text) ? NO_WORDS : words(`（${text.zh}）`, `, where ${text.en}`);
}

/** The words of a compiled guard. */
export function said(procedure: LawProcedure, act: string | null, guard: Guard): Text {
  switch (guard.op) {
    case 'and':
    case 'or': {
      const parts = guard.parts.map((part) => {
        const text = said(procedure, act, part);
        return 'parts' in part && part.op !== guard.op ? words(`（${text.zh}）`, `(${text.en})`) : text;
      });
      const [zh, en] = guard.op === 'and' ? ['，并且', ' and '] : ['，或者', ' or '];
      return words(parts.map((part) => part.zh).join(zh), parts.map((part) => part.en).join(en));
    }
    case 'not': {
      const text = said(procedure, act, guard.part);
      return words(`除非${text.zh}`, `unless ${text.en}`);
    }
    case 'in': {
      const name = operandTitle(procedure, act, guard.left);
      const values = anyOf(guard.values.map((value) => valueWords(procedure, act, guard.left, value)));
      return words(`${name.zh}为${values.zh}`, `${small(name.en)} is ${values.en}`);
    }
    default:
      return comparison(procedure, act, guard);
  }
}

type Comparison = Extract<Guard, { readonly right: Operand }>;
const SIGNS: Readonly<Record<Comparison['op'], readonly [string, string]>> = {
  '=': ['为', 'is'],
  '!=': ['不为', 'is not'],
  '<': ['少于', 'is less than'],
  '<=': ['不多于', 'is at most'],
  '>': ['多于', 'is more than'],
  '>=': ['不少于', 'is at least'],
};

function comparison(procedure: LawProcedure, act: string | null, guard: Comparison): Text {
  const name = operandTitle(procedure, act, guard.left);
  const literal = 'lit' in guard.right ? guard.right.lit : undefined;
  if (typeof literal === 'boolean') {
    const holds = (guard.op === '=') === literal;
    const field = 'path' in guard.left ? procedure.phrases[guard.left.field] : undefined;
    if (field !== undefined) return holds ? field.yes : field.no;
    return holds ? words(name.zh, small(name.en)) : words(`不属于「${name.zh}」`, `not “${small(name.en)}”`);
  }
  const right =
    literal === undefined ? operandTitle(procedure, act, guard.right) : valueWords(procedure, act, guard.left, literal);
  const [zh, en] = SIGNS[guard.op];
  return words(`${name.zh}${zh}${right.zh}`, `${small(name.en)} ${en} ${small(right.en)}`);
}

function operandTitle(procedure: LawProcedure, act: string | null, operand: Operand): Text {
  if ('lit' in operand) return words(String(operand.lit), String(operand.lit));
  if ('path' in operand) return fieldTitle(procedure, act, pathOf(operand));
  const title = actTitle(procedure, operand.act);
  if (operand.call === 'count') return words(`「${title.zh}」次数`, `number of times of “${title.en}”`);
  if (operand.call === 'executed') return words(`已「${title.zh}」`, `“${title.en}” has happened`);
  return words(`自「${title.zh}」起的日数`, `days since “${title.en}”`);
}

const pathOf = (operand: Extract<Operand, { readonly path: string }>): string =>
  operand.path === 'act' ? operand.field : `${operand.path}.${operand.field}`;

function valueWords(procedure: LawProcedure, act: string | null, operand: Operand, value: Value): Text {
  if (typeof value === 'string' && 'path' in operand) {
    const title = valueTitle(procedure, act, pathOf(operand), value);
    return words(title.zh, small(title.en));
  }
  return words(String(value), String(value));
}
