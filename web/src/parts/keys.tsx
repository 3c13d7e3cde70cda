import { useEffect, useRef, useSyncExternalStore } from 'react';

/** One shortcut: `press` is a key or two (`g w`); `label` is what help and the palette say. */
export interface Shortcut {
  readonly press: string;
  readonly label: string;
  readonly run: () => void;
  /** Listed, but handled by the browser or the focused thing. */
  readonly listed?: true;
}

const groups = new Map<symbol, readonly Shortcut[]>();
const listeners = new Set<() => void>();
let all: readonly Shortcut[] = [];
const changed = () => {
  all = [...groups.values()].flat();
  for (const f of listeners) f();
};
const OFF = 'custos-keys-off';
export const keysOff = (): boolean => localStorage.getItem(OFF) === '1';
export const setKeysOff = (off: boolean) => (off ? localStorage.setItem(OFF, '1') : localStorage.removeItem(OFF));

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    (target.closest('[role=listbox],[role=menu],[role=dialog]') !== null && target.closest('[data-exiting]') === null));
/** Where Enter has a meaning of its own. */
const pressable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('a,button,summary,label,[role=tab],[role=option]') !== null;

let first = '';
let timer = 0;
const onKey = (event: KeyboardEvent) => {
  if (event.defaultPrevented || event.altKey) return;
  const command = event.ctrlKey || event.metaKey;
  const key = `${command ? 'Ctrl ' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
  if (!command && key !== 'Escape' && (typing(event.target) || keysOff())) return;
  if (key === 'Enter' && pressable(event.target)) return;
  const find = (press: string) => all.findLast((s) => s.press === press && !s.listed);
  const both = first === '' ? undefined : `${first} ${key}`;
  const hit = (both && find(both)) || find(key);
  const pressed = both && find(both) ? both : key;
  first = '';
  window.clearTimeout(timer);
  if (hit) {
    event.preventDefault();
    hit.run();
  }
  if (!command && all.some((s) => s.press.startsWith(`${pressed} `))) {
    first = pressed;
    timer = window.setTimeout(() => {
      first = '';
    }, 1500);
  }
};
export const listenToKeys = () => document.addEventListener('keydown', onKey);

/** Adds shortcuts while the part is on the screen; the latest closures run. */
export function useKeys(shortcuts: readonly Shortcut[]) {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const signature = shortcuts.map((s) => `${s.press}=${s.label}`).join('\n');
  useEffect(() => {
    const id = Symbol(signature);
    groups.set(
      id,
      latest.current.map((s, i) => ({ ...s, run: () => latest.current[i]?.run() })),
    );
    changed();
    return () => {
      groups.delete(id);
      changed();
    };
  }, [signature]);
}
export const useAllKeys = (): readonly Shortcut[] =>
  useSyncExternalStore(
    (f) => {
      listeners.add(f);
      return () => listeners.delete(f);
    },
    () => all,
  );
