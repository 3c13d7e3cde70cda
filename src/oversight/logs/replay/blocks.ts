import { partsOf } from '#engine/index.ts';
import type { LogBatch } from '../types.ts';

/** A batch as batches of about so many events, whole cases each; they look into the memory of the batch. */
export function* blocksOf(batch: LogBatch, events: number): Generator<LogBatch> {
  const parts = partsOf({ caseOffsets: batch.start }, events);
  if (parts.length === 1) {
    yield batch;
    return;
  }
  for (const [from, to] of parts) {
    const first = batch.start[from]!;
    const end = batch.start[to]!;
    yield {
      cases: to - from,
      events: end - first,
      caseId: (index) => batch.caseId(from + index),
      start: batch.start.slice(from, to + 1).map((offset) => offset - first),
      activity: batch.activity.subarray(first, end),
      at: batch.at.subarray(first, end),
      day: batch.day === null ? null : batch.day.subarray(first, end),
      subject: batch.subject === null ? null : batch.subject.subarray(first, end),
      fields: batch.fields.map(({ name, codes }) => ({ name, codes: codes.subarray(first, end) })),
    };
  }
}
