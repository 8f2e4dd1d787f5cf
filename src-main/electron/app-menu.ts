import { app, Menu } from 'electron';
import type { MenuCommand } from '../../src-shared/contract/app-menu.ts';
import { menuTemplate, type ShellActions } from './menu-template.ts';
import type { ShellClient } from './shell-client.ts';
import type { MenuLanguage } from './shell-words.ts';

export interface AppMenuOptions {
  readonly language: () => MenuLanguage;
  readonly sendCommand: (id: string) => void;
  readonly actions: ShellActions;
}

/** The menu of the program. It follows the page's commands, the language and the recent files; the system gets those too. */
export class AppMenu {
  #commands: readonly MenuCommand[] = [];
  #update: () => void = () => undefined;

  /** Accepts the commands that the page sends; they are kept until `follow`. */
  readonly show = (commands: readonly MenuCommand[]): void => {
    this.#commands = commands;
    this.#update();
  };

  /** Sets the menu from now on. */
  follow(client: ShellClient, { language, sendCommand, actions }: AppMenuOptions): void {
    let shown = '';
    let newest: string | undefined;
    this.#update = () => {
      const { recentFiles } = client.state;
      const commands = this.#commands;
      const content = JSON.stringify([language(), recentFiles, commands]);
      if (content === shown) return;
      shown = content;
      const { platform } = process;
      const template = menuTemplate({ platform, language: language(), commands, recentFiles, sendCommand, actions });
      Menu.setApplicationMenu(Menu.buildFromTemplate(template));
      const [first] = recentFiles;
      if (first !== undefined && first !== newest) app.addRecentDocument(first);
      newest = first;
    };
    this.#update();
    client.onChange(this.#update);
  }
}
