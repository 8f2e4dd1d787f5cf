// Finds out where the interpreter keeps a few words that its binary does not export, by watching memory and calls while
// known things happen. Nothing is assumed about addresses: what is not found exactly once stays undefined, and the
// product then does without it (no poke: Stop ends the thread; no addresses of the collector: no collection in a running
// script). The results depend on the binary alone and may be kept by its hash.

import type { Interpreter } from './interpreter.ts';
import { wasmFrames } from './wasm-frames.ts';

export interface Calibration {
  readonly binaryHash: string;
  /** Byte address of the 16-bit word that says whether the VM has work to do at its next jump. */
  readonly schedulerStateAddress: number | undefined;
  /** Word that holds the exception to be raised there. */
  readonly pendingExceptionAddress: number | undefined;
  /** Table index of the function that does this work. */
  readonly schedulerIndex: number | undefined;
  /** Word that counts nested calls from outside into the interpreter. */
  readonly callDepthAddress: number | undefined;
  /** Byte that says that a collection is due. */
  readonly collectionDueAddress: number | undefined;
  /** Function numbers of frames that keep no Python object in a local of WebAssembly only. */
  readonly safeFrames: readonly number[];
}

export const SchedulerState = { pending: 0, idle: 1 } as const;

/** All static data of the binary lies below; the heap and loaded modules need not be searched. */
const searchedBytes = 1024 * 1024;

const encoder = new TextEncoder();

/** `probeModule` is the module name under which the probe may be registered; it stays in the interpreter. */
export function calibrate(interpreter: Interpreter, probeModule: string): Calibration {
  let onProbe: () => void = () => undefined;
  interpreter.registerModule(probeModule, {
    probe: (callback) => {
      onProbe();
      if (typeof callback === 'object' && callback !== null) interpreter.values.call(callback);
      onProbe();
      return null;
    },
  });
  const run = (source: string): void => {
    const exception = interpreter.values.execute(encoder.encode(source));
    if (exception !== undefined) throw new Error(`Calibration failed: ${exception.traceback}`);
  };
  const probing = (action: () => void, source: string): void => {
    onProbe = action;
    run(`from ${probeModule} import probe\n${source}`);
    onProbe = () => undefined;
  };
  const { schedulerStateAddress, pendingExceptionAddress } = findScheduler(interpreter);
  return {
    binaryHash: interpreter.binaryHash,
    schedulerStateAddress,
    pendingExceptionAddress,
    schedulerIndex:
      schedulerStateAddress === undefined ? undefined : findSchedulerIndex(interpreter, schedulerStateAddress, run),
    callDepthAddress: findCallDepth(interpreter, probing),
    collectionDueAddress: findCollectionDue(interpreter, probing),
    safeFrames: findSafeFrames(interpreter, probeModule, probing),
  };
}

type Probing = (action: () => void, source: string) => void;

/** A keyboard interrupt changes two words: the pending exception, and the scheduler's state from idle to pending. */
function findScheduler(
  interpreter: Interpreter,
): Pick<Calibration, 'schedulerStateAddress' | 'pendingExceptionAddress'> {
  const words = staticWords(interpreter);
  const before = words.slice();
  interpreter.exports.mp_sched_keyboard_interrupt();
  const changed = [...before.keys()].filter((index) => before[index] !== words[index]);
  const states = changed.filter(
    (index) =>
      ((before[index] ?? 0) & 0xffff) === SchedulerState.idle &&
      ((words[index] ?? 0) & 0xffff) === SchedulerState.pending,
  );
  for (const index of changed) words[index] = before[index] ?? 0;
  const state = changed.length === 2 ? only(states) : undefined;
  if (state === undefined) return { schedulerStateAddress: undefined, pendingExceptionAddress: undefined };
  const exception = changed.find((index) => index !== state)!;
  return { schedulerStateAddress: state * 4, pendingExceptionAddress: exception * 4 };
}

/** The function that is called when the state says pending and not otherwise. */
function findSchedulerIndex(
  interpreter: Interpreter,
  stateAddress: number,
  run: (source: string) => void,
): number | undefined {
  const loop = 'for _ in range(3):\n    pass\n';
  const { watch, memory } = interpreter;
  run(loop);
  const usual = new Set<number>();
  watch.seen = usual;
  run(loop);
  const poked = new Set<number>();
  watch.seen = poked;
  memory.u16[stateAddress >> 1] = SchedulerState.pending;
  run(loop);
  watch.seen = undefined;
  return only([...poked].filter((index) => !usual.has(index)));
}

/** A word that reads 0, 1, 2, 2, 1, 0 while calls nest and unwind. */
function findCallDepth(interpreter: Interpreter, probing: Probing): number | undefined {
  const snapshots = [staticWords(interpreter).slice()];
  probing(() => snapshots.push(staticWords(interpreter).slice()), 'probe(lambda: probe())\n');
  snapshots.push(staticWords(interpreter).slice());
  const depths = [0, 1, 2, 2, 1, 0];
  const first = snapshots[0];
  if (first === undefined || snapshots.length !== depths.length) return undefined;
  return only(
    outsideStack(interpreter, [...first.keys()])
      .filter((index) => depths.every((depth, step) => snapshots[step]?.[index] === depth))
      .map((index) => index * 4),
  );
}

/** A byte that `gc.collect()` sets and the return to the outside clears. */
function findCollectionDue(interpreter: Interpreter, probing: Probing): number | undefined {
  const staticBytes = (): Uint8Array => interpreter.memory.u8.slice(0, searchedBytes);
  const snapshots: Uint8Array[] = [];
  // The first collection tidies up; of the second only the flag is left to see.
  probing(() => snapshots.push(staticBytes()), 'import gc\ngc.collect()\n');
  snapshots.length = 0;
  probing(() => snapshots.push(staticBytes()), 'import gc\nprobe()\ngc.collect()\nprobe()\n');
  const [, before, during] = snapshots;
  const after = staticBytes();
  if (before === undefined || during === undefined) return undefined;
  const candidates = [...before.keys()].filter(
    (index) => before[index] === 0 && during[index] === 1 && after[index] === 0,
  );
  return only(
    outsideStack(
      interpreter,
      candidates.map((index) => index >> 2),
    ).length === 1
      ? candidates
      : [],
  );
}

/**
 * Plain Python keeps its objects where the collector looks: on the Python stack or the C stack. Frames of constructors,
 * `sorted`, `map` and the like do not, so only the frames of these patterns count as safe.
 */
const safePatterns = `
def plain():
    probe()
def keywords(a, *rest, b=2, **others):
    probe()
class Thing:
    def method(self):
        probe()
    def __enter__(self):
        probe()
        return self
    def __exit__(self, *args):
        probe()
    @property
    def value(self):
        probe()
        return 1
    def __getitem__(self, index):
        probe()
        return index
def numbers():
    for i in range(2):
        probe()
        yield i
def delegating():
    yield from numbers()
probe()
plain()
keywords(1, 2, 3, b=4, c=5)
keywords(*(1, 2), **{'b': 3})
Thing().method()
Thing().value
Thing()[1]
with Thing() as thing:
    thing.method()
try:
    plain()
    raise ValueError()
except ValueError:
    plain()
finally:
    plain()
for _ in numbers():
    plain()
for _ in delegating():
    plain()
[plain() for _ in range(2)]
{i: plain() for i in range(2)}
(lambda: plain())()
while True:
    plain()
    break
`;

/** A module whose body holds the main loop; what an import keeps during it is referenced from `sys.modules` too. */
const importedPattern = 'calibration_pattern';

function findSafeFrames(interpreter: Interpreter, probeModule: string, probing: Probing): readonly number[] {
  const file = `/tmp/${importedPattern}.py`;
  interpreter.files.writeFile(file, `from ${probeModule} import probe\nfor _ in range(2):\n    probe()\n`);
  const frames = new Set<number>();
  const imports = `
import sys
sys.path.append('/tmp')
import ${importedPattern}
sys.path.remove('/tmp')
del sys.modules['${importedPattern}']
`;
  probing(() => {
    for (const frame of wasmFrames() ?? []) frames.add(frame);
  }, safePatterns + imports);
  interpreter.files.unlink(file);
  return [...frames].sort((a, b) => a - b);
}

function staticWords(interpreter: Interpreter): Int32Array {
  return interpreter.memory.i32.subarray(0, searchedBytes >> 2);
}

function outsideStack(interpreter: Interpreter, wordIndexes: readonly number[]): number[] {
  const low = interpreter.exports.emscripten_stack_get_end() >> 2;
  const high = interpreter.exports.emscripten_stack_get_base() >> 2;
  return wordIndexes.filter((index) => index < low || index >= high);
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}
