// Composes a simulated camera on a stream: the family of the board, the MicroPython engine, the JPEG codec.

import type { Disposable } from '../../src-shared/lib/disposable.ts';
import { k230Family } from './boards/k230/family.ts';
import { isOpenMvBoard } from './boards/openmv/boards.ts';
import { openMvFamily } from './boards/openmv/family.ts';
import type { DeviceStream } from './core/device-stream.ts';
import type { ScriptEngine, ScriptEngineOptions } from './core/script-engine.ts';
import { createJpegCodec } from './jpeg/jpeg-codec.ts';
import { MicroPythonEngine } from './micropython/micropython-engine.ts';
import { defaultSceneName } from './scenes/create-scene.ts';
import type { SimulatorOptions } from './simulator-options.ts';

export type CreateEngine = (options: ScriptEngineOptions) => ScriptEngine;

const createMicroPython: CreateEngine = (options) => new MicroPythonEngine(options);

/**
 * Resolves with the camera when it listens on the stream and its interpreter waits for a script: a camera that is
 * plugged in does not exist before that either. A camera whose interpreter does not start exists too, and reports the
 * failure in its text.
 */
export async function startSimulatedCamera(
  stream: DeviceStream,
  options: SimulatorOptions,
  createEngine: CreateEngine = createMicroPython,
): Promise<Disposable> {
  const { flashFolder, board = 'N6', seed = 1, scene = defaultSceneName, settings } = options;
  const family = isOpenMvBoard(board) ? openMvFamily : k230Family;
  return family.createDevice({
    stream,
    board,
    jpeg: await createJpegCodec(),
    settings,
    createEngine: (profile) => createEngine({ flashFolder, board, seed, scene, profile }),
  });
}
