import { expect, test } from 'vitest';
import { committedPack } from '../../tests/packs.ts';
import { ownDimensions } from './index.ts';
import { placeLevels, placesOf, regionLevels } from './regions.ts';

const office = { id: 'x', title: { zh: '', en: '' }, level: '', places: ['33', '3301', '330102'] };

test('the regions to group by are the levels of offices that the pack gives a word for its places, widest first', () => {
  const cn = committedPack('cn');
  expect(placeLevels(cn)).toEqual(['province', 'city', 'basic']);
  expect(regionLevels(cn).map((one) => [one.id, one.title.zh, one.code(office)])).toEqual([
    ['province', '省', '33'],
    ['city', '市', '3301'],
    ['basic', '县区', '330102'],
  ]);
  const ew = committedPack('ew');
  expect(regionLevels(ew).map((one) => [one.id, one.title.en, one.code(office)])).toEqual([['area', 'Area', '33']]);
  expect(ownDimensions(ew)).toContain('area');
  expect(ownDimensions(ew)).not.toContain('province');
});

test('an office lies in the places above its division, by their short codes; a place of a wide level lies in nothing narrower', () => {
  const cn = committedPack('cn');
  expect(placesOf(cn, '330102')).toEqual(['33', '3301', '330102']);
  expect(placesOf(cn, '330100')).toEqual(['33', '3301']);
  expect(placesOf(cn, '330000')).toEqual(['33']);
  expect(placesOf(cn, '000000')).toEqual([]);
  expect(placesOf(cn, null)).toEqual([]);
  const ew = committedPack('ew');
  expect(placesOf(ew, 'wessex')).toEqual(['wessex']);
  expect(placesOf(ew, 'national')).toEqual([]);
});
