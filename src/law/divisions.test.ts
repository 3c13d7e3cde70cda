import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkDivision, divisionsAbove, readDivisions } from './divisions.ts';
import { describe as line } from './source.ts';
import { chinaPack, packDir, secondPack } from './testing.ts';

const pack = chinaPack();
const { divisions, lists } = pack;
const titles = (code: string) => divisionsAbove(divisions, code).map((one) => one.title.zh);

describe('places of offices', () => {
  test('the national list: each of four levels, each in the one above', () => {
    const count = (level: string) => [...divisions.all.values()].filter((one) => one.level === level).length;
    expect([count('supreme'), count('province')]).toEqual([1, 35]);
    expect(count('city')).toBeGreaterThan(330);
    expect(count('basic')).toBeGreaterThan(2800);
    expect(divisions.asOf).toBe('2019-10-31');
    expect(titles('110108')).toEqual(['海淀区', '市辖区', '北京市', '全国']);
    expect(titles('429004')).toEqual(['仙桃市', '省直辖县级行政区划', '湖北省', '全国']);
    expect(titles('990101')).toEqual(['示范市', '示例地区', '示例省', '全国']);
  });

  test.each([
    ['110108', 'basic', true],
    ['110100', 'city', true],
    ['110000', 'province', true],
    ['000000', 'supreme', true],
    ['110108', 'city', false],
    ['110000', 'basic', false],
    // A city without counties: its offices of both levels have its code.
    ['441900', 'city', true],
    ['441900', 'basic', true],
    ['441900', 'province', false],
  ])('%s is the place of an office of level %s: %s', (code, level, ok) => {
    expect(checkDivision(divisions, code, { level }).ok).toBe(ok);
  });

  test('a code that is none says what is near; one of another day says since when', () => {
    const wrong = checkDivision(divisions, '110199');
    expect(wrong).toMatchObject({
      ok: false,
      words: { en: expect.stringContaining('of 2019-10-31; near it: 110100 市辖区, 110101') },
    });
    const was = (code: string, on: string) => checkDivision(divisions, code, { on }).ok;
    expect([was('330114', '2021-04-08'), was('330114', '2021-04-09')]).toEqual([false, true]);
    expect([was('330104', '2021-04-08'), was('330104', '2021-04-09')]).toEqual([true, false]);
  });

  test('the second pack has a list of its own', () => {
    const ew = secondPack().divisions;
    expect(checkDivision(ew, 'wessex', { level: 'area' }).ok).toBe(true);
    expect(checkDivision(ew, 'wessex', { level: 'national' }).ok).toBe(false);
    expect(checkDivision(ew, '110108').ok).toBe(false);
  });

  test.each([
    ['level: province}', 'level: provinz}', /divisions\.yaml:\d+:\d+ levels\[0\]\.level: no level "provinz".*province/],
    ['package: china-area-data', 'package: no-such-data', /library: no-such-data\/data\.json is not installed/],
    ["root: '86'", "root: '99'", /is no table of codes with the key "99"/],
    ["{code: '330103', to", "{code: '339903', to", /"339903" is not in the list; expected its title/],
    ["code: '990102'", "code: '990101'", /"990101" stands here a second time/],
    ["code: '990102'", "code: '980102'", /lies in "980100", which is not there/],
    ["as_of: '2019-10-31'", 'as_of: lately', /as_of/],
  ])('%s → %s names the line', (from, to, expected) => {
    const text = readFileSync(join(packDir, 'divisions.yaml'), 'utf8');
    expect(text).toContain(from);
    const read = readDivisions(text.replace(from, to), lists);
    expect(read.ok ? [] : read.error.map(line).join('\n')).toMatch(expected);
  });
});
