import { defineFeature } from '../../state/define-feature.ts';
import { channelsMessages } from './messages.ts';

export const channelsFeature = defineFeature({
  id: 'channels',
  icon: 'channels',
  messages: channelsMessages,
  panel: {
    load: async () => (await import('./Channels.tsx')).Channels,
    area: 'tools',
    order: 10,
    needs: ['channels'],
  },
});
