/** The places that offices lie in, by the levels of offices of the pack. */
import { divisionsAbove, type LawPack } from '#law/index.ts';
import type { OfficeKey } from './facts.ts';
import type { Words } from './words.ts';

type Levels = Pick<LawPack, 'lists'>;

/** Levels below the whole country, from the widest to the narrowest. */
export const placeLevels = ({ lists }: Levels): readonly string[] =>
  lists.office_levels
    .filter((level) => level.above !== null)
    .map((level) => level.id)
    .reverse();

/** Short codes of the places of a division, by the levels of `placeLevels`; the levels below the division's own are left out. */
export function placesOf(pack: Levels & Pick<LawPack, 'divisions'>, division: string | null): readonly string[] {
  const above = division === null ? [] : divisionsAbove(pack.divisions, division);
  const codes = placeLevels(pack).map((level) => above.find((one) => one.level === level)?.short ?? '');
  return codes.slice(0, codes.findLastIndex((code) => code !== '') + 1);
}

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
    return title ? [{ id, title, code: (office) => office.places[n] ?? '' }] : [];
  });
