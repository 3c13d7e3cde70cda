/** What is wrong with a log, a mapping or a model, in one line: `file: where: what, expected …`. */
export type LogFault = Error & { readonly logFault: true };

export function logFault(file: string, where: string | null, what: string, expected: string | null): LogFault {
  const line = [file, ...(where === null ? [] : [where]), expected === null ? what : `${what}, expected ${expected}`];
  return Object.assign(new Error(line.join(': ')), { logFault: true as const });
}

export const isLogFault = (error: unknown): error is LogFault => error instanceof Error && 'logFault' in error;

/** A value as it is shown in a fault: short, on one line. */
export function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `"${line.length > 60 ? `${line.slice(0, 57)}…` : line}"`;
}
