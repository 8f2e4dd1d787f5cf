import { en, type Strings } from './en.ts';
import type { Language } from './language.ts';
import { zh } from './zh.ts';

export type { Strings };

const byLanguage: Readonly<Record<Language, Strings>> = { en, zh };

export function getStrings(language: Language): Strings {
  return byLanguage[language];
}
