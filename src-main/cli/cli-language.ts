import type { ErrorLanguage } from '../../src-shared/contract/errors/define-errors.ts';

/** The language of error messages, from the locale variables in the order in which POSIX reads them. */
export function cliLanguage(env: NodeJS.ProcessEnv): ErrorLanguage {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value);
  return locale?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en';
}
