// Reads the camera's profiler while somebody watches, sets it up anew for every connection, and keeps its symbols.
// Over it: contract/profiler.ts. Under it: the CurrentCamera's profiler.
//
// A reading that fails changes nothing but the state's problem: the last good table stays.

import type { HostHandlers } from '../../../src-shared/contract/contract.ts';
import type { ProfilerState } from '../../../src-shared/contract/profiler.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { decodeProfileTable, emptyProfileTable, type ProfileTable } from '../../../src-shared/profile/profile-table.ts';
import { symbolFit } from '../../../src-shared/profile/symbols.ts';
import { packProfileTable } from '../../../src-shared/profile/table-bytes.ts';
import { defaultPmuEventIds } from '../../../src-shared/openmv/profile-record.ts';
import { toProblem, type Problem } from '../../../src-shared/rpc/problem.ts';
import type { Connection } from '../../../src-shared/rpc/service.ts';
import type { ProfilerFacet } from '../../camera/facets.ts';
import type { CameraIdentity } from '../../../src-shared/device/identity.ts';
import { cancelSignal } from '../cancel-signal.ts';
import type { CurrentCamera } from '../current-camera.ts';
import { ElfUploads } from '../stores/elf-upload.ts';
import { HostError } from '../host-error.ts';
import type { HostEvents } from '../host-events.ts';
import { readElfFile, symbolsOfElf, SymbolStore, type FirmwareSymbols } from '../stores/symbol-store.ts';

/** 10 a second while a script runs; without one, only a camera that another host drives changes anything. */
const runningIntervalMs = 100;
const idleIntervalMs = 500;

export interface ProfilerServiceOptions {
  readonly current: CurrentCamera;
  readonly events: HostEvents;
  readonly clock: Clock;
  /** Milliseconds for people, as Date.now gives them. */
  readonly wallClock: () => number;
  readonly dataFolder: string;
  /** The ELF that a camera brings itself: the simulated one does. */
  readonly ownElf: (identity: CameraIdentity) => Uint8Array | undefined;
}

interface KnownSymbols extends FirmwareSymbols {
  readonly revision: number;
  readonly builtIn: boolean;
}

export class ProfilerService {
  readonly #options: ProfilerServiceOptions;
  readonly #store: SymbolStore;
  readonly #uploads = new ElfUploads();
  readonly #watching = new Map<string, Disposable>();
  #exclusive = true;
  #events: number[] = [...defaultPmuEventIds];
  /** Counters of the camera that is set up; undefined until it is. */
  #counterCount: number | undefined;
  #settingUp: Promise<void> | undefined;
  #table: ProfileTable | undefined;
  /** What the camera sent last; undefined when it was cleared. */
  #lastRows: Uint8Array | undefined;
  #problem: Problem | undefined;
  #symbols: KnownSymbols | undefined;
  #symbolsOf: string | undefined;
  #revisions = 0;
  #fit = { known: 0, all: 0 };
  #timer: Disposable | undefined;
  #reading = false;
  /** Goes up when counted data is cleared: a reading that began before shows what is gone. */
  #clearings = 0;
  #announced = '';

  constructor(options: ProfilerServiceOptions) {
    this.#options = options;
    this.#store = new SymbolStore(options.dataFolder);
    options.current.onStateChange(({ state }) => {
      if (state === 'connecting' || state === 'disconnected') this.#counterCount = undefined;
      this.#follow();
    });
    options.current.channels.onChange(() => this.#follow());
  }

  readonly handlers: HostHandlers['profiler'] = {
    state: () => this.state,
    watch: ({ on }, { connection }) => {
      this.#watch(connection, on);
      return on && this.#table !== undefined ? { table: packProfileTable(this.#table) } : undefined;
    },
    setMode: async ({ exclusive }, context) => {
      await (await this.#profiler()).setExclusive(exclusive, { signal: cancelSignal(context) });
      this.#exclusive = exclusive;
      this.#clear();
      return undefined;
    },
    setEvent: async ({ counter, event }, context) => {
      await (await this.#profiler()).setEvent(counter, event, { signal: cancelSignal(context) });
      this.#events[counter] = event;
      this.#clear();
      return undefined;
    },
    reset: async (_params, context) => {
      await (await this.#profiler()).reset({ signal: cancelSignal(context) });
      this.#clear();
      return undefined;
    },
    loadElf: async (part, { connection }) => {
      const file = this.#uploads.add(part, connection);
      if (file === undefined) return false;
      await this.#learn(symbolsOfElf(part.name, file));
      return true;
    },
    loadElfFile: async ({ path: file }) => {
      await this.#learn(symbolsOfElf(file.replace(/^.*[\\/]/, ''), await readElfFile(file)));
      return undefined;
    },
    forgetSymbols: async () => {
      if (this.#symbolsOf !== undefined) await this.#store.forget(this.#symbolsOf);
      this.#use(undefined, false);
      this.#symbolsOf = undefined;
      this.#follow();
      return undefined;
    },
    symbols: () => this.#symbols && { revision: this.#symbols.revision, elf: this.#symbols.elf },
  };

  get state(): ProfilerState {
    const { camera } = this.#options.current;
    const available = this.#present !== undefined;
    const symbols = this.#symbols;
    const { identity } = camera ?? {};
    return {
      available,
      ...(available
        ? {}
        : { reason: identity === undefined || camera?.state === 'disconnected' ? 'not-connected' : 'no-channel' }),
      exclusive: this.#exclusive,
      events: this.#events.slice(0, this.#counterCount ?? this.#table?.counterCount ?? 0),
      simulated: identity !== undefined && this.#options.ownElf(identity) !== undefined,
      ...(symbols && {
        symbols: {
          name: symbols.name,
          functionCount: symbols.functionCount,
          revision: symbols.revision,
          builtIn: symbols.builtIn,
          ...this.#fit,
        },
      }),
      ...(this.#problem && { problem: this.#problem }),
    };
  }

  /** The profiler that can be talked to in this moment or the next. */
  get #present(): ProfilerFacet | undefined {
    const { camera } = this.#options.current;
    return camera === undefined || camera.state === 'disconnected' ? undefined : camera.profiler;
  }

  /** The profiler, set up. Throws `not-connected` and `no-profiler`. */
  async #profiler(): Promise<ProfilerFacet> {
    const { connected } = this.#options.current;
    const { profiler } = connected;
    if (profiler === undefined) throw new HostError('no-profiler', 'This firmware has no profile channel.');
    await this.#settingUp;
    return profiler;
  }

  /** Brings everything in line with the state of the camera. */
  #follow(): void {
    const { camera } = this.#options.current;
    const ready = camera?.state === 'idle' || camera?.state === 'running';
    if (ready && this.#present !== undefined && this.#counterCount === undefined) {
      this.#settingUp ??= this.#setUp(this.#present).finally(() => (this.#settingUp = undefined));
    }
    if (ready && camera.identity !== undefined) void this.#recall(camera.identity);
    this.#announce();
    this.#schedule(0);
  }

  /** The camera keeps mode and events of whoever was there before; nobody can ask it for them. */
  async #setUp(profiler: ProfilerFacet): Promise<void> {
    try {
      const counterCount = await profiler.counterCount();
      await profiler.setExclusive(this.#exclusive);
      for (const [counter, event] of this.#events.slice(0, counterCount).entries())
        await profiler.setEvent(counter, event);
      this.#counterCount = counterCount;
      this.#clear();
    } catch (error) {
      this.#fail(error);
    }
    this.#schedule(0);
  }

  // ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

  #watch(connection: Connection, on: boolean): void {
    const known = this.#watching.get(connection.id);
    if (on && known === undefined) {
      this.#watching.set(
        connection.id,
        connection.onClose(() => this.#watch(connection, false)),
      );
      this.#schedule(0);
    } else if (!on && known !== undefined) {
      known.dispose();
      this.#watching.delete(connection.id);
    }
  }

  #schedule(delayMs: number): void {
    if (this.#reading || this.#watching.size === 0) return;
    this.#timer?.dispose();
    this.#timer = this.#options.clock.after(delayMs, () => void this.#readOnce());
  }

  async #readOnce(): Promise<void> {
    const { clock, current } = this.#options;
    const state = current.camera?.state;
    const profiler = this.#present;
    const ready = state === 'idle' || state === 'running';
    // The next change of state begins again.
    if (this.#reading || this.#watching.size === 0 || !ready || profiler === undefined) return;
    const startMs = clock.now();
    this.#reading = true;
    try {
      if (this.#counterCount !== undefined) await this.#read(profiler);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#reading = false;
    }
    const intervalMs = state === 'running' ? runningIntervalMs : idleIntervalMs;
    this.#schedule(Math.max(0, startMs + intervalMs - clock.now()));
  }

  async #read(profiler: ProfilerFacet): Promise<void> {
    const clearings = this.#clearings;
    const reading = await profiler.read();
    if (clearings !== this.#clearings || reading.kind === 'busy') return;
    if (reading.kind === 'empty') {
      this.#fail(new HostError('profile-empty', 'The profiler has counted nothing.'));
      return;
    }
    const mode = this.#exclusive ? 'exclusive' : 'inclusive';
    const table = decodeProfileTable(reading.bytes, reading.recordSize, {
      mode,
      takenAtMs: this.#options.wallClock(),
    });
    this.#problem = undefined;
    // Nothing was called since: there is nothing to send.
    if (this.#lastRows !== undefined && Buffer.compare(reading.bytes, this.#lastRows) === 0) this.#announce();
    else this.#show(table);
    this.#lastRows = reading.bytes;
  }

  #show(table: ProfileTable): void {
    this.#table = table;
    this.#measureFit();
    this.#announce();
    this.#options.events.emit({ service: 'profiler', event: 'snapshot', payload: { table: packProfileTable(table) } });
  }

  #clear(): void {
    this.#clearings += 1;
    this.#lastRows = undefined;
    this.#problem = undefined;
    const mode = this.#exclusive ? 'exclusive' : 'inclusive';
    this.#show(emptyProfileTable({ mode, takenAtMs: this.#options.wallClock() }, this.#counterCount));
  }

  #fail(error: unknown): void {
    // A camera that went away says so itself.
    if (this.#present === undefined) return;
    this.#problem = toProblem(error);
    this.#announce();
  }

  // ── Symbols ──────────────────────────────────────────────────────────────────────────────────────────────────────

  async #recall(identity: CameraIdentity): Promise<void> {
    const firmware = firmwareOf(identity);
    if (firmware === this.#symbolsOf) return;
    this.#symbolsOf = firmware;
    const revision = this.#revisions;
    const kept = await this.#store.find(firmware);
    // Symbols that a page loaded while the file was being read are newer than the file.
    if (this.#symbolsOf !== firmware || this.#revisions !== revision) return;
    const own = kept === undefined ? this.#options.ownElf(identity) : undefined;
    this.#use(kept ?? (own && symbolsOfElf('simulated-camera.elf', own)), own !== undefined);
  }

  async #learn(symbols: FirmwareSymbols): Promise<void> {
    const identity = this.#options.current.camera?.identity;
    this.#use(symbols, false);
    if (identity === undefined) return;
    this.#symbolsOf = firmwareOf(identity);
    await this.#store.keep(this.#symbolsOf, symbols);
  }

  #use(symbols: FirmwareSymbols | undefined, builtIn: boolean): void {
    this.#symbols = symbols && { ...symbols, builtIn, revision: ++this.#revisions };
    this.#measureFit();
    this.#announce();
  }

  #measureFit(): void {
    const { table } = this.#symbols ?? {};
    this.#fit = table && this.#table ? symbolFit(this.#table, table) : { known: 0, all: 0 };
  }

  #announce(): void {
    const payload = this.state;
    const announced = JSON.stringify(payload);
    if (announced === this.#announced) return;
    this.#announced = announced;
    this.#options.events.emit({ service: 'profiler', event: 'state', payload });
  }

  /** Stops reading for good. */
  dispose(): void {
    this.#timer?.dispose();
    for (const each of this.#watching.values()) each.dispose();
    this.#watching.clear();
  }
}

function firmwareOf({ board, firmware }: CameraIdentity): string {
  return `${board} ${firmware}`;
}
