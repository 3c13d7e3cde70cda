/**
 * Door of casework: cases, proceedings, people, proposals, worklists. Decides only through the engine, stores only
 * through the ledger; its tables but drafts and document bytes can be rebuilt from the acts. See README.md.
 *
 *   openCasework(deps): Promise<Casework>        creates or updates its tables; every read and command, see types.ts
 *   packageJsonSchema(): object                  JSON Schema of package.json of a transfer package (docs/transfer-package.md)
 *   demoOffice, demoStaff, makeDemo(deps, now): Promise<DemoMade>   the made-up office; fills an empty store
 *   buildPackage(manifest, files): Uint8Array    packs a transfer package; examplePackage(today, office): a made-up one
 */
export {
  ADD_PARTIES,
  ANNUL,
  ASSIGN,
  type AssignData,
  isCustos,
  META,
  OPEN_CASE,
  OPEN_PROCEEDING,
  type OpenData,
} from './acts.ts';
export { openCasework } from './casework.ts';
export { DEMO_SEED, type DemoMade, makeDemo } from './demo/make.ts';
export { type DemoMember, demoOffice, demoStaff } from './demo/office.ts';
export { buildPackage, examplePackage } from './package/build.ts';
export { packageJsonSchema } from './package/format.ts';
export { type LawReader, readLawOf } from './reader.ts';
export type * from './schemas.ts';
export * as schemas from './schemas.ts';
export { TryAnswer, TryQuestion, TryStep } from './try-schemas.ts';
export type * from './types.ts';
