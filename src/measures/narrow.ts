/** A measure over some of its acts only: the condition, checked, and in words. */
import type { LawPack } from '#law/index.ts';
import type { Catalogue } from './catalogue.ts';
import type { Where } from './definition.ts';
import { actName, kindTitles, valueTitles } from './dimension.ts';
import { readWhere } from './where.ts';
import type { Result, Words } from './words.ts';

export interface Narrowing {
  readonly where: Where;
  /** `Theft`, `Ground: doubt`: what stands behind the measure's title. */
  readonly said: Words;
}

/** `column=value` texts for a measure; of a column named twice either value will do. What does not fit is said. */
export function narrow(
  pack: LawPack,
  catalogue: Catalogue,
  id: string,
  texts: readonly string[],
): Result<Narrowing | null> {
  const measure = catalogue.measures.find((one) => one.id === id);
  if (!measure) return { ok: false, error: { zh: `没有指标“${id}”`, en: `no measure "${id}"` } };
  const where = readWhere(pack, catalogue, measure, texts);
  if (!where.ok) return where;
  return {
    ok: true,
    value: where.value ? { where: where.value, said: whereWords(where.value, pack, catalogue) } : null,
  };
}

/** Values by their names; a column of the pack is named before them. */
function whereWords(where: Where, pack: LawPack, catalogue: Catalogue): Words {
  const parts = Object.entries(where).map(([name, values]): Words => {
    const column = catalogue.columns.find((one) => one.id === name);
    if (column?.type === 'flag' && values.length === 1)
      return values[0] === true ? column.title : { zh: `不属于：${column.title.zh}`, en: `not: ${column.title.en}` };
    const titles = column ? valueTitles(column.fields, { pack }) : ownTitles(name, pack);
    const said = values.map((value) => valueWords(value, titles));
    const [zh, en] = [said.map((one) => one.zh).join('、'), said.map((one) => one.en).join(', ')];
    return column ? { zh: `${column.title.zh}：${zh}`, en: `${column.title.en}: ${en}` } : { zh, en };
  });
  return { zh: parts.map((one) => one.zh).join('；'), en: parts.map((one) => one.en).join('; ') };
}

function valueWords(value: Where[string][number], titles: ReadonlyMap<string, Words>): Words {
  const text = typeof value === 'object' ? `${value.from ?? ''}–${value.to ?? ''}` : String(value);
  return titles.get(text) ?? { zh: text, en: text };
}

/** Names of the values of what is no column of the pack. */
function ownTitles(name: string, pack: LawPack): ReadonlyMap<string, Words> {
  const { offences, procedures, lists } = pack;
  switch (name) {
    case 'act':
      return new Map(
        Object.values(procedures).flatMap((law) =>
          law.acts.map((act) => [`${law.id}/${act.id}`, actName(`${law.id}/${act.id}`, { pack })] as const),
        ),
      );
    case 'procedure':
      return new Map(Object.values(procedures).map((law) => [law.id, law.title]));
    case 'offence':
      return new Map(offences.all.map((one) => [one.id, one.title]));
    case 'offence-group':
      return new Map(offences.chapters.map((one) => [String(one.n), one.title]));
    case 'offence-section':
      return new Map(offences.sections.map((one) => [one.n, one.title]));
    case 'subject-kind':
      return new Map(Object.entries(kindTitles));
    case 'level':
      return new Map(lists.office_levels.map((one) => [one.id, one.title]));
    case 'mark':
      return new Map(offences.flags.map((one) => [one.id, one.title]));
    default:
      return new Map();
  }
}
