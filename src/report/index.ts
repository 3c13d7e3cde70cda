/**
 * Door of report: text with figures in it, checked against the numbers; as data (the page draws it) and as .html, .docx and .pdf.
 * It counts nothing itself.
 *
 *   readText(markdown): the text as far as it could be read, and every fault with its line      loadTemplates(pack, catalogue): Result<Template[]>
 *   sourceOf(figures, scope, now): Promise<FigureSource>                 the figures as a text asks for them
 *   buildReport(text, source, scope, period, moment, template): Promise<Built>   the report, or what does not hold
 *   reportFile(report, 'html' | 'docx' | 'pdf' | 'json', language): Promise<Uint8Array>
 */
export { buildReport } from './build.ts';
export { contentTypes, type FileForm, fileForms, reportFile } from './files.ts';
export type { Built, Moment, Scope } from './frame.ts';
export * from './publication.ts';
export { changesBetween } from './publish/changes.ts';
export { csv, csvMetadata } from './publish/csv.ts';
export { type Frame, freeze } from './publish/freeze.ts';
export { parquet } from './publish/parquet.ts';
export { remember } from './publish/remember.ts';
export { type DataRow, dataRows, figureRows } from './publish/rows.ts';
export { openPublications, type Publications, type PublicationTables, publicationMigrations } from './publish/store.ts';
export * from './schemas.ts';
export { type FigureSource, sourceOf } from './source.ts';
export { faultLines, loadTemplates, type Template, templateOf } from './templates.ts';
export { readText, type TextRead } from './text/markdown.ts';
export type { ReportText } from './text/shape.ts';
