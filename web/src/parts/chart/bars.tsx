import { type ReactNode, useId, useState } from 'react';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import { useWords } from '../../words.tsx';
import { drawBars } from './bars-picture.ts';
import { type Cell, intervalOf, isCount, isOverOneWhole } from './points.ts';
import { pictureOf } from './save.ts';
import { ChartTools } from './tools.tsx';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  /** The whole that the parts make; null: they make none (a rate), or it is not shown. */
  readonly whole: number | null;
  readonly dimension: string;
  /** The parts are places. */
  readonly place?: boolean;
  readonly heads: string;
  readonly rows: readonly Cell[];
  readonly chosen?: string | null;
  readonly onChoose?: (key: string) => void;
  /** Over the table: the choice of the dimension. */
  readonly children?: ReactNode;
  readonly large?: boolean;
  /** Instead of "By …". */
  readonly head?: string;
  readonly threshold?: number;
  readonly source: readonly string[];
}
const FEW = 10;

/** The parts of a figure as a table with bars. Regions stand in the order of their code and are looked up by name, never ranked. */
export function Bars({
  id,
  title,
  kind,
  whole,
  dimension,
  place = false,
  heads,
  rows,
  chosen,
  onChoose,
  children,
  large = false,
  head,
  threshold,
  source,
}: Props) {
  const { t, x, n, lang } = useWords();
  const [wanted, want] = useState('');
  const [all, showAll] = useState(large);
  const listed = useId();
  const words = wanted.trim().toLowerCase();
  const found =
    words === ''
      ? rows
      : rows.filter((r) => [r.title.zh, r.title.en, r.key].some((one) => one.toLowerCase().includes(words)));
  const shown = all || words !== '' ? found : found.slice(0, FEW);
  const most = Math.max(...rows.map((r) => r.value ?? 0), Number.MIN_VALUE);
  const share = isCount(kind) && whole !== null && whole > 0 && dimension !== 'desk';
  const of = rows.some((r) => r.denominator !== undefined);
  const median = rows.some((r) => r.censored !== undefined);
  const percent = new Intl.NumberFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const oneWhole = isOverOneWhole(rows);
  const counted = rows.some((r) => r.numerator !== undefined);
  /** What stands behind the value: of how many, what share, how sure. */
  const beside = ((): { head: string; of: (r: Cell) => string } | null => {
    if (median) return { head: t('chart.interval95'), of: (r) => intervalOf(r, lang) };
    if (of && (counted || !oneWhole))
      return {
        head: t(oneWhole ? 'figure.numerator' : 'figure.denominator'),
        of: (r) => {
          const count = oneWhole ? r.numerator : r.denominator;
          return count === undefined ? '' : n(count);
        },
      };
    if (share)
      return { head: t('bars.share'), of: (r) => (r.value === null ? '' : percent.format(r.value / (whole ?? 1))) };
    return null;
  })();
  const withheld = rows.some((r) => r.suppressed);
  /** Inside a sentence: English nouns begin small there. */
  const within = lang === 'en' ? heads.charAt(0).toLowerCase() + heads.slice(1) : heads;
  const name = t('bars.of', { title, by: within });
  return (
    <section className="figure-part bars-part" data-large={large}>
      <div className="head-line">
        <h3>{head ?? t('bars.by', { by: within })}</h3>
        <ChartTools
          name={name}
          file={`${id}-${dimension}`}
          table={false}
          rows={() => [
            [
              t('bars.code'),
              heads,
              title,
              ...(median ? [t('chart.low95'), t('chart.high95')] : []),
              ...(of
                ? [t(median ? 'chart.ended' : 'figure.numerator'), t(median ? 'chart.watched' : 'figure.denominator')]
                : []),
              t('chart.note'),
            ],
            ...rows.map((r) => [
              r.key,
              x(r.title),
              r.value,
              ...(median ? [r.low ?? null, r.high ?? null] : []),
              ...(of ? [r.numerator ?? null, r.denominator ?? null] : []),
              r.suppressed ? t(r.withheld === 'reveals' ? 'cell.reveals' : 'cell.small') : null,
            ]),
          ]}
          picture={() =>
            pictureOf(drawBars(rows.map((r) => ({ title: x(r.title), value: r.value, display: x(r.display) }))), {
              title,
              under: t('bars.by', { by: within }),
              foot: source,
            })
          }
        />
      </div>
      {children}
      {rows.length > FEW && (
        <SearchField className="bars-find screen-only" value={wanted} onChange={want}>
          <Label className="sr">{t('bars.find', { by: within })}</Label>
          <Input className="input" placeholder={t('bars.find', { by: within })} />
        </SearchField>
      )}
      {rows.length === 0 ? (
        <p className="meta">{t('figure.noParts')}</p>
      ) : (
        <table className="bars" id={listed}>
          <caption className="sr">{name}</caption>
          <thead className={beside ? 'meta' : 'sr'}>
            <tr>
              <th scope="col">{heads}</th>
              <th scope="col">
                <span className="sr">{t('figure.bar')}</span>
              </th>
              <th scope="col" className="num">
                <span className="sr">{title}: </span>
                {t('measures.value')}
              </th>
              {beside && (
                <th scope="col" className="num">
                  {beside.head}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map((r) => (
              <tr key={r.key} data-chosen={r.key === chosen} data-hidden={r.suppressed === true}>
                <th scope="row">{x(r.title)}</th>
                <td className="bars-cell">
                  <svg width="100%" height="14" aria-hidden="true">
                    {r.suppressed ? (
                      <rect className="bar-hidden" x="0.5" y="0.5" width="26" height="13" />
                    ) : (
                      <rect className="bar" width={`${((r.value ?? 0) / most) * 100}%`} height="14" rx="1" />
                    )}
                  </svg>
                </td>
                <td className="num">
                  {onChoose && !r.suppressed && r.value !== null ? (
                    <Button
                      className="figure-link"
                      onPress={() => onChoose(r.key)}
                      aria-label={`${x(r.title)}: ${x(r.display)}`}
                    >
                      {x(r.display)}
                    </Button>
                  ) : r.suppressed ? (
                    <span className="bars-hidden">
                      {r.withheld === 'reveals' ? t('cell.reveals') : t('cell.under', { n: threshold ?? '' })}
                    </span>
                  ) : (
                    <span className="strong">{x(r.display)}</span>
                  )}
                </td>
                {beside && <td className="num meta">{beside.of(r)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {words !== '' && (
        <p className="meta" role="status">
          {t('bars.found', { n: found.length })}
        </p>
      )}
      {words === '' && found.length > FEW && !large && (
        <Button className="link" onPress={() => showAll(!all)} aria-expanded={all} aria-controls={listed}>
          {all ? t('may.fewer') : t('bars.all', { n: found.length })}
        </Button>
      )}
      <ul className="chart-notes meta">
        {withheld && <li>{t('cell.why', { n: threshold ?? '' })}</li>}
        {place && <li>{t(large ? 'bars.noMap' : 'bars.order')}</li>}
      </ul>
    </section>
  );
}
