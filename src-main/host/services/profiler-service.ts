// Reads the profiler of one camera while pages watch, sets it up again for every connection, and keeps the last good table.
// Above: contract/profiler.ts. Below: the profiler facet of the ConnectedCamera; profiler-symbols.ts.
//
// A reading that fails changes nothing but the state's problem.

import type { ProfilerState } from '../../../src-shared/contract/profiler.ts';
import type { CameraIdentity } from '../../../src-shared/device/identity.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { defaultPmuEventIds } from '../../../src-shared/openmv/profile-record.ts';
import { decodeProfileTable, emptyProfileTable, type ProfileTable } from '../../../src-shared/profile/profile-table.ts';
import { symbolFit } from '../../../src-shared/profile/symbols.ts';
import { packProfileTable } from '../../../src-shared/profile/table-bytes.ts';
import { toProblem, type Problem } from '../../../src-shared/rpc/problem.ts';
import type { Connection } from '../../../src-shared/rpc/service.ts';
import type { CallOptions, ProfilerFacet } from '../../camera/facets.ts';
import type { CameraParts } from '../cameras/camera-parts.ts';
import { HostError } from '../host-error.ts';
import { ElfUploads, type ElfPart } from '../stores/elf-upload.ts';
import { readElfFile, symbolsOfElf, type SymbolStore } from '../stores/symbol-store.ts';
import { ProfilerSymbols } from './profiler-symbols.ts';

/** 10 readings per second while a script runs; without one, only another host's use of the camera changes anything. */
const runningIntervalMs = 100;
const idleIntervalMs = 500;

export interface ProfilerServiceOptions extends CameraParts {
  readonly store: SymbolStore;
  /** The ELF that a camera comes with: the simulated one does. */
  readonly ownElf: (identity: CameraIdentity) => Uint8Array | undefined;
}

export class ProfilerService implements Disposable {
  readonly #options: ProfilerServiceOptions;
  readonly #listening = new DisposableStore();
  readonly #symbols: ProfilerSymbols;
  readonly #uploads = new ElfUploads();
  /** Pages that show the profiler. */
  readonly #watching = new Set<object>();
  #exclusive = true;
  #events: number[] = [...defaultPmuEventIds];
  /** Counters of the camera that is set up; undefined until it is. */
  #counterCount: number | undefined;
  #settingUp: Promise<void> | undefined;
  #table: ProfileTable | undefined;
  /** What the camera sent last; undefined when it was cleared. */
  #lastRows: Uint8Array | undefined;
  #problem: Problem | undefined;
  #fit = { known: 0, all: 0 };
  #timer: Disposable | undefined;
  #reading = false;
  /** Goes up when the counts are cleared: a reading that began before shows what is gone. */
  #clearings = 0;
  #announced = '';

  constructor(options: ProfilerServiceOptions) {
    this.#options = options;
    this.#symbols = new ProfilerSymbols(options.store, options.ownElf, () => this.#onSymbols());
    const { camera } = options;
    this.#listening.add(
      camera.onStateChange(({ state }) => {
        if (state === 'connecting' || state === 'disconnected') this.#counterCount = undefined;
        this.#follow();
      }),
    );
    this.#listening.add(camera.channels.onChange(() => this.#follow()));
  }

  get state(): ProfilerState {
    const { camera } = this.#options.camera;
    const available = this.#present !== undefined;
    const { identity } = camera ?? {};
    const symbols = this.#symbols.facts;
    return {
      available,
      ...(available
        ? {}
        : { reason: identity === undefined || camera?.state === 'disconnected' ? 'not-connected' : 'no-channel' }),
      exclusive: this.#exclusive,
      events: this.#events.slice(0, this.#counterCount ?? this.#table?.counterCount ?? 0),
      simulated: identity !== undefined && this.#options.ownElf(identity) !== undefined,
      ...(symbols && { symbols: { ...symbols, ...this.#fit } }),
      ...(this.#problem && { problem: this.#problem }),
    };
  }

  /** The last good table, packed; undefined before the first one. */
  get snapshot(): { table: ReturnType<typeof packProfileTable> } | undefined {
    return this.#table === undefined ? undefined : { table: packProfileTable(this.#table) };
  }

  /** The symbols as a small ELF. */
  get symbols(): ProfilerSymbols['elf'] {
    return this.#symbols.elf;
  }

  /** The profiler is read while at least one page watches. */
  watch(page: object, on: boolean): void {
    if (on) this.#watching.add(page);
    else this.#watching.delete(page);
    this.#schedule(0);
  }

  /** Rejects with the camera's error, with `not-connected`, or with `no-profiler`; the other calls do too. */
  async setMode(exclusive: boolean, options: CallOptions): Promise<void> {
    await (await this.#profiler()).setExclusive(exclusive, options);
    this.#exclusive = exclusive;
    this.#clear();
  }

  async setEvent(counter: number, event: number, options: CallOptions): Promise<void> {
    await (await this.#profiler()).setEvent(counter, event, options);
    this.#events[counter] = event;
    this.#clear();
  }

  async reset(options: CallOptions): Promise<void> {
    await (await this.#profiler()).reset(options);
    this.#clear();
  }

  /** Takes a part of an ELF file; true with the last one. Rejects with an error of ProfileError or of the upload. */
  async loadElf(part: ElfPart, connection: Connection): Promise<boolean> {
    const file = this.#uploads.add(part, connection);
    if (file === undefined) return false;
    await this.#symbols.learn(symbolsOfElf(part.name, file), this.#identity);
    return true;
  }

  async loadElfFile(file: string): Promise<void> {
    const symbols = symbolsOfElf(file.replace(/^.*[\\/]/, ''), await readElfFile(file));
    await this.#symbols.learn(symbols, this.#identity);
  }

  async forgetSymbols(): Promise<void> {
    await this.#symbols.forget();
    this.#follow();
  }

  /** Stops reading for good. */
  dispose(): void {
    this.#timer?.dispose();
    this.#watching.clear();
    this.#listening.dispose();
  }

  get #identity(): CameraIdentity | undefined {
    return this.#options.camera.camera?.identity;
  }

  /** The profiler that takes requests now or soon. */
  get #present(): ProfilerFacet | undefined {
    const { camera } = this.#options.camera;
    return camera === undefined || camera.state === 'disconnected' ? undefined : camera.profiler;
  }

  /** The profiler, set up. Throws `not-connected` and `no-profiler`. */
  async #profiler(): Promise<ProfilerFacet> {
    const { connected } = this.#options.camera;
    const { profiler } = connected;
    if (profiler === undefined) throw new HostError('no-profiler', 'This firmware has no profile channel.');
    await this.#settingUp;
    return profiler;
  }

  /** Adapts everything to the state of the camera. */
  #follow(): void {
    const { camera } = this.#options.camera;
    const ready = camera?.state === 'idle' || camera?.state === 'running';
    if (ready && this.#present !== undefined && this.#counterCount === undefined) {
      this.#settingUp ??= this.#setUp(this.#present).finally(() => (this.#settingUp = undefined));
    }
    if (ready && camera.identity !== undefined) void this.#symbols.recall(camera.identity);
    this.#announce();
    this.#schedule(0);
  }

  /** The camera keeps mode and events of an earlier host and cannot be asked for them. */
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

  #schedule(delayMs: number): void {
    if (this.#reading || this.#watching.size === 0) return;
    this.#timer?.dispose();
    this.#timer = this.#options.clock.after(delayMs, () => void this.#readOnce());
  }

  async #readOnce(): Promise<void> {
    const { clock, camera } = this.#options;
    const state = camera.camera?.state;
    const profiler = this.#present;
    const ready = state === 'idle' || state === 'running';
    // The next change of state starts reading again.
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
    // No function was called since the last reading.
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
    // The loss of the camera is reported by its link.
    if (this.#present === undefined) return;
    this.#problem = toProblem(error);
    this.#announce();
  }

  #onSymbols(): void {
    this.#measureFit();
    this.#announce();
  }

  #measureFit(): void {
    const { table } = this.#symbols;
    this.#fit = table && this.#table ? symbolFit(this.#table, table) : { known: 0, all: 0 };
  }

  #announce(): void {
    const payload = this.state;
    const announced = JSON.stringify(payload);
    if (announced === this.#announced) return;
    this.#announced = announced;
    this.#options.events.emit({ service: 'profiler', event: 'state', payload });
  }
}
