/** Tells open pages that a proceeding changed, after the commit. It carries no content: the page asks again, as itself. */
export type Change = { readonly kind: 'changed'; readonly proceeding: string };
type Listener = (change: Change) => void;

export type EventHub = {
  readonly changed: (proceeding: string) => void;
  /** Returns the way to stop listening. */
  readonly listen: (listener: Listener, ended: () => void) => () => void;
  /** Ends all streams, at shutdown. */
  readonly close: () => void;
};

export function eventHub(): EventHub {
  const listeners = new Map<Listener, () => void>();
  return {
    changed: (proceeding) => {
      for (const listener of listeners.keys()) listener({ kind: 'changed', proceeding });
    },
    listen: (listener, ended) => {
      listeners.set(listener, ended);
      return () => listeners.delete(listener);
    },
    close: () => {
      for (const ended of listeners.values()) ended();
      listeners.clear();
    },
  };
}
