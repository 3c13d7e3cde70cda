import { useWords } from '../../words.tsx';
import { type Column, DataTable } from '../data-table.tsx';
import { type Cell, intervalOf } from './points.ts';

/** The numbers of a course, with what they are made of and how sure they are. */
export function SeriesTable({
  name,
  title,
  heads,
  rows,
}: {
  name: string;
  title: string;
  heads: string;
  rows: readonly Cell[];
}) {
  const { t, x, n, lang } = useWords();
  const number = (head: string, of: (cell: Cell) => number | undefined): Column<Cell> => ({
    head,
    number: true,
    cell: (cell) => {
      const value = of(cell);
      return value === undefined ? '' : n(value);
    },
  });
  const median = rows.some((r) => r.censored !== undefined);
  const share = rows.some((r) => r.denominator !== undefined);
  return (
    <DataTable
      plain
      caption={name}
      rows={rows}
      rowKey={(r) => r.key}
      columns={[
        { head: heads, rowHead: true, cell: (r) => x(r.title) },
        { head: title, number: true, cell: (r) => x(r.display) },
        ...(median ? [{ head: t('chart.interval95'), number: true, cell: (r: Cell) => intervalOf(r, lang) }] : []),
        ...(share
          ? [
              number(t(median ? 'chart.ended' : 'figure.numerator'), (r) => r.numerator),
              number(t(median ? 'chart.watched' : 'figure.denominator'), (r) => r.denominator),
            ]
          : []),
      ]}
    />
  );
}
