import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { FakeCamera } from '../../host/testing/fake-camera.ts';
import type { CliContext } from '../cli-context.ts';
import { CliOutput } from '../cli-output.ts';

/** A command line with the camera, clock and streams of the test. */
export class CliBench {
  readonly clock = new ManualClock();
  readonly camera = new FakeCamera(this.clock);
  readonly addresses: string[] = [];
  readonly #abort = new AbortController();
  readonly #out: Uint8Array[] = [];
  readonly #err: Uint8Array[] = [];

  readonly context: CliContext = {
    output: new CliOutput({
      out: { write: (text) => this.#out.push(Buffer.from(text)) },
      err: { write: (text) => this.#err.push(Buffer.from(text)) },
    }),
    clock: this.clock,
    version: '1.2.3',
    signal: this.#abort.signal,
    openCamera: (address) => {
      this.addresses.push(address);
      return Promise.resolve(this.camera);
    },
  };

  get out(): string {
    return Buffer.concat(this.#out).toString();
  }

  get err(): string {
    return Buffer.concat(this.#err).toString();
  }

  /** The JSON object on the last line of standard output. */
  get summary(): unknown {
    return JSON.parse(this.out.trimEnd().split('\n').at(-1) ?? '');
  }

  interrupt(): void {
    this.#abort.abort();
  }

  /** Resolves when a script is running on the camera. */
  running(): Promise<void> {
    if (this.camera.state === 'running') return Promise.resolve();
    return new Promise((resolve) => {
      const listening = this.camera.onStateChange(({ state }) => {
        if (state !== 'running') return;
        listening.dispose();
        // The command reacts to the start in the same turn; the next step of the test follows it.
        setImmediate(resolve);
      });
    });
  }
}
