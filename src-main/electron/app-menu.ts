import { app, Menu } from 'electron';
import { menuTemplate, type ShellActions } from './menu-template.ts';
import type { ShellClient } from './shell-client.ts';
import type { MenuLanguage } from './shell-words.ts';

export interface AppMenuOptions {
  readonly language: () => MenuLanguage;
  readonly sendCommand: (id: string) => void;
  readonly actions: ShellActions;
}

/** Sets the menu, and sets it anew when the language or the recent files change. The system learns of recent files too. */
export function followWithMenu(client: ShellClient, { language, sendCommand, actions }: AppMenuOptions): void {
  let shown = '';
  let newest: string | undefined;
  const follow = (): void => {
    const { recentFiles } = client.state;
    const facts = JSON.stringify([language(), recentFiles]);
    if (facts === shown) return;
    shown = facts;
    const template = menuTemplate({
      platform: process.platform,
      language: language(),
      recentFiles,
      sendCommand,
      actions,
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    const [first] = recentFiles;
    if (first !== undefined && first !== newest) app.addRecentDocument(first);
    newest = first;
  };
  follow();
  client.onChange(follow);
}
