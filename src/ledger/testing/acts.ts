import { randomUUID } from 'node:crypto';
import type { NewAct, Refusal } from '../index.ts';

/** A made-up act of a proceeding; what is not given is the same each time, but for the id. */
export const newAct = (proceeding: string, fields: Partial<NewAct> = {}): NewAct => ({
  id: randomUUID(),
  office: '110105',
  caseId: `case-of-${proceeding}`,
  proceeding,
  procedure: 'criminal.arrest-review@1',
  type: 'received',
  subject: null,
  actor: 'u-1',
  role: 'case-management',
  occurredAt: Date.UTC(2026, 2, 3, 1, 2, 3, 4),
  precision: 'ms',
  data: { 嫌疑人: '张三', count: 2 },
  ...fields,
});

/** The answer of an append that must have been recorded. */
export function recorded<T extends { readonly ok: true }>(answer: T | Refusal): T {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer;
}
