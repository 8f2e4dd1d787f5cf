// Measures calls on the script's thread: a stack of what is being called, and one sample at the end of each call. Python
// tells it of methods of the image module (assets/simulator/lib/_profile.py), the worker of primitives.
//
// The clock stands while the script waits for the sensor and while the scene is painted: on a camera neither is the
// work of these functions. It counts whole microseconds, as the firmware's does.

import type { HostFunction } from './import-wrappers.ts';
import type { WasmHeap } from '../core/primitives.ts';
import { cyclesPerUs, simulatedEvents } from '../profile/event-model.ts';
import {
  firmwareFunctions,
  functionNumber,
  interpreterFunction,
  primitiveFunction,
  returnAddress,
} from '../profile/firmware-functions.ts';
import type { SharedProfile } from '../profile/shared-profile.ts';

/** As deep as the firmware follows calls. */
const maxDepth = 32;

interface Frame {
  number: number;
  generation: number;
  startUs: number;
  calleesUs: number;
  pixels: number;
  pixelBytes: number;
  readonly calleesEvents: Float64Array;
}

export class ScriptProfiler {
  readonly #table: SharedProfile;
  readonly #heap: WasmHeap;
  readonly #nowMs: () => number;
  readonly #rows = new Map<number, number>();
  readonly #frames: Frame[];
  readonly #events: Float64Array;
  readonly #interpreter = firmwareFunctions.find(({ name }) => name === interpreterFunction)!;
  #depth = 0;
  #stoodMs = 0;

  constructor(table: SharedProfile, heap: WasmHeap, nowMs: () => number) {
    this.#table = table;
    this.#heap = heap;
    this.#nowMs = nowMs;
    const noEvents = (): Float64Array => new Float64Array(table.counterCount);
    this.#events = noEvents();
    this.#frames = Array.from({ length: maxDepth }, () => ({
      number: 0,
      generation: 0,
      startUs: 0,
      calleesUs: 0,
      pixels: 0,
      pixelBytes: 0,
      calleesEvents: noEvents(),
    }));
  }

  /** Begins a call; hand the result to `exit`. */
  enter(number: number): number {
    const token = this.#depth++;
    const frame = this.#frames[token];
    if (frame !== undefined) {
      frame.number = number;
      frame.generation = this.#table.generation;
      frame.calleesUs = 0;
      frame.pixels = 0;
      frame.calleesEvents.fill(0);
      frame.startUs = this.#nowUs();
    }
    return token;
  }

  /** Ends the call, and those begun in it that an interrupt has kept from ending. */
  exit(token: number): void {
    const endUs = this.#nowUs();
    if (token >= this.#depth) return;
    while (this.#depth > token) {
      this.#depth--;
      const frame = this.#frames[this.#depth];
      if (frame !== undefined) this.#record(frame, endUs);
    }
  }

  /** The functions behind the private module's `profile_…`. */
  pythonFunctions(): Record<string, HostFunction> {
    return {
      profile_number: (name) => (typeof name === 'string' ? functionNumber(name) : -1),
      profile_enter: (number) => this.enter(Number(number)),
      profile_exit: (token) => {
        this.exit(Number(token));
        return 1;
      },
    };
  }

  /** Primitives that stand for functions of the firmware, measured; the others as they are. */
  measured(primitives: Readonly<Record<string, HostFunction>>): Record<string, HostFunction> {
    return Object.fromEntries(
      Object.entries(primitives).map(([name, primitive]) => [name, this.#measure(name, primitive)]),
    );
  }

  /** A function that counts as `firmwareName` while it runs. */
  measuredAs(firmwareName: string, run: HostFunction): HostFunction {
    const number = functionNumber(firmwareName);
    return (...args) => {
      const token = this.enter(number);
      try {
        return run(...args);
      } finally {
        this.exit(token);
      }
    };
  }

  /** A function during which the clock stands. */
  unmeasured(run: HostFunction): HostFunction {
    return (...args) => {
      const startMs = this.#nowMs();
      try {
        return run(...args);
      } finally {
        this.#stoodMs += this.#nowMs() - startMs;
      }
    };
  }

  #measure(name: string, primitive: HostFunction): HostFunction {
    const numberOf = primitiveFunction(name);
    if (numberOf([]) < 0) return primitive;
    return (...args) => {
      const token = this.enter(numberOf(args));
      this.#noteImage(token, name, args[0]);
      try {
        return primitive(...args);
      } finally {
        this.exit(token);
      }
    };
  }

  /** Most primitives get the address of an image's five words first (image-ops/raster.ts). */
  #noteImage(token: number, name: string, image: unknown): void {
    const frame = this.#frames[token];
    const at = typeof image === 'number' ? image >> 2 : -1;
    if (frame === undefined || at < 0 || name === 'get_pixel' || name === 'set_pixel') return;
    const [width = 0, height = 0, format = 0] = this.#heap.i32.subarray(at + 1, at + 4);
    const isImage = width > 0 && height > 0 && width <= 8192 && height <= 8192;
    frame.pixels = isImage ? width * height : 0;
    frame.pixelBytes = Math.max(1, format & 0xff);
  }

  #record(frame: Frame, endUs: number): void {
    const table = this.#table;
    const wholeUs = endUs - frame.startUs;
    const ownUs = Math.max(0, wholeUs - frame.calleesUs);
    const parent = this.#depth > 0 ? this.#frames[this.#depth - 1] : undefined;
    const { exclusive, counterCount } = table;
    const effort = { us: ownUs, pixels: frame.pixels, pixelBytes: frame.pixelBytes };
    for (let counter = 0; counter < counterCount; counter++) {
      const own = simulatedEvents(table.event(counter), effort);
      const whole = own + frame.calleesEvents[counter]!;
      this.#events[counter] = exclusive ? own : whole;
      if (parent !== undefined) parent.calleesEvents[counter]! += whole;
    }
    if (parent !== undefined) parent.calleesUs += wholeUs;
    if (frame.generation !== table.generation) return;
    const us = exclusive ? ownUs : wholeUs;
    const caller = parent === undefined ? this.#interpreter : firmwareFunctions[parent.number]!;
    table.add(
      {
        address: firmwareFunctions[frame.number]!.address,
        caller: returnAddress(caller, frame.number),
        us,
        cycles: us * cyclesPerUs,
        events: this.#events,
      },
      this.#rows,
    );
  }

  #nowUs(): number {
    return Math.floor((this.#nowMs() - this.#stoodMs) * 1000);
  }
}
