import { type ReactNode, useEffect, useRef } from 'react';

interface Span {
  readonly from: number;
  readonly to: number;
  readonly what: string;
}
interface Props {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly chosen: string | null;
  readonly onChoose: (fact: string) => void;
}

/** A text with the places that facts were read from; overlapping places are cut to the first. `chosen`: a fact, or the place where an act stands. */
export function Marked({ text, spans, chosen, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) box.current?.querySelector('[data-chosen="true"]')?.scrollIntoView({ block: 'center' });
  }, [chosen]);
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (span.from < at || span.to <= span.from) continue;
    pieces.push(text.slice(at, span.from));
    pieces.push(
      <button
        key={`${span.from} ${span.what}`}
        type="button"
        className="marked"
        data-chosen={span.what === chosen || String(span.from) === chosen}
        onClick={() => onChoose(span.what)}
      >
        {text.slice(span.from, span.to)}
      </button>,
    );
    at = span.to;
  }
  pieces.push(text.slice(at));
  return (
    <div ref={box} className="judgment-text serif" lang="zh-CN">
      {pieces}
    </div>
  );
}
