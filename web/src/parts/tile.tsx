import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reads } from '../api.ts';
import type { DashboardTile, FigureDetail } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { MiniBars } from './chart/mini-bars.tsx';
import { running } from './chart/points.ts';
import { Spark } from './chart/spark.tsx';
import { FigureValue, Uncertain } from './figure-said.tsx';
import { useStaff } from './staff.ts';
import { Load } from './states.tsx';

interface Props {
  readonly tile: DashboardTile;
  readonly desk: string | null;
  readonly open: boolean;
}

/** One measure at a glance: its number, how it moved, its parts in their fixed order; all of it opens. */
export function TileCard({ tile, desk, open }: Props) {
  const { x } = useWords();
  const query = useQuery({
    ...reads.measure(tile.measure, { period: tile.period, by: tile.by ?? undefined }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return (
    <article className="card tile" data-open={open}>
      <h3>
        <Link to="/dashboard" search={(s) => ({ ...s, ...openedBy(tile), rows: undefined })} resetScroll={false}>
          {x(tile.title)}
        </Link>
      </h3>
      <Load query={query} rows={1}>
        {(detail) => <Shown tile={tile} detail={detail} desk={desk} />}
      </Load>
    </article>
  );
}

const openedBy = (tile: DashboardTile) => ({
  figure: tile.measure,
  period: tile.period,
  by: tile.by ?? undefined,
  key: tile.desk ?? undefined,
  part: undefined,
  page: undefined,
});

function Shown({ tile, detail, desk }: { tile: DashboardTile; detail: FigureDetail; desk: string | null }) {
  const { t, x, date } = useWords();
  const today = useStaff()?.today;
  const { figure } = detail;
  const parts = detail.by.find((one) => one.dimension === tile.by);
  const own = tile.desk === null ? undefined : parts?.rows.find((row) => row.key === tile.desk);
  const shown =
    tile.desk === null ? figure : { ...figure, display: own?.display ?? { zh: '0', en: '0' }, previous: null };
  const time = tile.by === 'month' || tile.by === 'year';
  const opened = openedBy(tile);
  return (
    <>
      <p className="meta">
        {figure.kind === 'stock' ? t('board.asOf', { at: date(figure.period.to) }) : x(figure.period.text)}
        {tile.desk !== null && desk && ` · ${desk}`}
      </p>
      <FigureValue figure={shown} />
      {tile.desk === null && <Uncertain figure={figure} />}
      {tile.desk === null &&
        (time ? (
          <Spark
            rows={running(parts?.rows ?? detail.trend.rows, today)}
            kind={figure.kind}
            name={t('figure.trendOf', { title: x(figure.title) })}
          />
        ) : (
          parts && (
            <>
              <MiniBars
                rows={parts.rows}
                name={`${x(figure.title)} · ${x(parts.title)}`}
                onKey={(key) => ({ ...opened, key, rows: true as const })}
              />
              {tile.by === 'desk' && <p className="meta">{t('board.noRanking')}</p>}
            </>
          )
        ))}
      <p className="tile-foot meta">
        <Link to="/dashboard" search={(s) => ({ ...s, ...opened, rows: true })} resetScroll={false}>
          {t('board.behind')}
          <span className="sr">: {x(figure.title)}</span>
        </Link>
      </p>
    </>
  );
}
