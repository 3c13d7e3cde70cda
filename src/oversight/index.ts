/**
 * Door of the oversight room: reads others' records (published judgments), replays them over the law, and shows what departs from
 * it with its arithmetic. See README.md.
 *
 *   readJudgment(text), readJudgmentFile(path)              see judgments/README.md
 *   checkJudgment(pack, judgment, text): Checked               acts, and findings by replay over criminal.judgment-supervision
 *   openOversight({store, migrate, pack}): Promise<Oversight>   importFiles, list, page, addDemo over the store
 *   judgmentsCommand(files, {pack, lang?}): JudgmentsResult the CLI's `judgments`
 *   demoJudgments(today): {id, text}[]                      made-up judgments of invented courts
 *   openLog(file, options): Promise<Log>                 event logs of others in columns; see logs/README.md
 *   replayCommand(file, {procedure, map?, until?, durations?, pack}): CommandResult   the CLI's `replay`
 *   replayCaseCommand(file, {case, lang, procedure, map?, until?, pack}): CommandResult   its `--case`: one case, departures, explanation
 *   oneCaseOf(chosen, acts, until): OneCase; caseText, caseJson           one case of acts that come from no log
 *   createVerdictCounts(law): {add(verdict), rows()}      counts by rule of the file over verdicts of the engine
 *   importDcr(xml, file): DcrImport; exportDcr(law): DcrExport            DCR graphs of dcr-js and the DCR portal
 *   schemas                                                 zod: JudgmentRow, JudgmentPage, JudgmentList, JudgmentImport, Finding
 */
export { type FindingJson, type JudgmentJson, type JudgmentsResult, judgmentsCommand } from './command.ts';
export { demoJudgments } from './demo.ts';
export { type Checked, checkJudgment, SUPERVISION } from './findings.ts';
export type { BrokenInput, FileItem, JudgmentOfFile } from './judgments/files.ts';
export { readJudgmentFile } from './judgments/files.ts';
export type { Defendant, Judgment, Note, ReadResult, Words } from './judgments/judgment.ts';
export { judgmentSchema } from './judgments/judgment.ts';
export { readJudgment } from './judgments/read.ts';
export { type DcrExport, exportDcr } from './logs/dcr/export.ts';
export { type DcrImport, importDcr } from './logs/dcr/import.ts';
export type { Lost } from './logs/dcr/model.ts';
export { isLogFault, type LogFault } from './logs/fault.ts';
export { type Mapping, noMapping, readMapping } from './logs/mapping.ts';
export { openLog } from './logs/open.ts';
export {
  caseJson,
  caseText,
  type ReplayCaseJson,
  type ReplayCaseOptions,
  replayCaseCommand,
} from './logs/replay/case-command.ts';
export { type ReplayJson, type ReplayOptions, replayCommand } from './logs/replay/command.ts';
export type { RuleRow } from './logs/replay/counts.ts';
export { oneCaseOf } from './logs/replay/one-case.ts';
export { type LogReplay, type ReplayRequest, replayLogFile } from './logs/replay/run.ts';
export { createVerdictCounts, type VerdictCounts } from './logs/replay/verdicts.ts';
export type { Log, LogBatch, LogNames, LogNote, LogOptions } from './logs/types.ts';
export { openOversight } from './oversight.ts';
export type {
  Certainty,
  Finding,
  FindingCounts,
  JudgmentAct,
  JudgmentImport,
  JudgmentList,
  JudgmentPage,
  JudgmentRow,
} from './schemas.ts';
export * as schemas from './schemas.ts';
export type { JudgmentQuery, Oversight, OversightDeps, SentFile } from './types.ts';
