// One connection with an OpenMV camera: builds what it takes, and follows the device through its life (running,
// restarting, lost and found). Under it: the link, the typed requests, the pumps. Over it: openmv-camera.ts.
//
// One flow at a time sets things up: after the first synchronisation, after a soft reboot of the device, and after a
// full resynchronisation. A newer flow ends the older one.

import { delay } from '../../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../../src-shared/lib/disposable.ts';
import { ChannelId, StdinEvent, SystemEvent } from '../../../../src-shared/openmv/constants.ts';
import { hasPollBit, type ChannelEntry } from '../../../../src-shared/openmv/payloads.ts';
import type { ByteTransport } from '../../../transports/api/byte-transport.ts';
import { isDisturbance } from '../../camera-error.ts';
import type { CallOptions } from '../../facets.ts';
import type { ChannelInfo } from '../../../../src-shared/device/channel.ts';
import type { Frame } from '../../../../src-shared/picture/frame.ts';
import type { StreamSettings } from '../../../../src-shared/device/stream-settings.ts';
import type { BoardTable } from '../../../../src-shared/device/boards.ts';
import { ChannelRegistry } from './channel-registry.ts';
import { DeviceCommands } from '../requests/device-commands.ts';
import { readDeviceFacts, type DeviceFacts } from './device-facts.ts';
import { EventPoll } from './event-poll.ts';
import { FramePump } from '../stream/frame-pump.ts';
import type { ReadSequence } from '../stream/frame-reader.ts';
import { Priority, type RequestOptions } from '../requests/link-request.ts';
import type { LinkSettings } from '../link/link-settings.ts';
import { Link, type DeviceEvent } from '../link/link.ts';
import { RebootWait } from './reboot-wait.ts';
import { CoalescedTask } from '../../kit/coalesced-task.ts';
import { ScriptRunner } from '../script/script-runner.ts';
import type { StateTracker } from '../../kit/state-tracker.ts';
import { StdoutPump } from '../script/stdout-pump.ts';
import type { StreamControl } from '../stream/stream-control.ts';
import { Watchdog } from '../../kit/watchdog.ts';

/** A script that stdin started ends with a restart of the device; its announcement follows at once. */
const rebootNoticeMs = 200;
const rebootLimitMs = 10_000;
/** No event for this long: ask for a sign of life, which also tells whether the script still runs. */
const keepAliveMs = 2000;
/**
 * A script creates its sensor object, which takes the preview, some time after its start (docs/protocol-v2.md §12.6).
 */
const sourceDelayMs = 700;
const streamStopLimitMs = 300;
const setUpAttempts = 4;
const setUp: RequestOptions = { session: true, priority: Priority.control, repeat: 'safe', limitMs: 5000 };

export interface SessionOptions {
  readonly transport: ByteTransport;
  readonly clock: Clock;
  readonly boards: BoardTable;
  readonly settings: Partial<LinkSettings>;
  readonly readSequence: ReadSequence | undefined;
  readonly stream: StreamControl;
  /** Written by the session from its first set-up on. */
  readonly state: StateTracker;
  readonly onFrame: (frame: Frame) => void;
  readonly onFrameProblem: (error: Error) => void;
  readonly onText: (bytes: Uint8Array) => void;
  readonly onPreviewOverflow: () => void;
  readonly onChannels: (channels: readonly ChannelInfo[]) => void;
  /** Every event of the device, after the session has followed it. */
  readonly onEvent: (event: DeviceEvent) => void;
  /** It ended by itself. */
  readonly onLost: (error: Error) => void;
}

export class Session implements Disposable {
  readonly link: Link;
  readonly commands: DeviceCommands;
  readonly framePump: FramePump;
  readonly runner: ScriptRunner;
  readonly registry = new ChannelRegistry();
  /** Undefined until the first set-up. */
  facts: DeviceFacts | undefined;

  readonly #options: SessionOptions;
  readonly #clock: Clock;
  readonly #state: StateTracker;
  readonly #stdoutPump: StdoutPump;
  readonly #rebootWait: RebootWait;
  readonly #keepAlive: Watchdog;
  readonly #eventPoll: EventPoll;
  /** Reports of channels may come faster than lists of them. */
  readonly #listing = new CoalescedTask(() => this.refreshChannels());
  readonly #store = new DisposableStore();
  #flow = 0;
  /** The last setting of the stream that was asked for has been told. */
  #streamQueue: Promise<void> = Promise.resolve();
  #startCount = 0;
  #lastEventMs = 0;

  constructor(options: SessionOptions) {
    const { transport, clock, settings, state, onFrame, onFrameProblem, onText, onPreviewOverflow } = options;
    this.#options = options;
    this.#clock = clock;
    this.#state = state;
    const link = this.#store.add(new Link({ transport, clock, settings }));
    this.link = link;
    this.commands = new DeviceCommands(link, clock);
    this.#stdoutPump = new StdoutPump({ link, onText, onPreviewOverflow });
    const forced = (): ReadSequence | undefined =>
      options.stream.settings.compatible === true ? 'reference' : options.readSequence;
    this.framePump = this.#store.add(new FramePump({ link, clock, forced, onFrame, onProblem: onFrameProblem }));
    this.runner = new ScriptRunner({
      clock,
      commands: this.commands,
      state,
      startCount: () => this.#startCount,
      nextStart: (limitMs, signal) => this.#nextStart(limitMs, signal),
      reconcile: (running) => this.#reconcile(running),
    });
    this.#rebootWait = this.#store.add(new RebootWait(clock));
    this.#keepAlive = this.#store.add(new Watchdog(clock, () => this.#onKeepAlive()));
    this.#eventPoll = this.#store.add(
      new EventPoll({
        commands: this.commands,
        clock,
        onScript: (running) => this.#reconcile(running),
        onText: () => this.#stdoutPump.notify(),
        onPicture: () => this.framePump.notify(),
      }),
    );
    this.#store.add(link.onEvent((event) => this.#onEvent(event)));
    this.#store.add(link.onResync((step) => this.#onResync(step)));
    this.#store.add(link.onLost((error) => options.onLost(error)));
  }

  /** Synchronises over the open transport and begins to set up; the state tells when that is done. */
  async start(signal: AbortSignal | undefined): Promise<void> {
    const flow = this.#flow;
    await this.link.start(signal);
    // A device that restarts in the middle of it has its own flow, which goes on after the restart.
    if (flow === this.#flow) void this.#setUp();
  }

  dispose(): void {
    this.#flow++;
    this.#store.dispose();
  }

  /** Uploads and starts; see `ScriptRunner.run`. */
  async run(source: Uint8Array, options: CallOptions): Promise<void> {
    await this.runner.run(source, options);
    if (this.#options.stream.settings.sensorChipId === undefined) return;
    this.#store.add(this.#clock.after(sourceDelayMs, () => this.#sendSourceAgain()));
  }

  /** Tells the device new stream settings, now or with the set-up that is under way. */
  setStream(settings: StreamSettings, options: CallOptions): Promise<void> {
    this.#options.stream.settings = settings;
    // One after the other: the device would take half of each from two at a time.
    const told = this.#streamQueue.then(() => this.#applyStream(options));
    this.#streamQueue = told.catch(() => {});
    return told;
  }

  async refreshChannels(options?: CallOptions): Promise<readonly ChannelInfo[]> {
    this.#replaceChannels(await this.commands.channelList(options));
    return this.registry.infos;
  }

  /** Switches the stream off, if the device answers soon. Never rejects. */
  async stopStreamBeforeClose(): Promise<void> {
    if (!this.#state.settled) return;
    const options = { priority: Priority.control, limitMs: streamStopLimitMs };
    await Promise.race([
      this.#options.stream.switchOff(this.commands, options).catch(() => {}),
      delay(this.#clock, streamStopLimitMs),
    ]);
  }

  async #applyStream(options: CallOptions): Promise<void> {
    const { facts } = this;
    if (facts === undefined || !this.#state.settled) return;
    const { stream } = this.#options;
    if (!stream.settings.enabled) this.framePump.stop();
    await stream.apply(this.commands, facts, { ...options, repeat: 'safe' });
    if (stream.settings.enabled) this.framePump.start(facts.knownFirmware);
  }

  // ── Setting up ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Sets up over a synchronised link, as often as it takes; ends in `idle`, in `running`, or with the link. */
  async #setUp(): Promise<void> {
    const flow = this.#beginFlow();
    for (let attempt = 1; ; attempt++) {
      try {
        const running = await this.#askAndTell();
        if (flow === this.#flow) this.#goLive(running);
        return;
      } catch (error) {
        if (flow !== this.#flow) return;
        if (isDisturbance(error) && attempt < setUpAttempts) continue;
        this.link.fail(error as Error);
        return;
      }
    }
  }

  /** Ends the flow under way, and what it had begun to ask. */
  #beginFlow(): number {
    this.#eventPoll.stop();
    return ++this.#flow;
  }

  /** Resolves with whether a script runs. */
  async #askAndTell(): Promise<boolean> {
    const { boards, transport, stream } = this.#options;
    const { commands, link } = this;
    this.facts ??= await readDeviceFacts(
      { commands, capabilities: link.capabilities!, boards, portName: transport.name },
      setUp,
    );
    this.#replaceChannels(await commands.channelList(setUp));
    const running = hasPollBit(await commands.poll(setUp), ChannelId.stdin);
    // They may be set anew meanwhile.
    for (let told: StreamSettings | undefined; told !== stream.settings;) {
      told = stream.settings;
      await stream.apply(commands, this.facts, setUp);
    }
    return running;
  }

  #goLive(running: boolean): void {
    const flow = this.#flow;
    this.link.scriptRunning = running;
    this.link.resume();
    if (this.#options.stream.settings.enabled) this.framePump.start(this.facts!.knownFirmware);
    // A port that goes away with the first write has ended the session by now.
    if (flow !== this.#flow) return;
    this.#keepAlive.set(keepAliveMs);
    if (this.link.capabilities?.events === false) this.#eventPoll.start();
    this.#state.set(running ? 'running' : 'idle');
    this.#stdoutPump.notify();
  }

  // ── Following the device ───────────────────────────────────────────────────────────────────────────────────────

  #onEvent(event: DeviceEvent): void {
    this.#lastEventMs = this.#clock.now();
    this.#rebootWait.onEvent(event);
    if (event.channel === ChannelId.stdout) this.#stdoutPump.notify();
    else if (event.channel === ChannelId.stream) this.framePump.notify();
    else if (event.channel === ChannelId.stdin) this.#onStdinEvent(event.code);
    else if (event.channel === ChannelId.transport) this.#onSystemEvent(event.code);
    this.#options.onEvent(event);
  }

  #onStdinEvent(code: number): void {
    // A restarting device reports its own boot scripts too.
    if (!this.#state.settled) return;
    if (code === StdinEvent.started) {
      this.#startCount++;
      this.link.scriptRunning = true;
      this.#state.set('running');
    } else if (code === StdinEvent.stopped) {
      // What ends has begun, also where that report was lost.
      if (this.#state.state === 'idle') this.#startCount++;
      void this.#onScriptEnded();
    }
  }

  #onSystemEvent(code: number): void {
    if (code === SystemEvent.softReboot) void this.#onSoftReboot();
    else if (this.#state.settled) this.#listing.request();
  }

  /** The restart is announced at once, or there is none (main.py, boot.py). */
  async #onScriptEnded(): Promise<void> {
    const flow = this.#beginFlow();
    this.link.scriptRunning = false;
    this.link.hold();
    this.#state.set('rebooting');
    await delay(this.#clock, rebootNoticeMs);
    if (flow !== this.#flow) return;
    this.link.release();
    await this.#setUp();
  }

  /** The sequence of §13.5: leave it alone, synchronise anew, set up anew. */
  async #onSoftReboot(): Promise<void> {
    const flow = this.#beginFlow();
    this.link.scriptRunning = false;
    this.link.hold();
    this.framePump.stop();
    this.#state.set('rebooting');
    if (this.registry.removeDynamic()) this.#options.onChannels(this.registry.infos);
    try {
      await this.#rebootWait.begin();
      if (flow !== this.#flow) return;
      await this.link.restart(rebootLimitMs);
      if (flow !== this.#flow) return;
      this.#stdoutPump.flush();
      await this.#setUp();
    } catch (error) {
      if (flow === this.#flow) this.link.fail(error as Error);
    }
  }

  #onResync(step: 'started' | 'done'): void {
    if (step === 'done') {
      void this.#setUp();
      return;
    }
    this.#beginFlow();
    if (this.#state.state !== 'connecting') this.#state.set('resyncing');
  }

  #onKeepAlive(): void {
    const quietMs = this.#clock.now() - this.#lastEventMs;
    this.#keepAlive.set(quietMs < keepAliveMs ? keepAliveMs - quietMs : keepAliveMs);
    if (!this.#state.settled || quietMs < keepAliveMs) return;
    void this.#askWhetherRunning(this.#flow).catch(() => {});
  }

  async #askWhetherRunning(flow: number): Promise<void> {
    const mask = await this.commands.poll({ priority: Priority.background });
    if (flow === this.#flow) this.#reconcile(hasPollBit(mask, ChannelId.stdin));
  }

  /** A report about the script was lost. */
  #reconcile(running: boolean): void {
    if (!this.#state.settled || running === (this.#state.state === 'running')) return;
    this.#onStdinEvent(running ? StdinEvent.started : StdinEvent.stopped);
  }

  #sendSourceAgain(): void {
    const { facts } = this;
    if (facts === undefined || this.#state.state !== 'running') return;
    this.#options.stream.sendSource(this.commands, facts, { repeat: 'safe' }).catch(() => {});
  }

  #replaceChannels(entries: readonly ChannelEntry[]): void {
    if (this.registry.replace(entries)) this.#options.onChannels(this.registry.infos);
  }

  async #nextStart(limitMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    const before = this.#startCount;
    await this.#state.waitFor((state) => this.#startCount > before || state === 'disconnected', limitMs, signal);
    return this.#startCount > before;
  }
}
