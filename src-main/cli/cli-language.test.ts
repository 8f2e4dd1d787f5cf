import { expect, it } from 'vitest';
import { cliLanguage } from './cli-language.ts';

it.each([
  [{}, 'en'],
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: '' }, 'zh'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_TW' }, 'zh'],
] as const)('errors follow the locale %j', (env, language) => {
  expect(cliLanguage(env)).toBe(language);
});
