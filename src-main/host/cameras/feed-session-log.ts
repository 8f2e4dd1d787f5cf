import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { DisposableStore } from '../../../src-shared/lib/disposable.ts';
import { toProblem } from '../../../src-shared/rpc/problem.ts';
import type { HostEvents } from '../host-events.ts';
import type { MediaSources } from '../media/media-sources.ts';
import type { ConnectedCamera } from './connected-camera.ts';
import type { SessionLog } from './session-log.ts';

export interface SessionLogFeeds {
  readonly camera: ConnectedCamera;
  readonly media: MediaSources;
  readonly events: HostEvents;
}

/** Adds to the log what happens with a camera, until the result is disposed. */
export function feedSessionLog(log: SessionLog, { camera, media, events }: SessionLogFeeds): Disposable {
  const store = new DisposableStore();
  store.add(
    camera.onStateChange(({ state, error }) => {
      log.add({ kind: 'state', state });
      if (error !== undefined) log.add({ kind: 'problem', problem: toProblem(error) });
    }),
  );
  // The bytes are valid during the call only.
  store.add(camera.onText((text) => log.add({ kind: 'text', bytes: text.slice() })));
  store.add(
    camera.onRun((run) => log.add({ kind: 'run', event: run.kind, detail: run.kind === 'ended' ? run.reason : '' })),
  );
  store.add(camera.channels.onChange((channels) => log.add({ kind: 'channels', channels })));
  store.add(camera.channels.onEvent((event) => log.add({ kind: 'channel-event', event })));
  store.add(media.onFrame(({ source, frame }) => log.add({ kind: 'frame', source, frame })));
  store.add(
    events.onEvent((each) => {
      if (each.service === 'app' && each.event === 'problem') log.add({ kind: 'problem', problem: each.payload });
    }),
  );
  return store;
}
