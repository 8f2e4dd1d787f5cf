// What a shell (Electron, server, CLI) holds of the host: a place to plug pages in, and their frame lanes.
// Made by create-host.ts.

import type { Carrier } from '../../src-shared/rpc/carrier.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import type { LaneSink } from './media/frame-lane.ts';

/** What a shell knows about a page. */
export interface PageFacts {
  /**
   * The browser whose connections the page uses: pages of one browser share a limit of frame lanes. Undefined where lanes
   * use no connections.
   */
  readonly browser?: string | undefined;
}

export interface HostHandle {
  /** Serves one page until its carrier closes. Scripts continue to run without pages. */
  connect(carrier: Carrier, facts?: PageFacts): Disposable;
  /**
   * Brings the frames of a lane that a page opened to `sink`; a second sink replaces the first. Undefined when there
   * is no such lane. The lane ends with its page.
   */
  subscribeLane(lane: string, sink: LaneSink): Disposable | undefined;
  /** Tells every page of a command chosen in the shell's own menu. */
  sendCommand(id: string): void;
  /** Brings a file to a page: to one that is there, or to the next one. */
  openFile(path: string): void;
  /** Writes what is not on disk yet and disconnects the camera. Never rejects. */
  close(): Promise<void>;
}
