import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { MANIFEST, type TransferPackage } from './format.ts';

/** Packs a manifest and its files as a transfer package. Times in the zip are fixed, so the same input gives the same bytes. */
export function buildPackage(
  manifest: TransferPackage | Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string | Uint8Array>>,
): Uint8Array {
  const entries = Object.entries(files).map(
    ([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content] as const,
  );
  return zipSync(Object.fromEntries([[MANIFEST, strToU8(`${JSON.stringify(manifest, null, 2)}\n`)], ...entries]), {
    mtime: new Date(2026, 0, 1, 12),
  });
}

const sha256 = (text: string): string => createHash('sha256').update(strToU8(text)).digest('hex');

/** A made-up transfer for arrest review with two suspects, to try the import with. `today` dates it, `number` tells it apart. */
export function examplePackage(
  today: string,
  office: string,
  number = `示公刑提捕字〔${today.slice(0, 4)}〕${today.slice(5).replace('-', '')}号`,
): {
  readonly manifest: TransferPackage;
  readonly files: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
} {
  const request = `提请批准逮捕书（示例，内容虚构）\n文号：${number}\n\n犯罪嫌疑人路某甲、温某乙涉嫌盗窃，现提请批准逮捕。\n`;
  const record = '讯问笔录（示例，内容虚构）\n';
  const day = (back: number): string =>
    new Date(Date.parse(`${today}T00:00:00Z`) - back * 86_400_000).toISOString().slice(0, 10);
  const manifest: TransferPackage = {
    format: 'custos-transfer/1',
    sender: { name: '示范市公安局（虚构） / Shifan City Police (made up)', kind: 'police' },
    number,
    sent_on: today,
    office,
    procedure: 'criminal.arrest-review',
    title: '路某甲、温某乙涉嫌盗窃案',
    opening: { data: { complex: false, major: false } },
    persons: [
      {
        ref: 'p1',
        name: '路某甲',
        role: 'suspect',
        born: '1991-04-12',
        offence: 'theft',
        data: { detained: true, detained_on: day(2), minor: false, questioning_required: true, has_counsel: true },
      },
      {
        ref: 'p2',
        name: '温某乙',
        role: 'suspect',
        born: '2000-09-30',
        offence: 'theft',
        data: { detained: true, detained_on: day(2), minor: false, questioning_required: false, has_counsel: false },
      },
      { ref: 'v1', name: '贺某', role: 'victim' },
    ],
    documents: [
      { file: 'documents/request.txt', title: '提请批准逮捕书', kind: '文书', sha256: sha256(request) },
      { file: 'documents/questioning-p1.txt', title: '路某甲讯问笔录', kind: '笔录', person: 'p1' },
    ],
  };
  const files = { 'documents/request.txt': request, 'documents/questioning-p1.txt': record };
  return { manifest, files, bytes: buildPackage(manifest, files) };
}
