// The contract between the script worker and the rooms that offer functions to its Python modules. A primitive is a flat
// function over the interpreter's memory: Python does arguments, defaults, classes and exceptions; a primitive gets
// numbers and short strings and works in place on addresses (`uctypes.addressof`).
//
// Reasons for the narrow types: integers cross as 32 bit; containers become proxies that live until the run ends; a
// JavaScript error unwinds past the interpreter and kills it. So the worker wraps every primitive: one that throws
// returns null, and its message waits in `_cam.last_error()`.

export type Primitive = (...args: (number | string)[]) => number | string | null;

/**
 * Views of the interpreter's memory, whole, indexed from address 0 (`u16[address >> 1]`, …). Read them from this object
 * in every primitive and do not keep them: they are replaced when the memory grows.
 */
export interface WasmHeap {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
}
