import { type ReactNode, useEffect, useRef } from 'react';

interface Span {
  readonly from: number;
  readonly to: number;
  readonly fact: string;
}
interface Props {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly chosen: string | null;
  readonly onChoose: (fact: string) => void;
}

/** A text with the places that facts were read from; overlapping places are cut to the first. */
export function Marked({ text, spans, chosen, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) box.current?.querySelector(`[data-fact="${CSS.escape(chosen)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (span.from < at || span.to <= span.from) continue;
    pieces.push(text.slice(at, span.from));
    pieces.push(
      <button
        key={`${span.from} ${span.fact}`}
        type="button"
        className="marked"
        data-fact={span.fact}
        data-chosen={span.fact === chosen}
        onClick={() => onChoose(span.fact)}
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
