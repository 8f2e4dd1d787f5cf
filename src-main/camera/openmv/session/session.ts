// One connection with an OpenMV camera: owns its parts, and follows the device through its life (running, restarting,
// lost and found). Below: the link, the typed requests, the pumps. Above: openmv-camera.ts. The phases of a connection are
// drawn in ../link/README.md; entering one ends the work of the one before.

import { delay } from '../../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../../src-shared/lib/disposable.ts';
import { TaskScope } from '../../../../src-shared/lib/task-scope.ts';
import { ChannelId, StdinEvent, SystemEvent } from '../../../../src-shared/openmv/constants.ts';
import { hasPollBit, type ChannelEntry } from '../../../../src-shared/openmv/payloads.ts';
import type { ByteTransport } from '../../../transports/api/byte-transport.ts';
import { CameraError, isDisturbance } from '../../camera-error.ts';
import type { CallOptions } from '../../facets.ts';
import type { ChannelInfo } from '../../../../src-shared/device/channel.ts';
import type { Frame } from '../../../../src-shared/picture/frame.ts';
import type { StreamSettings } from '../../../../src-shared/device/stream-settings.ts';
import type { BoardTable } from '../../../../src-shared/device/boards.ts';
import { CoalescedTask } from '../../kit/coalesced-task.ts';
import { ScriptState, type ScriptChange } from '../../kit/script-state.ts';
import type { StateTracker } from '../../kit/state-tracker.ts';
import { Link, type DeviceEvent } from '../link/link.ts';
import type { LinkSettings } from '../link/link-settings.ts';
import type { ResyncStep } from '../link/recovery.ts';
import { DeviceCommands } from '../requests/device-commands.ts';
import { Priority, type RequestOptions } from '../requests/link-request.ts';
import { ScriptRunner } from '../script/script-runner.ts';
import { StdoutPump } from '../script/stdout-pump.ts';
import { FramePump } from '../stream/frame-pump.ts';
import type { ReadSequence } from '../stream/frame-reader.ts';
import type { StreamControl } from '../stream/stream-control.ts';
import { StreamUpdates } from '../stream/stream-updates.ts';
import { ChannelRegistry } from './channel-registry.ts';
import { readDeviceFacts, type DeviceFacts } from './device-facts.ts';
import { pollEvents } from './event-poll.ts';
import { KeepAlive } from './keep-alive.ts';
import { RebootWait } from './reboot-wait.ts';

/** After the end of a script, the device announces its restart within this time, or does not restart. */
const rebootNoticeMs = 200;
const rebootLimitMs = 10_000;
const setUpAttempts = 4;
const setUpOptions: RequestOptions = { session: true, priority: Priority.control, repeat: 'safe', limitMs: 5000 };

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
  /** Every event of the device, after the session has handled it. */
  readonly onEvent: (event: DeviceEvent) => void;
  /** The connection ended unexpectedly. */
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
  readonly #script: ScriptState;
  readonly #stdoutPump: StdoutPump;
  readonly #rebootWait: RebootWait;
  readonly #keepAlive: KeepAlive;
  /** Events about channels may arrive faster than lists of them. */
  readonly #channelRefresh = new CoalescedTask(() => this.refreshChannels());
  readonly #streamUpdates: StreamUpdates;
  /** Ends with the connection. */
  readonly #lifetime: TaskScope;
  readonly #phases: TaskScope;
  readonly #store = new DisposableStore();

  constructor(options: SessionOptions) {
    const { transport, clock, settings, state, stream, onFrame, onFrameProblem, onText, onPreviewOverflow } = options;
    const store = this.#store;
    this.#options = options;
    this.#clock = clock;
    this.#state = state;
    const link = store.add(new Link({ transport, clock, settings }));
    const commands = new DeviceCommands(link, clock, this.registry);
    const script = store.add(new ScriptState(clock));
    const forced = (): ReadSequence | undefined =>
      stream.settings.compatible === true ? 'reference' : options.readSequence;
    this.link = link;
    this.commands = commands;
    this.#script = script;
    this.#stdoutPump = new StdoutPump({ link, onText, onPreviewOverflow });
    this.framePump = store.add(new FramePump({ link, clock, script, forced, onFrame, onProblem: onFrameProblem }));
    this.runner = new ScriptRunner({ clock, commands, state, script });
    this.#rebootWait = store.add(new RebootWait(clock));
    this.#keepAlive = store.add(new KeepAlive(clock, commands, script));
    this.#streamUpdates = new StreamUpdates({ clock, commands, state, stream, framePump: this.framePump });
    this.#lifetime = store.add(new TaskScope());
    this.#phases = store.add(new TaskScope());
    store.add(script.onChange((change) => this.#onScriptChange(change)));
    store.add(link.onEvent((event) => this.#onEvent(event)));
    store.add(link.onResync((step) => this.#onResync(step)));
    store.add(link.onLost((error) => options.onLost(error)));
  }

  /** Synchronizes over the open transport and begins to set up; the state changes when that is done. */
  async start(signal: AbortSignal | undefined): Promise<void> {
    const phase = this.#phases.begin();
    await this.link.start(signal);
    // If the device restarts in the meantime, the phase that this enters continues after the restart.
    if (!phase.aborted) this.#enter((next) => this.#setUp(next));
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Uploads and starts; see `ScriptRunner.run`. */
  async run(source: Uint8Array, options: CallOptions): Promise<void> {
    await this.runner.run(source, options);
    void this.#streamUpdates.selectSourceLater(this.facts!, this.#lifetime.signal);
  }

  /** Sends the device new stream settings, now or with the current set-up. */
  setStream(settings: StreamSettings, options: CallOptions): Promise<void> {
    return this.#streamUpdates.set(settings, () => this.facts, options);
  }

  async refreshChannels(options?: CallOptions): Promise<readonly ChannelInfo[]> {
    this.#replaceChannels(await this.commands.channelList(options));
    return this.registry.infos;
  }

  /** Switches the stream off, if the device answers soon. Never rejects. */
  stopStreamBeforeClose(): Promise<void> {
    return this.#streamUpdates.stopBeforeClose();
  }

  // ── Setting up ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Begins a phase; if its work fails, the connection ends. */
  #enter(task: (phase: AbortSignal) => Promise<void>): void {
    this.#phases.run(task).catch((error: unknown) => this.link.fail(error as Error));
  }

  /** Sets up over a synchronized link; ends in `idle` or in `running`. */
  async #setUp(phase: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        const running = await this.#configureDevice({ ...setUpOptions, signal: phase });
        phase.throwIfAborted();
        this.#goLive(running, phase);
        return;
      } catch (error) {
        if (!isDisturbance(error) || attempt === setUpAttempts) throw error;
      }
    }
  }

  /** Reads what the device is and has, and sends it the settings. Resolves with whether a script runs. */
  async #configureDevice(options: RequestOptions): Promise<boolean> {
    const { boards, transport, stream } = this.#options;
    const { commands, link } = this;
    this.facts ??= await readDeviceFacts(
      { commands, capabilities: link.capabilities!, boards, portName: transport.name },
      options,
    );
    this.#replaceChannels(await commands.channelList(options));
    const running = hasPollBit(await commands.poll(options), ChannelId.stdin);
    // The settings may change during this.
    for (let sent: StreamSettings | undefined; sent !== stream.settings;) {
      sent = stream.settings;
      await stream.apply(commands, this.facts, options);
    }
    return running;
  }

  #goLive(running: boolean, phase: AbortSignal): void {
    this.link.expectLateAnswers(running);
    this.link.resume();
    if (this.#options.stream.settings.enabled) this.framePump.start(this.facts!.knownFirmware);
    // A port that goes away with the first write has ended the session by now.
    if (phase.aborted) return;
    this.#keepAlive.start(phase);
    this.#script.track(running);
    this.#state.set(running ? 'running' : 'idle');
    this.#stdoutPump.notify();
    if (this.link.capabilities?.events === false) void this.#pollEvents(phase);
  }

  #pollEvents(phase: AbortSignal): Promise<void> {
    const parts = { clock: this.#clock, commands: this.commands, script: this.#script };
    return pollEvents({ ...parts, stdoutPump: this.#stdoutPump, framePump: this.framePump }, phase);
  }

  // ── Following the device ───────────────────────────────────────────────────────────────────────────────────────

  #onEvent(event: DeviceEvent): void {
    this.#keepAlive.noteEvent();
    this.#rebootWait.onEvent(event);
    if (event.channel === ChannelId.stdout) this.#stdoutPump.notify();
    else if (event.channel === ChannelId.stream) this.framePump.notify();
    else if (event.channel === ChannelId.stdin) this.#onStdinEvent(event.code);
    else if (event.channel === ChannelId.transport) this.#onSystemEvent(event.code);
    this.#options.onEvent(event);
  }

  #onStdinEvent(code: number): void {
    if (code === StdinEvent.started) this.#script.reportStart();
    else if (code === StdinEvent.stopped) this.#script.reportEnd();
  }

  #onSystemEvent(code: number): void {
    if (code === SystemEvent.softReboot) this.#onSoftReboot();
    else if (this.#state.settled) this.#channelRefresh.request();
  }

  #onScriptChange(change: ScriptChange): void {
    if (change === 'ended') return this.#onScriptEnded();
    this.link.expectLateAnswers(true);
    this.#state.set('running');
  }

  /** The restart is announced at once, or there is none (main.py, boot.py). */
  #onScriptEnded(): void {
    this.#enter(async (phase) => {
      this.#script.suspend();
      this.link.expectLateAnswers(false);
      this.link.hold();
      this.#state.set('rebooting');
      await delay(this.#clock, rebootNoticeMs, phase);
      this.link.release();
      await this.#setUp(phase);
    });
  }

  /** Leaves the device alone, synchronizes, sets up (docs/protocol-v2.md §13.5). */
  #onSoftReboot(): void {
    this.#enter(async (phase) => {
      this.#script.noteRestart();
      this.registry.endScriptRequests(new CameraError('camera-rebooted', 'The camera restarted.'));
      this.link.expectLateAnswers(false);
      this.link.hold();
      this.framePump.stop();
      this.#state.set('rebooting');
      if (this.registry.removeDynamic()) this.#options.onChannels(this.registry.infos);
      await this.#rebootWait.begin();
      phase.throwIfAborted();
      await this.link.restart(rebootLimitMs);
      phase.throwIfAborted();
      this.#stdoutPump.flush();
      await this.#setUp(phase);
    });
  }

  #onResync(step: ResyncStep): void {
    if (step === 'done') return this.#enter((phase) => this.#setUp(phase));
    this.#phases.begin();
    if (step === 'started') this.#script.suspend();
    else this.#script.noteUnreportedRestart();
    // The device may have restarted in any case.
    this.registry.endScriptRequests(new CameraError('out-of-sync', 'The link was resynchronized.'));
    if (this.#state.state !== 'connecting') this.#state.set('resyncing');
  }

  #replaceChannels(entries: readonly ChannelEntry[]): void {
    if (this.registry.replace(entries)) this.#options.onChannels(this.registry.infos);
  }
}
