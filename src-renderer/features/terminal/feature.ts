import { defineFeature } from '../../state/define-feature.ts';
import { terminalMessages } from './messages.ts';

export const terminalFeature = defineFeature({
  id: 'terminal',
  icon: 'terminal',
  messages: terminalMessages,
  panel: {
    load: async () => (await import('./Terminal.tsx')).Terminal,
    area: 'output',
    order: 10,
  },
  commands: ({ script }) => [
    {
      id: 'terminal.clear',
      title: (language) => terminalMessages[language].commands.clear,
      run: () => script.getState().clearText(),
    },
  ],
});
