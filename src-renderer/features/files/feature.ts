import { defineFeature } from '../../state/define-feature.ts';
import { filesMessages } from './messages.ts';

export const filesFeature = defineFeature({
  id: 'files',
  icon: 'files',
  messages: filesMessages,
  panel: {
    load: async () => (await import('./Files.tsx')).Files,
    area: 'side',
    order: 10,
  },
});
