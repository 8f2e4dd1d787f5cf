// Commands of the editor that need no text in view: they work before the editor is loaded.

import type { Command } from '../../state/commands.ts';
import type { Stores } from '../../state/stores.ts';
import { editorMessages } from './messages.ts';

/** Pixels. */
export const fontSizes = { least: 6, most: 60 } as const;

export function documentCommands(stores: Stores): readonly Command[] {
  return [...tabCommands(stores), ...fontCommands(stores)];
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
      title: (language) => editorMessages[language].commands.nextTab,
      keys: ['Alt+PageDown'],
      enabled: several,
      run: () => step(1),
    },
    {
      id: 'tab.previous',
      title: (language) => editorMessages[language].commands.previousTab,
      keys: ['Alt+PageUp'],
      enabled: several,
      run: () => step(-1),
    },
    {
      id: 'tab.moveRight',
      title: (language) => editorMessages[language].commands.moveTabRight,
      keys: ['Alt+Shift+PageDown'],
      enabled: several,
      run: () => move(1),
    },
    {
      id: 'tab.moveLeft',
      title: (language) => editorMessages[language].commands.moveTabLeft,
      keys: ['Alt+Shift+PageUp'],
      enabled: several,
      run: () => move(-1),
    },
  ];
}

function fontCommands({ settings }: Stores): readonly Command[] {
  const font = (delta: number) => () => {
    const size = settings.getState().settings.editorFontSize + delta;
    const { least, most } = fontSizes;
    return settings.getState().change({ editorFontSize: Math.min(most, Math.max(least, size)) });
  };
  return [
    { id: 'editor.bigger', title: (language) => editorMessages[language].commands.biggerFont, run: font(1) },
    { id: 'editor.smaller', title: (language) => editorMessages[language].commands.smallerFont, run: font(-1) },
  ];
}
