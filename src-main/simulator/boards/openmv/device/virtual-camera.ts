// The virtual OpenMV camera: protocol V2 on a byte stream in front, a script engine behind, channels between them.

import type { Clock } from '../../../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../../../src-shared/lib/disposable.ts';
import { ChannelId, eventNotify, StdinEvent, SystemEvent } from '../../../../../src-shared/openmv/constants.ts';
import { MemoryType, type DeviceStats, type SystemInfo } from '../../../../../src-shared/openmv/payloads.ts';
import type { SimulatedBoard } from '../boards.ts';
import { cameraSettings, type CameraSettings } from './camera-settings.ts';
import { ChannelTable } from '../channels/channel-table.ts';
import type { JpegEncoder } from '../channels/preview-encoder.ts';
import type { DeviceChannel } from '../channels/device-channel.ts';
import { ProfileChannel, type ProfileSource } from '../channels/profile-channel.ts';
import { createScriptChannel } from '../channels/script-channel.ts';
import { StdinChannel } from '../channels/stdin-channel.ts';
import { StdoutChannel } from '../channels/stdout-channel.ts';
import { StreamChannel } from '../channels/stream-channel.ts';
import { createTransportChannel } from '../channels/transport-channel.ts';
import { DeviceLink } from '../link/device-link.ts';
import type { DeviceStream } from '../../../core/device-stream.ts';
import { createRequestExecutor } from './request-executor.ts';
import type { ScriptChannel, ScriptEngine } from '../../../core/script-engine.ts';
import { ScriptLifeCycle } from '../../../core/script-life-cycle.ts';

export interface VirtualCameraOptions {
  readonly stream: DeviceStream;
  /** Not disposed by the camera. */
  readonly engine: ScriptEngine;
  readonly clock: Clock;
  readonly board: SimulatedBoard;
  readonly jpeg: JpegEncoder;
  /** The default is `cameraSettings(board)`. */
  readonly settings?: CameraSettings;
  /** What the profile channel reports, where `settings.profileChannel` is on. */
  readonly profileSource?: ProfileSource;
  /** Another profile channel in its place, for tests of faults. */
  readonly profileChannel?: DeviceChannel;
}

const kilobyte = 1024;

export class VirtualCamera implements Disposable {
  readonly #board: SimulatedBoard;
  readonly #settings: CameraSettings;
  readonly #engine: ScriptEngine;
  readonly #clock: Clock;
  readonly #store = new DisposableStore();
  readonly #channels = new ChannelTable();
  readonly #link: DeviceLink;
  readonly #stdin: StdinChannel;
  readonly #stdout: StdoutChannel;
  readonly #stream: StreamChannel;
  readonly #profile: DeviceChannel | undefined;
  readonly #lifeCycle: ScriptLifeCycle;
  readonly #dynamicIds = new Map<number, number>();
  #framebufferBytes = 0;

  constructor(options: VirtualCameraOptions) {
    const { board, engine, clock } = options;
    const settings = options.settings ?? cameraSettings(board);
    this.#board = board;
    this.#settings = settings;
    this.#engine = engine;
    this.#clock = clock;
    this.#link = this.#store.add(this.#createLink(options.stream));
    this.#stdout = this.#store.add(
      new StdoutChannel({
        clock,
        ringBytes: settings.stdioRingBytes,
        backlogBytes: settings.stdoutBacklogBytes,
        notify: () => this.#link.sendEvent(ChannelId.stdout, eventNotify),
      }),
    );
    this.#stream = new StreamChannel({
      clock,
      board,
      jpeg: options.jpeg,
      notify: () => this.#link.sendEvent(ChannelId.stream, eventNotify),
      setFrameWanted: (wanted) => engine.setFrameWanted(wanted),
      print: (text) => this.#stdout.print(text),
    });
    if (settings.profileChannel) {
      this.#profile = options.profileChannel ?? new ProfileChannel(settings.pmuCounters, options.profileSource);
    }
    this.#lifeCycle = this.#store.add(this.#createLifeCycle());
    this.#stdin = new StdinChannel(this.#lifeCycle, settings.scriptLimitBytes);
    this.#channels.setStatic(ChannelId.transport, createTransportChannel(settings.transportName));
    this.#channels.setStatic(ChannelId.stdin, this.#stdin);
    this.#channels.setStatic(ChannelId.stdout, this.#stdout);
    this.#channels.setStatic(ChannelId.stream, this.#stream);
    if (this.#profile !== undefined) this.#channels.setStatic(ChannelId.profile, this.#profile);
    this.#listenToEngine();
  }

  get stats(): DeviceStats {
    return this.#link.stats;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #createLink(stream: DeviceStream): DeviceLink {
    const settings = this.#settings;
    return new DeviceLink({
      stream,
      clock: this.#clock,
      bufferBytes: settings.bufferBytes,
      defaults: settings.defaults,
      retransmission: settings.retransmission,
      strayFragments: settings.strayFragments,
      onCapabilities: ({ events }) => this.#engine.setEventsTaken(events),
      onSessionReset: () => this.#channels.unlockAll(),
      execute: createRequestExecutor({
        clock: this.#clock,
        channels: this.#channels,
        bufferBytes: settings.bufferBytes,
        lockIntervalMs: settings.lockIntervalMs,
        capabilities: () => this.#link.capabilities,
        setCapabilities: (capabilities) => this.#link.setCapabilities(capabilities),
        stats: () => this.#link.stats,
        versions: () => settings.versions,
        systemInfo: () => this.#systemInfo(),
        memory: () => this.#memory(),
        restartHardware: () => this.#lifeCycle.hardReset(),
      }),
    });
  }

  #createLifeCycle(): ScriptLifeCycle {
    const text = new TextEncoder();
    return new ScriptLifeCycle({
      engine: this.#engine,
      clock: this.#clock,
      rebootMs: this.#settings.rebootMs,
      banner: this.#banner(),
      takeScript: () => this.#stdin.source(),
      clearScript: () => this.#stdin.clear(),
      print: (line) => this.#stdout.print(text.encode(line)),
      started: () => {
        this.#stream.resetSource();
        this.#link.sendEvent(ChannelId.stdin, StdinEvent.started);
      },
      stopped: () => this.#link.sendEvent(ChannelId.stdin, StdinEvent.stopped),
      announceReboot: () => this.#link.sendEvent(ChannelId.transport, SystemEvent.softReboot),
      whenSent: (callback) => this.#link.whenQuiet(callback),
      shutDown: (kind) => {
        this.#link.goDeaf();
        this.#stdout.stopTimer();
        this.#channels.removeDynamic();
        this.#dynamicIds.clear();
        this.#framebufferBytes = 0;
        if (kind === 'soft') this.#stream.softReset();
        else {
          this.#stream.hardReset();
          this.#stdout.clear();
          this.#link.clearStats();
        }
      },
      startUp: () => {
        this.#link.initialise();
        this.#stdout.restartTimer();
      },
    });
  }

  #listenToEngine(): void {
    const engine = this.#engine;
    this.#store.add(engine.onText((text) => this.#stdout.print(text)));
    this.#store.add(
      engine.onFrame((frame) => {
        if (frame !== undefined) this.#framebufferBytes = Math.max(this.#framebufferBytes, frame.data.length);
        this.#stream.update(frame);
      }),
    );
    this.#store.add(engine.onChannelRegistered((channel) => this.#register(channel)));
    this.#store.add(
      engine.onChannelEvent(({ handle, code, waitAck, settled }) => {
        const id = this.#dynamicIds.get(handle);
        if (id === undefined) settled();
        else this.#link.sendEvent(id, code, waitAck, settled);
      }),
    );
  }

  #register(registered: ScriptChannel): void {
    const id = this.#channels.addDynamic(createScriptChannel(this.#engine, this.#clock, registered));
    if (id === undefined) return;
    this.#dynamicIds.set(registered.handle, id);
    this.#link.sendEvent(ChannelId.transport, SystemEvent.channelRegistered);
  }

  #banner(): string {
    const { firmware } = this.#settings.versions;
    const { bannerName, microcontroller } = this.#board;
    return (
      `OpenMV v${firmware.join('.')}; MicroPython v1.29.0; ${bannerName} with ${microcontroller} (simulated)\r\n` +
      'Type "help()" for more information.\r\n>>> '
    );
  }

  #systemInfo(): SystemInfo {
    const board = this.#board;
    return {
      cpuId: board.cpuId,
      deviceId: board.deviceId,
      usbVendorId: board.usbVendorId,
      usbProductId: board.usbProductId,
      chipIds: [board.sensorChipId, 0, 0],
      hardwareCapabilities: [(board.hardwareCapabilities | (this.#settings.pmuCounters << 8)) >>> 0, 0],
      flashSizeKb: 0,
      ramSizeKb: 0,
      framebufferSizeKb: Math.ceil(this.#framebufferBytes / kilobyte),
      streamBufferSizeKb: board.streamBufferBytes / kilobyte,
    };
  }

  /** One pool, and the interpreter's heap as the board would have it: approximate. */
  #memory() {
    const { gcHeapBytes, streamBufferBytes } = this.#board;
    const usedHeap = Math.floor(gcHeapBytes / 16);
    const poolBytes = 2 * streamBufferBytes;
    const usedPool = Math.min(poolBytes, streamBufferBytes + this.#framebufferBytes);
    return [
      {
        type: MemoryType.gcHeap,
        flags: 0,
        totalBytes: gcHeapBytes,
        usedBytes: usedHeap,
        freeBytes: gcHeapBytes - usedHeap,
        persistentBytes: 0,
        peakBytes: 0,
      },
      {
        type: MemoryType.umaPool,
        flags: 0,
        totalBytes: poolBytes,
        usedBytes: usedPool,
        freeBytes: poolBytes - usedPool,
        persistentBytes: streamBufferBytes,
        peakBytes: usedPool,
      },
    ];
  }
}
