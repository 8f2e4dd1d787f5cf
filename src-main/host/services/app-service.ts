import type { HostHandlers } from '../../../src-shared/contract/contract.ts';
import { HostError } from '../host-error.ts';
import type { HostEvents } from '../host-events.ts';
import type { SettingsStore } from '../stores/settings-store.ts';
import type { ShellHooks } from '../shell-hooks.ts';

export interface AppServiceOptions {
  readonly version: string;
  readonly shell: ShellHooks;
  readonly settings: SettingsStore;
  readonly events: HostEvents;
}

/** The program itself: what it is, and its settings. */
export class AppService {
  readonly #options: AppServiceOptions;

  constructor(options: AppServiceOptions) {
    this.#options = options;
    const { settings, events } = options;
    settings.onChange((payload) => events.emit({ service: 'app', event: 'settings', payload }));
  }

  readonly handlers: HostHandlers['app'] = {
    info: () => {
      const { version, shell } = this.#options;
      const { name, nativeDialogs, locale } = shell;
      return { version, shell: name, platform: process.platform, nativeDialogs, locale };
    },
    settings: () => this.#options.settings.value,
    changeSettings: (change) => this.#options.settings.change(change),
    openExternal: async ({ url }) => {
      if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
        throw new HostError('address-refused', `Only https addresses are opened, not "${url}".`, { data: { url } });
      }
      await this.#options.shell.openExternal(url);
      return undefined;
    },
    showMenu: ({ commands }) => {
      this.#options.shell.showMenu(commands);
      return undefined;
    },
    openView: async ({ view }) => {
      await this.#options.shell.openView(view);
      return undefined;
    },
  };
}
