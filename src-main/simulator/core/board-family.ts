// A family of simulated boards: what differs between OpenMV cameras, K230 boards and others. The halves run on two
// threads, so they are two objects: `FamilyScripting` on the thread of the scripts, `BoardFamily` on the device's.
// Over it: start-simulated-camera.ts and micropython/script.worker.ts, which pick the family of a board.

import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import type { JpegCodec } from '../jpeg/jpeg-codec.ts';
import type { DeviceStream } from './device-stream.ts';
import type { Primitive, WasmHeap } from './primitives.ts';
import type { ScriptEngine, SimulatedBoardName } from './script-engine.ts';

/** Facts of a board that its Python modules read with `_cam.fact(name)`. */
export interface BoardFacts {
  /** `gc` reports free memory of a heap of this size. */
  readonly heap_bytes: number;
  /** Parts of `os.uname()`. */
  readonly platform: string;
  readonly machine: string;
  /** The year in which `time.time()` begins. */
  readonly epoch_year: 1970 | 2000;
  /** Of OpenMV cameras: id of the sensor, answers of `omv.board_type()` and `omv.arch()`, clock rate. */
  readonly chip_id?: number;
  readonly board_type?: string;
  readonly arch?: string;
  readonly cpu_hz?: number;
}

/** An exception that ended a script: its class, its text, and the line of the script that raised it. */
export interface ScriptError {
  readonly type: string;
  readonly message: string;
  readonly line: string;
}

export interface PrimitiveParts {
  readonly heap: WasmHeap;
  readonly jpeg: JpegCodec;
}

/** The half of a family that the thread of the scripts uses. */
export interface FamilyScripting {
  /** Folders of assets/simulator/lib, copied in this order; a file replaces one of the same name before it. */
  readonly modules: readonly string[];
  /** Modules of the board that are not simulated: importing one raises an error with its name. */
  unsimulated(board: SimulatedBoardName): readonly string[];
  facts(board: SimulatedBoardName): BoardFacts;
  /** What to add to the text of an error, if anything. */
  hint?(error: ScriptError): string | undefined;
  /** Native functions for the Python modules, by private module name. */
  primitives(parts: PrimitiveParts): Readonly<Record<string, Readonly<Record<string, Primitive>>>>;
}

export interface DeviceParts<Settings> {
  /** The device's end of the connection. */
  readonly stream: DeviceStream;
  readonly board: SimulatedBoardName;
  readonly jpeg: JpegCodec;
  /** Changes to the board's own settings. */
  readonly settings: Settings | undefined;
  /** Creates the interpreter; the family disposes it. Profiled calls are counted in the buffer, if there is one. */
  readonly createEngine: (profile: SharedArrayBuffer | undefined) => ScriptEngine;
}

/** The half of a family that the thread of the device uses. */
export interface BoardFamily<Settings> {
  readonly boards: readonly SimulatedBoardName[];
  /** Starts to serve the stream. Resolves when the interpreter waits for a script, or could not be started. */
  createDevice(parts: DeviceParts<Settings>): Promise<Disposable>;
}
