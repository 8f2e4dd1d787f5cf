// The commands that belong to no panel.

import type { Command } from '../state/commands.ts';
import { isConnected } from '../state/camera.ts';
import type { Stores } from '../state/stores.ts';
import { openView } from './detached-view.ts';

export function appCommands(stores: Stores): readonly Command[] {
  return [...cameraCommands(stores), ...fileCommands(stores), ...tabCommands(stores), ...viewCommands(stores)];
}

export function cameraCommands({ camera, script }: Stores): readonly Command[] {
  const status = () => camera.getState().status;
  const isBusy = (): boolean => camera.getState().pending === 'connect' || status().state === 'connecting';
  return [
    {
      id: 'script.toggle',
      title: (strings) => strings.commands.run,
      keys: ['Mod+R', 'F5'],
      run: () => script.getState().toggle(),
    },
    {
      id: 'script.stop',
      title: (strings) => strings.commands.stop,
      keys: ['Shift+F5'],
      enabled: () => status().state === 'running',
      run: () => script.getState().stop(),
    },
    {
      id: 'camera.connect',
      title: (strings) => strings.commands.connect,
      keys: ['Mod+E'],
      enabled: () => !isBusy(),
      run: () => (isConnected(status()) ? camera.getState().disconnect() : camera.getState().connect()),
    },
    {
      id: 'camera.cancel',
      title: (strings) => strings.commands.cancelConnect,
      enabled: isBusy,
      run: () => camera.getState().cancel(),
    },
    {
      id: 'camera.reset',
      title: (strings) => strings.commands.resetCamera,
      enabled: () => isConnected(status()),
      run: () => camera.getState().reset(),
    },
  ];
}

function fileCommands({ files, documents, commands }: Stores): readonly Command[] {
  const activeId = () => documents.getState().activeId;
  const hasActive = () => activeId() !== undefined;
  return [
    {
      id: 'file.new',
      title: (strings) => strings.commands.newFile,
      // Browsers keep Mod+N and Mod+W for themselves; the desktop app does not.
      keys: ['Alt+N', 'Mod+N'],
      run: () => {
        files.createNew();
        commands.run('editor.focus');
      },
    },
    {
      id: 'file.open',
      title: (strings) => strings.commands.openFile,
      keys: ['Mod+O'],
      run: () => files.pickAndOpen(),
    },
    {
      id: 'file.save',
      title: (strings) => strings.commands.save,
      keys: ['Mod+S'],
      enabled: hasActive,
      run: () => files.save(activeId()!),
    },
    {
      id: 'file.saveAs',
      title: (strings) => strings.commands.saveAs,
      keys: ['Mod+Shift+S'],
      enabled: hasActive,
      run: () => files.saveAs(activeId()!),
    },
    {
      id: 'file.close',
      title: (strings) => strings.commands.closeFile,
      keys: ['Alt+W', 'Mod+W'],
      enabled: hasActive,
      run: () => files.close(activeId()!),
    },
    {
      id: 'file.lineEndings',
      title: (strings) => strings.commands.convertLineEndings,
      enabled: hasActive,
      run: () => files.toggleLineEnding(activeId()!),
    },
  ];
}

function tabCommands({ documents }: Stores): readonly Command[] {
  const step = (delta: number): void => {
    const { list, activeId, activate } = documents.getState();
    const index = list.findIndex((each) => each.id === activeId);
    const next = list[(index + delta + list.length) % list.length];
    if (next !== undefined) activate(next.id);
  };
  const move = (delta: number): void => {
    const { list, activeId, move: moveTab } = documents.getState();
    const index = list.findIndex((each) => each.id === activeId) + delta;
    if (activeId !== undefined && index >= 0 && index < list.length) moveTab(activeId, index);
  };
  const several = (): boolean => documents.getState().list.length > 1;
  return [
    {
      id: 'tab.next',
      title: (strings) => strings.commands.nextTab,
      keys: ['Alt+PageDown'],
      enabled: several,
      run: () => step(1),
    },
    {
      id: 'tab.previous',
      title: (strings) => strings.commands.previousTab,
      keys: ['Alt+PageUp'],
      enabled: several,
      run: () => step(-1),
    },
    {
      id: 'tab.moveRight',
      title: (strings) => strings.commands.moveTabRight,
      keys: ['Alt+Shift+PageDown'],
      enabled: several,
      run: () => move(1),
    },
    {
      id: 'tab.moveLeft',
      title: (strings) => strings.commands.moveTabLeft,
      keys: ['Alt+Shift+PageUp'],
      enabled: several,
      run: () => move(-1),
    },
  ];
}

function viewCommands(stores: Stores): readonly Command[] {
  const { dialogs, settings } = stores;
  const change = (part: Parameters<ReturnType<typeof settings.getState>['change']>[0]) => () =>
    settings.getState().change(part);
  const font = (delta: number) => () => {
    const size = settings.getState().settings.editorFontSize + delta;
    return settings.getState().change({ editorFontSize: Math.min(60, Math.max(6, size)) });
  };
  return [
    {
      id: 'app.palette',
      title: (strings) => strings.commands.palette,
      keys: ['Mod+Shift+P', 'F1'],
      run: () => dialogs.getState().setPaletteOpen(true),
    },
    {
      id: 'app.settings',
      title: (strings) => strings.commands.settings,
      keys: ['Mod+,'],
      run: () => dialogs.getState().setSettingsOpen(true),
    },
    {
      id: 'help.tour',
      title: (strings) => strings.commands.tour,
      run: () => dialogs.getState().setTourOpen(true),
    },
    { id: 'help.guide', title: (strings) => strings.commands.guide, run: () => openView(stores, 'guide') },
    {
      id: 'view.detachPreview',
      title: (strings) => strings.commands.detachPreview,
      run: () => openView(stores, 'preview'),
    },
    { id: 'theme.dark', title: (strings) => strings.commands.themeDark, run: change({ theme: 'dark' }) },
    { id: 'theme.light', title: (strings) => strings.commands.themeLight, run: change({ theme: 'light' }) },
    { id: 'theme.system', title: (strings) => strings.commands.themeSystem, run: change({ theme: 'system' }) },
    { id: 'language.en', title: (strings) => strings.commands.languageEnglish, run: change({ language: 'en' }) },
    { id: 'language.zh', title: (strings) => strings.commands.languageChinese, run: change({ language: 'zh' }) },
    { id: 'editor.bigger', title: (strings) => strings.commands.biggerFont, run: font(1) },
    { id: 'editor.smaller', title: (strings) => strings.commands.smallerFont, run: font(-1) },
  ];
}
