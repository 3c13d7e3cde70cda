import { describe, expect, test } from 'vitest';
import { checkPack } from './check.ts';
import { compilePack } from './load.ts';
import { describe as describeError } from './source.ts';
import { chinaPack, smallPack } from './testing.ts';

/** `law check` of the small procedure after edits, each of which must be found. */
function checked(...edits: readonly (readonly [string, string])[]) {
  const text = edits.reduce((file, [from, to]) => {
    if (!file.includes(from)) throw new Error(`the test's text "${from}" is not in the small procedure`);
    return file.replace(from, to);
  }, smallPack.get('criminal/small.yaml') ?? '');
  const compiled = compilePack('/pack', new Map([...smallPack, ['criminal/small.yaml', text]]));
  if (!compiled.ok) throw new Error(compiled.error.map(describeError).join('\n'));
  return checkPack(compiled.value);
}
const told = ({ json }: ReturnType<typeof checked>) =>
  (['errors', 'warnings', 'notes'] as const).flatMap((kind) =>
    json[kind].map(({ check, message }) => `${kind} ${check} ${message}`),
  );

const outcome = '  - {id: decided, title: {zh: 已决定, en: Decided}, acts: [decide, refuse]}';
const trap: readonly (readonly [string, string])[] = [
  [
    'outcomes:',
    '  - {id: report-owed, kind: response, from: decide, to: report, cite: 高检规则 §285}\n  - {id: no-report, kind: condition, from: refuse, to: report, scope: any, strict: true, cite: 高检规则 §285}\noutcomes:',
  ],
];
const accept = (what: string): readonly [string, string] => [
  'outcomes:',
  `accepted:\n  - {check: S8, ${what}reason: {zh: 因此, en: It is so}}\noutcomes:`,
];

describe('law check', () => {
  test('a sound procedure: nothing', () => {
    const result = checked();
    expect(told(result)).toEqual([]);
    expect(result.status).toBe(0);
    expect(result.json).toMatchObject({ procedures: 1, acts: 4 });
  });

  test('a case that can come to where it never comes to rest: told at the rule, with a run; warned, not refused', () => {
    const result = checked(...trap);
    expect(told(result).filter((line) => line.includes('S8'))).toEqual([
      'warnings S8 a case can come to where it never comes to rest again: report stays owed',
    ]);
    const [warning] = result.json.warnings.filter(({ check }) => check === 'S8');
    expect(warning).toMatchObject({
      procedure: 'criminal.small',
      file: 'criminal/small.yaml',
      decided: true,
      witness: [
        { act: 'ask', subject: 'suspect-1' },
        { act: 'decide', subject: 'suspect-1' },
      ],
    });
    expect(result.status).toBe(0);
    expect(result.text).toContain('ask (suspect-1) → decide (suspect-1)');
  });

  test('accepted with a reason: no warning any more, but counted', () => {
    const result = checked(...trap, accept('rule: report-owed, '));
    expect(told(result).filter((line) => line.includes('S8'))).toEqual([]);
    expect(result.json.accepted).toMatchObject([{ check: 'S8', reason: { en: 'It is so' } }]);
    expect(result.text).toContain('1 warning accepted with a reason');
  });

  test('a reason for something else does not cover it; one that nothing needs is a warning', () => {
    const other = checked(...trap, accept('act: ask, '));
    expect(told(other).filter((line) => line.includes('S8'))).toHaveLength(2);
    expect(told(checked(accept('')))).toEqual([
      'warnings accepted a reason is given for a warning S8 that is not there any more (It is so)',
    ]);
  });

  test('an outcome that comes about without what it needs is an error, with a run', () => {
    const result = checked([
      outcome,
      outcome
        .replace('}', '}, needs: report')
        .replace('needs: report, acts: [decide, refuse]}', 'acts: [decide, refuse], needs: report}'),
    ]);
    expect(told(result)).toEqual(['errors S9 outcome decided can be reached without report']);
    expect(result.json.errors[0]?.witness?.map(({ act }) => act)).toEqual(['ask', 'decide']);
    expect(result.status).toBe(1);
    expect(told(checked([outcome, outcome.replace('refuse]}', 'refuse], needs: ask}')]))).toEqual([]);
  });

  test('a name in accepted or needs that is not there is a fault of the file', () => {
    expect(() => checked(accept('rule: report-owed, '))).toThrow('no rule "report-owed"');
    expect(() => checked([outcome, outcome.replace('refuse]}', 'refuse], needs: asc}')])).toThrow('no act "asc"');
  });

  test('--fast does not search', () => {
    const seen: string[] = [];
    const { json, text } = checkPack(chinaPack(), { fast: true, onProcedure: (id) => seen.push(id) });
    expect([seen, json.notes]).toEqual([[], []]);
    expect(text).toContain('--fast');
  });
});

/** Real procedures with a fault put into them: the checks find it. */
describe('faults in the review for prosecution', () => {
  const law = chinaPack().procedures['criminal.prosecution-review']!;
  test('every act can happen, each with a run', () => {
    const pack = { ...chinaPack(), procedures: { [law.id]: law } };
    const { json } = checkPack(pack);
    expect(json.errors).toEqual([]);
    expect(json.warnings.filter(({ check }) => check === 'S4' || check === 'S5')).toEqual([]);
  });
  test('a delay longer than the deadline on the same way is a time-lock', () => {
    const relations = law.procedure.relations.map((one) =>
      one.kind === 'response' && one.within !== undefined && one.to.includes('resubmit')
        ? { ...one, anchor: undefined }
        : one,
    );
    const long = {
      years: 0,
      months: 3,
      weeks: 0,
      days: 0,
      hours: 0,
      minutes: 0,
      seconds: 0,
      working: false,
      text: 'P3M',
    };
    const delay = {
      kind: 'condition',
      id: 'too-long',
      cite: 'x',
      scope: 'same',
      from: ['return-for-supplement'],
      to: 'resubmit',
      strict: false,
      delay: long,
    } as const;
    const broken = { ...law, procedure: { ...law.procedure, relations: [...relations, delay] } };
    const found = checkPack({ ...chinaPack(), procedures: { [law.id]: broken } }, { work: 20_000 });
    expect(found.json.errors.map(({ check }) => check)).toContain('S7');
  });
});
