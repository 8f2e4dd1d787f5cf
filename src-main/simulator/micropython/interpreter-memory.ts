import type { WasmHeap } from '../core/primitives.ts';
import type { SharedWasmMemory } from './wasm-types.ts';

/** Views of the interpreter's memory that follow its growth. */
export class InterpreterMemory implements WasmHeap {
  readonly #memory: SharedWasmMemory;
  #buffer: SharedArrayBuffer;
  #u8: Uint8Array;
  #u16: Uint16Array;
  #i16: Int16Array;
  #i32: Int32Array;
  #f64: Float64Array;

  constructor(memory: SharedWasmMemory) {
    this.#memory = memory;
    this.#buffer = memory.buffer;
    this.#u8 = new Uint8Array(this.#buffer);
    this.#u16 = new Uint16Array(this.#buffer);
    this.#i16 = new Int16Array(this.#buffer);
    this.#i32 = new Int32Array(this.#buffer);
    this.#f64 = new Float64Array(this.#buffer);
  }

  get u8(): Uint8Array {
    this.#follow();
    return this.#u8;
  }

  get u16(): Uint16Array {
    this.#follow();
    return this.#u16;
  }

  get i16(): Int16Array {
    this.#follow();
    return this.#i16;
  }

  get i32(): Int32Array {
    this.#follow();
    return this.#i32;
  }

  get f64(): Float64Array {
    this.#follow();
    return this.#f64;
  }

  #follow(): void {
    const buffer = this.#memory.buffer;
    if (buffer === this.#buffer) return;
    this.#buffer = buffer;
    this.#u8 = new Uint8Array(buffer);
    this.#u16 = new Uint16Array(buffer);
    this.#i16 = new Int16Array(buffer);
    this.#i32 = new Int32Array(buffer);
    this.#f64 = new Float64Array(buffer);
  }
}
