// What a shell (Electron, server, CLI) holds of the host: a place to plug pages in, and their frame lanes.
// Made by create-host.ts.

import type { Carrier } from '../../src-shared/rpc/carrier.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import type { LaneSink } from './frame-lane.ts';

export interface HostHandle {
  /** Serves one page until its carrier closes. What runs on the camera carries on without pages. */
  connect(carrier: Carrier): Disposable;
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
