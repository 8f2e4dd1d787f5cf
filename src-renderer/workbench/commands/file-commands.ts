import type { Command } from '../../state/commands.ts';
import type { Stores } from '../../state/stores.ts';
import { workbenchMessages } from '../messages.ts';

/** Commands for the document in front. */
export function fileCommands({ files, documents, commands }: Stores): readonly Command[] {
  const activeId = () => documents.getState().activeId;
  const hasActive = () => activeId() !== undefined;
  return [
    {
      id: 'file.new',
      title: (language) => workbenchMessages[language].commands.newFile,
      menu: { group: 'file', order: 100 },
      // Browsers keep Mod+N and Mod+W for themselves; the desktop app does not.
      keys: ['Alt+N', 'Mod+N'],
      run: () => {
        files.createNew();
        commands.run('editor.focus');
      },
    },
    {
      id: 'file.open',
      title: (language) => workbenchMessages[language].commands.openFile,
      menu: { group: 'file', order: 110 },
      keys: ['Mod+O'],
      run: () => files.pickAndOpen(),
    },
    {
      id: 'file.save',
      title: (language) => workbenchMessages[language].commands.save,
      menu: { group: 'file', order: 200 },
      keys: ['Mod+S'],
      enabled: hasActive,
      run: () => files.save(activeId()!),
    },
    {
      id: 'file.saveAs',
      title: (language) => workbenchMessages[language].commands.saveAs,
      menu: { group: 'file', order: 210 },
      keys: ['Mod+Shift+S'],
      enabled: hasActive,
      run: () => files.saveAs(activeId()!),
    },
    {
      id: 'file.close',
      title: (language) => workbenchMessages[language].commands.closeFile,
      menu: { group: 'file', order: 400 },
      keys: ['Alt+W', 'Mod+W'],
      enabled: hasActive,
      run: () => files.close(activeId()!),
    },
    {
      id: 'file.lineEndings',
      title: (language) => workbenchMessages[language].commands.convertLineEndings,
      enabled: hasActive,
      run: () => files.toggleLineEnding(activeId()!),
    },
  ];
}
