import type { Context } from 'hono';
import { type Env, stop } from './env.ts';

export type UploadedFile = { readonly name: string; readonly bytes: Uint8Array };

export const noFile = {
  zh: '没有收到文件：应以 multipart/form-data 的“file”字段上传',
  en: 'No file was received: expected multipart/form-data with the field “file”',
};

async function formOf(c: Context<Env>): Promise<FormData | null> {
  try {
    return await c.req.formData();
  } catch {
    return null;
  }
}

/** The files of a form's field `file`, or the body itself when it is not a form. */
export async function uploadedFiles(c: Context<Env>, plainTypes: RegExp): Promise<readonly UploadedFile[]> {
  const type = c.req.header('content-type') ?? '';
  if (plainTypes.test(type)) return [{ name: 'body', bytes: new Uint8Array(await c.req.arrayBuffer()) }];
  if (!type.startsWith('multipart/form-data')) throw stop(400, noFile);
  const form = await formOf(c);
  const files = form?.getAll('file').filter((entry): entry is File => entry instanceof File) ?? [];
  if (files.length === 0) throw stop(400, noFile);
  return Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
}
