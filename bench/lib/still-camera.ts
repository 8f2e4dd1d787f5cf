// A simulated camera that shows one still picture as fast as the host takes it: the protocol side of ours without an
// interpreter behind it, so that what is measured is the host. The script that is sent says what to show: "320x240 raw",
// "640x480 jpeg 23500"; "channel 65536" registers a channel of as many bytes.

import { exposeOnPty } from '../../src-main/simulator/expose/expose-pty.ts';
import { exposeOnTcp } from '../../src-main/simulator/expose/expose-tcp.ts';
import { createJpegCodec } from '../../src-main/simulator/jpeg/jpeg-codec.ts';
import { ScriptedEngine } from '../../src-main/simulator/testing/scripted-engine.ts';
import type { PublishedFrame, SimulatedBoardName } from '../../src-main/simulator/core/script-engine.ts';
import { ChannelFlag } from '../../src-shared/openmv/constants.ts';
import { PixelFormat } from '../../src-shared/picture/pixel-format.ts';

const jpeg = await createJpegCodec();

class StillEngine extends ScriptedEngine {
  #picture: PublishedFrame | undefined;

  override run(source: Uint8Array): void {
    const script = new TextDecoder().decode(source);
    this.#picture = pictureFor(script);
    super.run(source);
    const channelBytes = /^channel (\d+)/.exec(script)?.[1];
    if (channelBytes !== undefined) this.#offerChannel(new Uint8Array(Number(channelBytes)).fill(0x55));
    this.#show();
  }

  override setFrameWanted(wanted: boolean): void {
    super.setFrameWanted(wanted);
    if (wanted) this.#show();
  }

  #offerChannel(content: Uint8Array): void {
    this.register({
      name: 'block',
      flags: ChannelFlag.read,
      methods: ['size', 'readp'],
      answer: (call) => {
        if (call.op !== 'readp') return { kind: 'value', value: content.length };
        return { kind: 'bytes', bytes: content.subarray(call.offset, call.offset + call.length) };
      },
    });
  }

  #show(): void {
    setImmediate(() => {
      if (this.running && this.frameWanted && this.#picture !== undefined) this.snapshot(this.#picture);
    });
  }
}

function pictureFor(script: string): PublishedFrame | undefined {
  const [, width, height, jpegBytes] = (/^(\d+)x(\d+)(?: jpeg (\d+))?/.exec(script) ?? []).map(Number);
  if (width === undefined || height === undefined) return undefined;
  if (jpegBytes === undefined || Number.isNaN(jpegBytes)) {
    const data = Uint8Array.from({ length: width * height * 2 }, (_, at) => (at * 31) & 0xff);
    return { width, height, format: PixelFormat.rgb565, data };
  }
  const pixels = new Uint8Array(width * height * 2).fill(0x55);
  const file = jpeg.encode(pixels, { width, height, format: 'rgb565', quality: 50 });
  const data = padded(file, jpegBytes);
  return { width, height, format: PixelFormat.jpeg, data };
}

/** The same picture in as many bytes: comments are put in behind the first marker. */
function padded(file: Uint8Array, sizeBytes: number): Uint8Array {
  const data = new Uint8Array(sizeBytes);
  data.set(file.subarray(0, 2));
  let at = 2;
  for (let left = sizeBytes - file.length; left > 0;) {
    const segmentBytes = Math.min(left, 60_000);
    data.set([0xff, 0xfe, (segmentBytes - 2) >> 8, (segmentBytes - 2) & 0xff], at);
    at += segmentBytes;
    left -= segmentBytes;
  }
  data.set(file.subarray(2), at);
  return data;
}

/** Runs until SIGTERM; prints {"address": …} first. */
export async function runStillCamera(line: string, board: string): Promise<void> {
  const simulator = { flashFolder: '.', board: board as SimulatedBoardName };
  const options = { simulator, createEngine: () => new StillEngine() };
  const camera = line === 'tcp' ? await exposeOnTcp({ ...options, port: 0 }) : await exposeOnPty(options);
  process.once('SIGTERM', () => void camera.close().then(() => process.exit()));
  const address = line === 'tcp' ? `tcp://${camera.address}` : camera.address;
  process.stdout.write(`${JSON.stringify({ address })}\n`);
}
