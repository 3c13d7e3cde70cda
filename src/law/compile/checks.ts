import { type Finding, type Procedure, verifyStructure } from '#engine/index.ts';
import type { Fault, Path } from '../source.ts';
import type { Context } from './context.ts';

/**
 * The checks of engine-semantics section 11 that look at the rules only, done whenever a pack is loaded: S2, S3, S10, S11. S1 is the compiler
 * itself; S4 to S9 search for runs and are done by `law check`. A warning that the file accepts with a reason is left out.
 */
export function checkProcedure(ctx: Context, procedure: Procedure, ruleAt: (relation: string) => Path): void {
  const { roles } = ctx.shared.pack;
  for (const finding of verifyStructure(procedure, { roles, incompatible: ctx.file.incompatible ?? [] })) {
    const fault: Fault = { check: finding.check, message: finding.message.en, ...foundIn(finding) };
    const path = pathOf(ctx, finding, ruleAt);
    if (finding.severity === 'error') ctx.complain(path, fault);
    else if (!(ctx.file.accepted ?? []).some((one) => accepts(one, finding))) ctx.warn(path, fault);
  }
}

const foundIn = ({ acts }: Finding): Pick<Fault, 'found'> => (acts[0] === undefined ? {} : { found: acts[0] });

function pathOf(ctx: Context, finding: Finding, ruleAt: (relation: string) => Path): Path {
  const actAt = (id: string): Path => ['acts', ctx.file.acts.findIndex((one) => one.id === id)];
  const [relation] = finding.relations;
  const [clock] = finding.clocks;
  const [act] = finding.acts;
  const rule = relation === undefined ? null : ruleAt(relation);
  if (finding.check !== 'S3' && rule !== null && rule.at(-1) !== -1) return rule;
  if (clock !== undefined) return ['clocks', (ctx.file.clocks ?? []).findIndex((one) => one.id === clock)];
  if (act === undefined) return [];
  if (finding.kind === 'nobody-acts') return [...actAt(act), 'actor'];
  return finding.kind === 'nobody-decides' ? [...actAt(act), 'authority'] : actAt(act);
}

interface Named {
  readonly check: string;
  readonly act?: string | null;
  readonly rule?: string | null;
  readonly clock?: string | null;
  readonly outcome?: string | null;
}

/** Whether a written reason of the file is about a finding: its check, and each thing that the reason names. Errors cannot be accepted. */
export function accepts(
  accepted: Named,
  finding: Finding,
  relationsOf: (rule: string) => readonly string[] = (rule) => [rule],
): boolean {
  if (accepted.check !== finding.check || finding.severity === 'error') return false;
  const isAbout = (name: string | null | undefined, about: (name: string) => boolean): boolean =>
    name === undefined || name === null || about(name);
  const ofRule = (rule: string): boolean =>
    relationsOf(rule).some((one) => finding.relations.includes(one)) ||
    finding.relations.some((one) => one.startsWith(`${rule}:`));
  return (
    isAbout(accepted.act, (act) => finding.acts.includes(act)) &&
    isAbout(accepted.rule, ofRule) &&
    isAbout(accepted.clock, (clock) => finding.clocks.includes(clock)) &&
    isAbout(accepted.outcome, (outcome) => finding.outcome === outcome)
  );
}
