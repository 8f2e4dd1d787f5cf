// Video on the frame lane, decoded by the browser itself. No camera of the test sends video, so the lane's response is
// made here, with frames that the browser's own encoder made.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeLaneHeader } from '../../src-shared/contract/frame-lane.ts';
import { expect, test } from '../fixtures/test.ts';

const size = { width: 320, height: 240 };
/** Fewer than the player lets wait: the lane of the test knows no credits. */
const frameCount = 8;

interface Chunk {
  readonly keyFrame: boolean;
  readonly bytes: readonly number[];
}

test('H.264 in Annex B form is decoded and drawn', async ({ page, host, stopLater }) => {
  await page.goto(host.url);
  const chunks = await page.evaluate(encodeInPage, { ...size, frameCount });
  test.skip(chunks === undefined, 'This browser was built without an H.264 encoder.');
  // A lane stays open after its last frame.
  const lane = createServer((_request, response) => response.write(laneOf(chunks!))).listen(0, '127.0.0.1');
  await once(lane, 'listening');
  stopLater({
    stop: async () => {
      lane.closeAllConnections();
      lane.close();
    },
  });
  const { port } = lane.address() as AddressInfo;
  await page.route('**/frames/*', (route) => route.continue({ url: `http://127.0.0.1:${port}/` }));
  await page.reload();
  const preview = page.locator('.preview');
  await expect(preview).toHaveAttribute('data-drawn', String(frameCount));
  const figures = page.getByRole('group', { name: 'Figures of the picture' });
  await expect(figures).toContainText('320 × 240');
  await expect(figures).not.toContainText('Damaged');
});

function laneOf(chunks: readonly Chunk[]): Buffer {
  return Buffer.concat(
    chunks.flatMap(({ keyFrame, bytes }, index) => [
      encodeLaneHeader({
        ...size,
        sequence: index + 1,
        encoding: 'h264',
        format: 0,
        keyFrame,
        source: 1,
        dataBytes: bytes.length,
        cameraFps: 30,
        eventAtMs: Date.now(),
        receivedAtMs: Date.now(),
        droppedByCamera: 0,
        droppedByHost: 0,
      }),
      Uint8Array.from(bytes),
    ]),
  );
}

/** Runs in the page. Undefined if it cannot encode H.264. */
async function encodeInPage(wanted: {
  readonly width: number;
  readonly height: number;
  readonly frameCount: number;
}): Promise<Chunk[] | undefined> {
  const { width, height } = wanted;
  const config: VideoEncoderConfig = {
    codec: 'avc1.42E01E',
    width,
    height,
    latencyMode: 'realtime',
    avc: { format: 'annexb' },
  };
  if ((await VideoEncoder.isConfigSupported(config)).supported !== true) return undefined;
  const chunks: Chunk[] = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      chunks.push({ keyFrame: chunk.type === 'key', bytes: [...bytes] });
    },
    error: (error) => console.error(error),
  });
  encoder.configure(config);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  for (let index = 0; index < wanted.frameCount; index += 1) {
    context.fillStyle = `hsl(${index * 30} 90% 50%)`;
    context.fillRect(0, 0, width, height);
    const frame = new VideoFrame(canvas, { timestamp: index * 33_333 });
    encoder.encode(frame, { keyFrame: index === 0 });
    frame.close();
  }
  await encoder.flush();
  return chunks;
}
