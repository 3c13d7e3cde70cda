import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileItem } from './files.ts';
import { readJudgmentFile } from './files.ts';
import { withCourse, withDefendant } from './heads.testing.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-judgments-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function itemsOf(name: string, content?: string | Uint8Array): Promise<readonly FileItem[]> {
  const path = join(folder, name);
  if (content !== undefined) await writeFile(path, content);
  const items: FileItem[] = [];
  for await (const item of readJudgmentFile(path)) items.push(item);
  return items;
}

const told = (items: readonly FileItem[]) =>
  items.map((one) =>
    one.ok
      ? `${one.item.id} ${one.item.result.ok ? one.item.result.judgment.case_no : one.item.result.reason.en}`
      : `${one.error.where.slice(folder.length + 1)} ${one.error.what.en}`,
  );

const head = withCourse('公开开庭审理。');

describe('files of judgments', () => {
  it('reads every good line, and says what is wrong with each of the others', async () => {
    const lines = [
      `\ufeff${JSON.stringify({ id: 'A', text: head })}`,
      '{"id": "B", "text": ',
      '[1]',
      '',
      JSON.stringify({ id: 'C' }),
      JSON.stringify({ id: 'D', text: 7 }),
      JSON.stringify({ id: { a: 1 }, text: head }),
      JSON.stringify({ id: 'A', text: head }),
      JSON.stringify({ id: 'E', text: '' }),
      JSON.stringify({ id: 5, text: head }),
      JSON.stringify({ text: head }),
    ];
    const found = told(await itemsOf('mixed.jsonl', lines.join('\r\n')));
    expect(found[1]).toMatch(/^mixed\.jsonl:2 not JSON \(.+\); expected \{"id": …, "text": …\}$/);
    expect(found.filter((_, i) => i !== 1)).toEqual([
      'A (2018)东0101刑初9号',
      'mixed.jsonl:3 expected an object with "id" and "text", found array',
      'mixed.jsonl:5 field "text": expected the judgment as a string, found undefined',
      'mixed.jsonl:6 field "text": expected the judgment as a string, found number',
      'mixed.jsonl:7 field "id": expected a string or a number, found object',
      'mixed.jsonl:8 id A already stands in line 1; expected ids that differ',
      'E the text is empty',
      '5 (2018)东0101刑初9号',
      'mixed.jsonl:11 (2018)东0101刑初9号',
    ]);
    expect(found.every((line) => !line.includes('\n'))).toBe(true);
  });

  it('reads .txt in UTF-8 and GB18030', async () => {
    expect(told(await itemsOf('one.txt', `\ufeff${head}`))).toEqual(['one (2018)东0101刑初9号']);
    const gb = Uint8Array.of(0xb6, 0xab, 0xc9, 0xbd);
    expect(told(await itemsOf('gb.txt', gb))).toEqual(['gb no title 刑事判决书 or 刑事裁定书 at the beginning']);
    const [item] = await itemsOf('gb.txt');
    expect(item?.ok && item.item.text).toBe('东山');
    expect(told(await itemsOf('bad.txt', Uint8Array.of(0xff, 0xff, 0x00)))).toEqual([
      'bad.txt neither UTF-8 nor GB18030 text',
    ]);
  });

  it('reads .docx, whose paragraphs may end without a mark', async () => {
    const [title, rest] = withDefendant('2018年1月2日被刑事拘留。').split('公诉机关东山县人民检察院。');
    const paragraphs = [title?.replace('人民法院刑事', '人民法院\n刑事') ?? '', '公诉机关东山县人民检察院', rest ?? '']
      .flatMap((words) => words.split('\n'))
      .map((words) => new Paragraph(words));
    const bytes = await Packer.toBuffer(new Document({ sections: [{ children: paragraphs }] }));
    const [item] = await itemsOf('word.docx', bytes);
    expect(item).toMatchObject({
      ok: true,
      item: {
        id: 'word',
        line: null,
        result: {
          ok: true,
          judgment: {
            court: '东山县人民法院',
            case_no: '(2018)东0101刑初8号',
            prosecuting_office: '东山县人民检察院',
            defendants: [{ name: '柳某甲', detained: '2018-01-02' }],
          },
        },
      },
    });
    expect(told(await itemsOf('broken.docx', 'no zip'))[0]).toMatch(/^broken\.docx not a readable \.docx: /);
  });

  it('says what it cannot open', async () => {
    expect(told(await itemsOf('missing.jsonl'))).toEqual(['missing.jsonl no such file']);
    expect(told(await itemsOf('missing.docx'))).toEqual(['missing.docx no such file']);
    expect(told(await itemsOf('list.pdf', 'x'))).toEqual([
      'list.pdf kind of file .pdf: expected .txt, .docx or .jsonl',
    ]);
  });
});
