/** Fonts for what is typeset here: the system's Noto if there, else the serif that comes with the packages. Never fetched. */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folders = [
  '/usr/share/fonts/opentype/noto',
  '/usr/share/fonts/noto-cjk',
  '/usr/share/fonts/google-noto-cjk',
  '/usr/share/fonts/opentype/noto-cjk',
];
const wanted = /^Noto(Serif|Sans)CJK-(Regular|Bold)\.ttc$/;

const systemFiles = (): readonly string[] =>
  folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => wanted.test(name))
        .map((name) => join(folder, name)),
    );

const packaged = (): readonly string[] => {
  const from = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));
  return ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf'].map((name) => join(from, name));
};

let found: readonly string[] | null = null;
/** Files of the fonts, found once. */
export function fontFiles(): readonly string[] {
  if (found === null) {
    const system = systemFiles();
    found = system.some((file) => file.includes('Serif')) ? system : packaged();
  }
  return found;
}

/** The one file that pictures are lettered with: each file more is read again for each picture. */
export const pictureFont = (): string => {
  const files = fontFiles();
  return files.find((file) => file.endsWith('NotoSansCJK-Regular.ttc')) ?? files[0] ?? '';
};

/** Families to name, the first being there for certain. */
export function families(files: readonly string[] = fontFiles()): { readonly serif: string; readonly sans: string } {
  if (files.some((file) => file.includes('NotoSerifSC_'))) return { serif: 'Noto Serif SC', sans: 'Noto Serif SC' };
  const sans = files.some((file) => file.includes('NotoSansCJK'));
  return { serif: 'Noto Serif CJK SC', sans: sans ? 'Noto Sans CJK SC' : 'Noto Serif CJK SC' };
}
