// Ties a canvas, the preview worker and the host's frame lane together; knows nothing of React.
// The worker owns the canvas for ever, so a session lives as long as its canvas.

import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { FrameLaneSource, HostConnection } from '../../host/host-connection.ts';
import type { PreviewCommand, PreviewReport, PreviewStats } from '../../workers/media/preview-messages.ts';

/** Between a lane that ended and the next try. */
const laneRetryMs = 500;

export class PreviewSession implements Disposable {
  readonly #connection: HostConnection;
  readonly #worker: Worker;
  readonly #store = new DisposableStore();
  readonly #stats = this.#store.add(new Emitter<PreviewStats>());
  #lane: string | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #saved: ((png: Blob | undefined) => void)[] = [];

  readonly onStats = this.#stats.event;

  constructor(connection: HostConnection, canvas: HTMLCanvasElement) {
    this.#connection = connection;
    this.#worker = new Worker(new URL('../../workers/media/media.worker.ts', import.meta.url), { type: 'module' });
    this.#store.addCallback(() => this.#worker.terminate());
    this.#store.addCallback(() => clearTimeout(this.#retry));
    this.#worker.addEventListener('message', (event: MessageEvent<PreviewReport>) => this.#receive(event.data));
    const offscreen = canvas.transferControlToOffscreen();
    this.#send({ type: 'canvas', canvas: offscreen }, [offscreen]);
    this.#store.add(
      connection.onLinkState((state) => {
        if (state === 'connected') this.#openLane();
      }),
    );
    this.#openLane();
  }

  /** The picture as it is shown now; undefined before the first one. */
  savePng(): Promise<Blob | undefined> {
    return new Promise((resolve) => {
      this.#saved.push(resolve);
      this.#send({ type: 'save' });
    });
  }

  dispose(): void {
    this.#store.dispose();
    for (const resolve of this.#saved.splice(0)) resolve(undefined);
  }

  #send(command: PreviewCommand, transfer: Transferable[] = []): void {
    this.#worker.postMessage(command, transfer);
  }

  #openLane(): void {
    clearTimeout(this.#retry);
    this.#connection.openFrameLane().then(
      (source) => this.#followLane(source),
      () => this.#retryLane(),
    );
  }

  #followLane(source: FrameLaneSource): void {
    if (this.#store.disposed) return;
    this.#lane = source.lane;
    if (source.kind === 'http') this.#send({ type: 'lane', source: { kind: 'http', url: source.url } });
    else this.#send({ type: 'lane', source: { kind: 'port', port: source.port } }, [source.port]);
  }

  #retryLane(): void {
    // While the link is down its return opens the lane.
    if (this.#store.disposed || this.#connection.linkState !== 'connected') return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#openLane(), laneRetryMs);
  }

  #receive(report: PreviewReport): void {
    switch (report.type) {
      case 'credit':
        // A credit that is lost with its lane is not missed: the next lane starts with its own.
        if (this.#lane !== undefined) {
          this.#connection.host.frames.credit({ lane: this.#lane, count: report.count }).catch(() => undefined);
        }
        return;
      case 'stats':
        this.#stats.emit(report.stats);
        return;
      case 'lane-ended':
        this.#retryLane();
        return;
      case 'picture':
        this.#saved.shift()?.(report.png);
        return;
    }
  }
}
