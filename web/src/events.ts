import type { QueryClient } from '@tanstack/react-query';

/** Refetches what is on the screen when the server says that an act was recorded; several in a row count once. */
export const listenToChanges = (client: QueryClient): (() => void) => {
  const source = new EventSource('/api/events');
  let timer = 0;
  const changed = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void client.invalidateQueries(), 250);
  };
  source.addEventListener('message', changed);
  source.addEventListener('changed', changed);
  return () => {
    window.clearTimeout(timer);
    source.close();
  };
};
