import { logFault } from './fault.ts';
import type { LogOptions } from './types.ts';

/** Which column of a table is what; indexes into its header. -1: not there. */
export interface TableColumns {
  readonly case: number;
  readonly activity: readonly number[];
  readonly time: number;
  readonly subject: number;
  readonly id: number;
  readonly lifecycle: number;
  /** In the order of the fields asked for. */
  readonly fields: readonly number[];
  /** Said where no mapping named them. */
  readonly guessed: string | null;
}

const USUAL = {
  case: [
    'case:concept:name',
    'case_id',
    'case id',
    'caseid',
    'case',
    'trace_id',
    'trace',
    '案号',
    '案件编号',
    '案件号',
    '案件',
  ],
  activity: [
    'concept:name',
    'activity',
    'activity_name',
    'activity name',
    'act',
    'event',
    'event_name',
    '行为',
    '活动',
    '节点',
  ],
  time: [
    'time:timestamp',
    'timestamp',
    'time',
    'done_at',
    'occurred_at',
    'complete timestamp',
    'datetime',
    'date',
    '时间',
    '日期',
  ],
  id: ['identity:id', 'event_id', 'eventid', 'event id', '事件编号'],
  lifecycle: ['lifecycle:transition'],
} as const;

/** Finds the columns of a table by the mapping, else by their usual names. A column that is not there is a fault naming those that are. */
export function columnsOf(file: string, header: readonly string[], { mapping, fields }: LogOptions): TableColumns {
  const lower = header.map((name) => name.trim().toLowerCase());
  const listed = header.length > 20 ? `${header.slice(0, 20).join(', ')} … (${header.length})` : header.join(', ');
  const exact = (name: string): number => {
    const found = header.indexOf(name);
    return found >= 0 ? found : lower.indexOf(name.toLowerCase());
  };
  const named = (name: string): number => {
    const found = exact(name);
    if (found < 0) throw logFault(file, 'header', `no column "${name}"`, `one of ${listed}`);
    return found;
  };
  const guesses: string[] = [];
  const usual = (kind: keyof typeof USUAL, word: string): number => {
    for (const name of USUAL[kind]) {
      const found = lower.indexOf(name);
      if (found < 0) continue;
      guesses.push(`${word} = ${header[found]}`);
      return found;
    }
    return -1;
  };
  const needed = (given: string | undefined, kind: 'case' | 'activity' | 'time', key: string): number => {
    const found = given === undefined ? usual(kind, key) : named(given);
    if (found < 0)
      throw logFault(
        file,
        'header',
        `no column known as ${key} (there are: ${listed})`,
        `${key}: COLUMN in a mapping file (--map)`,
      );
    return found;
  };
  const columns = {
    case: needed(mapping.case, 'case', 'case'),
    activity:
      mapping.activity === undefined ? [needed(undefined, 'activity', 'activity')] : mapping.activity.map(named),
    time: needed(mapping.timestamp, 'time', 'timestamp'),
    subject: mapping.subject === undefined ? -1 : named(mapping.subject),
    id: mapping.id === undefined ? usual('id', 'id') : named(mapping.id),
    lifecycle: mapping.lifecycleColumn === undefined ? usual('lifecycle', 'lifecycle') : named(mapping.lifecycleColumn),
    fields: fields.map((name) => (mapping.data[name] === undefined ? exact(name) : named(mapping.data[name]))),
  };
  return { ...columns, guessed: guesses.length === 0 ? null : `columns taken by their names: ${guesses.join(', ')}` };
}
