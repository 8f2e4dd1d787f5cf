import { defineFeature } from '../../state/define-feature.ts';
import { problemsMessages } from './messages.ts';
import { ProblemsStatus } from './ProblemsStatus.tsx';

export const problemsFeature = defineFeature({
  id: 'problems',
  icon: 'problems',
  messages: problemsMessages,
  panel: {
    load: async () => (await import('./Problems.tsx')).Problems,
    area: 'output',
    order: 20,
  },
  status: [{ side: 'right', order: 10, component: ProblemsStatus }],
});
