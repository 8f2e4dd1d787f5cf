// Hands frames to the lanes of the pages and remembers how the picture is wanted.
// Over it: contract/frames.ts and the shells' sinks. Under it: the CurrentCamera; one FrameLane a page.

import { randomBytes } from 'node:crypto';
import type { HostHandlers } from '../../../src-shared/contract/contract.ts';
import type { LaneFrame } from '../../../src-shared/contract/frame-lane.ts';
import type { FrameSource } from '../../../src-shared/contract/frames.ts';
import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { toDisposable, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { toProblem } from '../../../src-shared/rpc/problem.ts';
import type { CallContext, Connection } from '../../../src-shared/rpc/service.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { ChannelFrames } from '../../camera/channel-frames.ts';
import { requireFacet } from '../../camera/require-facet.ts';
import { cancelSignal } from '../cancel-signal.ts';
import type { CurrentCamera } from '../current-camera.ts';
import { FrameLane, type LaneSink } from '../frame-lane.ts';
import type { HostEvents } from '../host-events.ts';
import type { SettingsStore } from '../stores/settings-store.ts';

export interface FramesServiceOptions {
  readonly current: CurrentCamera;
  readonly settings: SettingsStore;
  readonly events: HostEvents;
  readonly clock: Clock;
  /** Wall-clock milliseconds, as a page's Date.now gives them. */
  readonly wallClock: () => number;
}

interface OpenLane {
  readonly name: string;
  readonly lane: FrameLane;
}

export class FramesService implements Disposable {
  readonly #options: FramesServiceOptions;
  /** By the id of the connection. */
  readonly #lanes = new Map<string, OpenLane>();
  #source: FrameSource = { kind: 'stream' };
  #channelFrames: ChannelFrames | undefined;
  #newest: LaneFrame | undefined;
  #received = 0;
  #bytes = 0;
  #droppedByCamera = 0;
  /** A bad cable damages many pictures; a person is told once a run. */
  #problemSaid = false;

  constructor(options: FramesServiceOptions) {
    this.#options = options;
    options.current.onFrame((frame) => {
      // One may still be under way when the source changes.
      if (this.#source.kind === 'stream') this.#onFrame(frame);
    });
    options.current.onFrameProblem((error) => this.#onProblem(error));
    options.current.onStateChange(({ state }) => {
      if (state === 'connecting') this.#resetCounters();
      if (state === 'connecting' || state === 'running') this.#problemSaid = false;
    });
  }

  readonly handlers: HostHandlers['frames'] = {
    openLane: (_params, { connection }) => ({ lane: this.#open(connection) }),
    credit: ({ lane: name, count }, { connection }) => {
      const open = this.#lanes.get(connection.id);
      // Credits for a lane that was just replaced are late, not wrong.
      if (open?.name === name) open.lane.grant(count);
      return undefined;
    },
    settings: () => this.#options.settings.stream,
    setSettings: async (stream, context) => {
      const { settings, events } = this.#options;
      settings.setStream(stream);
      events.emit({ service: 'frames', event: 'settings', payload: stream });
      await this.#applyStream(context);
      return undefined;
    },
    source: () => this.#source,
    setSource: async (source, context) => {
      this.#source = source;
      this.#options.events.emit({ service: 'frames', event: 'source', payload: source });
      this.#problemSaid = false;
      this.#followSource();
      await this.#applyStream(context);
      return undefined;
    },
    counters: (_params, { connection }) => ({
      received: this.#received,
      droppedByCamera: this.#droppedByCamera,
      droppedByHost: this.#lanes.get(connection.id)?.lane.droppedByHost ?? 0,
      bytes: this.#bytes,
    }),
  };

  /** What the camera is to be asked for: nothing while a channel brings the pictures. */
  get wantedStream(): StreamSettings {
    const { stream } = this.#options.settings;
    return this.#source.kind === 'stream' ? stream : { ...stream, enabled: false };
  }

  dispose(): void {
    this.#channelFrames?.dispose();
  }

  subscribeLane(name: string, sink: LaneSink): Disposable | undefined {
    for (const open of this.#lanes.values()) {
      if (open.name !== name) continue;
      open.lane.attach(sink);
      return toDisposable(() => open.lane.detach(sink));
    }
    return undefined;
  }

  #followSource(): void {
    const { current, clock } = this.#options;
    this.#channelFrames?.dispose();
    this.#channelFrames = undefined;
    if (this.#source.kind === 'stream') return;
    this.#channelFrames = new ChannelFrames({ channels: current.channels, ...this.#source, clock });
    this.#channelFrames.onFrame((frame) => this.#onFrame(frame));
    this.#channelFrames.onProblem((error) => this.#onProblem(error));
  }

  async #applyStream(context: CallContext): Promise<void> {
    const { camera } = this.#options.current;
    // A camera that is connecting takes them with the rest of its set-up.
    if (camera === undefined || camera.state === 'disconnected') return;
    await requireFacet(camera, 'preview').configure(this.wantedStream, { signal: cancelSignal(context) });
  }

  #open(connection: Connection): string {
    const former = this.#lanes.get(connection.id);
    former?.lane.end();
    const lane = new FrameLane();
    // Unguessable, because in the browser the name is part of an address.
    const name = randomBytes(16).toString('hex');
    this.#lanes.set(connection.id, { name, lane });
    if (former === undefined) {
      connection.onClose(() => {
        this.#lanes.get(connection.id)?.lane.end();
        this.#lanes.delete(connection.id);
      });
    }
    // A page that comes back sees the last picture at once.
    if (this.#newest !== undefined) lane.offer(this.#newest);
    return name;
  }

  #onFrame(frame: Frame): void {
    const { clock, wallClock } = this.#options;
    const toWallMs = wallClock() - clock.now();
    this.#received += 1;
    this.#bytes += frame.data.length;
    this.#droppedByCamera += frame.droppedBefore;
    const { data, droppedBefore: _droppedBefore, ...facts } = frame;
    this.#newest = {
      header: {
        ...facts,
        eventAtMs: frame.eventAtMs + toWallMs,
        receivedAtMs: frame.receivedAtMs + toWallMs,
        source: 1,
        dataBytes: data.length,
        droppedByCamera: this.#droppedByCamera,
        droppedByHost: 0,
      },
      data,
    };
    for (const { lane } of this.#lanes.values()) lane.offer(this.#newest);
  }

  #onProblem(error: Error): void {
    if (this.#problemSaid) return;
    this.#problemSaid = true;
    this.#options.events.emit({ service: 'app', event: 'problem', payload: toProblem(error) });
  }

  #resetCounters(): void {
    this.#received = 0;
    this.#bytes = 0;
    this.#droppedByCamera = 0;
    for (const { lane } of this.#lanes.values()) lane.resetCounters();
  }
}
