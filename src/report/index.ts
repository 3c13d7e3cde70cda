/**
 * Door of report: text with figures in it, as data (the page draws it), as .html and as .docx. It counts nothing itself.
 *
 *   loadTemplate(pack, definitions): Result<Template>     `law/<pack>/report.yaml`
 *   buildReport({template, figures}, office, period, now): Promise<Report>
 *   reportHtml(report, language): string                  reportDocx(report, language): Promise<Uint8Array>
 */
export { buildReport } from './build.ts';
export { reportDocx } from './docx.ts';
export { reportHtml } from './html.ts';
export * from './publication.ts';
export { changesBetween } from './publish/changes.ts';
export { csv, csvMetadata } from './publish/csv.ts';
export { parquet } from './publish/parquet.ts';
export { type DataRow, dataRows, figureRows } from './publish/rows.ts';
export { openPublications, type Publications, type PublicationTables, publicationMigrations } from './publish/store.ts';
export * from './schemas.ts';
export { loadTemplate, type Template } from './template.ts';
