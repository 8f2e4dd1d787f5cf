// Keeps one frame lane open while the page is visible and the host is there. A hidden page gives its lane back: a
// browser allows six connections per host, and each lane in a browser holds one of them.

import type { Host } from '../../../src-shared/contract/contract.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors/index.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { toProblem } from '../../../src-shared/rpc/problem.ts';
import type { FrameLaneSource, HostConnection } from '../../host/host-connection.ts';
import type { PageVisibility } from './page-visibility.ts';

/** Between a lane that ended and the next try. */
const retryMs = 500;
/** While other pages use up the browser's connections: until a person has closed one. */
const limitRetryMs = 5000;

export interface LaneKeeperParts {
  readonly connection: Pick<HostConnection, 'linkState' | 'onLinkState' | 'openFrameLane'> & {
    readonly host: { readonly frames: Pick<Host['frames'], 'credit' | 'closeLane'> };
  };
  readonly visibility: PageVisibility;
  readonly clock: Clock;
  /** Frames come from here now. */
  readonly onLane: (source: FrameLaneSource) => void;
  /** Frames are no longer wanted. */
  readonly onLeave: () => void;
  /** The host refuses a lane (`frame-lane-limit`); called once until a lane opens. */
  readonly onRefused: (error: unknown) => void;
}

export class LaneKeeper implements Disposable {
  readonly #parts: LaneKeeperParts;
  readonly #store = new DisposableStore();
  #lane: string | undefined;
  #retry: Disposable | undefined;
  #refused = false;
  /** Goes up with every attempt and every leave: an answer to an older one is ignored. */
  #attempt = 0;

  constructor(parts: LaneKeeperParts) {
    this.#parts = parts;
    this.#store.add(parts.connection.onLinkState(() => this.#follow()));
    this.#store.add(parts.visibility.onChange(() => this.#follow()));
    this.#follow();
  }

  /** So many frames are done with. A credit that is lost with its lane is not missed: the next lane has its own. */
  credit(count: number): void {
    if (this.#lane === undefined) return;
    this.#parts.connection.host.frames.credit({ lane: this.#lane, count }).catch(() => undefined);
  }

  /** The lane ended or broke. */
  laneEnded(): void {
    this.#lane = undefined;
    this.#retryAfter(retryMs);
  }

  dispose(): void {
    this.#store.dispose();
    this.#leave();
  }

  get #isWanted(): boolean {
    const { connection, visibility } = this.#parts;
    return !this.#store.disposed && visibility.visible && connection.linkState === 'connected';
  }

  #follow(): void {
    if (this.#isWanted) this.#open();
    else this.#leave();
  }

  #open(): void {
    this.#retry?.dispose();
    const attempt = (this.#attempt += 1);
    this.#parts.connection.openFrameLane().then(
      (source) => this.#take(source, attempt),
      (error: unknown) => {
        if (attempt === this.#attempt) this.#onFailure(error);
      },
    );
  }

  #take(source: FrameLaneSource, attempt: number): void {
    if (attempt !== this.#attempt || !this.#isWanted) {
      this.#giveBack(source.lane);
      if (source.kind === 'port') source.port.close();
      return;
    }
    this.#refused = false;
    this.#lane = source.lane;
    this.#parts.onLane(source);
  }

  #onFailure(error: unknown): void {
    const limit: ErrorCode = 'frame-lane-limit';
    const isRefused = toProblem(error).code === limit;
    if (isRefused && !this.#refused) this.#parts.onRefused(error);
    this.#refused = isRefused;
    this.#retryAfter(isRefused ? limitRetryMs : retryMs);
  }

  #retryAfter(delayMs: number): void {
    this.#retry?.dispose();
    // While the page is hidden or the link is down, its return opens the lane.
    if (this.#isWanted) this.#retry = this.#parts.clock.after(delayMs, () => this.#follow());
  }

  #leave(): void {
    this.#retry?.dispose();
    this.#attempt += 1;
    const lane = this.#lane;
    if (lane === undefined) return;
    this.#lane = undefined;
    this.#parts.onLeave();
    this.#giveBack(lane);
  }

  #giveBack(lane: string): void {
    // After a lost connection there is no lane to close: the host ended it with the page's connection.
    this.#parts.connection.host.frames.closeLane({ lane }).catch(() => undefined);
  }
}
