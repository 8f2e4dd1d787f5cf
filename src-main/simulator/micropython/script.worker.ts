// Entry of the thread that runs scripts: loads the interpreter, makes it a camera, and then runs what it is told, one
// script after the other. While a script runs this thread never returns to its event loop; the host reaches it through
// shared memory (script-service.ts).

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { assetFile } from '../../lib/product-files.ts';
import { scriptingOf } from '../board-scripting.ts';
import type { FamilyScripting } from '../core/board-family.ts';
import { createJpegCodec } from '../jpeg/jpeg-codec.ts';
import { createScene } from '../scenes/create-scene.ts';
import { ScriptProfiler } from './script-profiler.ts';
import { SharedProfile } from '../profile/shared-profile.ts';
import type { RunResult } from '../core/script-engine.ts';
import { calibrate, SchedulerState } from './calibration.ts';
import { createCameraPrimitives } from './camera-primitives.ts';
import { ScriptChannels } from './channel-primitives.ts';
import { Collector } from './collector.ts';
import { lockDownFiles } from './file-lockdown.ts';
import { mountFolder } from './flash-file-system.ts';
import { EventOutput } from './event-output.ts';
import type { HostFunction } from './import-wrappers.ts';
import { loadInterpreter, type Interpreter } from './interpreter.ts';
import { createRandomBits } from './random-bits.ts';
import { SafePrimitives } from './safe-primitives.ts';
import { ScriptService } from './script-service.ts';
import { ServiceFlag, SharedControl } from './shared-control.ts';
import { SimulatedSensor } from '../core/simulated-sensor.ts';
import { prepareSource } from './source-preparation.ts';
import { TextOutput } from './text-output.ts';
import { libraryFolder, userTraceback } from './traceback.ts';
import { unsimulatedModuleSource } from './unsimulated-module.ts';
import type { RunMessage, ScriptWorkerData, WorkerMessage } from './worker-messages.ts';

/** Python gets a MemoryError instead of memory beyond this. */
const memoryLimitBytes = 1024 * 1024 * 1024;

const port = parentPort;
if (port === null) throw new Error('script.worker is the entry of a worker thread.');
const data = workerData as ScriptWorkerData;
const post = (message: WorkerMessage, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
const encoder = new TextEncoder();
const emptyLoop = encoder.encode('for _ in (0, 1):\n    pass\n');

async function boot(): Promise<void> {
  const { options } = data;
  const scripting = scriptingOf(options.board);
  const control = new SharedControl(data.control);
  const startMs = performance.now();
  const nowMs = (): number => performance.now() - startMs;
  let service: ScriptService | undefined;
  let whenMemoryGrows: () => void = () => undefined;
  const output = new TextOutput(
    control,
    () => post({ kind: 'text' }),
    () => service,
  );

  const [jpeg, interpreter] = await Promise.all([
    createJpegCodec(),
    loadInterpreter({
      writeText: (bytes) => output.write(bytes),
      random: createRandomBits(options.seed),
      ticksMs: () => Math.floor(nowMs()),
      memoryMayGrow: (requestedBytes) => {
        whenMemoryGrows();
        return requestedBytes <= memoryLimitBytes;
      },
      onSchedulerCall: () => void service?.serve(),
    }),
  ]);
  const { exports, memory, values, watch } = interpreter;
  const known = data.calibration?.binaryHash === interpreter.binaryHash ? data.calibration : undefined;
  const calibration = known ?? calibrate(interpreter, '_probe');
  watch.schedulerIndex = calibration.schedulerIndex ?? -1;

  const events = new EventOutput({
    control,
    post: (handle, code, waitAck) => post({ kind: 'event', handle, code, waitAck }),
    service: () => service,
  });
  const collector = new Collector(interpreter, calibration);
  const channels = new ScriptChannels(values, memory, {
    registered: (channel) => post({ kind: 'registered', channel }),
    event: (handle, code, waitAck) => events.send(handle, code, waitAck),
    reply: (id, reply) => post({ kind: 'reply', id, reply }),
  });
  const running = new ScriptService({
    control,
    requests: data.requests,
    collector,
    serveChannel: (request) => channels.serve(request),
    scheduleInterrupt: () => exports.mp_sched_keyboard_interrupt(),
    nowMs,
  });
  const safe = new SafePrimitives();
  const camera = createCameraPrimitives({
    heap: memory,
    control,
    service: running,
    sensor: new SimulatedSensor(createScene(options.scene, options.seed), options.seed, jpeg),
    options,
    facts: scripting.facts(options.board),
    nowMs,
    sendFrame: (frame) => post({ kind: 'frame', frame }, frame === undefined ? [] : [frame.data.buffer as ArrayBuffer]),
    takeLastError: () => safe.takeLastError(),
    collect: () => collector.collect(),
  });
  const profiler = options.profile && new ScriptProfiler(new SharedProfile(options.profile), memory, nowMs);
  interpreter.registerModule('_cam', {
    ...profiled(safe.wrap({ ...camera, ...channels.primitives() }), profiler),
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
  });
  for (const [name, primitives] of Object.entries(scripting.primitives({ heap: memory, jpeg }))) {
    const functions = safe.wrap(primitives);
    interpreter.registerModule(name, profiler?.measured(functions) ?? functions);
  }
  installFiles(interpreter, scripting);
  const failure = values.execute(
    encoder.encode(`import sys\nsys.path[:] = ['${libraryFolder}', '.frozen']\nimport _boot\n`),
  );
  if (failure !== undefined) throw new Error(failure.traceback);

  // The heap grows when garbage has filled it: the next jump of the VM collects.
  const stateIndex = (calibration.schedulerStateAddress ?? 0) >> 1;
  whenMemoryGrows = () => {
    collector.hurry();
    control.raise(ServiceFlag.collect);
    if (stateIndex > 0) Atomics.compareExchange(memory.i16, stateIndex, SchedulerState.idle, SchedulerState.pending);
  };
  service = running;

  const run = (source: Uint8Array): RunResult => {
    const exception = values.execute(prepareSource(source));
    // An interrupt that came after the last jump must not hit the next script.
    values.execute(emptyLoop);
    if (exception === undefined || exception.type === 'SystemExit') return { kind: 'finished' };
    output.write(encoder.encode(userTraceback(exception.traceback)));
    return { kind: exception.type === 'KeyboardInterrupt' ? 'interrupted' : 'exception' };
  };
  port?.on('message', (message: RunMessage) => {
    post({ kind: 'started' });
    try {
      post({ kind: 'ended', result: run(message.source) });
    } catch (error) {
      // Not a Python exception: the interpreter itself has failed and must not be used again.
      post({ kind: 'failed', reason: error instanceof Error ? error.message.slice(0, 500) : 'unknown' });
    }
  });
  post({ kind: 'ready', memory: exports.memory, calibration });
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

/** The Python modules of the simulation, the unsimulated ones, and the flash disk. */
function installFiles({ files }: Interpreter, { modules, unsimulated }: FamilyScripting): void {
  files.mkdir('/rom');
  files.mkdir(libraryFolder);
  for (const module of modules) {
    const source = assetFile('simulator', 'lib', module);
    for (const name of readdirSync(source))
      if (name.endsWith('.py')) files.writeFile(`${libraryFolder}/${name}`, readFileSync(path.join(source, name)));
  }
  for (const name of unsimulated) files.writeFile(`${libraryFolder}/${name}.py`, unsimulatedModuleSource(name));
  files.mkdir('/flash');
  mountFolder(files, data.options.flashFolder, '/flash');
  files.chdir('/flash');
  lockDownFiles(files, ['flash', 'rom'], '/flash');
}

try {
  await boot();
} catch (error) {
  post({ kind: 'failed', reason: error instanceof Error ? error.message.slice(0, 2000) : 'unknown' });
}
