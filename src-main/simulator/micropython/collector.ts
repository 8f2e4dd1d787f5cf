// Collects garbage while a script runs. The package collects only when control returns to JavaScript for good, which a
// camera script never does; a loop that copies images would run out of memory in minutes. During a call from Python
// into JavaScript we pretend that the call is the outermost one and let the package collect.
//
// Two things must be seen to. Objects that only the C stack knows: its live part is copied into a Python bytearray,
// which the collector scans. Objects that only a WebAssembly local knows: invisible, so collection happens only when
// every frame is of a kind known to have none (calibration); else it is postponed.

import { SchedulerState, type Calibration } from './calibration.ts';
import type { Interpreter } from './interpreter.ts';
import type { PythonFunction } from './python-values.ts';
import { wasmFrames } from './wasm-frames.ts';

/** The build asks for a collection after every 16 kB; this often is enough, and passes stay short on a small heap. */
const shortestIntervalMs = 20;
/** A pass over a large heap costs more and comes less often, but not so seldom that the heap must grow for it. */
const intervalPerPass = 5;
const longestIntervalMs = 80;
/** Between checks of the memory in use; each looks at the whole heap. */
const checkIntervalMs = 20;
const checkIntervalPerCall = 20;

export class Collector {
  readonly #interpreter: Interpreter;
  readonly #callDepthIndex: number | undefined;
  readonly #dueAddress: number | undefined;
  readonly #safeFrames: ReadonlySet<number>;
  #stackCopy: { readonly address: number; readonly sizeBytes: number } | undefined;
  #doNothing: PythonFunction | undefined;
  #check: PythonFunction | undefined;
  #checkNotBeforeMs = 0;
  #exceptionAddress = 0;
  readonly #pending: { readonly stateIndex: number; readonly exceptionIndex: number } | undefined;
  #notBeforeMs = 0;

  constructor(interpreter: Interpreter, calibration: Calibration) {
    this.#interpreter = interpreter;
    const { callDepthAddress, collectionDueAddress, safeFrames } = calibration;
    const { schedulerStateAddress, pendingExceptionAddress } = calibration;
    if (schedulerStateAddress !== undefined && pendingExceptionAddress !== undefined)
      this.#pending = { stateIndex: schedulerStateAddress >> 1, exceptionIndex: pendingExceptionAddress >> 2 };
    this.#callDepthIndex = callDepthAddress === undefined ? undefined : callDepthAddress >> 2;
    this.#dueAddress = collectionDueAddress;
    this.#safeFrames = new Set(safeFrames);
  }

  /** `address`: a Python bytearray of the size of the C stack that Python keeps; `doNothing`: a Python function. */
  prepare(address: number, sizeBytes: number, doNothing: PythonFunction): void {
    this.#stackCopy = { address, sizeBytes };
    this.#doNothing = doNothing;
  }

  /** The check has found an exception to raise, or none (0). It must not be raised within the check itself. */
  raiseLater(exceptionAddress: number): void {
    this.#exceptionAddress = exceptionAddress;
  }

  /** `check`: a Python function that looks at the memory in use. Called after collections, from time to time. */
  checkAfterwards(check: PythonFunction): void {
    this.#check = check;
  }

  #checkMemory(): void {
    const startMs = performance.now();
    if (this.#check === undefined || startMs < this.#checkNotBeforeMs) return;
    this.#exceptionAddress = 0;
    this.#interpreter.values.call(this.#check);
    this.#raise();
    const endMs = performance.now();
    this.#checkNotBeforeMs = endMs + Math.max(checkIntervalMs, (endMs - startMs) * checkIntervalPerCall);
  }

  /** As an interrupt from the keyboard is raised: at the next jump of the VM. */
  #raise(): void {
    if (this.#exceptionAddress === 0 || this.#pending === undefined) return;
    const { memory } = this.#interpreter;
    memory.i32[this.#pending.exceptionIndex] = this.#exceptionAddress;
    const { stateIndex } = this.#pending;
    Atomics.compareExchange(memory.i16, stateIndex, SchedulerState.idle, SchedulerState.pending);
  }

  /** Whether the interpreter has asked for a collection since the last one. */
  get due(): boolean {
    return this.#dueAddress !== undefined && this.#interpreter.memory.u8[this.#dueAddress] === 1;
  }

  /** Collects when it is due and not too soon. */
  collectIfDue(nowMs: () => number): void {
    const startMs = nowMs();
    if (!this.due || startMs < this.#notBeforeMs) return;
    this.collect();
    const endMs = nowMs();
    const restMs = (endMs - startMs) * intervalPerPass;
    this.#notBeforeMs = endMs + Math.min(longestIntervalMs, Math.max(shortestIntervalMs, restMs));
  }

  /** The heap had to grow: the next moment is the right one. */
  hurry(): void {
    this.#notBeforeMs = 0;
  }

  /** Collects now. Returns false when this moment is not safe. To be called from within a call out of Python. */
  collect(): boolean {
    const { exports, memory, values } = this.#interpreter;
    const depthIndex = this.#callDepthIndex;
    if (depthIndex === undefined || this.#dueAddress === undefined) return false;
    if (this.#stackCopy === undefined || this.#doNothing === undefined) return false;
    const frames = wasmFrames();
    if (frames === undefined || !frames.every((frame) => this.#safeFrames.has(frame))) return false;

    const stack = exports.emscripten_stack_get_current();
    const liveBytes = exports.emscripten_stack_get_base() - stack;
    if (liveBytes > this.#stackCopy.sizeBytes) return false;
    memory.u8.copyWithin(this.#stackCopy.address, stack, stack + liveBytes);
    memory.u8.fill(0, this.#stackCopy.address + liveBytes, this.#stackCopy.address + this.#stackCopy.sizeBytes);

    const depth = memory.i32[depthIndex] ?? 0;
    memory.i32[depthIndex] = 0;
    memory.u8[this.#dueAddress] = 1;
    try {
      values.call(this.#doNothing);
    } finally {
      memory.i32[depthIndex] = depth;
    }
    this.#checkMemory();
    return true;
  }
}
