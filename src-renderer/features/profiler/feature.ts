import { defineFeature } from '../../state/define-feature.ts';
import { profilerMessages } from './messages.ts';
import { profilerCommands } from './profiler-commands.ts';
import { createProfilerStore } from './profiler-store.ts';

export const profilerFeature = defineFeature({
  id: 'profiler',
  icon: 'profiler',
  messages: profilerMessages,
  panel: {
    load: async () => (await import('./Profiler.tsx')).Profiler,
    area: 'tools',
    order: 20,
  },
  createStore: createProfilerStore,
  commands: profilerCommands,
});
