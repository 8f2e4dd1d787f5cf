// Puts a whole simulated camera together on a given stream: board, MicroPython engine, JPEG codec, protocol.

import { systemClock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { simulatedBoards } from '../boards/openmv/boards.ts';
import { cameraSettings } from '../boards/openmv/device/camera-settings.ts';
import type { DeviceStream } from './device-stream.ts';
import { createJpegCodec } from '../jpeg/jpeg-codec.ts';
import { MicroPythonEngine } from '../micropython/micropython-engine.ts';
import { defaultSceneName } from '../scenes/create-scene.ts';
import type { ScriptEngine, ScriptEngineOptions } from './script-engine.ts';
import { SharedProfileSource } from '../profile/shared-profile-source.ts';
import { SharedProfile } from '../profile/shared-profile.ts';
import type { SimulatorOptions } from './simulator-options.ts';
import { VirtualCamera } from '../boards/openmv/device/virtual-camera.ts';

export type CreateEngine = (options: ScriptEngineOptions) => ScriptEngine;

const createMicroPython: CreateEngine = (options) => new MicroPythonEngine(options);

/**
 * Resolves with the camera, listening on the stream, its interpreter at the prompt: a camera that is plugged in is not
 * there before that either. One whose interpreter does not start is there too, and says so in its text.
 */
export async function startSimulatedCamera(
  stream: DeviceStream,
  options: SimulatorOptions,
  createEngine: CreateEngine = createMicroPython,
): Promise<Disposable> {
  const { flashFolder, board: boardName = 'N6', seed = 1, scene = defaultSceneName } = options;
  const board = simulatedBoards[boardName];
  const jpeg = await createJpegCodec();
  const store = new DisposableStore();
  const { sensorChipId } = board;
  const settings = cameraSettings(board, { profileChannel: true, ...options.settings });
  const profile = settings.profileChannel ? new SharedProfile(settings.pmuCounters) : undefined;
  const engine = store.add(
    createEngine({ flashFolder, board: boardName, seed, scene, sensorChipId, profile: profile?.buffer }),
  );
  const profileSource = profile && new SharedProfileSource(profile);
  store.add(
    new VirtualCamera({
      stream,
      engine,
      clock: systemClock,
      board,
      jpeg,
      settings,
      ...(profileSource && { profileSource }),
    }),
  );
  await engine.ready().catch(() => undefined);
  return store;
}
