import { useId } from 'react';
import type { Deadline } from '../shapes.ts';

type Scale = NonNullable<Deadline['ruler']>;
const at = (date: string): number => Date.parse(date.length > 10 ? date : `${date}T00:00:00Z`);

/** The period to scale. Hidden from assistive technology: the sentence beside it says the same. */
export function Ruler({ ruler, state }: { ruler: Scale; state: Deadline['state'] }) {
  const hatch = useId();
  const from = at(ruler.from);
  const end = Math.max(
    at(ruler.to),
    ruler.mayExtendTo ? at(ruler.mayExtendTo) : 0,
    state === 'met' || state === 'met-late' ? 0 : at(ruler.today),
    from + 1,
  );
  const pos = (date: string) => Math.min(100, Math.max(0, ((at(date) - from) / (end - from)) * 100));
  const to = pos(ruler.to);
  const today = pos(ruler.today);
  const bar = (a: number, b: number, className: string, key: string) =>
    b > a ? <rect key={key} className={className} x={`${a}%`} y="4" width={`${b - a}%`} height="7" rx="1.5" /> : null;
  const gap = (x: number, key: string) => <rect key={key} className="r-gap" x={`${x}%`} y="3" width="2" height="9" />;
  const solidTo = state === 'overdue' || state === 'limit-exceeded' ? today : Math.min(today, to);
  return (
    <svg className="ruler" data-state={state} height="15" width="100%" aria-hidden="true">
      <defs>
        <pattern id={hatch} width="6" height="7" y="4" patternUnits="userSpaceOnUse" patternTransform="skewX(-35)">
          <rect className="r-hatch" width="3" height="7" />
        </pattern>
      </defs>
      {bar(0, to, 'r-left', 'left')}
      {ruler.mayExtendTo && to < 100 && (
        <rect className="r-may" x={`${to}%`} y="4.5" width={`${100 - to}%`} height="6" rx="3" />
      )}
      {bar(0, solidTo, 'r-done', 'done')}
      {ruler.paused.map((p) => {
        const a = pos(p.from);
        const b = p.to ? pos(p.to) : today;
        return b > a ? (
          <g key={p.from}>
            <rect className="r-paused" x={`${a}%`} y="4.5" width={`${b - a}%`} height="6" rx="1.5" />
            <rect x={`${a}%`} y="4" width={`${b - a}%`} height="7" fill={`url(#${hatch})`} />
          </g>
        ) : null;
      })}
      {ruler.extendedFrom && gap(pos(ruler.extendedFrom), 'extended')}
      {solidTo > to && gap(to, 'due')}
      {state !== 'met' && state !== 'met-late' && (
        <rect className="r-today" x={`${Math.min(today, 99.3)}%`} y="0" width="2" height="15" />
      )}
    </svg>
  );
}
