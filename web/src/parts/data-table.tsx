import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  readonly number?: boolean;
  /** Kept on one line: dates. */
  readonly line?: boolean;
  /** Names the row. */
  readonly rowHead?: boolean;
}
interface Props<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly plain?: boolean;
}

/** A plain table with scopes; scrolls sideways in itself, never the page. */
export function DataTable<Row>({ caption, columns, rows, rowKey, plain = false }: Props<Row>) {
  return (
    <section className={plain ? 'table plain' : 'table card'} aria-label={caption}>
      <table>
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.head} scope="col" className={c.number ? 'num' : undefined}>
                {c.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((c) =>
                c.rowHead ? (
                  <th key={c.head} scope="row">
                    {c.cell(row)}
                  </th>
                ) : (
                  <td key={c.head} className={c.number ? 'num' : c.line ? 'line' : undefined} data-head={c.head}>
                    {c.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
