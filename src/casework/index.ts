/**
 * Door of casework: cases, proceedings, people, proposals, worklists. Decides only through the engine, stores only
 * through the ledger; its tables but drafts and document bytes can be rebuilt from the acts.
 *
 *   openCasework(deps): Promise<Casework>        creates or updates its tables
 *   packageJsonSchema(): object                  JSON Schema of package.json of a transfer package (docs/transfer-package.md)
 *   examplePackage(today): Uint8Array            a made-up package to try the import with
 *   demoOffice, demoStaff, makeDemo(casework deps, today): Promise<…>   the made-up office
 */
export type * from './schemas.ts';
export * as schemas from './schemas.ts';
export type * from './types.ts';
