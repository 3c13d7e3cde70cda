import type { LawPack, LawProcedure } from '#law/index.ts';
import type { FieldError } from './fields.ts';
import type { Party, Text } from './schemas.ts';
import { words } from './words.ts';

/** In what capacities somebody can be in a case, as the law pack lists them. */
export const capacities = (pack: LawPack): { value: string; title: Text }[] =>
  pack.parties.map(({ id, title }) => ({ value: id, title }));

export const capacityTitle = (pack: LawPack, role: Party['role']): Text =>
  pack.parties.find((one) => one.id === role)?.title ?? words(role, role);

/** Is the proceeding about who is in it in this capacity? Of a procedure about a kind that is itself a capacity, only that. */
export const isConcerned = (pack: LawPack, role: Party['role'], kind: string | null = null): boolean =>
  pack.parties.some((one) => one.id === kind)
    ? role === kind
    : pack.parties.some((one) => one.id === role && one.concerned);

/** Of whom there must be one: the capacities that the proceeding is about, else the kind of person of the procedure. */
export function concernedTitle(pack: LawPack, law: LawProcedure, kind: string | null): Text {
  const found = pack.parties.find((one) => isConcerned(pack, one.id, kind));
  return found?.title ?? law.subjects.find((one) => one.id === kind)?.title ?? words('当事人', 'person');
}

/** The capacity that the proceeding is about, as an id. */
export const concernedRole = (pack: LawPack, kind: string | null): string =>
  pack.parties.find((one) => isConcerned(pack, one.id, kind))?.id ?? kind ?? '';

/** Whose names stand in titles and lists. */
export const isNamed = (pack: LawPack, role: Party['role']): boolean =>
  !pack.parties.some((one) => one.id === role && one.hidden);

/** A capacity that the law pack does not know. */
export function wrongCapacity(pack: LawPack, role: string, field: string): readonly FieldError[] {
  if (pack.parties.some((one) => one.id === role)) return [];
  const known = pack.parties.map((one) => one.id);
  return [
    {
      field,
      text: words(
        `没有身份“${role}”；可选：${known.join('、')}`,
        `no capacity "${role}"; expected one of ${known.join(', ')}`,
      ),
    },
  ];
}
