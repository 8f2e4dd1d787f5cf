// The engine over the virtual camera of src-main/simulator, in one process: the script is played by the test.

import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import { simulatedBoards, type SimulatedBoard } from '../../simulator/boards/openmv/boards.ts';
import { cameraSettings, type CameraSettings } from '../../simulator/boards/openmv/device/camera-settings.ts';
import { createMemoryStreamPair } from '../../simulator/testing/memory-stream.ts';
import { ScriptedEngine } from '../../simulator/testing/scripted-engine.ts';
import { VirtualCamera, type VirtualCameraOptions } from '../../simulator/boards/openmv/device/virtual-camera.ts';
import { OpenMvCamera, type OpenMvSettings } from '../openmv/openmv-camera.ts';
import type { ByteTransport } from '../../transports/api/byte-transport.ts';
import { createMemoryTransport, type MemoryPeer } from '../../transports/testing/memory-transport.ts';

export interface SimulatedCameraOptions {
  readonly board?: SimulatedBoard;
  readonly device?: Parameters<typeof cameraSettings>[1];
  readonly settings?: Partial<OpenMvSettings>;
  readonly kind?: ByteTransport['kind'];
  /** Of the camera and of the engine. */
  readonly clock?: Clock;
  /** Puts something between the engine and its transport. */
  readonly wrap?: (transport: ByteTransport) => ByteTransport;
  readonly profileSource?: VirtualCameraOptions['profileSource'];
  readonly profileChannel?: VirtualCameraOptions['profileChannel'];
  /** Changes what goes over the wire; returns the chunks that arrive instead. */
  readonly toHost?: (bytes: Uint8Array) => readonly Uint8Array[];
  readonly toDevice?: (bytes: Uint8Array) => readonly Uint8Array[];
}

export interface SimulatedCamera {
  readonly camera: OpenMvCamera;
  readonly device: VirtualCamera;
  readonly engine: ScriptedEngine;
  readonly peer: MemoryPeer;
  /** Bytes that reach the device from another host. */
  sendToDevice(bytes: Uint8Array): void;
  dispose(): Promise<void>;
}

export function createSimulatedCamera(options: SimulatedCameraOptions = {}): SimulatedCamera {
  const board = options.board ?? simulatedBoards.RT1062;
  const engine = new ScriptedEngine();
  const pair = createMemoryStreamPair(options.kind);
  const { transport, peer } = createMemoryTransport(options.kind);
  const clock = options.clock ?? systemClock;
  const settings: CameraSettings = cameraSettings(board, { rebootMs: 20, ...options.device });
  pair.host.onData((bytes) => {
    for (const chunk of options.toHost?.(bytes) ?? [bytes]) peer.write(chunk);
  });
  peer.onData((bytes) => {
    for (const chunk of options.toDevice?.(bytes) ?? [bytes]) pair.host.write(chunk);
  });
  const device = new VirtualCamera({
    stream: pair.device,
    engine,
    clock,
    board,
    jpeg: { encode: (pixels) => jpegLike(Math.ceil(pixels.length / 12)) },
    settings,
    ...(options.profileSource && { profileSource: options.profileSource }),
    ...(options.profileChannel && { profileChannel: options.profileChannel }),
  });
  const camera = new OpenMvCamera({
    transport: options.wrap?.(transport) ?? transport,
    clock,
    ...(options.settings && { settings: options.settings }),
  });
  return {
    camera,
    device,
    engine,
    peer,
    sendToDevice: (bytes) => pair.host.write(bytes),
    async dispose() {
      await camera.disconnect();
      device.dispose();
      engine.dispose();
    },
  };
}

/** Begins and ends as a JPEG file does; what is between is countable. */
export function jpegLike(sizeBytes: number): Uint8Array {
  const bytes = Uint8Array.from({ length: Math.max(4, sizeBytes) }, (_, at) => at & 0x7f);
  bytes.set([0xff, 0xd8], 0);
  bytes.set([0xff, 0xd9], bytes.length - 2);
  return bytes;
}

/** Resolves with the first value that `accept` takes. */
export function next<T>(
  listen: (listener: (value: T) => void) => { dispose(): void },
  accept: (value: T) => boolean = () => true,
): Promise<T> {
  return new Promise((resolve) => {
    const listening = listen((value) => {
      if (!accept(value)) return;
      listening.dispose();
      resolve(value);
    });
  });
}
