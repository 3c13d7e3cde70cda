/**
 * Door of the law room: reads, checks, explains and tries law packs. Knows the law language; knows no law, no storage, no people.
 *
 *   loadPack(dir): Result<LawPack, LawError[]>               every fault at once; a pack with a fault is never loaded in part
 *   describe(error): string                                  `criminal/arrest-review.yaml:41:7 …` in one line
 *   procedureOf(pack, id, {on?, powers?}): LawProcedure|null  the version in force on a date; an office's own power list
 *   withOwnPowers(pack, {'procedure/act': rank}): the pack with an office's own power list before its own
 *   ruleOf(procedure, relationId): RuleInfo|ClockInfo|null    the rule of the file behind an engine relation or clock
 *   actTitle / fieldTitle / valueTitle / factTitle / rankTitle / actorTitle: Text
 *   parseCite(laws, cite): CitePart[]; formatCite(laws, cite, lang, form): string; citesMatch(a, b): boolean
 *   explainReason(scene, reason, act?), explainObligation, explainDue, explainStep, explainViolation, explainNote: Sentence(s),
 *       with scene = {pack, procedure, state}
 *   showProcedure(pack, procedure or id): Shown; showText(pack, shown, lang): string
 *   tryScenarios(pack, text, file): TryReport
 *   lawCheck(dir, {fast?}), lawShow(pack, id, {on?, lang?}), lawTry([{pack, files}]): CommandResult = {json, text, status}
 *   lawDiff(old, new, {pack, lang?}): CommandResult           what changed for people, and which scenarios change their answer
 *   lawNew(pack, id, {lang?}): CommandResult                   writes a commented start of a procedure and of its scenarios
 *   explainAlignment(scene, alignment): Sentence[]             how a case's log departed
 *   lawDate(pack, {what, rule?, from, custody?, extend?, pause?, …}): CommandResult   the calculator of dates
 *   articlesOfPack(pack), articleOfPack(pack, '刑诉法§91'): what of the pack rests on an article; actorsOfPack(pack): what each must do
 *   findOffence(offences, idOrName): Offence|null; checkIdentityNumber / checkOrganisationCode(text): NumberCheck
 *   pack.lists: levels of offices, document types, grounds of closing; documentsOfPack(pack, pack.lists)
 *   checkDivision(pack.divisions, code, {level?, on?}): DivisionCheck; divisionsAbove(divisions, code): the places of offices by code
 *   loadProcedureFile(file): Result<SingleProcedure, LawError[]>   a procedure in a file of its own, without a pack; compileProcedureData(file, data)
 *   chinaCalendar(): Calendar; holidayName(zh): Text
 */
export {
  type ActorDuties,
  actorsOfPack,
  articleKeys,
  articleOfPack,
  articlesOfPack,
  type CitedArticle,
} from './articles.ts';
export { chinaCalendar, holidayName, weekendCalendar } from './calendar.ts';
export { type CheckJson, type CheckOptions, lawCheck, verifyLaw } from './check.ts';
export { citesMatch, formatCite, numeral, parseCite } from './cite.ts';
export { lawShow, lawTry, type ShowJson, type TryIn } from './commands.ts';
export { type DateAsked, type DateJson, lawDate } from './date.ts';
export type { About, Change } from './diff.ts';
export { type DiffJson, lawDiff } from './diff-command.ts';
export type { ScenarioChange } from './diff-scenarios.ts';
export {
  checkDivision,
  type Division,
  type DivisionCheck,
  type Divisions,
  divisionsAbove,
  loadDivisions,
} from './divisions.ts';
export { explainObligation, explainReason, standing } from './explain.ts';
export { explainAlignment, explainDeparture } from './explain-alignment.ts';
export { explainDue, explainStep } from './explain-due.ts';
export { explainNote, explainViolation } from './explain-violation.ts';
export { guardWords, whereWords } from './guard-words.ts';
export {
  type DocumentType,
  documentsOfPack,
  documentTypeOf,
  loadLists,
  type OfficeLevel,
  type PackDocument,
  type PackLists,
} from './lists.ts';
export { compilePack, loadPack } from './load.ts';
export {
  actInfoOf,
  actorTitle,
  actTitle,
  fieldTitle,
  levelTitle,
  procedureOf,
  procedureTitle,
  rankTitle,
  ruleOf,
  subjectTitle,
  valueTitle,
} from './lookup.ts';
export { distance, nearest } from './nearest.ts';
export { lawNew, type NewJson } from './new.ts';
export {
  bornBy,
  checkIdentity,
  checkIdentityNumber,
  checkOrganisation,
  checkOrganisationCode,
  type NumberCheck,
  type NumberRules,
} from './numbers.ts';
export { findOffence } from './offences.ts';
export { type OwnPowers, withOwnPowers } from './powers.ts';
export { addReports, tryScenarios } from './scenario/run.ts';
export { dueText, type Scene } from './scene.ts';
export { showProcedure, showText } from './show.ts';
export { compileProcedureData, loadProcedureFile, type SingleProcedure } from './single.ts';
export { kebab } from './single-form.ts';
export { describe } from './source.ts';
export { allOf, anyOf, dateText, periodText } from './text.ts';
export type * from './types.ts';
