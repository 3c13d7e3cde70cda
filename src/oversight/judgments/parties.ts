import type { Measure } from './measures.ts';
import { readMeasures } from './measures.ts';
import { isUnitName, maskedNameAtStart, namesIn } from './names.ts';
import type { Found } from './normalise.ts';
import type { Reading } from './reading.ts';

/** A defendant's own part of the head: name, and the measures told there. */
export interface Party {
  readonly name: Found<string>;
  readonly kind: 'person' | 'unit';
  readonly measures: readonly Measure[];
}

const defendantLine = /(?:^|(?<=[。；：]|检察院))(?:上诉人|上诉单位)?\ue001*(?:原审)?(?:被告人|被告单位|被告)?\ue001*/g;
const anyLine =
  /(?:^|(?<=[。；]))(?:指定|委托|共同)?(?:辩护人|法定代理人|诉讼代理人|委托代理人|诉讼代表人|法定代表人|附带民事诉讼|原审附带民事|被害人|自诉人|原审自诉人|上诉人|原审被告|原审被告人|被告人|被告单位|公诉机关|翻译)/g;

interface Start {
  readonly from: number;
  readonly to: number;
}

function lineStarts(reading: Reading, start: number, end: number): readonly Start[] {
  return [...reading.plain.slice(start, end).matchAll(defendantLine)].flatMap((match) => {
    const from = start + match.index;
    const to = from + match[0].length;
    const named = /被告/.test(match[0]);
    const remarked = /\([^)]*原审被告(?:人|单位)?[^)]*\)/.test(reading.text.slice(from, to));
    return named || remarked ? [{ from, to }] : [];
  });
}

function nameAfter(reading: Reading, from: number, end: number): Found<string> | null {
  const words = reading.plain.slice(from, end);
  const stop = /[，。；\ue001]|(?=诉讼代表人)/.exec(words)?.index ?? words.length;
  const masked = maskedNameAtStart.exec(words);
  const to =
    masked !== null && masked[0].length < stop && stop > 6 && !isUnitName(words.slice(0, stop))
      ? masked[0].length
      : stop;
  return namesIn(reading.source, from, from + to)[0] ?? null;
}

/** The defendants that have a part of their own between the title and the accusation, `[start, end)` of the prepared text. */
export function readParties(reading: Reading, start: number, end: number): readonly Party[] {
  const starts = lineStarts(reading, start, end);
  const lines = [...reading.plain.slice(start, end).matchAll(anyLine)].map((match) => start + match.index);
  const ends = [...lines, ...starts.map((own) => own.from), end].toSorted((a, b) => a - b);
  let next = 0;
  const byName = new Map<string, Party>();
  for (const { from, to } of starts) {
    const name = nameAfter(reading, to, end);
    if (name === null) continue;
    while ((ends[next] ?? end) <= from && next < ends.length) next += 1;
    const stop = ends[next] ?? end;
    const before = byName.get(name.value);
    const measures = [...(before?.measures ?? []), ...readMeasures(reading, to, stop)];
    byName.set(name.value, { name: before?.name ?? name, kind: isUnitName(name.value) ? 'unit' : 'person', measures });
  }
  return [...byName.values()];
}
