import type { Command } from '../../state/commands.ts';
import type { EditorSession } from './editor-session.ts';
import { editorMessages } from './messages.ts';

/** What the palette can do with the text. The editor handles its own keys; they are named for display in its menus. */
export function editorCommands(session: EditorSession): readonly Command[] {
  return [
    {
      id: 'editor.focus',
      title: (language) => editorMessages[language].commands.focusEditor,
      run: () => session.focus(),
    },
    {
      id: 'editor.find',
      title: (language) => editorMessages[language].commands.find,
      menu: { group: 'edit', order: 100 },
      run: () => session.runAction('actions.find'),
    },
    {
      id: 'editor.replace',
      title: (language) => editorMessages[language].commands.replace,
      menu: { group: 'edit', order: 110 },
      run: () => session.runAction('editor.action.startFindReplaceAction'),
    },
    {
      id: 'editor.goToLine',
      title: (language) => editorMessages[language].commands.goToLine,
      menu: { group: 'edit', order: 120 },
      keys: ['Ctrl+G'],
      run: () => session.runAction('editor.action.gotoLine'),
    },
    {
      id: 'editor.comment',
      title: (language) => editorMessages[language].commands.toggleComment,
      menu: { group: 'edit', order: 130 },
      run: () => session.runAction('editor.action.commentLine'),
    },
  ];
}
