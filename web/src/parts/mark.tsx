/** The sign of Custos: a roof over one seen point. */
export function Mark({ size = 30 }: { size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect className="mark-ground" width="32" height="32" rx="7" />
      <path className="mark-line" d="M8.5 23.5V15L16 8.8l7.5 6.2v8.5" />
      <circle className="mark-dot" cx="16" cy="19" r="2.6" />
    </svg>
  );
}
