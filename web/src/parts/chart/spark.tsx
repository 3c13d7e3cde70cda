import { useWords } from '../../words.tsx';
import { axisOf } from './axis.ts';
import { type Cell, isCount, isNotReached } from './points.ts';

const WIDTH = 300;
const HEIGHT = 64;

/** A small course of months or years: columns for counts, a line for the rest; its first and last are written out. */
export function Spark({ rows, kind, name }: { rows: readonly Cell[]; kind: string; name: string }) {
  const { t, x, lang } = useWords();
  const said = (r: Cell) => t('spark.end', { period: x(r.title), value: x(r.display) });
  const known = rows.filter((r) => r.value !== null);
  if (known.length < 2) return null;
  const { from, to } = axisOf(
    known.map((r) => r.value ?? 0),
    { count: true, percent: false },
  );
  const band = WIDTH / rows.length;
  const y = (value: number) => HEIGHT - ((value - from) / (to - from)) * (HEIGHT - 4);
  const points = rows.flatMap((r, i) => (r.value === null ? [] : [[(i + 0.5) * band, y(r.value)] as const]));
  const last = points.at(-1);
  const end = known.at(-1);
  const over = end?.incomplete === undefined;
  const unreached = rows.filter(isNotReached).map((r) => x(r.title));
  return (
    <figure className="spark">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width="100%"
        role="img"
        aria-label={`${name}: ${rows.map((r) => `${x(r.title)} ${x(r.display)}`).join('; ')}`}
      >
        <line className="spark-ground" x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        {isCount(kind) ? (
          rows.map((r, i) =>
            r.value === null ? null : (
              <rect
                key={r.key}
                className="spark-bar"
                data-last={i === rows.length - 1}
                data-running={r.incomplete !== undefined}
                x={i * band + band * 0.18}
                width={band * 0.64}
                y={y(r.value)}
                height={HEIGHT - y(r.value)}
              />
            ),
          )
        ) : (
          <>
            <polyline
              className="spark-line"
              points={(over ? points : points.slice(0, -1)).map((p) => p.join(',')).join(' ')}
            />
            {!over && (
              <polyline
                className="spark-line"
                data-running
                points={points
                  .slice(-2)
                  .map((p) => p.join(','))
                  .join(' ')}
              />
            )}
            {last && <circle className="spark-last" data-running={!over} cx={last[0]} cy={last[1]} r="3.5" />}
          </>
        )}
      </svg>
      <figcaption className="spark-ends meta" aria-hidden="true">
        <span>{known[0] && said(known[0])}</span>
        <span>{end && (end.incomplete ? t('spark.open', { end: said(end), why: x(end.incomplete) }) : said(end))}</span>
      </figcaption>
      {unreached.length > 0 && (
        <p className="meta spark-note">
          {t('chart.notReached', { what: unreached.join(lang === 'zh' ? '、' : ', ') })}
        </p>
      )}
    </figure>
  );
}
