import { describe, expect, test } from 'vitest';
import { type Act, align, fold, momentOf } from '#engine/index.ts';
import { explainAlignment } from './explain-alignment.ts';
import { chinaPack } from './testing.ts';

const pack = chinaPack();
const law = pack.procedures['criminal.arrest-review']!;
const world = { calendar: pack.calendar, office: {} };
const at = (text: string): number => momentOf(text, pack.calendar)!;

function act(type: string, time: string, data: Act['data'] = {}): Act {
  const moment = at(time);
  return {
    id: `${type}@${time}`,
    type,
    subject: 's1',
    at: moment,
    precision: 'ms',
    recordedAt: moment,
    seq: moment,
    data,
  };
}
const request = { detained: true, transferred_by: 'police' };

function told(acts: readonly Act[], until: string, budget = 400) {
  const now = at(until);
  const alignment = align(law.procedure, acts, world, { until: now, budget });
  const state = fold(law.procedure, acts, world, { now });
  return { alignment, said: explainAlignment({ pack, procedure: law, state }, alignment) };
}

describe('how a case departed, in words', () => {
  test('a decision after its last day', () => {
    const acts = [act('request-arrest', '2024-03-01T09:00', request), act('decide-arrest', '2024-03-11T10:00')];
    const { said, alignment } = told(acts, '2024-03-12');
    expect(alignment.gaveUp).toBe(false);
    const decision = said.find(({ text }) => text.en.includes('Approve arrest'));
    expect(decision?.text.en).toBe(
      '“Approve arrest” (Mon 11 March 2024) would have had to come earlier: by Fri 8 March 2024',
    );
    expect(decision?.text.zh).toContain('本应更早：不迟于2024年3月8日 周五');
    expect(decision?.cite).toContain('刑诉法 §91');
  });
  test('a decision before its request', () => {
    const acts = [act('decide-arrest', '2024-03-01T09:00'), act('request-arrest', '2024-03-02T09:00', request)];
    const { said } = told(acts, '2024-03-03');
    expect(said.map(({ text }) => text.en).join('\n')).toMatch(
      /come (earlier: before “Approve arrest”|later: after “)/,
    );
  });
  test('a search that gave up says so', () => {
    const acts = [
      act('decide-arrest', '2024-03-01T09:00'),
      act('decide-arrest', '2024-03-02T09:00'),
      act('decide-non-arrest', '2024-03-03T09:00'),
    ];
    const { said, alignment } = told(acts, '2024-03-04', 1);
    expect(alignment.gaveUp).toBe(true);
    expect(said.at(-1)?.text.en).toMatch(/^The search gave up after trying 1 log: \d+ breach/);
    expect(said.at(-1)?.text.zh).toContain('未得完整说明');
  });
});
