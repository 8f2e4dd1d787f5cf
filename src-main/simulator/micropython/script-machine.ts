// A booted interpreter that is a simulated board: its memory rules, its primitives, its Python modules, and what runs
// scripts in it. Under it: interpreter.ts, calibration.ts, collector.ts. Over it: script.worker.ts.

import { scriptingOf } from '../board-scripting.ts';
import type { RunResult } from '../core/script-engine.ts';
import { SimulatedSensor } from '../core/simulated-sensor.ts';
import { createJpegCodec, type JpegCodec } from '../jpeg/jpeg-codec.ts';
import { ScriptProfiler } from './script-profiler.ts';
import { SharedProfile } from '../profile/shared-profile.ts';
import { createScene } from '../scenes/create-scene.ts';
import { calibrate, SchedulerState, type Calibration } from './calibration.ts';
import { createCameraPrimitives } from './camera-primitives.ts';
import { ScriptChannels } from './channel-primitives.ts';
import { Collector } from './collector.ts';
import { EventOutput } from './event-output.ts';
import type { HostFunction } from './import-wrappers.ts';
import { installFiles } from './install-files.ts';
import { loadInterpreter, type Interpreter } from './interpreter.ts';
import { createRandomBits } from './random-bits.ts';
import { SafePrimitives } from './safe-primitives.ts';
import { readScriptError } from './script-error.ts';
import { ScriptService } from './script-service.ts';
import { ServiceFlag, SharedControl } from './shared-control.ts';
import { prepareSource } from './source-preparation.ts';
import { TextOutput } from './text-output.ts';
import { libraryFolder, userTraceback } from './traceback.ts';
import type { ScriptWorkerData, WorkerMessage } from './worker-messages.ts';

export type Post = (message: WorkerMessage, transfer?: ArrayBuffer[]) => void;

/** Python gets a MemoryError instead of memory beyond this, for images too. */
const memoryLimitBytes = 1024 * 1024 * 1024;

const encoder = new TextEncoder();
const bootCode = encoder.encode(`import sys\nsys.path[:] = ['${libraryFolder}', '.frozen']\nimport _boot\n`);
const startMemory = encoder.encode('import _memory\n_memory.start()\n');
/** Leaves a script the names that a board provides: what start-up has defined is gone. */
const forgetNames = encoder.encode(
  'for _ in [name for name in globals() if name != "__name__"]:\n    del globals()[_]\ndel _\n',
);
const emptyLoop = encoder.encode('for _ in (0, 1):\n    pass\n');

export class ScriptMachine {
  readonly #data: ScriptWorkerData;
  readonly #post: Post;
  readonly #control: SharedControl;
  readonly #output: TextOutput;
  readonly #startMs = performance.now();
  #service: ScriptService | undefined;
  #whenMemoryGrows: (() => void) | undefined;

  private constructor(data: ScriptWorkerData, post: Post) {
    this.#data = data;
    this.#post = post;
    this.#control = new SharedControl(data.control);
    this.#output = new TextOutput(
      this.#control,
      () => post({ kind: 'text' }),
      () => this.#service,
    );
  }

  /** Loads the interpreter and reports `ready`. Returns the function that runs a script, UTF-8, as `<stdin>`. */
  static async start(data: ScriptWorkerData, post: Post): Promise<(source: Uint8Array) => RunResult> {
    const machine = new ScriptMachine(data, post);
    const [jpeg, interpreter] = await Promise.all([createJpegCodec(), machine.#load()]);
    const known = data.calibration?.binaryHash === interpreter.binaryHash ? data.calibration : undefined;
    const calibration = known ?? calibrate(interpreter, '_probe');
    machine.#boot(interpreter, calibration, jpeg);
    post({ kind: 'ready', memory: interpreter.exports.memory, calibration });
    return (source) => machine.#run(interpreter, source);
  }

  #nowMs(): number {
    return performance.now() - this.#startMs;
  }

  #load(): Promise<Interpreter> {
    return loadInterpreter({
      writeText: (bytes) => this.#output.write(bytes),
      random: createRandomBits(this.#data.options.seed),
      ticksMs: () => Math.floor(this.#nowMs()),
      memoryMayGrow: (requestedBytes) => {
        this.#whenMemoryGrows?.();
        return requestedBytes <= memoryLimitBytes;
      },
      onSchedulerCall: () => void this.#service?.serve(),
    });
  }

  #boot(interpreter: Interpreter, calibration: Calibration, jpeg: JpegCodec): void {
    const { exports, memory, values, watch } = interpreter;
    const { options, requests } = this.#data;
    const scripting = scriptingOf(options.board);
    watch.schedulerIndex = calibration.schedulerIndex ?? -1;
    const collector = new Collector(interpreter, calibration);
    const channels = this.#createChannels(interpreter);
    const service = new ScriptService({
      control: this.#control,
      requests,
      collector,
      serveChannel: (request) => channels.serve(request),
      scheduleInterrupt: () => exports.mp_sched_keyboard_interrupt(),
      nowMs: () => this.#nowMs(),
    });
    const safe = new SafePrimitives();
    const profiler =
      options.profile && new ScriptProfiler(new SharedProfile(options.profile), memory, () => this.#nowMs());
    const camera = createCameraPrimitives({
      heap: memory,
      control: this.#control,
      service,
      sensor: new SimulatedSensor(createScene(options.scene, options.seed), options.seed, jpeg),
      options,
      facts: scripting.facts(options.board),
      raiseLater: (address) => collector.raiseLater(address),
      nowMs: () => this.#nowMs(),
      sendFrame: (frame) =>
        this.#post({ kind: 'frame', frame }, frame === undefined ? [] : [frame.data.buffer as ArrayBuffer]),
      takeLastError: () => safe.takeLastError(),
      collect: () => collector.collect(),
      endScript: () => this.#endScript(),
    });
    interpreter.registerModule('_cam', {
      ...profiled(safe.wrap({ ...camera, ...channels.primitives() }), profiler),
      ...hooksForPython(interpreter, channels, collector),
    });
    for (const [name, primitives] of Object.entries(scripting.primitives({ heap: memory, jpeg }))) {
      const functions = safe.wrap(primitives);
      interpreter.registerModule(name, profiler?.measured(functions) ?? functions);
    }
    installFiles(interpreter.files, scripting, options);
    const failure = values.execute(bootCode);
    if (failure !== undefined) throw new Error(failure.traceback);

    // The heap grows when garbage has filled it: the next jump of the VM collects.
    const stateIndex = (calibration.schedulerStateAddress ?? 0) >> 1;
    this.#whenMemoryGrows = () => {
      collector.hurry();
      this.#control.raise(ServiceFlag.collect);
      if (stateIndex > 0) Atomics.compareExchange(memory.i16, stateIndex, SchedulerState.idle, SchedulerState.pending);
    };
    this.#service = service;
    values.execute(startMemory);
    values.execute(forgetNames);
  }

  #createChannels({ values, memory }: Interpreter): ScriptChannels {
    const events = new EventOutput({
      control: this.#control,
      post: (handle, code, waitAck) => this.#post({ kind: 'event', handle, code, waitAck }),
      service: () => this.#service,
    });
    return new ScriptChannels(values, memory, {
      registered: (channel) => this.#post({ kind: 'registered', channel }),
      event: (handle, code, waitAck) => events.send(handle, code, waitAck),
      reply: (id, reply) => this.#post({ kind: 'reply', id, reply }),
    });
  }

  #run({ values }: Interpreter, source: Uint8Array): RunResult {
    const exception = values.execute(prepareSource(source));
    // An interrupt after the last jump must not hit the next script.
    values.execute(emptyLoop);
    if (exception === undefined || exception.type === 'SystemExit') return { kind: 'finished' };
    this.#output.write(encoder.encode(this.#explained(userTraceback(exception.traceback), source)));
    return { kind: exception.type === 'KeyboardInterrupt' ? 'interrupted' : 'exception' };
  }

  /** The traceback, with a hint of the board's family behind its last line. */
  #explained(traceback: string, source: Uint8Array): string {
    const { board, flashFolder } = this.#data.options;
    const error = readScriptError(traceback, source, flashFolder);
    const hint = error && scriptingOf(board).hint?.(error);
    return hint === undefined ? traceback : traceback.replace(/\s*$/, (end) => ` (${hint})${end}`);
  }

  /** The host discards this thread when it hears that the script has ended. */
  #endScript(): never {
    this.#post({ kind: 'ended', result: { kind: 'finished' } });
    return this.#control.waitForever();
  }
}

/** Functions of `_cam` that take Python functions; see common/_boot.py and uprotocol.py. */
function hooksForPython(
  { exports }: Interpreter,
  channels: ScriptChannels,
  collector: Collector,
): Record<string, HostFunction> {
  return {
    stack_bytes: () => exports.emscripten_stack_get_base() - exports.emscripten_stack_get_end(),
    set_dispatch: (dispatch) => {
      if (typeof dispatch === 'object' && dispatch !== null) channels.setDispatch(dispatch);
      return 1;
    },
    set_collector: (address, sizeBytes, doNothing) => {
      if (typeof address === 'number' && typeof sizeBytes === 'number' && typeof doNothing === 'object' && doNothing)
        collector.prepare(address, sizeBytes, doNothing);
      return 1;
    },
    set_memory_check: (check) => {
      if (typeof check === 'object' && check !== null) collector.checkAfterwards(check);
      return 1;
    },
  };
}

/** With a profiler: its functions beside the camera's, and these as it should see them. */
function profiled(camera: Record<string, HostFunction>, profiler: ScriptProfiler | undefined): typeof camera {
  if (profiler === undefined) return { ...camera, profile_number: () => -1 };
  const unmeasured = ['wait_frame', 'render'].map((name) => [name, profiler.unmeasured(camera[name]!)]);
  return {
    ...camera,
    ...(Object.fromEntries(unmeasured) as typeof camera),
    publish: profiler.measuredAs('framebuffer_update_preview', camera['publish']!),
    ...profiler.pythonFunctions(),
  };
}
