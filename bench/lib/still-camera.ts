// A simulated camera that shows one still picture as fast as the host takes it: the protocol side of ours without an
// interpreter behind it, so that what is measured is the host. The script that is sent says what to show: "320x240 raw".

import { exposeOnPty } from '../../src-main/simulator/expose-pty.ts';
import { exposeOnTcp } from '../../src-main/simulator/expose-tcp.ts';
import { ScriptedEngine } from '../../src-main/simulator/testing/scripted-engine.ts';
import type { PublishedFrame } from '../../src-main/simulator/script-engine.ts';
import { PixelFormat } from '../../src-shared/protocol/pixel-format.ts';

class StillEngine extends ScriptedEngine {
  #picture: PublishedFrame | undefined;

  override run(source: Uint8Array): void {
    this.#picture = pictureFor(new TextDecoder().decode(source));
    super.run(source);
    this.#show();
  }

  override setFrameWanted(wanted: boolean): void {
    super.setFrameWanted(wanted);
    if (wanted) this.#show();
  }

  #show(): void {
    setImmediate(() => {
      if (this.running && this.frameWanted && this.#picture !== undefined) this.snapshot(this.#picture);
    });
  }
}

function pictureFor(script: string): PublishedFrame {
  const [, width, height, jpegBytes] = (/^(\d+)x(\d+)(?: jpeg (\d+))?/.exec(script) ?? []).map(Number);
  if (width === undefined || height === undefined) throw new Error(`No picture: ${script}`);
  if (jpegBytes === undefined || Number.isNaN(jpegBytes)) {
    const data = Uint8Array.from({ length: width * height * 2 }, (_, at) => (at * 31) & 0xff);
    return { width, height, format: PixelFormat.rgb565, data };
  }
  const data = new Uint8Array(jpegBytes).fill(0x55);
  data.set([0xff, 0xd8], 0);
  data.set([0xff, 0xd9], data.length - 2);
  return { width, height, format: PixelFormat.jpeg, data };
}

/** Runs until SIGTERM; prints {"address": …} first. */
export async function runStillCamera(line: string): Promise<void> {
  const options = { simulator: { flashFolder: '.' }, createEngine: () => new StillEngine() };
  const camera = line === 'tcp' ? await exposeOnTcp({ ...options, port: 0 }) : await exposeOnPty(options);
  process.once('SIGTERM', () => void camera.close().then(() => process.exit()));
  const address = line === 'tcp' ? `tcp://${camera.address}` : camera.address;
  process.stdout.write(`${JSON.stringify({ address })}\n`);
}
