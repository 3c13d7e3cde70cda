import { Button } from 'react-aria-components';
import type { Fault } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { keyed } from './keyed.ts';

/** What is wrong with a text, each at its line; the line leads there where there is an editor. */
export function FaultLines({ faults, onLine }: { faults: readonly Fault[]; onLine?: (line: number) => void }) {
  const { t, x } = useWords();
  return (
    <ol className="own-faults">
      {keyed(faults, (f) => `${f.line} ${f.message.en}`).map(({ key, item }) => (
        <li key={key}>
          {item.line > 0 && !onLine && <span className="strong">{t('own.line', { n: item.line })}</span>}
          {item.line > 0 && onLine && (
            <Button className="link" onPress={() => onLine(item.line)}>
              {t('own.line', { n: item.line })}
            </Button>
          )}{' '}
          <span>{x(item.message)}</span>
        </li>
      ))}
    </ol>
  );
}
