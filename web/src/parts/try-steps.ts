/** A supposed course as it stands in the address: `request-arrest*person-A*2026-11-20*{"detained":true}~…`. */
import type { TryStep } from '../shapes.ts';

const inAddress = (json: string): string => json.replaceAll('~', '\\u007e').replaceAll('*', '\\u002a');

export const stepsText = (steps: readonly TryStep[]): string | undefined =>
  steps.length === 0
    ? undefined
    : steps
        .map((step) => {
          const data = step.data ?? {};
          const rest = Object.keys(data).length === 0 ? [] : [inAddress(JSON.stringify(data))];
          return [step.act, step.subject ?? '', step.on, ...rest].join('*');
        })
        .join('~');

/** What can be read of it; the server says what it does not know. */
export const stepsOf = (text: string | undefined): readonly TryStep[] =>
  (text ?? '').split('~').flatMap((part) => {
    const [act = '', subject = '', on = '', ...rest] = part.split('*');
    if (act === '' || !/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/.test(on)) return [];
    return [{ act, subject: subject === '' ? null : subject, on, data: dataOf(rest.join('*')) }];
  });

function dataOf(json: string): NonNullable<TryStep['data']> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as NonNullable<TryStep['data']>)
      : {};
  } catch {
    return {};
  }
}

/** A day of the calendar so many days further; `''` where it is none. */
export const dayAfter = (date: string, days: number): string => {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? '' : new Date(at + days * 86_400_000).toISOString().slice(0, 10);
};

/** The reader's own day, where the address names none. */
export const thisDay = (): string => {
  const at = new Date();
  return dayAfter(new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10), 0);
};
