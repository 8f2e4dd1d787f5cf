// Values between Python and JavaScript, three words each in the interpreter's memory: a kind and its data. Only numbers,
// text, None and references to Python functions cross; anything else is released at once and arrives as undefined,
// because the package's own proxies live until the run ends.

import type { InterpreterMemory } from './interpreter-memory.ts';
import type { InterpreterExports } from './wasm-types.ts';

export const valueSizeBytes = 12;

/** Kinds of values that come from Python. */
const FromPython = {
  exception: -1,
  null: 0,
  none: 1,
  boolean: 2,
  integer: 3,
  double: 4,
  text: 5,
  callable: 6,
} as const;
const jsProxyKind = 9;
const existingKind = 10;
/** Kinds of values that go to Python. */
const ToPython = { undefined: 0, none: 1, integer: 3, double: 4, text: 5 } as const;

/** A Python function, to be called with `PythonValues.call`. */
export interface PythonFunction {
  readonly reference: number;
}

export type ValueFromPython = number | string | PythonFunction | null | undefined;

/** An exception that left Python: its class and the complete traceback. */
export interface PythonException {
  readonly type: string;
  readonly traceback: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class PythonValues {
  readonly #exports: InterpreterExports;
  readonly #memory: InterpreterMemory;
  readonly #double = new Float64Array(1);
  readonly #doubleWords = new Int32Array(this.#double.buffer);

  constructor(exports: InterpreterExports, memory: InterpreterMemory) {
    this.#exports = exports;
    this.#memory = memory;
  }

  read(address: number): ValueFromPython {
    const words = this.#memory.i32;
    const at = address >> 2;
    const kind = words[at];
    const first = words[at + 1] ?? 0;
    switch (kind) {
      case FromPython.integer:
      case FromPython.boolean:
        return first;
      case FromPython.double:
        this.#doubleWords[0] = first;
        this.#doubleWords[1] = words[at + 2] ?? 0;
        return this.#double[0];
      case FromPython.text:
        return this.text(words[at + 2] ?? 0, first);
      case FromPython.none:
        return null;
      case FromPython.callable:
        return { reference: first };
      case FromPython.exception:
        this.#exports.free(words[at + 2] ?? 0);
        return undefined;
      case FromPython.null:
      case jsProxyKind:
      case existingKind:
        return undefined;
      default:
        this.#exports.proxy_c_free_obj(first);
        return undefined;
    }
  }

  /** The exception that a call left in its result, if it did. */
  readException(address: number): PythonException | undefined {
    const words = this.#memory.i32;
    if (words[address >> 2] !== FromPython.exception) return undefined;
    const textAddress = words[(address >> 2) + 2] ?? 0;
    const text = this.text(textAddress, words[(address >> 2) + 1] ?? 0);
    this.#exports.free(textAddress);
    const separator = text.indexOf('\u0004');
    return { type: text.slice(0, separator), traceback: text.slice(separator + 1) };
  }

  write(address: number, value: number | string | null | undefined): void {
    if (typeof value === 'string') return this.#writeText(address, value);
    const words = this.#memory.i32;
    const at = address >> 2;
    if (typeof value !== 'number') {
      words[at] = value === null ? ToPython.none : ToPython.undefined;
    } else if (Number.isInteger(value) && (value | 0) === value) {
      words[at] = ToPython.integer;
      words[at + 1] = value;
    } else {
      this.#double[0] = value;
      words[at] = ToPython.double;
      words[at + 1] = this.#doubleWords[0] ?? 0;
      words[at + 2] = this.#doubleWords[1] ?? 0;
    }
  }

  text(address: number, sizeBytes: number): string {
    // A copy, as decoders refuse shared memory.
    return decoder.decode(this.#memory.u8.slice(address, address + sizeBytes));
  }

  zeroTerminatedText(address: number): string {
    return this.text(address, this.#memory.u8.indexOf(0, address) - address);
  }

  /** Calls a Python function with integers. Returns the exception that left it; its result is let go. */
  call(target: PythonFunction, ...args: number[]): PythonException | undefined {
    const out = this.#exports.malloc(valueSizeBytes * (args.length + 1));
    const first = out + valueSizeBytes;
    for (const [index, value] of args.entries()) this.write(first + index * valueSizeBytes, value);
    this.#exports.proxy_c_to_js_call(target.reference, args.length, first, out);
    const exception = this.readException(out);
    if (exception === undefined) this.read(out);
    this.#exports.free(out);
    return exception;
  }

  /** Runs UTF-8 source as `__main__` under the name `<stdin>`. */
  execute(source: Uint8Array): PythonException | undefined {
    const address = this.#exports.malloc(source.length + 1);
    const out = this.#exports.malloc(valueSizeBytes);
    this.#memory.u8.set(source, address);
    this.#memory.u8[address + source.length] = 0;
    this.#exports.mp_js_do_exec(address, source.length, out);
    const exception = this.readException(out);
    if (exception === undefined) this.read(out);
    this.#exports.free(address);
    this.#exports.free(out);
    return exception;
  }

  #writeText(address: number, text: string): void {
    const bytes = encoder.encode(text);
    // Python takes the buffer over and frees it.
    const textAddress = this.#exports.malloc(bytes.length + 1);
    this.#memory.u8.set(bytes, textAddress);
    this.#memory.u8[textAddress + bytes.length] = 0;
    const words = this.#memory.i32;
    words[address >> 2] = ToPython.text;
    words[(address >> 2) + 1] = bytes.length;
    words[(address >> 2) + 2] = textAddress;
  }
}
