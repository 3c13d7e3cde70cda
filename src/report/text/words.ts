/** A sentence for the user in both languages. */
import type { Words } from '#measures/index.ts';

export type { Words };
export type Language = 'zh' | 'en';
export const languages = ['zh', 'en'] as const;
export const words = (zh: string, en: string): Words => ({ zh, en });
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
