export type { BrokenInput, FileItem, JudgmentOfFile } from './judgments/files.ts';
export { readJudgmentFile } from './judgments/files.ts';
export type { Defendant, Judgment, Note, ReadResult, Words } from './judgments/judgment.ts';
export { judgmentSchema } from './judgments/judgment.ts';
export type { Span } from './judgments/normalise.ts';
export { readJudgment } from './judgments/read.ts';
