import type { Language } from '../state/settings.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Every word of the page. English is the model: a key that another language lacks does not compile. */
export type Strings = typeof en;

const byLanguage: Readonly<Record<Language, Strings>> = { en, zh };

export function getStrings(language: Language): Strings {
  return byLanguage[language];
}
