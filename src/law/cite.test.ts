import { describe, expect, test } from 'vitest';
import { citesMatch, formatCite, numeral, parseCite } from './cite.ts';
import { chinaPack } from './testing.ts';

const { laws, procedures } = chinaPack();

describe('citations', () => {
  test('in parts: several laws, several articles', () => {
    expect(parseCite(laws, '刑诉法 §88; 高检规则 §258, §260').map((part) => [part.law, part.articles])).toEqual([
      ['刑诉法', ['88']],
      ['高检规则', ['258', '260']],
    ]);
  });

  test('short and full in both languages', () => {
    expect(formatCite(laws, '刑诉法 §172', 'zh')).toBe('刑诉法 §172');
    expect(formatCite(laws, '刑诉法 §172', 'en')).toBe('CPL §172');
    expect(formatCite(laws, '刑诉法 §172', 'zh', 'full')).toBe('《中华人民共和国刑事诉讼法》第一百七十二条');
    expect(formatCite(laws, '刑诉法 §172', 'en', 'full')).toBe('Criminal Procedure Law, Art. 172');
    expect(formatCite(laws, '听证工作规定2020 §4-5', 'zh', 'full')).toBe(
      '《人民检察院审查案件听证工作规定》第四条至第五条',
    );
    expect(formatCite(laws, '刑法 §133-1', 'zh', 'full')).toBe('《中华人民共和国刑法》第一百三十三条之一');
    expect(formatCite(laws, '刑诉法 §21(2)(3)', 'zh', 'full')).toBe(
      '《中华人民共和国刑事诉讼法》第二十一条第二款第三项',
    );
  });

  test('what is recalled and what is a choice of the model stays visible', () => {
    expect(formatCite(laws, '认罪认罚意见 (recalled)', 'zh')).toBe('认罪认罚意见（凭记忆）');
    const parts = parseCite(laws, '首次信访院领导包案制度(2021); model for the number');
    expect(parts.map((part) => [part.law, part.mark])).toEqual([
      ['首次信访院领导包案制度', null],
      [null, 'model'],
    ]);
    expect(
      parseCite(
        laws,
        'seed-report "acquittal cases reviewed one by one"; 高检规则 §585 (internal practice, recalled)',
      )[1],
    ).toMatchObject({
      law: '高检规则',
      articles: ['585'],
      mark: 'recalled',
    });
  });

  test('several laws after commas, remarks in brackets and after dashes, and what was read nowhere', () => {
    const parts = (cite: string) => parseCite(laws, cite).map((part) => [part.law, part.articles, part.mark]);
    expect(parts('组织法 §29, 检察官法 §9, §10, 规则 §4 (a, b §5)')).toEqual([
      ['检察院组织法', ['29'], null],
      ['检察官法', ['9', '10'], null],
      ['高检规则', ['4'], null],
    ]);
    expect(parts('人民监督员选任管理办法2021 (recalled: five working days before); 检察官法 §47; recalled')).toEqual([
      ['人民监督员选任管理办法', [], 'recalled'],
      ['检察官法', ['47'], null],
      [null, [], 'recalled'],
    ]);
    expect(parts('三个规定 (recalled): everyone, every month; form recalled')).toEqual([
      ['三个规定', [], 'recalled'],
      [null, [], 'recalled'],
    ]);
    expect(parts('公开规定 ch. 3 (recalled)')).toEqual([['公开规定', [], 'recalled']]);
    expect(formatCite(laws, '2014 trial rules §19-20', 'zh')).toMatch(/^人民检察院案件信息公开工作规定/);
  });

  test('two short names of one law are the same law', () => {
    expect(citesMatch(laws, '高检规则 §665', ['规则 §665'])).toBe(true);
    expect(citesMatch(laws, '刑诉规则2019 §665', ['规则 §664'])).toBe(false);
    expect(citesMatch(laws, '检察官法 §9', ['组织法 §29, 检察官法 §9'])).toBe(true);
    expect(citesMatch(laws, '组织法 §9', ['组织法 §29, 检察官法 §9'])).toBe(false);
    expect(parseCite(laws, '规则 §665')[0]?.law).toBe('高检规则');
    expect(formatCite(laws, '规则 §665', 'zh')).toBe('规则 §665');
    expect(formatCite(laws, '规则 §665; recalled', 'zh')).toBe('规则 §665；凭记忆');
    expect(formatCite(laws, 'recalled', 'en')).toBe('recalled');
  });

  test('match by one law and article; a year or a paragraph does not matter', () => {
    const there = ['刑诉法 §175, §105; 高检规则 §346'];
    expect(citesMatch(laws, '刑诉法 §175', there)).toBe(true);
    expect(citesMatch(laws, '刑诉法 §346', there)).toBe(false);
    expect(citesMatch(laws, '监察法 §47; 高检规则 §346(2)', there)).toBe(true);
    expect(citesMatch(laws, 'one outcome only: 高检规则 §346', there)).toBe(true);
    expect(citesMatch(laws, 'only one outcome 高检规则 §346', there)).toBe(true);
    expect(citesMatch(laws, '人民检察院刑事诉讼规则 §346', there)).toBe(true);
    expect(citesMatch(laws, '刑事诉讼法第175条', there)).toBe(true);
    expect(citesMatch(laws, '别的规则 §346', there)).toBe(false);
    expect(citesMatch(laws, '听证工作规定 §5', ['听证工作规定2020 §4-5'])).toBe(true);
    expect(citesMatch(laws, '群众信访件件有回复制度', ['群众信访件件有回复制度(2019)'])).toBe(true);
    expect(citesMatch(laws, 'model', ['首次信访院领导包案制度(2021); model'])).toBe(true);
    expect(citesMatch(laws, 'model', there)).toBe(false);
  });

  test('every citation of the pack names a known law or is marked as a choice', () => {
    const cites = Object.values(procedures).flatMap((one) =>
      [...one.acts, ...one.rules, ...one.clocks].map((item) => item.cite),
    );
    const odd = cites.filter((cite) =>
      parseCite(laws, cite).some((part) => (part.law === null ? part.mark === null : !part.known)),
    );
    expect(odd).toEqual([]);
  });

  test.each([
    [0, '零'],
    [10, '十'],
    [16, '十六'],
    [20, '二十'],
    [105, '一百零五'],
    [110, '一百一十'],
    [172, '一百七十二'],
    [1001, '一千零一'],
  ])('%i is %s', (n, text) => {
    expect(numeral(n)).toBe(text);
  });
});
