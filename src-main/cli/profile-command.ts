import path from 'node:path';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import { ignoreExpected } from '../../src-shared/lib/ignore-expected.ts';
import { toCsv, toJson } from '../../src-shared/profile/export.ts';
import { pmuEventName } from '../../src-shared/profile/pmu-events.ts';
import { decodeProfileTable, type ProfileMode, type ProfileTable } from '../../src-shared/profile/profile-table.ts';
import { allRows, sortRows } from '../../src-shared/profile/sort.ts';
import { functionNames, noSymbols, symbolFit, type SymbolTable } from '../../src-shared/profile/symbols.ts';
import { defaultPmuEventIds } from '../../src-shared/openmv/profile-record.ts';
import type { ProfilerFacet } from '../camera/facets.ts';
import type { CameraIdentity } from '../../src-shared/device/identity.ts';
import { HostError } from '../host/host-error.ts';
import { readElfFile, symbolsOfElf } from '../host/stores/symbol-store.ts';
import { simulatedFirmwareElf } from '../simulator/profile/firmware-elf.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { flashFolderOf, type FlashOptions } from './flash-folder.ts';
import { profileLines } from './profile-table.ts';
import { readScript } from './run-command.ts';
import { runSession } from './run-session.ts';

export interface ProfileOptions extends FlashOptions {
  readonly seconds?: number;
  /** Exclude time spent in called functions. */
  readonly exclusive?: boolean;
  readonly elf?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** A camera may lose its table when a script ends, so it is also read during the run. */
const readIntervalMs = 500;

/** Runs a script and prints the profile; 1 if the script raised an exception. */
export async function profileCommand(context: CliContext, script: string, options: ProfileOptions): Promise<ExitCode> {
  const { output, clock, signal } = context;
  const source = await readScript(script);
  // Before anything runs: a wrong file should not cost a run.
  const given = options.elf === undefined ? undefined : await namesFrom(options.elf);
  const flashFolder = await flashFolderOf(options, script);
  const camera = await context.openCamera(options.camera, { flashFolder });
  try {
    const identity = await camera.connect({ signal });
    const { profiler } = camera;
    if (profiler === undefined) throw new HostError('no-profiler', 'This firmware has no profile channel.');
    const mode = options.exclusive === true ? 'exclusive' : 'inclusive';
    await setUp(profiler, mode, signal);
    const readings = new Readings(profiler, mode, clock);
    const result = await runSession(camera, source, {
      clock,
      signal,
      seconds: options.seconds,
      onText: (bytes) => (options.csv === true ? output.bytesAside(bytes) : output.bytes(bytes)),
    }).finally(() => readings.dispose());
    const table = await readings.last();
    print(context, options, table, given ?? namesOf(identity), identity);
    return result.exception === undefined ? 0 : 1;
  } finally {
    await camera.disconnect();
  }
}

async function setUp(profiler: ProfilerFacet, mode: ProfileMode, signal: AbortSignal): Promise<void> {
  await profiler.setExclusive(mode === 'exclusive', { signal });
  const counterCount = await profiler.counterCount({ signal });
  for (const [counter, event] of defaultPmuEventIds.slice(0, counterCount).entries())
    await profiler.setEvent(counter, event, { signal });
  await profiler.reset({ signal });
}

/** The newest table that could be read. */
class Readings implements Disposable {
  readonly #profiler: ProfilerFacet;
  readonly #mode: ProfileMode;
  readonly #clock: Clock;
  #table: ProfileTable | undefined;
  #timer: Disposable | undefined;

  constructor(profiler: ProfilerFacet, mode: ProfileMode, clock: Clock) {
    this.#profiler = profiler;
    this.#mode = mode;
    this.#clock = clock;
    this.#later();
  }

  /** Reads again. Rejects with `profile-empty` if nothing was counted. */
  async last(): Promise<ProfileTable> {
    await this.#read();
    if (this.#table === undefined) throw new HostError('profile-empty', 'The profiler has counted nothing.');
    return this.#table;
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  #later(): void {
    this.#timer = this.#clock.after(readIntervalMs, () => {
      // A failure that matters occurs again in the last reading.
      void this.#read()
        .catch(ignoreExpected)
        .finally(() => {
          if (this.#timer !== undefined) this.#later();
        });
    });
  }

  async #read(): Promise<void> {
    const reading = await this.#profiler.read();
    if (reading.kind !== 'records') return;
    const facts = { mode: this.#mode, takenAtMs: Date.now() };
    this.#table = decodeProfileTable(reading.bytes, reading.recordSize, facts);
  }
}

async function namesFrom(file: string): Promise<SymbolTable> {
  return symbolsOfElf(path.basename(file), await readElfFile(path.resolve(file))).table;
}

function namesOf({ simulated }: CameraIdentity): SymbolTable {
  return simulated ? symbolsOfElf('', simulatedFirmwareElf()).table : noSymbols;
}

function print(
  { output }: CliContext,
  options: ProfileOptions,
  table: ProfileTable,
  symbols: SymbolTable,
  { board }: CameraIdentity,
): void {
  const names = functionNames(table, symbols);
  const rows = sortRows(allRows(table.rowCount), [{ values: table.totalUs, descending: true }]);
  const eventNames = defaultPmuEventIds.slice(0, table.counterCount).map(pmuEventName);
  if (options.csv === true) output.text(toCsv(table, { names, rows, eventNames }));
  else if (options.json === true) output.json(JSON.parse(toJson(table, { names, rows, eventNames })) as object);
  else for (const line of profileLines(table, names, rows, defaultPmuEventIds)) output.line(line);
  const { known, all } = symbolFit(table, symbols);
  if (options.elf !== undefined && known < all)
    output.note(
      `${board}: ${all - known} of ${all} functions are not in ${options.elf}. It may be from another firmware build.`,
    );
  else if (symbols === noSymbols) output.note(`${board}: use --elf to see function names instead of addresses.`);
}
