import type { Log } from './deps.ts';

/** The first line of an error and where it came from; never the data it was about. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'not an Error';
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return `${error.name} ${frames
    .slice(0, 6)
    .map((line) => line.trim())
    .join(' | ')}`;
}

/** One JSON line a request on standard error: method, route pattern, status, ms, id. No address, no name, no body. */
export const lineLog: Log = {
  request: (line) => {
    process.stderr.write(`${JSON.stringify(line)}\n`);
  },
  error: (id, error) => {
    process.stderr.write(`${JSON.stringify({ id, error: placeOf(error) })}\n`);
  },
};

/** Errors only. */
export const quietLog: Log = { request: () => {}, error: lineLog.error };
