/** Publishing: a report is counted, frozen with small counts held back, and kept as the next version of its publication. */
import type { Figures, Period } from '#measures/index.ts';
import {
  buildReport,
  changesBetween,
  type Fault,
  freeze,
  type Publication,
  type Publications,
  type ReportText,
  type Scope,
  sourceOf,
} from '#report/index.ts';
import type { Words } from './env.ts';

export type ToPublish = {
  readonly id: string;
  /** Name of the template. */
  readonly template: string;
  readonly text: ReportText;
  readonly scope: Scope;
  readonly period: Period;
  /** Who publishes. */
  readonly office: Words;
  readonly madeUp: boolean;
  /** Why a further version; said beside each change. */
  readonly why: Words;
  /** Person who publishes; null: the demo. */
  readonly by: string | null;
};

export type Published =
  | { readonly kind: 'published'; readonly publication: Publication }
  /** The newest version already says this. */
  | { readonly kind: 'unchanged'; readonly publication: Publication }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] };

export async function publish(
  to: ToPublish,
  figures: Figures,
  kept: Publications,
  moment: { readonly now: number; readonly zone: string },
): Promise<Published> {
  const source = await sourceOf(figures, to.scope.id, moment.now);
  const built = await buildReport(to.text, source, to.scope, to.period, moment, to.template);
  if (!built.ok) return { kind: 'faults', faults: built.faults };
  const before = await kept.get(to.id);
  const frozen = await freeze(
    built.report,
    source,
    {
      id: to.id,
      version: (before?.version ?? 0) + 1,
      publishedAt: moment.now,
      office: to.office,
      madeUp: to.madeUp,
    },
    moment.zone,
    before,
  );
  if (before === null) {
    await kept.add(frozen, to.by);
    return { kind: 'published', publication: frozen };
  }
  const changes = changesBetween(before, frozen, to.why);
  if (changes.length === 0) return { kind: 'unchanged', publication: before };
  const publication = { ...frozen, changes: [...before.changes, ...changes] };
  await kept.add(publication, to.by);
  return { kind: 'published', publication };
}
