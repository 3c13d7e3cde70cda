import { useEffect, useState } from 'react';

const REM = 16;
const textSize = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || REM;

/** Whether the window is wider than so many rem, in the reader's own text size. */
export function useWider(rem: number): boolean {
  const measure = () => window.innerWidth >= rem * textSize();
  const [wide, set] = useState(measure);
  useEffect(() => {
    const changed = () => set(measure());
    changed();
    const watch = new ResizeObserver(changed);
    watch.observe(document.documentElement);
    window.addEventListener('resize', changed);
    return () => {
      watch.disconnect();
      window.removeEventListener('resize', changed);
    };
  });
  return wide;
}
