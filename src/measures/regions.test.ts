import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadPack } from '#law/index.ts';
import { ownDimensions } from './index.ts';
import { placeLevels, regionLevels } from './regions.ts';

const packOf = (name: string) => {
  const loaded = loadPack(resolve(import.meta.dirname, '../../law', name));
  if (!loaded.ok) throw new Error(name);
  return loaded.value;
};
const office = { id: 'x', title: { zh: '', en: '' }, level: '', province: '33', city: '3301', county: '330102' };

test('the regions to group by are the levels of offices that the pack gives a word for its places, widest first', () => {
  const cn = packOf('cn');
  expect(placeLevels(cn)).toEqual(['province', 'city', 'basic']);
  expect(regionLevels(cn).map((one) => [one.id, one.title.zh, one.code(office)])).toEqual([
    ['province', '省', '33'],
    ['city', '市', '3301'],
  ]);
  const ew = packOf('ew');
  expect(regionLevels(ew).map((one) => [one.id, one.title.en, one.code(office)])).toEqual([['area', 'Area', '33']]);
  expect(ownDimensions(ew)).toContain('area');
  expect(ownDimensions(ew)).not.toContain('province');
});
