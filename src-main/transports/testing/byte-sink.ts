import { Deferred } from '../../../src-shared/lib/deferred.ts';

/** Collects what a test device receives and hands it out by the number of bytes. One taker at a time. */
export class ByteSink {
  #bytes = Buffer.alloc(0);
  #taker: { sizeBytes: number; done: Deferred<Uint8Array> } | undefined;

  push(chunk: Uint8Array): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    this.#serve();
  }

  take(sizeBytes: number): Promise<Uint8Array> {
    this.#taker = { sizeBytes, done: new Deferred<Uint8Array>() };
    const { promise } = this.#taker.done;
    this.#serve();
    return promise;
  }

  #serve(): void {
    if (this.#taker === undefined || this.#bytes.length < this.#taker.sizeBytes) return;
    const { sizeBytes, done } = this.#taker;
    this.#taker = undefined;
    const taken = this.#bytes.subarray(0, sizeBytes);
    this.#bytes = this.#bytes.subarray(sizeBytes);
    done.resolve(taken);
  }
}
