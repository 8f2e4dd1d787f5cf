import type { Command } from '../../state/commands.ts';
import type { Stores } from '../../state/stores.ts';
import { openView } from '../detached-view.ts';
import { workbenchMessages } from '../messages.ts';
import { saveReport } from '../save-report.ts';

/** Palette, settings, help, theme and language. */
export function viewCommands(stores: Stores): readonly Command[] {
  const { dialogs, settings } = stores;
  const change = (part: Parameters<ReturnType<typeof settings.getState>['change']>[0]) => () =>
    settings.getState().change(part);
  return [
    {
      id: 'app.palette',
      title: (language) => workbenchMessages[language].commands.palette,
      menu: { group: 'view', order: 100 },
      keys: ['Mod+Shift+P', 'F1'],
      run: () => dialogs.getState().setPaletteOpen(true),
    },
    {
      id: 'app.settings',
      title: (language) => workbenchMessages[language].commands.settings,
      menu: { group: 'file', order: 300 },
      keys: ['Mod+,'],
      run: () => dialogs.getState().setSettingsOpen(true),
    },
    {
      id: 'help.tour',
      title: (language) => workbenchMessages[language].commands.tour,
      menu: { group: 'help', order: 100 },
      run: () => dialogs.getState().setTourOpen(true),
    },
    {
      id: 'help.guide',
      title: (language) => workbenchMessages[language].commands.guide,
      menu: { group: 'help', order: 110 },
      run: () => openView(stores, 'guide'),
    },
    {
      id: 'report.save',
      title: (language) => workbenchMessages[language].commands.saveReport,
      menu: { group: 'help', order: 200 },
      run: () => saveReport(stores),
    },
    {
      id: 'theme.dark',
      title: (language) => workbenchMessages[language].commands.themeDark,
      run: change({ theme: 'dark' }),
    },
    {
      id: 'theme.light',
      title: (language) => workbenchMessages[language].commands.themeLight,
      run: change({ theme: 'light' }),
    },
    {
      id: 'theme.system',
      title: (language) => workbenchMessages[language].commands.themeSystem,
      run: change({ theme: 'system' }),
    },
    {
      id: 'language.en',
      title: (language) => workbenchMessages[language].commands.languageEnglish,
      run: change({ language: 'en' }),
    },
    {
      id: 'language.zh',
      title: (language) => workbenchMessages[language].commands.languageChinese,
      run: change({ language: 'zh' }),
    },
  ];
}
