/** A made-up nation on disk, opened for counting. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dayIn } from '#access/index.ts';
import type { LawPack } from '#law/index.ts';
import type { Catalogue, Facts, Figures } from '#measures/index.ts';
import { ownLaw } from './pack.ts';
import { wrongCall } from './verb.ts';

export interface Nation {
  readonly pack: LawPack;
  readonly catalogue: Catalogue;
  readonly facts: Facts;
  readonly figures: Figures;
  /** First and last day of its data. */
  readonly span: { readonly from: string; readonly to: string };
}

/** Whether DIR holds a made-up nation, whole or by half; else it is an office's folder, or nothing. */
export const isNation = (dir: string): boolean =>
  ['keys.json', 'keys.json.part', 'acts', 'proceedings'].some((name) => existsSync(join(dir, name)));

/** Opens the nation in DIR; what is missing or broken in it is one line, and no number. */
export async function openNation(dir: string, verb: string): Promise<Nation> {
  const { openFactsDir, openFigures } = await import('#measures/index.ts');
  const { pack, catalogue } = await ownLaw(verb);
  const dayOf = (at: number): string => dayIn(pack.zone, at);
  const facts = await openFactsDir({ pack, catalogue, dir, dayOf });
  if (!facts.ok) throw wrongCall(`custos ${verb}: ${facts.error.en}`);
  const figures = await openFigures({ pack, catalogue, facts: facts.value });
  const span = await facts.value.span();
  if (span === null) throw wrongCall(`custos ${verb}: ${dir}: no data in it`);
  return { pack, catalogue, facts: facts.value, figures, span };
}
