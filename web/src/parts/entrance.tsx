import { Language } from './language.tsx';
import { Mark } from './mark.tsx';
import { TextSize } from './text-size.tsx';

/** The head of a page before one is let in: name, text size, language. */
export const EntranceHead = () => (
  <header className="signin-top">
    <span className="brand">
      <Mark />
      <strong>Custos</strong>
    </span>
    <div className="top-end">
      <TextSize />
      <Language />
    </div>
  </header>
);
