// Loads MicroPython (the WebAssembly package from npm) into this thread: with shared memory, our imports, and nothing of
// JavaScript in a script's reach. One interpreter a thread, because the package keeps tables on globalThis. Over it:
// calibration, collector and script session. Reasons: README.md of this folder.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { EmscriptenFileSystem } from './emscripten-file-system.ts';
import {
  wrapImports,
  type HostFunction,
  type ImportHooks,
  type LateBound,
  type TableCallWatch,
} from './import-wrappers.ts';
import { InterpreterMemory } from './interpreter-memory.ts';
import { PythonValues } from './python-values.ts';
import { withSharedMemory } from './shared-memory-patch.ts';
import type { InterpreterExports, WasmHost, WasmImports } from './wasm-types.ts';

const packageName = '@micropython/micropython-webassembly-pyscript';
/** First region of the Python heap; it grows by itself. */
const heapSizeBytes = 4 * 1024 * 1024;
/** In words. The package's default stops calls with keyword arguments at a depth of 111. */
const pythonStackWords = 16 * 1024;

export interface Interpreter {
  readonly exports: InterpreterExports;
  readonly memory: InterpreterMemory;
  readonly values: PythonValues;
  readonly files: EmscriptenFileSystem;
  readonly watch: TableCallWatch;
  /** Names the binary, for caches of what was found out about it. */
  readonly binaryHash: string;
  /** Makes functions importable from Python under a private module name. They must not throw. */
  registerModule(name: string, functions: Readonly<Record<string, HostFunction>>): void;
}

export interface InterpreterHooks extends Omit<ImportHooks, 'moduleFunctions' | 'hostFunction'> {
  /** Safe point inside a running script; see `TableCallWatch`. */
  readonly onSchedulerCall: () => void;
}

interface PackageInterpreter {
  readonly FS: EmscriptenFileSystem;
  registerJsModule(name: string, module: object): void;
}
interface LoaderModule {
  loadMicroPython(options: {
    url: string;
    heapsize: number;
    pystack: number;
    linebuffer: boolean;
    stdin(): null;
    stdout(): void;
    stderr(): void;
  }): Promise<PackageInterpreter>;
}

export async function loadInterpreter(hooks: InterpreterHooks): Promise<Interpreter> {
  const require = createRequire(import.meta.url);
  const binaryFile = require.resolve(`${packageName}/micropython-ulab.wasm`);
  const binary = await readFile(binaryFile);
  // With a second argument that is part of its path the package takes itself for the program and reads options.
  process.argv.length = 1;
  const loader = (await import(pathToFileURL(require.resolve(`${packageName}/micropython.mjs`)).href)) as LoaderModule;

  const modules = new Map<object, Readonly<Record<string, HostFunction>>>();
  const functions = new Set<unknown>();
  const objectAt = (reference: number): unknown => proxyTable()[reference];
  const watch: TableCallWatch = { schedulerIndex: -1, onSchedulerCall: hooks.onSchedulerCall, seen: undefined };
  let late: LateBound | undefined;
  const lateBound = (): LateBound => {
    if (late === undefined) throw new Error('The interpreter called out before it was loaded.');
    return late;
  };
  const importHooks: ImportHooks = {
    ...hooks,
    moduleFunctions: (reference) => modules.get(objectAt(reference) as object),
    hostFunction: (reference) => {
      const found = objectAt(reference);
      return functions.has(found) ? (found as HostFunction) : undefined;
    },
  };

  const wasm = (globalThis as unknown as { WebAssembly: WasmHost }).WebAssembly;
  const originalInstantiate = wasm.instantiate;
  wasm.instantiate = async (bytes, imports: WasmImports) => {
    const wrapped = wrapImports(imports, lateBound, importHooks, watch);
    const result = await originalInstantiate.call(wasm, withSharedMemory(bytes), wrapped);
    const exports = result.instance.exports as InterpreterExports;
    const memory = new InterpreterMemory(exports.memory);
    late = { exports, memory, values: new PythonValues(exports, memory) };
    return result;
  };
  try {
    const loaded = await loader.loadMicroPython({
      url: binaryFile,
      heapsize: heapSizeBytes,
      pystack: pythonStackWords,
      linebuffer: false,
      // Text leaves through the fd_write import; these three keep the package from the process's own streams.
      stdin: () => null,
      stdout: () => undefined,
      stderr: () => undefined,
    });
    removeHostDevices(loaded.FS);
    const { exports, memory, values } = lateBound();
    return {
      exports,
      memory,
      values,
      files: loaded.FS,
      watch,
      binaryHash: createHash('sha256').update(binary).digest('hex'),
      registerModule(name, members) {
        const module = Object.assign(Object.create(null) as object, members);
        modules.set(module, members);
        for (const member of Object.values(members)) functions.add(member);
        loaded.registerJsModule(name, module);
      },
    };
  } finally {
    wasm.instantiate = originalInstantiate;
  }
}

function proxyTable(): readonly unknown[] {
  return (globalThis as unknown as { proxy_js_ref: readonly unknown[] }).proxy_js_ref;
}

/** The terminals of the memory file system read the process's standard input. */
function removeHostDevices(files: EmscriptenFileSystem): void {
  for (const device of ['/dev/tty', '/dev/tty1']) files.unlink(device);
}
