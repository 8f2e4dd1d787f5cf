// A camera that shows a recorded session to today's host: it speaks the protocol afresh and says what was said then. So
// the host's requests need not be those of that day: it may read frames in another way, or not at all.
// Under it: device-link.ts, as under the simulated camera. Over it: src-main/transports/wrap/replay.ts.

import { delay, isAbortError } from '../../../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../../../src-shared/lib/disposable.ts';
import {
  ChannelId,
  eventNotify,
  Opcode,
  packetOverhead,
  StdinEvent,
  SystemEvent,
} from '../../../../../src-shared/openmv/constants.ts';
import type { ChannelEntry } from '../../../../../src-shared/openmv/payloads.ts';
import { decodeMemory, decodeSystemInfo, decodeVersions } from '../../../../../src-shared/openmv/payloads.ts';
import { ChannelTable } from '../channels/channel-table.ts';
import { createTransportChannel } from '../channels/transport-channel.ts';
import { StdoutChannel } from '../channels/stdout-channel.ts';
import { DeviceLink } from '../link/device-link.ts';
import type { DeviceStream } from '../../../core/device-stream.ts';
import type { Executor } from '../link/request-answer.ts';
import { createRequestExecutor } from '../device/request-executor.ts';
import { play, type ReplaySpeed } from './playback.ts';
import type { RecordedSession } from './recorded-session.ts';
import { createHeldChannel, createReplayStdin, HeldContent, isFixedChannel, ReplayStream } from './replay-channels.ts';
import type { SessionItem } from './session-item.ts';

export interface ReplayCameraOptions {
  readonly stream: DeviceStream;
  readonly clock: Clock;
  readonly session: RecordedSession;
  readonly speed: ReplaySpeed;
  /** Everything has been shown, and the host has taken it. */
  readonly onEnd: (end: ReplayEnd) => void;
  /** The log could be read when it was surveyed, and no longer. */
  readonly onError: (error: Error) => void;
}

export interface ReplayEnd {
  readonly shownFrames: number;
  /** The host had not released the frame before; only at original speed. */
  readonly droppedFrames: number;
}

/** The host has finished connecting this long after it asked what runs. */
const settleMs = 200;
const rebootMs = 100;
const stdioRingBytes = 4096;
const stdoutBacklogBytes = 1024 * 1024;
/** Text that waits to be read; beyond it the playback waits. */
const textAheadBytes = 64 * 1024;
const drainCheckMs = 5;
/** A host that reads nothing for this long does not want the rest. */
const drainLimitMs = 2000;
/** At full speed: a host that follows a channel has read it within this time. */
const contentLimitMs = 500;

export class ReplayCamera implements Disposable {
  readonly #options: ReplayCameraOptions;
  readonly #store = new DisposableStore();
  readonly #link: DeviceLink;
  readonly #stdout: StdoutChannel;
  readonly #stream: ReplayStream;
  readonly #contents = new Map<number, HeldContent>();
  /** What this host has left unread once. */
  readonly #unwanted = new WeakSet<HeldContent>();
  readonly #answers: Map<number, Uint8Array>;
  #executor: Executor;
  #channels = new ChannelTable();
  #running: boolean;
  #begun = false;
  #playing: AbortController | undefined;
  #shown = 0;
  #dropped = 0;

  constructor(options: ReplayCameraOptions) {
    const { stream, clock, session } = options;
    this.#options = options;
    this.#answers = new Map(session.answers);
    this.#running = session.running;
    const bufferBytes = session.maxPayload + packetOverhead;
    this.#link = this.#store.add(
      new DeviceLink({
        stream,
        clock,
        bufferBytes,
        defaults: { crc: true, seq: true, ack: true, events: true, maxPayload: session.maxPayload },
        retransmission: { retries: 3, firstTimeoutMs: 500 },
        strayFragments: false,
        execute: (request) => {
          if (request.opcode === Opcode.channelPoll) this.#beginSoon();
          return this.#executor(request);
        },
        onSessionReset: () => this.#channels.unlockAll(),
      }),
    );
    this.#stdout = this.#store.add(
      new StdoutChannel({
        clock,
        ringBytes: stdioRingBytes,
        backlogBytes: stdoutBacklogBytes,
        notify: () => this.#link.sendEvent(ChannelId.stdout, eventNotify),
      }),
    );
    this.#stream = new ReplayStream(() => this.#link.sendEvent(ChannelId.stream, eventNotify));
    this.#executor = this.#useChannels(session.channels);
    this.#store.addCallback(() => this.#playing?.abort());
  }

  dispose(): void {
    this.#store.dispose();
    this.#stream.clear();
  }

  // ── What the camera is ─────────────────────────────────────────────────────────────────────────────────────────

  #useChannels(entries: readonly ChannelEntry[]): Executor {
    const { session, clock } = this.#options;
    const channels = new ChannelTable();
    const transport = entries.find(({ id }) => id === ChannelId.transport);
    channels.setStatic(ChannelId.transport, transport ?? createTransportChannel('usb'));
    const control = { play: () => this.#play(true), stop: () => this.#stop() };
    const running = (): boolean => this.#running;
    channels.setStatic(
      ChannelId.stdin,
      createReplayStdin({
        ...control,
        get running() {
          return running();
        },
      }),
    );
    channels.setStatic(ChannelId.stdout, this.#stdout);
    channels.setStatic(ChannelId.stream, this.#stream);
    for (const entry of entries) {
      if (!isFixedChannel(entry.id)) channels.setStatic(entry.id, createHeldChannel(entry, this.#contentOf(entry.id)));
    }
    this.#channels = channels;
    return createRequestExecutor({
      clock,
      channels,
      bufferBytes: session.maxPayload + packetOverhead,
      lockIntervalMs: 0,
      capabilities: () => this.#link.capabilities,
      setCapabilities: (capabilities) => this.#link.setCapabilities(capabilities),
      stats: () => this.#link.stats,
      versions: () => decodeVersions(this.#answer(Opcode.protoVersion, 16)),
      systemInfo: () => decodeSystemInfo(this.#answer(Opcode.sysInfo, 76)),
      memory: () => decodeMemory(this.#answer(Opcode.sysMemory, 4)),
      restartHardware: () => this.#options.stream.close(),
    });
  }

  /** What that host never asked is answered with zeros. */
  #answer(opcode: number, sizeBytes: number): Uint8Array {
    return this.#answers.get(opcode) ?? new Uint8Array(sizeBytes);
  }

  #contentOf(channel: number): HeldContent {
    let content = this.#contents.get(channel);
    if (content === undefined) this.#contents.set(channel, (content = new HeldContent()));
    return content;
  }

  // ── Playing ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Once, after the host has connected. */
  #beginSoon(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#store.add(
      this.#options.clock.after(settleMs, () => {
        if (this.#playing === undefined) this.#play(false);
      }),
    );
  }

  /** `again`: the host started a script; otherwise the recording is shown from its beginning. */
  #play(again: boolean): void {
    this.#begun = true;
    this.#playing?.abort();
    const playing = new AbortController();
    this.#playing = playing;
    this.#shown = 0;
    this.#dropped = 0;
    // After the answer to EXEC has gone out.
    queueMicrotask(() => void this.#run(again, playing));
  }

  async #run(again: boolean, playing: AbortController): Promise<void> {
    const { clock, speed, session, onEnd, onError } = this.#options;
    const { signal } = playing;
    try {
      if (again) this.#report(true);
      const pass = (item: SessionItem): void => this.#note(item);
      const show = (item: SessionItem): Promise<void> | undefined => this.#show(item, signal);
      await play(() => session.items(), again, { clock, speed, show, pass }, signal);
      await this.#drained(signal);
      if (this.#running) await this.#endScript();
      if (this.#playing === playing) this.#playing = undefined;
      if (!signal.aborted) onEnd({ shownFrames: this.#shown, droppedFrames: this.#dropped });
    } catch (error) {
      if (isAbortError(error)) return;
      onError(error as Error);
    }
  }

  #stop(): void {
    if (!this.#running) return;
    this.#begun = true;
    this.#playing?.abort();
    this.#playing = undefined;
    queueMicrotask(() => void this.#endScript());
  }

  #report(running: boolean): void {
    this.#running = running;
    this.#link.sendEvent(ChannelId.stdin, running ? StdinEvent.started : StdinEvent.stopped);
  }

  async #endScript(): Promise<void> {
    this.#report(false);
    await this.#reboot();
  }

  /** Resolves when no answer is pending. */
  #quiet(): Promise<void> {
    return new Promise((resolve) => this.#link.whenQuiet(resolve));
  }

  /** As a camera restarts: it says so, is deaf for a moment, and begins a new session. */
  async #reboot(): Promise<void> {
    this.#link.sendEvent(ChannelId.transport, SystemEvent.softReboot);
    await this.#quiet();
    this.#link.goDeaf();
    this.#stream.clear();
    this.#contents.clear();
    this.#executor = this.#useChannels(this.#channels.list().filter(({ id }) => isFixedChannel(id)));
    await delay(this.#options.clock, rebootMs);
    this.#link.initialise();
    this.#stdout.restartTimer();
  }

  /** Keeps what an item tells about the camera. */
  #note(item: SessionItem): void {
    if (item.kind === 'answer') this.#answers.set(item.opcode, item.bytes);
    else if (item.kind === 'channels') this.#executor = this.#useChannels(item.entries);
    else if (item.kind === 'shape') this.#contentOf(item.channel).shape = item.words;
    else if (item.kind === 'content') this.#contentOf(item.channel).put(item.offset, item.bytes);
  }

  #show(item: SessionItem, signal: AbortSignal): Promise<void> | undefined {
    if (item.kind === 'frame') return this.#showFrame(item.bytes, signal);
    if (item.kind === 'text') {
      this.#stdout.print(item.bytes);
      return this.#stdout.waitingBytes > textAheadBytes ? this.#textTaken(textAheadBytes, signal) : undefined;
    }
    if (item.kind === 'event') {
      const { channel, code } = item;
      if (this.#options.speed === 'original') return this.#showEvent(channel, code);
      return this.#takenBefore(channel, signal).then(() => this.#showEvent(channel, code));
    }
    if (item.kind === 'content' && item.offset === 0 && this.#options.speed === 'max') {
      return this.#contentTaken(this.#contentOf(item.channel), signal).then(() => this.#note(item));
    }
    this.#note(item);
    return undefined;
  }

  /** A host that hears that the script has ended reads no more; it reads the content of a channel after its event. */
  async #takenBefore(channel: number, signal: AbortSignal): Promise<void> {
    await this.#stream.free();
    if (channel > ChannelId.stdin) return;
    for (const content of this.#contents.values()) await this.#contentTaken(content, signal);
  }

  /** The host may not read it: then the wait is short, and it is the last one for this channel. */
  async #contentTaken(content: HeldContent, signal: AbortSignal): Promise<void> {
    if (!content.fresh || this.#unwanted.has(content)) return;
    const over = new AbortController();
    const limit = delay(this.#options.clock, contentLimitMs, AbortSignal.any([signal, over.signal]));
    await Promise.race([content.taken(), limit]);
    over.abort();
    if (content.fresh) this.#unwanted.add(content);
    // It has been fetched for the answer, which is still to go out.
    else await this.#quiet();
  }

  #showFrame(frame: Uint8Array, signal: AbortSignal): Promise<void> | undefined {
    if (this.#options.speed === 'original') {
      this.#count(this.#stream.offer(frame));
      return undefined;
    }
    return this.#showFrameWhenFree(frame, signal);
  }

  async #showFrameWhenFree(frame: Uint8Array, signal: AbortSignal): Promise<void> {
    await this.#stream.free();
    signal.throwIfAborted();
    this.#count(this.#stream.offer(frame));
  }

  #count(shown: boolean): void {
    if (shown) this.#shown++;
    else if (this.#stream.enabled) this.#dropped++;
  }

  #showEvent(channel: number, code: number): Promise<void> | undefined {
    if (channel === ChannelId.transport && code === SystemEvent.softReboot) return this.#reboot();
    if (channel === ChannelId.stdin) {
      const running = code === StdinEvent.started;
      if (running !== this.#running) this.#report(running);
    } else this.#link.sendEvent(channel, code);
    return undefined;
  }

  /** The host has taken the last frame and the last text, or stopped reading. */
  async #drained(signal: AbortSignal): Promise<void> {
    await Promise.race([this.#stream.free(), delay(this.#options.clock, drainLimitMs, signal)]);
    await this.#textTaken(0, signal);
  }

  async #textTaken(belowBytes: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    let last = this.#stdout.waitingBytes;
    let changedMs = clock.now();
    while (this.#stdout.waitingBytes > belowBytes && clock.now() - changedMs < drainLimitMs) {
      await delay(clock, drainCheckMs, signal);
      if (this.#stdout.waitingBytes === last) continue;
      last = this.#stdout.waitingBytes;
      changedMs = clock.now();
    }
  }
}
