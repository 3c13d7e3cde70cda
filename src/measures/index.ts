/**
 * Door of measures: figures by definition, counted by DuckDB over acts and duties, each with the cases behind it.
 *
 *   loadMeasures(pack): Result<Definition[]>     the measures of a law pack (`law/<pack>/measures/*.yaml`)
 *   openFigures({pack, definitions, source, dayOf}): Promise<Figures>
 *   parsePeriod('2026-01..2026-10'): Result<Period>
 */
export {
  type Catalogue,
  loadCatalogue,
  meets,
  ownColumns,
  ownDimensions,
  ownLinks,
  scopeOf,
  setsOf,
  subjectKinds,
} from './catalogue.ts';
export {
  type ActSet,
  Column,
  Condition,
  type CountedSet,
  Family,
  MarkColumn,
  Measure,
  NamedFigure,
  Where,
} from './definition.ts';
export * from './facts.ts';
export { type Figures, openFigures, type Part, type RowsQuery } from './figures.ts';
export { type Definition, loadMeasures } from './old-definition.ts';
export { before, type Period, parsePeriod } from './period.ts';
export type { ActRow, DutyRow, ProceedingRows, Source } from './rows.ts';
export * from './schemas.ts';
export type { Result, Words } from './words.ts';
