// The part of WebAssembly that the interpreter uses, with the memory known to be shared. Declared here, because Node's
// types lack WebAssembly and the DOM's do not know that this memory is shared.

export interface SharedWasmMemory {
  /** A new object after the memory grew; earlier ones stay valid for their length. */
  readonly buffer: SharedArrayBuffer;
}

export type WasmFunction = (...args: number[]) => number;

/** What the package's binary exports and we call. Addresses and sizes are plain numbers. */
export interface InterpreterExports {
  readonly memory: SharedWasmMemory;
  readonly __indirect_function_table: { get(index: number): WasmFunction };
  malloc(sizeBytes: number): number;
  free(address: number): void;
  mp_sched_keyboard_interrupt(): void;
  mp_js_do_exec(source: number, sizeBytes: number, out: number): void;
  proxy_c_to_js_call(reference: number, argumentCount: number, args: number, out: number): void;
  proxy_c_to_js_get_type_and_data(reference: number, out: number): number;
  proxy_c_free_obj(reference: number): void;
  setThrew(threw: number, value: number): void;
  emscripten_stack_get_current(): number;
  emscripten_stack_get_base(): number;
  emscripten_stack_get_end(): number;
  _emscripten_stack_restore(address: number): void;
}

export type WasmImports = Record<string, Record<string, WasmFunction>>;

export interface WasmHost {
  instantiate: (bytes: Uint8Array, imports: WasmImports) => Promise<{ instance: { exports: unknown } }>;
}
