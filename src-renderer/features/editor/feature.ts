import { defineFeature } from '../../state/define-feature.ts';
import { documentCommands } from './document-commands.ts';
import { createEditorStatus } from './editor-status.ts';
import { EditorSettings } from './EditorSettings.tsx';
import { EditorStatus } from './EditorStatus.tsx';
import { editorMessages } from './messages.ts';

export const editorFeature = defineFeature({
  id: 'editor',
  icon: 'file',
  messages: editorMessages,
  panel: {
    load: async () => (await import('./Editor.tsx')).Editor,
    area: 'editor',
    order: 10,
  },
  createStore: createEditorStatus,
  commands: documentCommands,
  settings: EditorSettings,
  status: [{ side: 'right', order: 20, component: EditorStatus }],
});
