import type { Migration } from 'kysely/migration';
import type { Actor, Answer } from '#access/index.ts';
import type { CaseworkDeps } from '#casework/index.ts';
import type { LawPack } from '#law/index.ts';
import type { JudgmentImport, JudgmentList, JudgmentPage } from './schemas.ts';

export type { Actor };

/** A file as it was sent in: its name with ending (.txt, .docx, .jsonl) and its bytes. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The ledger's store and its `migrate`, handed in by the server: this room does not import the ledger. */
export interface OversightDeps {
  readonly store: CaseworkDeps['store'];
  readonly migrate: (
    store: Pick<CaseworkDeps['store'], 'db'>,
    room: string,
    migrations: Readonly<Record<string, Migration>>,
  ) => Promise<void>;
  readonly pack: LawPack;
}

export interface JudgmentQuery {
  /** Words of court, number, office, charge, or a defendant's masked name. */
  readonly q?: string;
  readonly finding?: 'certain' | 'depends' | 'contradiction' | 'none';
  /** From 1. */
  readonly page?: number;
  readonly pageSize?: number;
}

/**
 * Judgments of others, read and checked. `now` is ms UTC. Reading answers null or an empty list to who may not read judgments;
 * `importFiles` gives the policy's answer instead.
 */
export interface Oversight {
  importFiles(
    files: readonly SentFile[],
    actor: Actor,
    now: number,
  ): Promise<JudgmentImport | { readonly forbidden: Answer['words'] }>;
  list(query: JudgmentQuery, actor: Actor): Promise<JudgmentList>;
  page(id: string, actor: Actor): Promise<JudgmentPage | null>;
  /** Puts the made-up judgments of a demo office in; `today` is a day. Gives their number. */
  addDemo(office: string, today: string, now: number): Promise<number>;
}
