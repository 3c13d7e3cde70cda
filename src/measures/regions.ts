/** The places that offices lie in, by the levels of offices of the pack. */
import type { LawPack } from '#law/index.ts';
import type { OfficeKey } from './facts.ts';
import type { Words } from './words.ts';

/** Codes of an office's places in the facts, from the widest to the narrowest; as many levels as a code of two digits each has. */
const stored: readonly ((office: OfficeKey) => string)[] = [
  (office) => office.province,
  (office) => office.city,
  (office) => office.county,
];
type Levels = Pick<LawPack, 'lists'>;

/** Levels below the whole country, from the widest to the narrowest. */
export const placeLevels = ({ lists }: Levels): readonly string[] =>
  lists.office_levels
    .filter((level) => level.above !== null)
    .map((level) => level.id)
    .reverse()
    .slice(0, stored.length);

export interface RegionLevel {
  /** Of the level of offices; the dimension has the same id. */
  readonly id: string;
  readonly title: Words;
  code(office: OfficeKey): string;
}

/** Levels by whose places figures can be grouped, from the widest to the narrowest. */
export const regionLevels = (pack: Levels): readonly RegionLevel[] =>
  placeLevels(pack).flatMap((id, n) => {
    const title = pack.lists.office_levels.find((level) => level.id === id)?.region;
    const code = stored[n];
    return title && code ? [{ id, title, code }] : [];
  });
