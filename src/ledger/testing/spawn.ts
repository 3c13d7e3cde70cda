import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StoreConfig } from '../index.ts';

const script = fileURLToPath(new URL('./child.ts', import.meta.url));

export type Child = {
  readonly process: ChildProcess;
  /** All whole lines that it has printed. */
  readonly lines: () => readonly string[];
  /** Waits until it has printed so many lines, or ended. */
  readonly until: (count: number) => Promise<readonly string[]>;
  /** kill -9, and waits for its end. */
  readonly kill: () => Promise<void>;
};

export function spawnChild(config: StoreConfig, work: 'hold' | 'append'): Child {
  const child = spawn(process.execPath, [script, JSON.stringify(config), work], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let text = '';
  let wake = (): void => undefined;
  child.stdout?.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    wake();
  });
  const lines = (): readonly string[] => text.split('\n').slice(0, -1);
  return {
    process: child,
    lines,
    until: async (count) => {
      while (lines().length < count && child.exitCode === null && child.signalCode === null)
        await Promise.race([
          ended,
          new Promise<void>((resolve) => {
            wake = resolve;
          }),
        ]);
      return lines();
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
