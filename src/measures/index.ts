/**
 * Door of measures: figures by definition, counted by DuckDB over facts, each with the cases behind it.
 *
 *   loadCatalogue(pack): Result<Catalogue>        measures, families, columns and named figures of a law pack, checked together
 *   openFacts({pack, catalogue, source, dayOf}): Promise<Facts>             of a ledger, kept up to date
 *   openFactsDir({pack, catalogue, dir, dayOf}): Promise<Result<Facts>>     of a made-up nation in Parquet
 *   openFigures({pack, catalogue, facts}): Promise<Figures>
 *   parsePeriod('2026-01..2026-10'): Result<Period>
 *   placer(families, links)(caseActs)             gives the acts of a case their place; for whoever makes facts
 */

export { benchFigures, type FigureTiming, type MeasuresBench } from './bench.ts';
export { type Catalogue, loadCatalogue } from './catalogue.ts';
export {
  type ActSet,
  Column,
  Condition,
  type CountedSet,
  dutyStates,
  Family,
  MarkColumn,
  Measure,
  NamedFigure,
  Where,
} from './definition.ts';
export { show, type UnitCode, unitText } from './display.ts';
export * from './facts.ts';
export { type Figures, openFigures, type Part, type RowsQuery } from './figures.ts';
export { openFacts } from './ledger-facts.ts';
export { type OwnLinks, ownLinks, scopeOf, setsOf } from './links.ts';
export { type Narrowing, narrow } from './narrow.ts';
export { NationKeysFile, openFactsDir } from './nation-facts.ts';
export type { Facts } from './open.ts';
export { ownColumns, ownDimensions, subjectKinds } from './pack-names.ts';
export { before, type Period, parsePeriod, shiftPeriod } from './period.ts';
export { placeLevels, placesOf } from './regions.ts';
export type { ActRow, CaseRows, DutyRow, ProceedingRows, Source, SourceOffice } from './rows.ts';
export * from './schemas.ts';
export { medianDays } from './survival.ts';
export { meets, readWhere, whereTexts } from './where.ts';
export type { Result, Words } from './words.ts';
