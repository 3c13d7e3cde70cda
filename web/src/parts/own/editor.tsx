import { type RefObject, useId, useImperativeHandle, useRef } from 'react';
import { useWords } from '../../words.tsx';

export interface EditorHandle {
  /** Line from 1. */
  readonly goTo: (line: number) => void;
  readonly insert: (text: string) => void;
}
interface Props {
  readonly text: string;
  readonly faults: ReadonlyMap<number, number>;
  readonly label: string;
  readonly handle: RefObject<EditorHandle | null>;
  readonly onChange: (text: string) => void;
}

/**
 * A plain text field with numbered lines. The lines stand once more behind the field, unseen, with the same width and face: they give
 * it its height and carry numbers and marks, however the text wraps.
 */
export function Editor({ text, faults, label, handle, onChange }: Props) {
  const { t } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const behind = useRef<HTMLDivElement>(null);
  const help = useId();
  useImperativeHandle(
    handle,
    () => ({
      goTo: (line) => {
        const here = field.current;
        if (!here) return;
        const before = here.value.split('\n').slice(0, line - 1);
        const from = before.reduce((sum, one) => sum + one.length + 1, 0);
        const end = here.value.indexOf('\n', from);
        here.focus({ preventScroll: true });
        here.setSelectionRange(from, end === -1 ? here.value.length : end);
        behind.current?.children[line - 1]?.scrollIntoView({ block: 'center' });
      },
      insert: (words) => {
        const here = field.current;
        if (!here) return;
        const { selectionStart, selectionEnd } = here;
        here.focus();
        onChange(here.value.slice(0, selectionStart) + words + here.value.slice(selectionEnd));
        requestAnimationFrame(() =>
          here.setSelectionRange(selectionStart + words.length, selectionStart + words.length),
        );
      },
    }),
    [onChange],
  );
  const all = text.split('\n');
  return (
    <div className="editor">
      <div ref={behind} className="editor-behind" aria-hidden="true">
        {all.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <div key={i} data-n={i + 1} data-fault={faults.has(i + 1) || undefined}>
            {line === '' ? '\u200b' : line}
          </div>
        ))}
      </div>
      <textarea
        ref={field}
        className="editor-field"
        aria-label={label}
        aria-describedby={help}
        aria-invalid={faults.size > 0}
        spellCheck={false}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={help} className="sr">
        {t('own.editorHelp', { n: all.length })}
      </p>
    </div>
  );
}
