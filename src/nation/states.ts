/** States of duties, by number, as they stand in the facts. */
export const STATES = ['', 'met', 'met-late', 'running', 'overdue'] as const;
