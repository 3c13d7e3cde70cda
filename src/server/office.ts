import type { OfficeProfile } from '#casework/index.ts';

/** The profile of an office; an office without one is shown by its id. */
export function officeOf(offices: readonly OfficeProfile[], id: string): OfficeProfile {
  const named = { zh: id, en: id };
  return (
    offices.find((office) => office.id === id) ?? { id, title: named, short: named, facts: {}, desks: [], numbers: {} }
  );
}
