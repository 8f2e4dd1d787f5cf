// What the interpreter's binary may call outside of its memory. Under it: the package's own imports, of which only the
// memory file system and the text conversions stay. The rest is replaced: calls through the table (the package's are
// slow), text output, error numbers, time, random numbers, and everything that would show JavaScript to a script.

import { usualErrno, usualSyscallResult } from './errno.ts';
import type { InterpreterMemory } from './interpreter-memory.ts';
import type { PythonValues, ValueFromPython } from './python-values.ts';
import { valueSizeBytes } from './python-values.ts';
import type { InterpreterExports, WasmFunction, WasmImports } from './wasm-types.ts';

/** A function that Python may call; it must not throw. */
export type HostFunction = (...args: ValueFromPython[]) => number | string | null;

export interface ImportHooks {
  /** Text for standard output or standard error. The bytes are a copy. */
  writeText(bytes: Uint8Array): void;
  /** The functions of a module that the worker registered, or undefined for any other JavaScript object. */
  moduleFunctions(reference: number): Readonly<Record<string, HostFunction>> | undefined;
  /** The host function behind a reference, or undefined for any other. */
  hostFunction(reference: number): HostFunction | undefined;
  /** 32 random bits. */
  random(): number;
  /** Milliseconds since the interpreter began. */
  ticksMs(): number;
  /** The memory is about to grow to this size; false refuses, and Python raises MemoryError. */
  memoryMayGrow(requestedBytes: number): boolean;
}

/** Filled in once the instance exists; the imports must be made before. */
export interface LateBound {
  readonly exports: InterpreterExports;
  readonly memory: InterpreterMemory;
  readonly values: PythonValues;
}

/** Sees calls through the table that the emulated setjmp makes; the scheduler's is one of them. */
export interface TableCallWatch {
  /** Index in the table of the scheduler's function once known; −1 before. */
  schedulerIndex: number;
  /** Called before the scheduler's function runs: a safe point for calls into Python. */
  onSchedulerCall(): void;
  /** While set, collects the indexes of all calls. */
  seen: Set<number> | undefined;
}

class LongJump extends Error {}
const longJump = new LongJump('longjmp');

export function wrapImports(
  original: WasmImports,
  late: () => LateBound,
  hooks: ImportHooks,
  watch: TableCallWatch,
): WasmImports {
  const originalEnv = original['env'] ?? {};
  const wasi = original['wasi_snapshot_preview1'] ?? {};
  const env: Record<string, WasmFunction> = { ...originalEnv };
  for (const [name, implementation] of Object.entries(originalEnv)) {
    if (name.startsWith('__syscall_')) env[name] = (...args) => usualSyscallResult(implementation(...args));
    if (name.startsWith('invoke_')) env[name] = tableCall(name.length - 'invoke_'.length - 1, late, watch);
  }
  env['_emscripten_throw_longjmp'] = () => {
    throw longJump;
  };
  const resizeHeap = originalEnv['emscripten_resize_heap'];
  env['emscripten_resize_heap'] = (requestedBytes = 0) =>
    hooks.memoryMayGrow(requestedBytes >>> 0) ? (resizeHeap?.(requestedBytes) ?? 0) : 0;
  env['mp_js_random_u32'] = () => hooks.random();
  env['mp_js_ticks_ms'] = () => hooks.ticksMs();
  Object.assign(env, confinedProxies(originalEnv, late, hooks));
  const translated: Record<string, WasmFunction> = {};
  for (const [name, implementation] of Object.entries(wasi))
    translated[name] = (...args) => usualErrno(implementation(...args));
  translated['fd_write'] = textWriter(wasi['fd_write'], late, hooks);
  return { ...original, env, wasi_snapshot_preview1: translated };
}

/** The package's wrappers look the table up for every call; these are several times faster. */
function tableCall(argumentCount: number, late: () => LateBound, watch: TableCallWatch): WasmFunction {
  const cache: (WasmFunction | undefined)[] = [];
  const lookUp = (index: number): WasmFunction => {
    const found = late().exports.__indirect_function_table.get(index);
    cache[index] = found;
    return found;
  };
  const before = (index: number): void => {
    if (index === watch.schedulerIndex) watch.onSchedulerCall();
    watch.seen?.add(index);
  };
  const recover = (stack: number, error: unknown): number => {
    const { exports } = late();
    exports._emscripten_stack_restore(stack);
    if (error !== longJump) throw error;
    exports.setThrew(1, 0);
    return 0;
  };
  // One closure an arity: spreading arguments costs more than the call.
  const stackNow = (): number => late().exports.emscripten_stack_get_current();
  switch (argumentCount) {
    case 0:
      return (index = 0) => {
        const stack = stackNow();
        before(index);
        try {
          return (cache[index] ?? lookUp(index))();
        } catch (error) {
          return recover(stack, error);
        }
      };
    case 1:
      return (index = 0, a = 0) => {
        const stack = stackNow();
        before(index);
        try {
          return (cache[index] ?? lookUp(index))(a);
        } catch (error) {
          return recover(stack, error);
        }
      };
    case 2:
      return (index = 0, a = 0, b = 0) => {
        const stack = stackNow();
        before(index);
        try {
          return (cache[index] ?? lookUp(index))(a, b);
        } catch (error) {
          return recover(stack, error);
        }
      };
    case 3:
      return (index = 0, a = 0, b = 0, c = 0) => {
        const stack = stackNow();
        before(index);
        try {
          return (cache[index] ?? lookUp(index))(a, b, c);
        } catch (error) {
          return recover(stack, error);
        }
      };
    default:
      return (index = 0, ...args) => {
        const stack = stackNow();
        before(index);
        try {
          return (cache[index] ?? lookUp(index))(...args);
        } catch (error) {
          return recover(stack, error);
        }
      };
  }
}

function textWriter(original: WasmFunction | undefined, late: () => LateBound, hooks: ImportHooks): WasmFunction {
  return (descriptor = 0, vectors = 0, count = 0, writtenAddress = 0) => {
    if (descriptor !== 1 && descriptor !== 2)
      return usualErrno(original?.(descriptor, vectors, count, writtenAddress) ?? 0);
    const { memory } = late();
    let total = 0;
    for (let index = 0; index < count; index++) {
      const words = memory.i32;
      const at = (vectors >> 2) + index * 2;
      const address = words[at] ?? 0;
      const sizeBytes = words[at + 1] ?? 0;
      if (sizeBytes > 0) hooks.writeText(memory.u8.slice(address, address + sizeBytes));
      total += sizeBytes;
    }
    memory.i32[writtenAddress >> 2] = total;
    return 0;
  };
}

/**
 * Python sees a JavaScript object as attributes to look up, to call and so on. Only the functions of registered modules
 * answer; `import js` and every `.constructor` find nothing.
 */
function confinedProxies(
  original: Record<string, WasmFunction>,
  late: () => LateBound,
  hooks: ImportHooks,
): Record<string, WasmFunction> {
  const call = (reference: number, args: ValueFromPython[], out: number): number => {
    const result = hooks.hostFunction(reference)?.(...args);
    late().values.write(out, result);
    return 0;
  };
  const readAll = (count: number, address: number): ValueFromPython[] => {
    const { values } = late();
    return Array.from({ length: count }, (_, index) => values.read(address + index * valueSizeBytes));
  };
  const knows = (reference: number, nameAddress: number): boolean => {
    const functions = hooks.moduleFunctions(reference);
    return functions !== undefined && Object.hasOwn(functions, late().values.zeroTerminatedText(nameAddress));
  };
  const nothingAt =
    (outIndex: number): WasmFunction =>
    (...args) => {
      late().values.write(args[outIndex] ?? 0, null);
      return 0;
    };
  const nothing: WasmFunction = () => 0;
  return {
    call0: (reference = 0, out = 0) => call(reference, [], out),
    call1: (reference = 0, _viaCall = 0, first = 0, out = 0) => call(reference, [late().values.read(first)], out),
    call2: (reference = 0, _viaCall = 0, first = 0, second = 0, out = 0) => {
      const { values } = late();
      return call(reference, [values.read(first), values.read(second)], out);
    },
    calln: (reference = 0, _viaCall = 0, count = 0, args = 0, out = 0) => call(reference, readAll(count, args), out),
    call0_kwarg: (_reference = 0, _viaCall = 0, count = 0, _keys = 0, args = 0, out = 0) => {
      readAll(count, args);
      late().values.write(out, null);
      return 0;
    },
    calln_kwarg: (_r = 0, _viaCall = 0, count = 0, args = 0, keywords = 0, _keys = 0, keywordArgs = 0, out = 0) => {
      readAll(count, args);
      readAll(keywords, keywordArgs);
      late().values.write(out, null);
      return 0;
    },
    has_attr: (reference = 0, name = 0) => (knows(reference, name) ? 1 : 0),
    lookup_attr: (reference = 0, name = 0, out = 0) =>
      // 1 is "a plain attribute"; the package says 2 for functions and Python then binds and passes `this` as well.
      knows(reference, name) && original['lookup_attr']?.(reference, name, out) ? 1 : 0,
    store_attr: nothing,
    js_subscr_load: nothingAt(2),
    js_subscr_store: nothing,
    js_get_iter: nothingAt(1),
    js_iter_next: nothing,
    js_reflect_construct: nothingAt(3),
    js_check_existing: () => -1,
    js_get_error_info: (_reference = 0, name = 0, message = 0) => {
      late().values.write(name, 'Error');
      late().values.write(message, '');
      return 0;
    },
    create_promise: nothingAt(1),
    js_then_resolve: nothing,
    js_then_reject: nothing,
    js_then_continue: nothingAt(4),
    proxy_convert_mp_to_js_then_js_to_mp_obj_jsside: nothingAt(0),
    proxy_convert_mp_to_js_then_js_to_js_then_js_to_mp_obj_jsside: nothingAt(0),
  };
}
