// The frame lanes of all pages, by name. In a browser a lane occupies one of the six connections that it allows per host;
// beyond `maxLanesPerBrowser` a page is refused, because its own requests would hang.

import { randomBytes } from 'node:crypto';
import { toDisposable, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { HostError } from '../host-error.ts';
import { FrameLane, type LaneSink } from './frame-lane.ts';

/** Leaves two connections for files and single requests. */
export const maxLanesPerBrowser = 4;

interface NamedLane {
  readonly lane: FrameLane;
  readonly browser: string | undefined;
}

export class FrameLanes {
  readonly #lanes = new Map<string, NamedLane>();

  /**
   * A lane with an unguessable name: in the browser it is part of an address. `browser`: whose connections it uses;
   * undefined where there is no limit. Throws `frame-lane-limit`.
   */
  open(browser: string | undefined): { readonly name: string; readonly lane: FrameLane } {
    const open = [...this.#lanes.values()].filter((each) => each.browser === browser);
    if (browser !== undefined && open.length >= maxLanesPerBrowser) {
      const data = { limit: maxLanesPerBrowser };
      throw new HostError('frame-lane-limit', `The browser has ${maxLanesPerBrowser} frame lanes already.`, { data });
    }
    const name = randomBytes(16).toString('hex');
    const lane = new FrameLane();
    this.#lanes.set(name, { lane, browser });
    return { name, lane };
  }

  /** Ends the lane. */
  close(name: string): void {
    this.#lanes.get(name)?.lane.end();
    this.#lanes.delete(name);
  }

  /** Sends the lane's frames to this sink. Undefined if there is no such lane. */
  subscribe(name: string, sink: LaneSink): Disposable | undefined {
    const lane = this.#lanes.get(name)?.lane;
    if (lane === undefined) return undefined;
    lane.attach(sink);
    return toDisposable(() => lane.detach(sink));
  }
}
