/** A sentence for the user in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Words };
