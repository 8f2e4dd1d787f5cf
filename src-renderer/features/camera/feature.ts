import { defineFeature } from '../../state/define-feature.ts';
import { CameraStatus } from './CameraStatus.tsx';
import { cameraMessages } from './messages.ts';

export const cameraFeature = defineFeature({
  id: 'camera',
  icon: 'camera',
  messages: cameraMessages,
  panel: {
    load: async () => (await import('./CameraFacts.tsx')).CameraFacts,
    area: 'side',
    order: 30,
  },
  status: [{ side: 'left', order: 10, component: CameraStatus }],
});
