import type { StoreRefusal } from './types.ts';

/** A reason why a store does not open, thrown inside this room and turned into a value at its door. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: StoreRefusal;
  constructor(kind: StoreRefusal['kind'], zh: string, en: string, cause?: unknown) {
    super(en, { cause });
    this.refusal = { ok: false, kind, words: { zh, en } };
  }
}

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);
