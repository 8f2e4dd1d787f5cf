// Connects a canvas, the media worker and the host's frame lane; knows nothing of React.
// A canvas can be handed to a worker once only, so a session lives as long as its canvas.

import { systemClock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { FrameLaneSource, HostConnection } from '../../host/host-connection.ts';
import type { PreviewCommand, PreviewReport, PreviewStats } from '../../workers/media/preview-messages.ts';
import { LaneKeeper } from './lane-keeper.ts';
import { documentVisibility } from './page-visibility.ts';

export class PreviewSession implements Disposable {
  readonly #worker: Worker;
  readonly #store = new DisposableStore();
  readonly #stats = this.#store.add(new Emitter<PreviewStats>());
  readonly #refused = this.#store.add(new Emitter<unknown>());
  readonly #lane: LaneKeeper;
  #saved: ((png: Blob | undefined) => void)[] = [];

  readonly onStats = this.#stats.event;
  /** The host refuses to send frames to one more page. */
  readonly onRefused = this.#refused.event;

  constructor(connection: HostConnection, canvas: HTMLCanvasElement) {
    this.#worker = new Worker(new URL('../../workers/media/media.worker.ts', import.meta.url), { type: 'module' });
    this.#store.addCallback(() => this.#worker.terminate());
    this.#worker.addEventListener('message', (event: MessageEvent<PreviewReport>) => this.#receive(event.data));
    const offscreen = canvas.transferControlToOffscreen();
    this.#send({ type: 'canvas', canvas: offscreen }, [offscreen]);
    this.#lane = this.#store.add(
      new LaneKeeper({
        connection,
        visibility: documentVisibility,
        clock: systemClock,
        onLane: (source) => this.#followLane(source),
        onLeave: () => this.#send({ type: 'leave' }),
        onRefused: (error) => this.#refused.emit(error),
      }),
    );
  }

  /** What the canvas shows, as a PNG file; undefined before the first frame. */
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

  #followLane(source: FrameLaneSource): void {
    if (source.kind === 'http') this.#send({ type: 'lane', source: { kind: 'http', url: source.url } });
    else this.#send({ type: 'lane', source: { kind: 'port', port: source.port } }, [source.port]);
  }

  #receive(report: PreviewReport): void {
    switch (report.type) {
      case 'credit':
        this.#lane.credit(report.count);
        return;
      case 'stats':
        this.#stats.emit(report.stats);
        return;
      case 'lane-ended':
        this.#lane.laneEnded();
        return;
      case 'saved':
        this.#saved.shift()?.(report.png);
        return;
    }
  }
}
