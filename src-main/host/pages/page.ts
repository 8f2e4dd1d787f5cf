// One connected page: the camera that it shows, the events that it gets, its text and its frame lane.
// A page sees the events of the camera that it shows; one that shows two cameras opens two connections.

import { hostContract, type HostContract } from '../../../src-shared/contract/contract.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import type { Carrier } from '../../../src-shared/rpc/carrier.ts';
import { serve, type Served } from '../../../src-shared/rpc/server.ts';
import type { Connection } from '../../../src-shared/rpc/service.ts';
import type { CameraDesk } from '../cameras/camera-desk.ts';
import type { CameraHub } from '../cameras/camera-hub.ts';
import type { HostEvent, HostEvents } from '../host-events.ts';
import type { FrameLane } from '../media/frame-lane.ts';
import type { FrameLanes } from '../media/frame-lanes.ts';
import { createPageHandlers, type HostServices, type ServedPage } from './page-handlers.ts';
import { TextOutlet } from './text-outlet.ts';

/** A script may raise channel events without pause; beyond this backlog they are left out for a page that is too slow. */
const channelEventBacklogBytes = 1024 * 1024;

export interface PageParts {
  readonly hub: CameraHub;
  readonly lanes: FrameLanes;
  readonly services: HostServices;
  /** Of no particular camera. */
  readonly events: HostEvents;
  readonly clock: Clock;
  /** The browser whose connections the page uses; undefined if they are not limited. */
  readonly browser: string | undefined;
}

interface PageLane {
  readonly name: string;
  readonly lane: FrameLane;
  shown: Disposable;
}

export class Page implements ServedPage, Disposable {
  readonly #parts: PageParts;
  readonly #carrier: Carrier;
  readonly #store = new DisposableStore();
  readonly #served: Served<HostContract>;
  readonly outlet: TextOutlet;
  /** Listeners to the camera that the page shows. */
  #following = new DisposableStore();
  #camera: CameraDesk;
  #lane: PageLane | undefined;
  #watchesProfiler = false;

  /** Serves the page until its carrier closes or the page is disposed. */
  constructor(carrier: Carrier, parts: PageParts) {
    this.#parts = parts;
    this.#carrier = carrier;
    this.#camera = parts.hub.default;
    this.#served = this.#store.add(serve(hostContract, createPageHandlers(this, parts), carrier));
    this.outlet = this.#store.add(
      new TextOutlet({ clock: parts.clock, send: (chunk) => this.#served.emit('script', 'text', chunk) }),
    );
    this.#store.add(parts.events.onEvent((event) => this.#forward(event)));
    this.#store.add(parts.hub.onDefaultChange(() => this.#followShown()));
    this.#store.addCallback(() => this.#following.dispose());
    this.#store.add(this.#served.connection.onClose(() => this.dispose()));
    this.#follow(this.#camera);
  }

  get connection(): Connection {
    return this.#served.connection;
  }

  /** The camera that the page shows. */
  get camera(): CameraDesk {
    return this.#camera;
  }

  /** Frames that the page's lane left out. */
  get droppedByHost(): number {
    return this.#lane?.lane.droppedByHost ?? 0;
  }

  /** Shows this camera from now on; undefined: the default one. */
  select(desk: CameraDesk | undefined): void {
    this.#parts.hub.select(this, desk);
    const former = this.#camera;
    this.#followShown();
    if (this.#camera === former) return;
    this.#forward({ service: 'camera', event: 'status', payload: this.#camera.link.status });
  }

  /** Opens the page's frame lane on this camera; a former lane ends. Throws `frame-lane-limit`. */
  openLane(desk: CameraDesk): string {
    this.closeLane(this.#lane?.name);
    const { name, lane } = this.#parts.lanes.open(this.#parts.browser);
    this.#lane = { name, lane, shown: desk.frames.media.show(lane) };
    return name;
  }

  /** Ends the lane if it is the page's present one. */
  closeLane(name: string | undefined): void {
    if (this.#lane === undefined || this.#lane.name !== name) return;
    this.#lane.shown.dispose();
    this.#parts.lanes.close(this.#lane.name);
    this.#lane = undefined;
  }

  /** Allows so many more frames on the lane. Credits for a lane that was just replaced are late, not wrong. */
  credit(name: string, count: number): void {
    if (this.#lane?.name === name) this.#lane.lane.grant(count);
  }

  /** Gets the profiler's snapshots while `on`. */
  watchProfiler(on: boolean): void {
    this.#watchesProfiler = on;
    this.#camera.profiler.watch(this, on);
  }

  dispose(): void {
    if (this.#store.disposed) return;
    this.watchProfiler(false);
    this.closeLane(this.#lane?.name);
    this.#parts.hub.select(this, undefined);
    this.#store.dispose();
  }

  #followShown(): void {
    const next = this.#parts.hub.shownBy(this);
    if (next === this.#camera) return;
    const former = this.#camera;
    former.profiler.watch(this, false);
    this.#camera = next;
    this.outlet.flush();
    this.#following.dispose();
    this.#following = new DisposableStore();
    this.#follow(next);
    next.profiler.watch(this, this.#watchesProfiler);
    if (this.#lane !== undefined) {
      this.#lane.shown.dispose();
      this.#lane.shown = next.frames.media.show(this.#lane.lane);
    }
    this.#sendSnapshot(former, next);
  }

  #follow(desk: CameraDesk): void {
    this.#following.add(desk.events.onEvent((event) => this.#forward(event)));
    this.#following.add(desk.script.onText((text) => this.outlet.push(text)));
  }

  /** What a page would otherwise learn only from the next change. The status follows from the attempt to connect. */
  #sendSnapshot(former: CameraDesk, { channels, frames, profiler, script }: CameraDesk): void {
    const { list } = channels;
    if (list.length + former.channels.list.length > 0) {
      this.#forward({ service: 'channels', event: 'list', payload: list });
    }
    this.#forward({ service: 'frames', event: 'settings', payload: frames.settings });
    this.#forward({ service: 'frames', event: 'source', payload: frames.media.selected });
    this.#forward({ service: 'profiler', event: 'state', payload: profiler.state });
    const { running } = script;
    if (running !== undefined) this.#forward({ service: 'script', event: 'started', payload: running });
  }

  #forward(event: HostEvent): void {
    // The end of a run must not overtake its text.
    if (event.service === 'script') this.outlet.flush();
    const backlogBytes = this.#carrier.backlogBytes ?? 0;
    if (event.event === 'channelEvent' && backlogBytes > channelEventBacklogBytes) return;
    // The union of events pairs each name with its payload; the types of `emit` want them one by one.
    const emit = this.#served.emit.bind(this.#served) as (service: string, event: string, payload: unknown) => void;
    emit(event.service, event.event, event.payload);
  }
}
