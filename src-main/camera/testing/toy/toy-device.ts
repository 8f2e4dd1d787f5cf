import type { MemoryPeer } from '../../../transports/testing/memory-transport.ts';
import { encodeToy, ToyParser } from './toy-protocol.ts';

/** The device side of the toy protocol, over memory. The test plays the script. */
export class ToyDevice {
  readonly sources: Uint8Array[] = [];
  running = false;
  readonly #peer: MemoryPeer;
  readonly #parser = new ToyParser();

  constructor(peer: MemoryPeer) {
    this.#peer = peer;
    peer.onData((bytes) => {
      for (const { words, data } of this.#parser.push(bytes)) this.#onMessage(words[0], data);
    });
  }

  print(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.#peer.write(encodeToy(`TEXT ${bytes.length}`, bytes));
  }

  show(width: number, height: number, pixels: Uint8Array): void {
    this.#peer.write(encodeToy(`FRAME ${width} ${height} ${pixels.length}`, pixels));
  }

  end(): void {
    this.running = false;
    this.#peer.write(encodeToy('ENDED'));
  }

  #onMessage(name: string | undefined, data: Uint8Array): void {
    if (name === 'HELLO') this.#peer.write(encodeToy(`TOY 1.0 ${this.running ? 1 : 0}`));
    if (name === 'STOP' && this.running) this.end();
    if (name !== 'RUN') return;
    this.sources.push(data);
    this.running = true;
    this.#peer.write(encodeToy('STARTED'));
  }
}
