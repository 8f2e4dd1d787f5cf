import { defineFeature } from '../../state/define-feature.ts';
import { previewMessages } from './messages.ts';
import { createPreviewStats } from './preview-stats.ts';
import { PreviewSettings } from './PreviewSettings.tsx';
import { PreviewStatus } from './PreviewStatus.tsx';

export const previewFeature = defineFeature({
  id: 'preview',
  icon: 'preview',
  messages: previewMessages,
  panel: {
    load: async () => (await import('./Preview.tsx')).Preview,
    area: 'view',
    order: 10,
    detachable: true,
    needs: ['preview'],
  },
  createStore: createPreviewStats,
  settings: PreviewSettings,
  status: [{ side: 'left', order: 20, component: PreviewStatus }],
});
