// The virtual camera in this process, its scripts played by hand and its clock in the suite's hand: firmware to the letter.

import { ManualClock } from '../../src-shared/lib/clock.ts';
import type { SimulatedBoard } from '../simulator/boards/openmv/boards.ts';
import { cameraSettings, type CameraSettingChanges } from '../simulator/boards/openmv/device/camera-settings.ts';
import type { DeviceStream } from '../simulator/core/device-stream.ts';
import { createJpegCodec } from '../simulator/jpeg/jpeg-codec.ts';
import { PlayedProfile } from './played-profile.ts';
import { VirtualCamera } from '../simulator/boards/openmv/device/virtual-camera.ts';
import { createMemoryStreamPair } from '../simulator/testing/memory-stream.ts';
import { ScriptedEngine } from '../simulator/testing/scripted-engine.ts';
import type { ConformanceTarget } from './probed-device.ts';
import { playTestScripts } from './played-scripts.ts';
import { steeredTime } from './probe-time.ts';

export interface MemoryTargetOptions {
  readonly board: SimulatedBoard;
  readonly settings?: CameraSettingChanges;
  readonly kind?: DeviceStream['kind'];
  /** Changes what the camera sends, to see what the suite makes of it. */
  readonly tamper?: (bytes: Uint8Array) => Uint8Array;
  /** Sees what the camera is sent. */
  readonly watch?: (bytes: Uint8Array) => void;
}

export async function openMemoryTarget(options: MemoryTargetOptions): Promise<ConformanceTarget> {
  const { board, settings, kind = 'stream', tamper, watch } = options;
  const clock = new ManualClock();
  const engine = new ScriptedEngine();
  playTestScripts(engine);
  const { device, host } = createMemoryStreamPair(kind);
  const cameraOptions = cameraSettings(board, { stdoutBacklogBytes: 0, ...settings });
  const camera = new VirtualCamera({
    stream: device,
    engine,
    clock,
    board,
    jpeg: await createJpegCodec(),
    settings: cameraOptions,
    profileSource: new PlayedProfile(engine, cameraOptions.pmuCounters),
  });
  return {
    transport: {
      kind,
      write: async (bytes) => {
        watch?.(bytes);
        host.write(bytes);
      },
      onData: (listener) => host.onData((bytes) => listener(tamper?.(bytes) ?? bytes)),
      onClose: (listener) => host.onClose(() => listener(undefined)),
    },
    time: steeredTime(clock),
    holdsTextBack: false,
    async close() {
      camera.dispose();
      engine.dispose();
    },
  };
}
