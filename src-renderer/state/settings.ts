// The settings as the host keeps them, and what follows from them on this page: theme and language.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { defaultSettings, type AppInfo, type Settings } from '../../src-shared/contract/app.ts';
import type { Host } from '../../src-shared/contract/contract.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import type { Language } from './language.ts';
import type { NoticesStore } from './notices.ts';

export type Theme = 'dark' | 'light';

export interface SettingsState {
  readonly settings: Settings;
  readonly info: AppInfo | undefined;
  /** What the system prefers. */
  readonly systemTheme: Theme;
  /** Shown at once, kept by the host. */
  readonly change: (change: Partial<Settings>) => Promise<void>;
}

export type SettingsStore = StoreApi<SettingsState>;

export function createSettingsStore(
  app: Host['app'],
  notices: NoticesStore,
): SettingsStore & Disposable & { refresh(): Promise<void> } {
  const store = createStore<SettingsState>()((set) => ({
    settings: defaultSettings,
    info: undefined,
    systemTheme: 'dark',
    async change(change) {
      set(({ settings }) => ({ settings: { ...settings, ...change } }));
      await app.changeSettings(change).catch((error: unknown) => notices.getState().fail(error));
    },
  }));
  const subscription = app.on('settings', (settings) => store.setState({ settings }));
  return Object.assign(store, {
    async refresh() {
      const [info, settings] = await Promise.all([app.info(undefined), app.settings(undefined)]);
      store.setState({ info, settings });
    },
    dispose: () => subscription.dispose(),
  });
}

export function themeOf(state: SettingsState): Theme {
  return state.settings.theme === 'system' ? state.systemTheme : state.settings.theme;
}

export function languageOf(state: SettingsState): Language {
  const { language } = state.settings;
  if (language !== 'system') return language;
  // A browser knows its person better than a host that may run elsewhere.
  const locale = state.info?.shell === 'electron' ? state.info.locale : navigator.language;
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
