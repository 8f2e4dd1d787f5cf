import type { CameraFeatures } from '../../../src-shared/device/features.ts';

/** What protocol V2 offers. `profiler` depends on the firmware. */
export const openMvFeatures: CameraFeatures = {
  attachWithoutInterrupt: true,
  hardReset: true,
  bootloader: true,
  stopMayHang: false,
  frameEncodings: ['raw', 'jpeg', 'png'],
  rawPreview: true,
  previewSize: true,
  sensorChoice: true,
  channels: true,
  profiler: true,
  memory: true,
  files: false,
  console: false,
  touch: false,
};
