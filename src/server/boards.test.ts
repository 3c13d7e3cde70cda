import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { boardsFor, readBoards } from './boards.ts';

const measures = [{ id: 'time-limits-missed', dimensions: ['procedure', 'offence'] }, { id: 'open-proceedings' }];
const roles = [
  'clerk',
  'prosecutor',
  'department-head',
  'case-management',
  'chief-procurator',
  'deputy-chief-procurator',
].map((id) => ({ id }));
const board = (tiles: string, id = 'mine') =>
  `- id: ${id}\n  title: {zh: 甲, en: A}\n  about: {zh: 乙, en: B}\n  roles: [clerk]\n  sections:\n    - title: {zh: 丙, en: C}\n      tiles:\n${tiles}`;

const faults = (text: string): readonly string[] => {
  const read = readBoards(text, { measures, roles });
  return read.ok ? [] : read.faults;
};

describe('boards', () => {
  test('a tile of an unknown measure is told with its line', () => {
    expect(faults(board('        - {measure: no-such}'))).toEqual([
      'dashboards.yaml:8: no measure "no-such"; expected one of measures/*.yaml',
    ]);
  });
  test('parts that a measure does not have are a fault; its time, desk and procedure it always has', () => {
    expect(faults(board('        - {measure: time-limits-missed, by: ground}'))[0]).toMatch(
      /:8: "time-limits-missed" has no parts by ground; expected procedure, offence/,
    );
    for (const by of ['month', 'year', 'desk', 'procedure', 'offence'])
      expect(faults(board(`        - {measure: time-limits-missed, by: ${by}}`))).toEqual([]);
  });
  test('either parts or one department', () => {
    expect(faults(board('        - {measure: open-proceedings, by: month, of: desk}'))[0]).toMatch(/expected by or of/);
  });
  test('a role that does not exist, broken YAML, the same board twice', () => {
    expect(faults(board('        - {measure: open-proceedings}').replace('clerk', 'boss'))[0]).toMatch(
      /:4: no role "boss"/,
    );
    expect(faults('- id: [')[0]).toMatch(/^dashboards\.yaml:1/);
    const tile = '        - {measure: open-proceedings}\n';
    expect(faults(board(tile) + board(tile))[0]).toMatch(/a board "mine" stands already/);
  });
  test('who has a role has its boards, an administrator has none', () => {
    const text = readFileSync(resolve(import.meta.dirname, '../../law/cn/dashboards.yaml'), 'utf8');
    const all = [...new Set([...text.matchAll(/measure: ([a-z0-9-]+)/g)].map((found) => ({ id: found[1] ?? '' })))];
    const read = readBoards(text, { measures: all, roles });
    if (!read.ok) throw new Error(read.faults.join('\n'));
    const ids = (role: string) => boardsFor(read.value, [role]).map((one) => one.id);
    expect(ids('chief-procurator')).toEqual(['leadership']);
    expect(ids('case-management')).toEqual(['case-management']);
    expect(ids('prosecutor')).toEqual(['department']);
    expect(ids('administrator')).toEqual([]);
  });
});
