import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { Button } from 'react-aria-components';
import { reads } from '../api.ts';
import type { MayAct, Text } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { FIRST, Find, fits, named } from './act-list.tsx';
import { Cites } from './cite.tsx';
import { Of } from './of.tsx';

/** One act, with everybody to whom it may be addressed now. */
interface Row {
  readonly act: string;
  readonly all: readonly [MayAct, ...MayAct[]];
}
/** Rows under one head: owed, one of several ways to meet a duty, or what may be done beside. */
interface Block {
  readonly kind: 'owed' | 'one-of' | 'rest';
  readonly key: string;
  readonly duty: { readonly title: Text; readonly due: Text | null } | null;
  readonly rows: readonly Row[];
}

export const rowsOf = (acts: readonly MayAct[]): readonly Row[] => {
  const rows = new Map<string, [MayAct, ...MayAct[]]>();
  for (const act of acts) {
    const row = rows.get(act.act);
    if (row) row.push(act);
    else rows.set(act.act, [act]);
  }
  return [...rows].map(([act, all]) => ({ act, all }));
};

/** What is owed first, then each duty with its ways out, then the rest; the server's order within. */
const blocksOf = (acts: readonly MayAct[]): readonly Block[] => {
  const rows = rowsOf(acts);
  const owed = rows.filter((row) => row.all.some((a) => a.owed));
  const ways = new Map<string, { duty: NonNullable<Block['duty']>; rows: Row[] }>();
  const rest: Row[] = [];
  for (const row of rows) {
    if (owed.includes(row)) continue;
    const duty = row.all.find((a) => a.oneOf)?.oneOf;
    if (!duty) {
      rest.push(row);
      continue;
    }
    const key = `${duty.title.zh} ${duty.due?.zh ?? ''}`;
    const known = ways.get(key);
    if (known) known.rows.push(row);
    else ways.set(key, { duty, rows: [row] });
  }
  return [
    { kind: 'owed' as const, key: 'owed', duty: null, rows: owed },
    ...[...ways].map(([key, way]) => ({ kind: 'one-of' as const, key, ...way })),
    { kind: 'rest' as const, key: 'rest', duty: null, rows: rest },
  ].filter((block) => block.rows.length > 0);
};

/** As many rows as are asked for; a block that is cut keeps its head. */
const first = (blocks: readonly Block[], count: number): readonly Block[] => {
  let left = count;
  return blocks.flatMap((block) => {
    const rows = block.rows.slice(0, Math.max(0, left));
    left -= rows.length;
    return rows.length === 0 ? [] : [{ ...block, rows }];
  });
};

interface Props {
  readonly acts: readonly MayAct[];
  readonly procedure: string;
  readonly canAct: boolean;
  readonly onStart: (act: MayAct) => void;
}
/** Acts of the office that may be done now: one row an act, owed ones first, one primary button. */
export function MayList({ acts, procedure, canAct, onStart }: Props) {
  const { t, x } = useWords();
  const [all, showAll] = useState(false);
  const [filter, setFilter] = useState('');
  const law = useQuery({ ...reads.procedure(procedure), enabled: all });
  const blocks = blocksOf(acts);
  const count = blocks.reduce((sum, block) => sum + block.rows.length, 0);
  if (count === 0) return <p className="empty">{t('may.none')}</p>;
  const says = (row: Row) => row.all.some((a) => fits(named(x(a.title), a.subject), filter));
  const shown = all
    ? blocks
        .map((block) => ({ ...block, rows: block.rows.filter(says) }))
        .filter((block) => block.rows.length > 0)
        .flatMap((block) => byGroup(block, law.data?.groups ?? []))
    : first(blocks, FIRST);
  return (
    <>
      {all && <Find label={t('mayNot.filter')} value={filter} onChange={setFilter} />}
      <div id="may-list" className="may-blocks">
        {shown.map((block, at) => (
          <Fragment key={block.key}>
            <BlockHead block={block} alone={shown.length === 1} />
            <ul className="card list act-list">
              {block.rows.map((row, i) => (
                <MayRow key={row.act} row={row} primary={at === 0 && i === 0} canAct={canAct} onStart={onStart} />
              ))}
            </ul>
          </Fragment>
        ))}
      </div>
      {count > FIRST && (
        <Button className="link more" onPress={() => showAll(!all)}>
          {all ? t('may.fewer') : t('may.all', { n: count })}
        </Button>
      )}
      {!canAct && <p className="meta more">{t('may.readOnly')}</p>}
    </>
  );
}

type Titled = Block & { readonly group?: Text };
/** What is neither owed nor a way out of a duty is read by the groups of the law file. */
function byGroup(block: Block, groups: readonly { readonly id: string; readonly title: Text }[]): readonly Titled[] {
  if (block.kind !== 'rest' || groups.length === 0) return [block];
  const found = groups.flatMap((group) => {
    const rows = block.rows.filter((row) => row.all[0].group === group.id);
    return rows.length === 0 ? [] : [{ ...block, key: `rest ${group.id}`, group: group.title, rows }];
  });
  const other = block.rows.filter((row) => !groups.some((group) => group.id === row.all[0].group));
  return other.length === 0 ? found : [...found, { ...block, rows: other }];
}

function BlockHead({ block, alone }: { block: Titled; alone: boolean }) {
  const { t, x } = useWords();
  if (block.kind === 'one-of' && block.duty)
    return (
      <h3 className="may-head">
        {t('may.oneOf', { duty: x(block.duty.title) })}
        {block.duty.due && <span className="meta"> {t('may.by', { date: x(block.duty.due) })}</span>}
      </h3>
    );
  if (block.kind === 'owed') return <h3 className="may-head">{t('may.owed')}</h3>;
  if (block.group) return <h3 className="may-head">{x(block.group)}</h3>;
  return alone ? null : <h3 className="may-head">{t('may.beside')}</h3>;
}

const NAMES = 6;

function MayRow({
  row,
  primary,
  canAct,
  onStart,
}: {
  row: Row;
  primary: boolean;
  canAct: boolean;
  onStart: (act: MayAct) => void;
}) {
  const { t, x } = useWords();
  const [whole, showWhole] = useState(false);
  const [one, ...others] = row.all;
  const alone = others.length === 0;
  const who = [...new Set(row.all.map((a) => x(canAct ? a.decides.text : a.decides.title)))].join(t('list.and'));
  const shown = whole ? row.all : row.all.slice(0, NAMES);
  const verb = (act: MayAct) => t(act.decides.you ? 'may.start' : 'may.ask');
  return (
    <li data-people={!alone || undefined}>
      <div>
        <p className="strong">
          {x(one.title)}
          {alone && <Of who={one.subject} />}
        </p>
        <p className="row meta">
          <Cites cites={one.cites} limit={1} />
          <span>{who}</span>
        </p>
        {!alone && !canAct && (
          <p className="meta">{row.all.flatMap((a) => (a.subject ? [a.subject.name] : [])).join(t('list.and'))}</p>
        )}
      </div>
      {canAct && (
        <div className="may-start">
          {shown.map((act, i) => (
            <Button
              key={act.subject?.id ?? ''}
              className="button"
              data-small
              data-primary={(primary && i === 0) || undefined}
              onPress={() => onStart(act)}
              aria-label={`${verb(act)}: ${named(x(act.title), act.subject)}`}
            >
              {alone ? verb(act) : act.subject?.name}
            </Button>
          ))}
          {row.all.length > NAMES && (
            <Button className="link" onPress={() => showWhole(!whole)}>
              {whole ? t('may.fewer') : t('may.all', { n: row.all.length })}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
