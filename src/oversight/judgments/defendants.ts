import type { Defendant, Note } from './judgment.ts';
import type { Measure } from './measures.ts';
import { measureDays } from './measures.ts';
import { isUnitName, maskedNameAtStart } from './names.ts';
import type { Found, Span } from './normalise.ts';
import type { Party } from './parties.ts';
import type { Charging, Prosecution } from './prosecution.ts';
import type { Reading } from './reading.ts';
import { foundWords } from './reading.ts';

export interface DefendantRead {
  readonly defendant: Defendant;
  readonly nameSpan: Span;
  readonly days: ReturnType<typeof measureDays>;
}

/** The charges a person faces in the end: the indictment's, then what was added, or what took its place. */
function standingCharges(name: string, chargings: readonly Charging[]): readonly string[] {
  let standing: readonly string[] = [];
  for (const charging of chargings) {
    const charges = charging.accused.find((one) => one.name.value === name)?.charges ?? [];
    if (charges.length > 0) standing = charging.kind === 'changed' ? charges : [...new Set([...standing, ...charges])];
  }
  return standing;
}

const attending = /被告人(?=[^，。；、人]{2,6}?(?:及其|[，、。]|到庭|和|与))/g;

/** Defendants that the head names only among those who came to the hearing; not a shorter or longer masking of a name already known. */
function attendingOnly(reading: Reading, from: number, known: readonly string[]): readonly Found<string>[] {
  const out: Found<string>[] = [];
  for (const match of reading.plain.slice(from).matchAll(attending)) {
    const start = from + match.index + match[0].length;
    const name = maskedNameAtStart.exec(reading.plain.slice(start, start + 8))?.[0];
    if (name === undefined) continue;
    const found = foundWords(reading, start, start + name.length);
    const like = [...known, ...out.map((one) => one.value)].some(
      (other) => other.startsWith(found.value) || found.value.startsWith(other),
    );
    if (!like) out.push(found);
  }
  return out;
}

function merge(name: Found<string>, party: Party | undefined, chargings: readonly Charging[]): DefendantRead {
  const measures: readonly Measure[] = party?.measures ?? [];
  const days = measureDays(measures);
  return {
    nameSpan: (party?.name ?? name).span,
    days,
    defendant: {
      name: name.value,
      charges: [...standingCharges(name.value, chargings)],
      detained: days.detained?.on ?? null,
      arrested: days.arrested?.on ?? null,
      bailed: days.bailed?.on ?? null,
      residential_surveillance: days.residential_surveillance?.on ?? null,
      kind: isUnitName(name.value) ? 'unit' : 'person',
      measures: [...measures],
    },
  };
}

/** All defendants, in the order of the accusation, then those with a part of their own or seen only at the hearing. */
export function joinDefendants(
  reading: Reading,
  prosecution: Prosecution | null,
  parties: readonly Party[],
  firstInstance: boolean,
): { readonly defendants: readonly DefendantRead[]; readonly notes: readonly Note[] } {
  const chargings = prosecution?.chargings ?? [];
  const accused = chargings[0]?.accused ?? [];
  const own = parties
    .filter((party) => !accused.some((one) => one.name.value === party.name.value))
    .map((party) => party.name);
  const names = [...accused.map((one) => one.name), ...own];
  const known = names.map((name) => name.value);
  const present = firstInstance && prosecution !== null ? attendingOnly(reading, prosecution.end, known) : [];
  const notes: Note[] = present.map((name) => ({
    field: '/defendants',
    zh: `${name.value}只在到庭人员中称为被告人，起诉部分没有写明`,
    en: `${name.value} is called a defendant only among those at the hearing, not in the accusation`,
  }));
  const alike = new Set(known.filter((name, i) => known.indexOf(name) !== i));
  for (const name of alike) {
    notes.push({
      field: '/defendants',
      zh: `有两名以上被告人遮盖后同名：${name}`,
      en: `two or more defendants are masked alike: ${name}`,
    });
  }
  const defendants = [...names, ...present].map((name) =>
    merge(
      name,
      parties.find((one) => one.name.value === name.value && !alike.has(name.value)),
      chargings,
    ),
  );
  for (const { defendant } of defendants) {
    if (defendant.charges.length > 0) continue;
    notes.push({
      field: '/defendants',
      zh: `没有读到${defendant.name}的罪名`,
      en: `no charge could be read for ${defendant.name}`,
    });
  }
  return { defendants, notes };
}
