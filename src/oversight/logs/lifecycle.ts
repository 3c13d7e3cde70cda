/** Steps of the XES standard model before, beside or instead of the completion of an act. */
const STEPS = new Set([
  'schedule',
  'assign',
  'reassign',
  'start',
  'suspend',
  'resume',
  'withdraw',
  'manualskip',
  'autoskip',
  'ate_abort',
  'pi_abort',
]);

/** `standard`: `complete`, and whatever is no step of the standard model (some logs hold a status there). */
export type LifecycleRule = 'standard' | 'all' | readonly string[];

/** Whether an event at this step of its lifecycle is an act of the procedure; `''`: the log does not say. */
export function isAct(rule: LifecycleRule, step: string): boolean {
  if (rule === 'all' || step === '') return true;
  return rule === 'standard' ? !STEPS.has(step.toLowerCase()) : rule.includes(step);
}
