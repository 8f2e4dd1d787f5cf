import type { ServerResponse } from 'node:http';
import type { HostHandle } from '../host/host-handle.ts';
import type { LaneSink } from '../host/media/frame-lane.ts';

/**
 * Answers with an endless body of frames until the page or its lane is closed. The lane's credits limit the frames that
 * wait here: the page grants one only after it has drawn a frame. False if there is no such lane.
 */
export function streamFrames(core: HostHandle, lane: string, response: ServerResponse): boolean {
  const sink: LaneSink = {
    send(header, data) {
      response.cork();
      response.write(header);
      response.write(data);
      response.uncork();
    },
    end: () => response.end(),
  };
  response.setHeader('Content-Type', 'application/octet-stream');
  response.setHeader('Cache-Control', 'no-store');
  const subscription = core.subscribeLane(lane, sink);
  if (subscription === undefined) return false;
  response.flushHeaders();
  response.once('close', () => subscription.dispose());
  return true;
}
