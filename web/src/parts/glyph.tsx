import type { Deadline } from '../shapes.ts';

export type State = Deadline['state'] | 'undetermined' | 'owed' | 'may' | 'waits' | 'ruled-out';

/** A pie of `share` (0–1), clockwise from twelve. */
const sector = (share: number, r: number): string => {
  const s = Math.min(0.999, Math.max(0.001, share));
  const a = s * 2 * Math.PI;
  return `M12 12V${12 - r}A${r} ${r} 0 ${s > 0.5 ? 1 : 0} 1 ${(12 + r * Math.sin(a)).toFixed(2)} ${(12 - r * Math.cos(a)).toFixed(2)}Z`;
};
const Ring = ({ dashed }: { dashed?: boolean }) => (
  <circle className="g-line" cx="12" cy="12" r="9.5" strokeDasharray={dashed ? '2.6 2.4' : undefined} />
);
const TICK = 'M7.6 12.4l3 3 5.8-6.3';

const Shape = ({ state, share }: { state: State; share: number }) => {
  switch (state) {
    case 'running':
      return (
        <>
          <Ring />
          <path className="g-soft" d={sector(share, 6.4)} />
        </>
      );
    case 'due-soon':
      return (
        <>
          <circle className="g-fill" cx="12" cy="12" r="10.5" />
          {share < 1 && (
            <path className="g-cut" d={sector(1 - share, 7.2)} transform={`rotate(${share * 360} 12 12)`} />
          )}
        </>
      );
    case 'overdue':
    case 'limit-exceeded':
      return (
        <>
          <path
            className="g-fill"
            d="M12 1.800a1.4 1.4 0 0 1 1.2.7l10 17.400a1.4 1.4 0 0 1-1.2 2.100H2a1.4 1.4 0 0 1-1.2-2.100l10-17.400a1.4 1.4 0 0 1 1.2-.7z"
          />
          <path className="g-cut-line" d="M12 8.500v6" />
          <circle className="g-cut" cx="12" cy="18" r="1.4" />
        </>
      );
    case 'never-done':
      return (
        <>
          <path className="g-line" d="M12 3l9.5 17.500h-19z" strokeLinejoin="round" />
          <path className="g-line" d="M12 9v5.500M12 17v.6" strokeLinecap="round" />
        </>
      );
    case 'paused':
      return (
        <>
          <Ring />
          <path className="g-bars" d="M9.5 8v8M14.5 8v8" />
        </>
      );
    case 'met':
      return (
        <>
          <circle className="g-fill" cx="12" cy="12" r="10.5" />
          <path className="g-cut-line" d={TICK} />
        </>
      );
    case 'met-late':
      return (
        <>
          <Ring />
          <path className="g-bars" d={TICK} fill="none" />
        </>
      );
    case 'asleep':
    case 'superseded':
    case 'moot':
      return <Ring dashed />;
    case 'withdrawn':
    case 'ruled-out':
      return (
        <>
          <Ring dashed={state === 'withdrawn'} />
          <path className="g-bars" d="M5.5 5.500l13 13" />
        </>
      );
    case 'open-undated':
    case 'owed':
    case 'reminded':
      return (
        <>
          <Ring />
          <path className="g-half" d="M12 5a7 7 0 0 1 0 14z" />
        </>
      );
    case 'may':
      return (
        <>
          <circle className="g-fill" cx="12" cy="12" r="10.5" />
          <path className="g-cut" d="M9.5 7.500l7.5 4.5-7.5 4.500z" />
        </>
      );
    case 'waits':
      return (
        <>
          <rect className="g-line" x="4.5" y="10.5" width="15" height="11" rx="2" />
          <path className="g-line" d="M8 10.500V7a4 4 0 0 1 8 0v3.5" />
        </>
      );
    case 'undetermined':
      return (
        <>
          <Ring />
          <path
            className="g-bars"
            d="M9.3 9.300a2.7 2.7 0 1 1 3.9 2.400c-.8.4-1.2.9-1.2 1.900M12 16.500v.2"
            fill="none"
          />
        </>
      );
  }
};

/** The form of a state (ux.md section 4). Decorative: the words beside it say the same. */
export function Glyph({ state, share = 0.5, size = 24 }: { state: State; share?: number; size?: number }) {
  return (
    <svg className="glyph" data-state={state} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <Shape state={state} share={share} />
    </svg>
  );
}
