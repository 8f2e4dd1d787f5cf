// The functions of the private Python module `_cam`: time, sensor and preview. What they mean to scripts is in csi.py,
// sensor.py and time's additions under assets/simulator/lib.

import type { BoardFacts } from '../core/board-family.ts';
import type { PublishedFrame, ScriptEngineOptions } from '../core/script-engine.ts';
import type { Primitive, WasmHeap } from '../core/primitives.ts';
import type { ScriptService } from './script-service.ts';
import type { SharedControl } from './shared-control.ts';
import type { SimulatedSensor } from '../core/simulated-sensor.ts';

/** Beyond these the host is behind: first frames lose their pixels, then their announcement. */
const maxFramesInFlight = 4;
const maxAnnouncementsInFlight = 64;
/** Ticks wrap as MicroPython's do on a 32-bit machine. */
const ticksMask = 0x3fffffff;

export interface CameraPrimitiveParts {
  readonly heap: WasmHeap;
  readonly control: SharedControl;
  readonly service: ScriptService;
  readonly sensor: SimulatedSensor;
  readonly options: ScriptEngineOptions;
  readonly facts: BoardFacts;
  /** Raises an exception, by its address, at the next jump of the script; 0: none. */
  raiseLater(exceptionAddress: number): void;
  readonly nowMs: () => number;
  sendFrame(frame: PublishedFrame | undefined): void;
  takeLastError(): string | null;
  /** Ends the script for good: no handler of it runs. Does not return. */
  endScript(): never;
  /** Collects garbage now if this moment is safe. */
  collect(): boolean;
}

export function createCameraPrimitives(parts: CameraPrimitiveParts): Record<string, Primitive> {
  const { heap, control, service, sensor, options, nowMs } = parts;
  const facts = new Map(Object.entries(parts.facts));
  return {
    last_error: () => parts.takeLastError(),
    /** Facts about the machine. */
    fact: (name) => facts.get(String(name)) ?? null,
    seed: () => options.seed | 0,
    memory_bytes: () => heap.u8.length,
    reset: () => parts.endScript(),
    /** The MemoryError of a script whose objects exceed the board's heap; 0: they do not. */
    report_memory: (exceptionAddress) => {
      parts.raiseLater(Number(exceptionAddress));
      return 1;
    },
    collect: () => (parts.collect() ? 1 : 0),

    ticks_us: () => Math.floor(nowMs() * 1000) & ticksMask,
    ticks_ms: () => Math.floor(nowMs()) & ticksMask,
    /** 1 when the time is over, 0 when an interrupt ended the wait. */
    sleep_us: (durationUs) => (service.waitUntil(nowMs() + Number(durationUs) / 1000) ? 1 : 0),

    /** 1 when the next frame is there already. */
    frame_ready: (periodUs) => (sensor.nextFrameMs(nowMs(), Number(periodUs) / 1000) <= nowMs() ? 1 : 0),
    /** Waits for the sensor's next frame. 1 when it is there, 0 when an interrupt ended the wait. */
    wait_frame: (periodUs) => {
      const frameMs = sensor.nextFrameMs(nowMs(), Number(periodUs) / 1000);
      if (!service.waitUntil(frameMs)) return 0;
      sensor.takeFrame(frameMs);
      return 1;
    },
    skip_ms: (durationMs) => {
      sensor.skip(Number(durationMs));
      return 1;
    },
    render: (...args) => {
      const [address = 0, sizeBytes = 0, fullWidth = 0, fullHeight = 0, windowX = 0, windowY = 0, ...rest] =
        args.map(Number);
      const [width = 0, height = 0, format = 0, quality = 0] = rest;
      const target = heap.u8.subarray(address, address + sizeBytes);
      const request = { fullWidth, fullHeight, windowX, windowY, width, height, format, quality };
      return sensor.render(request, target);
    },
    configure: (...args) => {
      const [hmirror, vflip, exposureUs = 0, gainDb = 0, brightness = 0, contrast = 0, saturation = 0] =
        args.map(Number);
      sensor.configure({
        hmirror: hmirror === 1,
        vflip: vflip === 1,
        exposureUs,
        gainDb,
        brightness,
        contrast,
        saturation,
      });
      return 1;
    },

    /** Renews the preview with an image in Python's memory. */
    publish: (address, sizeBytes, width, height, format) => {
      const inFlight = control.framesInFlight;
      if (inFlight >= maxAnnouncementsInFlight) return 0;
      control.countFrameSent();
      if (!control.frameWanted || inFlight >= maxFramesInFlight) {
        parts.sendFrame(undefined);
        return 0;
      }
      const data = heap.u8.slice(Number(address), Number(address) + Number(sizeBytes));
      parts.sendFrame({ width: Number(width), height: Number(height), format: Number(format), data });
      return 1;
    },
  };
}
