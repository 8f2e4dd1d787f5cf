import { defineFeature } from '../../state/define-feature.ts';
import { examplesMessages } from './messages.ts';

export const examplesFeature = defineFeature({
  id: 'examples',
  icon: 'examples',
  messages: examplesMessages,
  panel: {
    load: async () => (await import('./Examples.tsx')).Examples,
    area: 'side',
    order: 20,
  },
});
