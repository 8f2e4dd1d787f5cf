import type { Disposable } from '../../src-shared/lib/disposable.ts';
import { toDisposable } from '../../src-shared/lib/disposable.ts';
import { languageOf, themeOf, type SettingsStore } from '../state/settings.ts';

/** Keeps the page's theme and language in step with the settings, and the settings with what the system prefers. */
export function applyTheme(settings: SettingsStore): Disposable {
  const light = window.matchMedia('(prefers-color-scheme: light)');
  const takeSystem = (): void => settings.setState({ systemTheme: light.matches ? 'light' : 'dark' });
  const show = (): void => {
    document.documentElement.dataset['theme'] = themeOf(settings.getState());
    document.documentElement.lang = languageOf(settings.getState()) === 'zh' ? 'zh-CN' : 'en';
  };
  takeSystem();
  show();
  light.addEventListener('change', takeSystem);
  const unsubscribe = settings.subscribe(show);
  return toDisposable(() => {
    light.removeEventListener('change', takeSystem);
    unsubscribe();
  });
}
