import type { Division } from '#law/index.ts';
import { type OfficeKey, placesOf } from '#measures/index.ts';
import type { Kit } from './kit.ts';
import { chance } from './random.ts';

/** Offices of the nation in order of division code; number 0 is none. */
export interface Offices {
  readonly keys: readonly OfficeKey[];
  readonly blocks: readonly Block[];
}
/** A province (or the supreme office): its cases are made apart from all others. */
export interface Block {
  /** First two digits of the division code; 00: the supreme office. */
  readonly code: string;
  /** Share of the nation's cases below the supreme office. */
  readonly share: number;
  /** Offices by level: numbers, and the running sum of their weights, up to 1. */
  readonly levels: Readonly<Record<string, { readonly offices: Uint16Array; readonly sums: Float64Array }>>;
}

/** Divisions outside the mainland have no office of this service. */
const WITHOUT: ReadonlySet<string> = new Set(['71', '81', '82', '99']);
/** How uneven offices of one level are: the spread of a log-normal weight. */
const SPREAD = 0.75;
/** Districts and cities are larger than counties, on the whole; by the end of the name. */
const BY_NAME: readonly (readonly [string, number])[] = [
  ['自治县', 0.5],
  ['自治旗', 0.4],
  ['旗', 0.5],
  ['县', 0.9],
  ['市', 1.3],
  ['区', 1.25],
];

/** One office for each division of the law pack, with a made-up weight: the more divisions a province has, the more cases. */
export function officesOf(kit: Kit, seed: number): Offices {
  const { divisions } = kit.pack;
  const places = [...divisions.all.values()]
    .filter((one) => !one.invented && !WITHOUT.has(one.code.slice(0, 2)) && one.to === undefined)
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const keys: OfficeKey[] = [
    { id: '', title: { zh: '', en: '' }, level: '', places: [] },
    ...places.map((place) => keyOf(kit, place)),
  ];
  const { real } = chance(seed, 'offices');
  const weights = [0, ...places.map((place) => weightOf(place, normal(real)))];
  const codes = [...new Set(places.map((place) => place.code.slice(0, 2)))];
  const total = keys.reduce((sum, key, nr) => sum + (key.level === 'basic' ? weights[nr]! : 0), 0);
  const blocks = codes.map((code): Block => {
    const own = keys.flatMap((key, nr) => (nr > 0 && places[nr - 1]!.code.startsWith(code) ? [{ key, nr }] : []));
    const levels = Object.fromEntries(
      ['basic', 'city', 'province', 'supreme'].map((level) => {
        const at = own.filter(({ key }) => key.level === level).map(({ nr }) => nr);
        const sum = at.reduce((all, nr) => all + weights[nr]!, 0);
        let run = 0;
        return [
          level,
          { offices: Uint16Array.from(at), sums: Float64Array.from(at, (nr) => (run += weights[nr]! / sum)) },
        ];
      }),
    );
    const share = own.reduce((sum, { key, nr }) => sum + (key.level === 'basic' ? weights[nr]! : 0), 0) / total;
    return { code, share, levels };
  });
  return { keys, blocks };
}

function keyOf(kit: Kit, place: Division): OfficeKey {
  const whole = place.parent === null;
  const name = place.title.zh;
  return {
    id: place.code,
    title: {
      zh: whole ? '最高人民检察院' : `${name}人民检察院`,
      en: whole ? "Supreme People's Procuratorate" : `People's Procuratorate of ${place.title.en}`,
    },
    level: place.level,
    places: placesOf(kit.pack, place.code),
  };
}

const weightOf = (place: Division, z: number): number =>
  (BY_NAME.find(([end]) => place.title.zh.endsWith(end))?.[1] ?? 1) * Math.exp(SPREAD * z);

function normal(real: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - real())) * Math.cos(2 * Math.PI * real());
}

/** An office of a level in the block by chance; levels that the block lacks fall to the next below, else above. */
export function officeIn(block: Block, level: string, u: number): number {
  const here = at(block, level);
  const { offices, sums } = here;
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! < u) low = middle + 1;
    else high = middle;
  }
  return offices[low]!;
}

function at(block: Block, level: string) {
  for (const one of [level, 'city', 'basic', 'province', 'supreme']) {
    const found = block.levels[one];
    if (found !== undefined && found.offices.length > 0) return found;
  }
  throw new RangeError(`no office in ${block.code}`);
}
