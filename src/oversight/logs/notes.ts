import type { LogNote } from './types.ts';

type Kind = LogNote['kind'];

/** Counts what a reader met, with an example of each, and says it in a line. */
export interface Tally {
  readonly add: (kind: Kind, count: number, example?: string) => void;
  /** Said as it stands. */
  readonly say: (kind: Kind, text: string) => void;
  readonly clear: () => void;
  readonly notes: () => readonly LogNote[];
}

const events = (count: number): string => `${count} ${count === 1 ? 'event' : 'events'}`;

const TEXT: Readonly<Partial<Record<Kind, (count: number, examples: string) => string>>> = {
  'out-of-order': (count) => `${events(count)} stood after a later one of the same case; each case was sorted by time`,
  'duplicate-dropped': (count, examples) =>
    `${events(count)} came again with the same id and equal in everything (${examples}); counted once in the replay`,
  'duplicate-differs': (count, examples) =>
    `${events(count)} had an id that came before with another content (${examples}); all of them were kept`,
  lifecycle: (count, examples) =>
    `${events(count)} at another step than completion (${examples}) are no acts; \`lifecycle: all\` in the mapping takes them`,
  'unnamed-trace': (count) =>
    `${count} ${count === 1 ? 'trace has' : 'traces have'} no name and ${count === 1 ? 'is' : 'are'} called by number`,
  'outside-trace': (count) => `${events(count)} stand outside of any trace and were passed over`,
  'without-case': (count, examples) => `${events(count)} belong to no ${examples} and were passed over`,
  'several-subjects': (count, examples) => `${events(count)} name more than one ${examples}; the first was taken`,
};

export function createTally(): Tally {
  const found = new Map<Kind, { count: number; examples: Map<string, number> }>();
  const said: LogNote[] = [];
  return {
    add(kind, count, example) {
      if (count === 0) return;
      let entry = found.get(kind);
      if (entry === undefined) {
        entry = { count: 0, examples: new Map() };
        found.set(kind, entry);
      }
      entry.count += count;
      if (example === undefined) return;
      const before = entry.examples.get(example);
      if (before !== undefined) entry.examples.set(example, before + count);
      else if (entry.examples.size < 5) entry.examples.set(example, count);
    },
    say(kind, text) {
      if (!said.some((note) => note.text === text)) said.push({ kind, count: 1, text });
    },
    clear() {
      found.clear();
    },
    notes: () => [
      ...said,
      ...[...found].flatMap(([kind, { count, examples }]) => {
        const text = TEXT[kind];
        return text === undefined ? [] : [{ kind, count, text: text(count, [...examples.keys()].join(', ')) }];
      }),
    ],
  };
}
