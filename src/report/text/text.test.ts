import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Period, parsePeriod } from '#measures/index.ts';
import { buildReport } from '../build.ts';
import type { Part } from '../schemas.ts';
import type { FigureSource } from '../source.ts';
import { madeFigures, textOf, years } from '../testing.ts';
import { readText } from './markdown.ts';
import { words } from './words.ts';

const now = Date.UTC(2023, 1, 1);
const moment = { now, zone: 'Asia/Shanghai' };
const all = { id: 'all', title: words('全国', 'All offices') };
const period = (text: string): Period => {
  const read = parsePeriod(text);
  if (!read.ok) throw new Error(text);
  return read.value;
};
const source = madeFigures(
  {
    'persons-prosecuted': {
      title: words('起诉人数', 'Persons prosecuted'),
      years: years(2013, [90, 95, 99, 100, 101, 100, 110, 120, 130, 150]),
      columns: { ground: { theft: years(2018, [10, 11, 12, 13, 14]), fraud: years(2018, [1, 1, 1, 1, 1]) } },
    },
    'non-arrest-rate': {
      title: words('不捕率', 'Non-arrest rate'),
      years: years(2018, [20, 25, 30, 35, 40]),
      over: years(2018, [100, 100, 100, 100, 100]),
    },
    quiet: { title: words('无', 'Quiet'), years: {} },
  },
  { from: '2013-01-01', to: '2022-12-31' },
);

async function built(text: string, figures: FigureSource = source, of = '2018..2022') {
  return buildReport(textOf(text), figures, all, period(of), moment);
}
async function said(text: string, figures: FigureSource = source, of = '2018..2022'): Promise<string> {
  const found = await built(`# t\n\n${text}`, figures, of);
  if (!found.ok) return found.faults.map((fault) => `${fault.line}: ${fault.message.en}`).join('\n');
  const [section] = found.report.sections;
  const plain = (parts: readonly Part[] | undefined) => (parts ?? []).map((part) => part.text).join('');
  return plain(section?.sentences[0]?.en);
}

describe('figures in a text', () => {
  test.each([
    ['Prosecuted: {figure:persons-prosecuted 2022}.', 'Prosecuted: 150.'],
    ['In all {figure:persons-prosecuted}.', 'In all 610.'],
    [
      'Of {figure:non-arrest-rate last show=denominator} persons {figure:non-arrest-rate last}.',
      'Of 100 persons 40.0%.',
    ],
    ['They rose by {change:persons-prosecuted 2022 against 2018}.', 'They rose by 50%.'],
    ['The change was {change:persons-prosecuted 2022 against 2018}.', 'The change was +50%.'],
    ['They {moved:persons-prosecuted 2022 against 2018}.', 'They rose by 50%.'],
    ['They {moved:persons-prosecuted}.', 'They rose by 25.8%.'],
    ['They {moved:persons-prosecuted 2018 against 2017}.', 'They fell by 1%.'],
    ['起诉人数{moved:persons-prosecuted 2018 against 2016}', '起诉人数持平'],
    ['不捕率{moved:non-arrest-rate 2022 against 2018}。', '不捕率上升20个百分点。'],
    ['不捕人数为2018年的{change:non-arrest-rate 2022 against 2018 as=times}。', '不捕人数为2018年的2倍。'],
    ['率上升{change:non-arrest-rate 2022 against 2018 as=times}。', '率上升1倍。'],
    ['率上升到原来的{change:non-arrest-rate 2022 against 2018 as=times}。', '率上升到原来的2倍。'],
    ['率上升为{period:2018}的{change:non-arrest-rate 2022 against 2018 as=times}。', '率上升为2018年的2倍。'],
    [
      'the rate rose {change:non-arrest-rate 2022 against 2018 as=times}.',
      'the rate rose to 2 times the earlier figure.',
    ],
    ['the rate rose to {change:non-arrest-rate 2022 against 2018 as=times} that.', 'the rate rose to 2 times that.'],
    ['the rate rose by {change:non-arrest-rate 2022 against 2018 as=times}.', 'the rate rose by 100%.'],
    ['an increase of {change:non-arrest-rate 2022 against 2018 as=times}.', 'an increase of 100%.'],
    ['a {change:non-arrest-rate 2022 against 2018 as=times} increase.', 'a 100% increase.'],
    ['the rate {moved:non-arrest-rate 2022 against 2018 as=times}.', 'the rate rose to 2 times the earlier figure.'],
    ['率{moved:non-arrest-rate 2022 against 2018 as=times}。', '率上升1倍。'],
    ['年均增长{change:persons-prosecuted 2022 against 2018 as=annual}。', '年均增长10.7%。'],
    ['It was {rank:persons-prosecuted 2022 since 2013}.', 'It was the highest since 2013.'],
    ['It was {rank:persons-prosecuted 2018 in 5}.', 'It was the 2nd highest in 5 years (equal with 2016).'],
    ['It [climbed]{rose:persons-prosecuted 2022 against 2018}.', 'It climbed.'],
    ['[More than a third]{above:non-arrest-rate 2022 than 33} stayed free.', 'More than a third stayed free.'],
    ['For theft {figure:persons-prosecuted where=ground:theft}.', 'For theft 60.'],
    ['In 2022 {figure:persons-prosecuted 2022 where=ground:theft,fraud} of both.', 'In 2022 15 of both.'],
    ['{figure:persons-prosecuted where=ground:fraud where=ground:theft} of both.', '65 of both.'],
    ['Seen in {period} and {period:last}, {office}.', 'Seen in 2018–2022 and 2022, All offices.'],
    ['A rate over nothing: {figure:non-arrest-rate 2013}.', 'A rate over nothing: —.'],
    ['From nothing it {moved:non-arrest-rate 2018 against 2013}.', 'From nothing it cannot be compared.'],
    ['Few[, and they … then]{moved:persons-prosecuted 2018 against 2017}.', 'Few, and they fell by 1% then.'],
    ['Few[, and they … then]{moved:non-arrest-rate 2018 against 2013}.', 'Few.'],
    ['Quoted {quoted:29 source="a letter"}.', 'Quoted 29.'],
    ['For theft they {moved:persons-prosecuted 2022 against 2018 where=ground:theft}.', 'For theft they rose by 40%.'],
    ['Theft rose by {change:persons-prosecuted 2022 against 2018 where=ground:theft}.', 'Theft rose by 40%.'],
    ['Fraud was [level]{level:persons-prosecuted 2022 against 2018 where=ground:fraud}.', 'Fraud was level.'],
    ['It was {rank:persons-prosecuted 2022 since 2018 where=ground:theft}.', 'It was the highest since 2018.'],
    ['[More than ten]{above:persons-prosecuted 2022 where=ground:theft than 10} stole.', 'More than ten stole.'],
    ['{figure:persons-prosecuted 2022 where=ground:fraud} {person was|persons were} seen.', '1 person was seen.'],
    ['{figure:persons-prosecuted 2021} {person was|persons were} seen.', '130 persons were seen.'],
    ['There {was|were} {figure:persons-prosecuted 2022 where=ground:fraud}.', 'There was 1.'],
    [
      '{figure:quiet 2022} civil {case was|cases were} seen, {figure:quiet 2021} of them.',
      'No civil cases were seen, none of them.',
    ],
    ['In 2022, {figure:quiet 2022}.', 'In 2022, 0.'],
    ['As known on {known}: {figure:persons-prosecuted 2022}.', 'As known on 31 January 2023 at 08:00: 150.'],
  ])('%s', async (text, expected) => {
    expect(/\p{Script=Han}/u.test(text) ? await zh(text) : await said(text)).toBe(expected);
  });

  async function zh(text: string): Promise<string> {
    const found = await built(`# t\n\n${text}`);
    if (!found.ok) return found.faults.map((fault) => fault.message.zh).join('\n');
    return (found.report.sections[0]?.sentences[0]?.zh ?? []).map((part) => part.text).join('');
  }

  test.each([
    [
      'They fell by {change:persons-prosecuted 2022 against 2018}.',
      '3: "fell" does not hold: Persons prosecuted rose by 50% (100 in 2018, 150 in 2022)',
    ],
    ['They [fell]{fell:persons-prosecuted 2022 against 2018}.', 'rose by 50%'],
    ['They [fell]{rose:persons-prosecuted 2022 against 2018}.', '"fell" says something else than rose'],
    ['It was [the lowest]{lowest:persons-prosecuted 2022 since 2013}.', 'the highest since 2013'],
    ['[Most]{above:non-arrest-rate 2022 than 50} stayed free.', 'was 40.0%'],
    [
      'It was [the lowest]{lowest:persons-prosecuted 2018 since 2017 where=ground:theft}.',
      'Persons prosecuted (ground=theft) in 2018 was 10, the highest since 2017',
    ],
    ['{person was|persons were} seen.', 'no {figure:…} stands beside it'],
    [
      'They [more than doubled]{times:persons-prosecuted 2022 against 2018 than 2}.',
      'is 1.50 times what it was, not more than 2 times',
    ],
    ['It [rose]{rose:non-arrest-rate 2018 against 2013}.', 'nothing to compare'],
    ['It rose by {change:non-arrest-rate 2018 against 2013}.', 'nothing to compare'],
    [
      'Line one\nand {figure:non-arest-rate}.',
      '4: {figure:non-arest-rate}: no figure "non-arest-rate"; did you mean "non-arrest-rate"?',
    ],
    ['{figure:non-arrest-rate 2031}', 'lies in the future'],
    ['{figure:persons-prosecuted 2010}', 'the data run from 2013-01-01 to 2022-12-31'],
    ['{rank:persons-prosecuted 2022 since 2003} it is.', 'the data run from 2013-01-01'],
    ['{figure:persons-prosecuted show=numerator}', 'is a count and has no numerator'],
    ['{change:persons-prosecuted 2022 against 2008}', '2008 is not in them'],
    ['{figure:persons-prosecuted by=regoin}', 'have no "regoin" to be broken down by; expected year, month'],
    ['{figure:non-arrest-rate,persons-prosecuted by=year}', 'write form=table'],
    ['{rank:persons-prosecuted 2022}', 'expected since a year'],
    [
      '{figure:persons-prosecuted where=ground:thefd}',
      '{figure:persons-prosecuted where=ground:thefd}: no ground=thefd',
    ],
    ['{figure:persons-prosecuted where=colour:red by=year}', 'no colour=red'],
  ])('%s is refused', async (text, expected) => {
    expect(await said(text)).toContain(expected);
  });

  test.each([
    ['{figur:non-arrest-rate}', 'did you mean "figure"?'],
    ['{figure:non-arrest-rate bye=year}', 'did you mean "by"?'],
    ['{figure:non-arrest-rate lst}', 'did you mean "last"?'],
    ['{figure:non-arrest-rate show=half}', 'expected value, numerator, denominator'],
    ['{figure:non-arrest-rate 2018 2022}', 'two periods'],
    ['{figure:non-arrest-rate where=theft}', 'expected where=column:value'],
    ['{period where=ground:theft}', '"period" has no argument "where"'],
    ['{person was|}', 'expected {one|many}'],
    ['{figure:x 20188}', 'period "20188" is not understood'],
    ['{change:x against yesterday}', 'period "yesterday" is not understood'],
    ['{rose:x 2022 against 2018}', 'write [rose]{rose'],
    ['[words]{figure:x}', 'checks no words'],
    ['[and so]{moved:x}', 'expected one … in the brackets'],
    ['{quoted:29}', 'names its source'],
    ['{figure:}', 'names no figure'],
    ['Now {figure:x 2018..2022 by=year} here.', 'stands in a paragraph of its own'],
    ['a { brace', 'a brace stands alone'],
    ['<b>x</b>', 'HTML cannot stand in a report'],
    ['![x](http://example.org/x.png)', 'a picture cannot stand in a report'],
    ['one\n\nen: two\n\nthree', 'this paragraph has no English'],
    ['en: two', 'no Chinese stands before'],
  ])('%s does not read', (text, expected) => {
    const read = readText(`# t\n\n${text}`);
    expect(read.faults.map((fault) => `${fault.line}: ${fault.message.en}`).join('\n')).toContain(expected);
  });

  test('every fault is told, in both languages, and nothing is shown', async () => {
    const found = await built('# t\n\n{figure:nothing}\n\nok {figure:non-arrest-rate}\n\n{figure:nought}');
    expect(found.ok).toBe(false);
    if (found.ok) return;
    expect(found.faults.map((fault) => fault.line)).toEqual([3, 7]);
    for (const fault of found.faults) expect(fault.message.zh).toMatch(/\p{Script=Han}/u);
    expect(found).not.toHaveProperty('report');
  });

  test('all that is wrong with a text is told at once: how it is written, its names, periods and conditions, and its claims', async () => {
    const text = [
      '# t',
      '{figur:non-arest-rate lst shw=half}', // 3: the word, the argument, the key and the name
      '{moved:persons-prosecuted 2031 against 20188 where=colour:red where=ground:thefd}',
      '{figure:persons-prosecuted by=regoin where=colour:red}',
      'They fell by {change:persons-prosecuted 2022 against 2018}.',
      '{nought:x}',
      '{figure:persons-prosecuted 2022-13}',
    ].join('\n\n');
    const read = readText(text);
    const found = await buildReport(read.text, source, all, period('2018..2022'), moment, null, read.faults);
    if (found.ok) throw new Error('a report');
    expect(found.faults.map((fault) => `${fault.line} ${fault.message.en.replace(/^\{[^}]*\}: /, '')}`)).toEqual([
      '3 there is no "figur"; did you mean "figure"?',
      '3 "lst" is not understood; did you mean "last"?',
      '3 "figure" has no argument "shw"; did you mean "show"?',
      '3 no figure "non-arest-rate"; did you mean "non-arrest-rate"?',
      '5 period "20188" is not understood; expected 2022, 2022-03, 2018..2022 or period, before, year-before, first, last',
      '5 no colour=red',
      '5 no ground=thefd',
      '7 no colour=red',
      '7 the acts of "persons-prosecuted" have no "regoin" to be broken down by; expected year, month',
      '9 "fell" does not hold: Persons prosecuted rose by 50% (100 in 2018, 150 in 2022)',
      expect.stringMatching(/^11 there is no "nought"; expected one of figure, change, /),
      '13 period "2022-13" is not understood; expected 2022, 2022-03, 2018..2022 or period, before, year-before, first, last',
    ]);
    for (const fault of found.faults) {
      expect(fault.message.zh).toMatch(/\p{Script=Han}/u);
      if (fault.line !== 9) expect(fault.message.zh).toMatch(/^\{/);
    }
  });

  test('a period that has not come is told once, and no number is', async () => {
    const found = await built('# t\n\n{figure:persons-prosecuted} {moved:persons-prosecuted}', source, '2031');
    expect(found.ok ? [] : found.faults.map((fault) => [fault.line, fault.message.en])).toEqual([
      [0, '2031 lies in the future; there are no figures'],
    ]);
  });

  test('a period that the data do not hold is told once', async () => {
    const text = '# t\n\n{figure:persons-prosecuted}\n\n{figure:non-arrest-rate} {figure:quiet} {figure:nothing}';
    const found = await built(text, source, '2009');
    expect(found.ok ? [] : found.faults.map((fault) => [fault.line, fault.message.en])).toEqual([
      [0, 'the data run from 2013-01-01 to 2022-12-31; 2009 is not in them'],
      [5, '{figure:nothing}: no figure "nothing"'],
    ]);
  });

  test('a figure may be bold beside Chinese, hold a bar in a table, and run over lines', async () => {
    const text =
      '# t | t\n\n率**{figure:non-arrest-rate\n2022}**，见{nothing}\n\nen: **{figure:non-arrest-rate 2022}** x\n\n| a | b |\n|---|---|\n| {blank:甲 | A} | c |';
    const found = readText(text);
    expect(found.faults.map((fault) => [fault.line, fault.message.en.slice(0, 26)])).toEqual([
      [4, '{nothing}: there is no "no'],
      [8, 'this paragraph has no Engl'],
    ]);
    const read = readText(
      text.replace('，见{nothing}', '').replace('| c |', '| c |\n\nen:\n\n| a | b |\n|---|---|\n| x | y |'),
    );
    const [bold, table] = read.text.sections[0]?.blocks ?? [];
    expect(bold?.kind === 'text' && bold.zh?.map((piece) => piece.kind)).toEqual(['text', 'slot']);
    expect(
      table?.kind === 'table' && table.zh?.[1]?.[0]?.map((piece) => piece.kind === 'slot' && piece.slot.text),
    ).toEqual([{ zh: '甲', en: 'A' }]);
  });

  test('typed numbers and words that nothing checks are noted; a strict text refuses them', async () => {
    const text = '# t\n\nWe did 12 things, and arrests rose. Others have not increased.';
    const found = await built(text);
    expect(found.notes.map((note) => note.message.en.slice(0, 12))).toEqual(['"12" is a ty', '"rose" stand']);
    const strict = await built(`---\nstrict: true\n---\n${text}`);
    expect(strict.ok ? [] : strict.faults.map((fault) => fault.line)).toEqual([6, 6]);
  });

  test('signs that no file can hold are taken out, and a text asks for no more than a thousand figures', async () => {
    const odd = readText('# t\u0000\u0007 | t\n\nx\uD800\u001B y\r\nz');
    const [block] = odd.text.sections[0]?.blocks ?? [];
    expect([odd.faults, odd.text.title.zh]).toEqual([[], 't']);
    expect(block?.kind === 'text' && block.en?.map((piece) => piece.kind === 'text' && piece.text)).toEqual([
      'x\uFFFD y z',
    ]);
    const days = Array.from({ length: 1001 }, (_, n) => new Date(Date.UTC(2018, 0, 1 + n)).toISOString().slice(0, 10));
    const many = await built(`# t\n\n${days.map((day) => `{figure:persons-prosecuted ${day}}`).join(' ')}`);
    expect(many.ok ? '' : many.faults[0]?.message.en).toContain('1001 different figures');
  });

  test('a text for five years moves with the period asked for, and fits no other length', async () => {
    const text = '---\nbase: 2018..2022\nlanguage: en\n---\n# t\n\n{figure:persons-prosecuted 2022} in {period:2022}';
    const moved = await buildReport(textOf(text), source, all, period('2017..2021'), moment);
    expect(moved.ok && moved.report.sections[0]?.sentences[0]?.en.map((part) => part.text).join('')).toBe(
      '130 in 2021',
    );
    const wrong = await buildReport(textOf(text), source, all, period('2021'), moment);
    expect(wrong.ok ? '' : wrong.faults[0]?.message.en).toContain('does not fit');
  });

  test('a figure over some acts only says so in its title, in a table and in the annex, and is not mixed up with the whole', async () => {
    const found = await built(
      '# t\n\n{figure:persons-prosecuted}, {figure:persons-prosecuted where=ground:fraud,theft}, {figure:persons-prosecuted where=ground:theft,fraud}\n\n{figure:persons-prosecuted where=ground:theft by=year}',
    );
    if (!found.ok) throw new Error(JSON.stringify(found.faults));
    expect(found.report.figures.map((figure) => [figure.title.en, figure.value])).toEqual([
      ['Persons prosecuted', 610],
      ['Persons prosecuted (ground=fraud, ground=theft)', 65],
      ['Persons prosecuted (ground=theft)', 60],
    ]);
    const [exhibit] = found.report.sections[0]?.exhibits ?? [];
    if (exhibit?.kind !== 'figures') throw new Error('no table');
    expect(exhibit.series[0]?.title.en).toBe('Persons prosecuted (ground=theft)');
    expect(exhibit.rows.map((row) => row.cells[0]?.value)).toEqual([10, 11, 12, 13, 14]);
  });

  test('a scope that is no name stands in a sentence as in one', async () => {
    const scope = { id: 'all', title: words('某国', 'A nation'), running: words('某国', 'the nation') };
    const source = madeFigures({});
    const text = textOf(
      '---\ntitle: {zh: "{office}报告", en: "Report of {office}"}\n---\n\n甲{office}\n\nen: {office} did. {office} does what {office} did.',
    );
    const found = await buildReport(text, source, scope, period('2018..2022'), moment);
    if (!found.ok) throw new Error(JSON.stringify(found.faults));
    expect([found.report.title.en, found.report.scope.title.en]).toEqual(['Report of the nation', 'A nation']);
    expect(found.report.sections[0]?.sentences[0]?.en.map((part) => part.text).join('')).toBe(
      'The nation did. The nation does what the nation did.',
    );
  });

  test('both languages must stand on the same figures', async () => {
    const found = await built('# t | t\n\n有{figure:non-arrest-rate}\n\nen: has {figure:persons-prosecuted}');
    expect(found.ok ? '' : found.faults[0]?.message.en).toContain('the two languages hold different figures');
  });
});

const series = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 3, maxLength: 12 });
const truthOf = (from: number, to: number): 'rose' | 'fell' | 'level' | null => {
  if (from === 0) return to === 0 ? 'level' : 'rose';
  const percent = Number(((to / from - 1) * 100).toFixed(1));
  return percent > 0 ? 'rose' : percent < 0 ? 'fell' : 'level';
};

describe('data that begin late', () => {
  const late = madeFigures(
    { x: { title: words('甲', 'X'), years: years(2020, [5, 6, 7]) } },
    { from: '2020-06-15', to: '2022-12-31' },
  );

  test('a period they reach into is counted; one before them is no number, and no year is ranked against half a year', async () => {
    expect(await said('In all {figure:x 2018..2022}, before that {figure:x before}.', late)).toBe(
      'In all 18, before that —.',
    );
    expect(await said('{figure:x 2019}', late)).toContain('the data run from 2020-06-15');
    expect(await said('It {moved:x}.', late)).toBe('It cannot be compared.');
    expect(await said('It {moved:x 2022 against 2019}.', late)).toContain('2019 is not in them');
    expect(await said('It was {rank:x 2022 since 2020}.', late)).toContain('2020–2022 is not in them');
    expect(await said('It was {rank:x 2022 since 2021}.', late)).toBe('It was the highest since 2021.');
  });
});

describe('words hold or are refused, for any numbers', () => {
  const figures = (values: readonly number[]) =>
    madeFigures({ x: { title: words('甲', 'X'), years: years(2000, values) } });

  test('rose, fell and level: exactly the true one is taken, and the computed words say it', async () => {
    await fc.assert(
      fc.asyncProperty(series, fc.nat(), fc.nat(), async (values, a, b) => {
        const [first, second] = [2000 + (a % values.length), 2000 + (b % values.length)];
        const [from = 0, to = 0] = [values[first - 2000], values[second - 2000]];
        const truth = truthOf(from, to);
        const at = `x ${second} against ${first}`;
        for (const word of ['rose', 'fell', 'level'] as const) {
          const found = await built(`# t\n\nIt [moved so]{${word}:${at}}.`, figures(values), '2000..2012');
          expect([word, found.ok]).toEqual([word, word === truth]);
        }
        for (const [word, means] of [
          ['rose', 'rose'],
          ['fell', 'fell'],
          ['stayed the same', 'level'],
        ] as const) {
          const found = await built(`# t\n\nIt ${word} {change:${at}}.`, figures(values), '2000..2012');
          expect([word, found.ok]).toEqual([word, means === truth]);
        }
        const computed = await said(`It {moved:${at}}.`, figures(values), '2000..2012');
        if (truth === 'level') expect(computed).toMatch(/^It stayed (almost )?the same\.$/);
        else expect(computed.startsWith(`It ${truth} `)).toBe(true);
        expect(computed.includes('almost')).toBe(truth === 'level' && from !== to);
      }),
      { numRuns: 150 },
    );
  });

  test('lowest and highest: taken when no year is below or above, refused otherwise; the computed rank is the sorted place', async () => {
    await fc.assert(
      fc.asyncProperty(series, async (values) => {
        const last = values.at(-1) ?? 0;
        const year = 2000 + values.length - 1;
        const flat = values.every((value) => value === last);
        for (const [word, extreme] of [
          ['lowest', Math.min(...values)],
          ['highest', Math.max(...values)],
        ] as const) {
          const found = await built(`# t\n\nIt was [so]{${word}:x ${year} since 2000}.`, figures(values), '2000..2012');
          expect([word, found.ok]).toEqual([word, last === extreme && !flat]);
        }
        const computed = await said(`It was {rank:x ${year} in ${values.length}}.`, figures(values), '2000..2012');
        const below = values.filter((value) => value < last).length + 1;
        const above = values.filter((value) => value > last).length + 1;
        if (flat) expect(computed).toContain('the same in all');
        else if (Math.min(below, above) === 1) expect(computed).toContain(below === 1 ? 'the lowest' : 'the highest');
        else
          expect(computed).toContain(
            `${Math.min(below, above)}${['th', 'st', 'nd', 'rd'][Math.min(below, above)] ?? 'th'} ${below <= above ? 'lowest' : 'highest'}`,
          );
      }),
      { numRuns: 150 },
    );
  });

  test('more than n times is taken exactly when it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 6 }),
        async (from, to, n) => {
          const found = await built(
            `# t\n\nIt [grew so]{times:x 2001 against 2000 than ${n}}.`,
            figures([from, to]),
            '2000..2001',
          );
          expect(found.ok).toBe(to / from > n);
        },
      ),
      { numRuns: 150 },
    );
  });
});
