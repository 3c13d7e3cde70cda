/** The report as a file. What draws and typesets is loaded only when a file is asked for. */
import type { Report } from './schemas.ts';
import type { Language } from './text/words.ts';

export const fileForms = ['html', 'docx', 'pdf', 'json'] as const;
export type FileForm = (typeof fileForms)[number];
export const contentTypes: Readonly<Record<FileForm, string>> = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  json: 'application/json',
};

export async function reportFile(report: Report, form: FileForm, language: Language): Promise<Uint8Array> {
  switch (form) {
    case 'html':
      return new TextEncoder().encode((await import('./html.ts')).reportHtml(report, language));
    case 'docx':
      return (await import('./docx.ts')).reportDocx(report, language);
    case 'pdf':
      return (await import('./pdf.ts')).reportPdf(report, language);
    case 'json':
      return new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`);
  }
}
