import { type Finding, type Run, type Verification, verify } from '#engine/index.ts';
import { accepts } from './compile/checks.ts';
import { loadPack } from './load.ts';
import { describe } from './source.ts';
import type { CommandResult, LawError, LawPack, LawProcedure, Where } from './types.ts';

export interface CheckJson {
  readonly procedures: number;
  readonly acts: number;
  readonly rules: number;
  readonly errors: readonly CheckLine[];
  /** Without a written reason. */
  readonly warnings: readonly CheckLine[];
  /** Said, no more: what the search could not decide, what holds only while nobody is in the case. */
  readonly notes: readonly CheckLine[];
  /** Warnings that a file accepts, with its reason. */
  readonly accepted: readonly (CheckLine & { readonly reason: { readonly zh: string; readonly en: string } })[];
}
export interface CheckLine {
  readonly procedure: string | null;
  readonly check: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** False: the bound of the search was reached; nothing is known. */
  readonly decided?: boolean;
  readonly checked_up_to?: number | null;
  /** A run that shows it, act by act. */
  readonly witness?: readonly { readonly act: string; readonly subject: string | null; readonly at: string }[];
}

export interface CheckOptions {
  /** Only what loading checks: no search for runs. */
  readonly fast?: boolean;
  /** Steps of the search for each procedure. */
  readonly work?: number;
  /** Told before each procedure is searched. */
  readonly onProcedure?: (id: string, index: number, of: number) => void;
}

const checkLine = (error: LawError): CheckLine => ({
  procedure: error.procedure,
  check: error.check,
  message: error.path === '' ? error.message : `${error.path}: ${error.message}`,
  file: error.file,
  line: error.line,
  column: error.column,
});

/** `law check [PACK] [--fast]`: loads a pack and runs every static check on every procedure. Status 1: it has errors. */
export function lawCheck(dir: string, options: CheckOptions = {}): CommandResult<CheckJson> {
  const loaded = loadPack(dir);
  if (!loaded.ok) {
    const errors = loaded.error;
    return {
      json: { procedures: 0, acts: 0, rules: 0, errors: errors.map(checkLine), warnings: [], notes: [], accepted: [] },
      text: [
        ...errors.map(describe),
        `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}; the pack is not loaded`,
      ].join('\n'),
      status: 1,
    };
  }
  return checkPack(loaded.value, options);
}

/** The same for a pack that is loaded already. */
export function checkPack(pack: LawPack, options: CheckOptions = {}): CommandResult<CheckJson> {
  const procedures = Object.values(pack.procedures);
  const searched = procedures.map((law, i): Searched => {
    if (options.fast === true) return NOTHING;
    options.onProcedure?.(law.id, i, procedures.length);
    return sorted(law, verifyLaw(pack, law, options.work));
  });
  const all = <K extends keyof Searched>(key: K): Searched[K] =>
    searched.flatMap((one) => one[key]) as unknown as Searched[K];
  const warnings = [...pack.warnings.map(checkLine), ...all('warnings')];
  const acts = procedures.reduce((sum, one) => sum + one.acts.length, 0);
  const rules = procedures.reduce((sum, one) => sum + one.rules.length + one.clocks.length, 0);
  const [errors, notes, accepted] = [all('errors'), all('notes'), all('accepted')];
  const told = (kind: string, list: readonly CheckLine[]): readonly string[] =>
    list.map((line) => `${kind}: ${lineText(line)}`);
  const count = (n: number, one: string): string => `${n === 0 ? 'no' : n} ${n === 1 ? one : `${one}s`}`;
  return {
    json: { procedures: procedures.length, acts, rules, errors, warnings, notes, accepted },
    text: [
      ...told('error', errors),
      ...told('warning', warnings),
      ...told('note', notes),
      `${procedures.length} procedures, ${acts} acts, ${rules} rules and clocks: ${count(errors.length, 'error')}, ${count(warnings.length, 'warning')}, ${count(accepted.length, 'warning')} accepted with a reason, ${count(notes.length, 'note')}${options.fast === true ? '; runs were not searched for (--fast)' : ''}`,
    ].join('\n'),
    status: errors.length > 0 ? 1 : 0,
  };
}

function lineText({ file, line, column, check, message, witness }: CheckLine): string {
  const run = (witness ?? []).map(({ act, subject }) => (subject === null ? act : `${act} (${subject})`)).join(' → ');
  return `${file}:${line}:${column} ${check} ${message}${run === '' ? '' : `\n    ${run}`}`;
}

/** The engine's static checks over a procedure of the pack. */
export const verifyLaw = (pack: LawPack, law: LawProcedure, work?: number): Verification =>
  verify(
    law.procedure,
    { calendar: pack.calendar, office: {} },
    {
      mandatory: law.outcomes.flatMap(({ id, needs }) => needs.map((act) => ({ outcome: id, act }))),
      ...(work === undefined ? {} : { work }),
    },
  );

interface Searched {
  readonly errors: readonly CheckLine[];
  readonly warnings: readonly CheckLine[];
  readonly notes: readonly CheckLine[];
  readonly accepted: CheckJson['accepted'];
}
const NOTHING: Searched = { errors: [], warnings: [], notes: [], accepted: [] };
/** These are done whenever a pack is loaded. */
const AT_LOADING: ReadonlySet<string> = new Set(['S2', 'S3', 'S10', 'S11']);

/** Findings by what must be done about them. A reason that nothing needs any more is a warning itself. */
function sorted(law: LawProcedure, { findings }: Verification): Searched {
  const relationsOf = (rule: string): readonly string[] =>
    law.rules.find((one) => one.id === rule)?.relations ?? [rule];
  const reasonFor = (finding: Finding) => law.accepted.find((one) => accepts(one, finding, relationsOf));
  const used = new Set(findings.flatMap((finding) => reasonFor(finding) ?? []));
  const found = findings.filter(({ check }) => !AT_LOADING.has(check));
  const lines = (severity: Finding['severity']): readonly CheckLine[] =>
    found
      .filter((one) => one.severity === severity && reasonFor(one) === undefined)
      .map((one) => findingLine(law, one));
  const idle = law.accepted
    .filter((one) => !used.has(one) && one.check !== 'S11')
    .map(
      (one): CheckLine => ({
        procedure: law.id,
        check: 'accepted',
        message: `a reason is given for a warning ${one.check} that is not there any more (${one.reason.en})`,
        ...law.where,
      }),
    );
  return {
    errors: lines('error'),
    warnings: [...lines('warning'), ...idle],
    notes: lines('note'),
    accepted: findings.flatMap((one) => {
      const reason = reasonFor(one)?.reason;
      return reason === undefined ? [] : [{ ...findingLine(law, one), reason }];
    }),
  };
}

function findingLine(law: LawProcedure, finding: Finding): CheckLine {
  const { witness } = finding;
  return {
    procedure: law.id,
    check: finding.check,
    message: finding.message.en,
    ...whereOf(law, finding),
    decided: finding.decided,
    checked_up_to: finding.checkedUpTo,
    ...(witness === undefined ? {} : { witness: stepsOf(witness) }),
  };
}

const stepsOf = ({ acts }: Run): NonNullable<CheckLine['witness']> =>
  acts.map(({ type, subject, at }) => ({ act: type, subject, at: new Date(at).toISOString() }));

function whereOf(law: LawProcedure, finding: Finding): Where {
  const rule = law.rules.find((one) => one.relations.some((id) => finding.relations.includes(id)));
  const clock = law.clocks.find((one) => finding.clocks.includes(one.id));
  const act = law.acts.find((one) => finding.acts.includes(one.id));
  const about = finding.check === 'S5' || finding.check === 'S4' ? (act ?? rule) : (rule ?? clock ?? act);
  return (about ?? law).where;
}
