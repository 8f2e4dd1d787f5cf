import { describe, expect, it } from 'vitest';
import type { LaneHeader } from '../../../../src-shared/contract/frame-lane.ts';
import { testFrame } from '../testing/frames.ts';
import { VideoFrameDecoder, type VideoCodecs, type VideoDecoderLike } from './video.ts';

/** An access unit whose sequence parameter set names this level. */
const keyFrameBytes = (level = 0x1e): readonly number[] => [0, 0, 0, 1, 0x67, 0x42, 0xc0, level, 0, 0, 1, 0x65, 0x88];
const deltaBytes = [0, 0, 0, 1, 0x41, 0x9a];

class FakeDecoder {
  readonly configs: VideoDecoderConfig[] = [];
  readonly chunks: EncodedVideoChunkInit[] = [];
  state: CodecState = 'unconfigured';
  decodeQueueSize = 0;
  refuse = false;
  readonly init: VideoDecoderInit;
  #dequeue: (() => void)[] = [];

  constructor(init: VideoDecoderInit) {
    this.init = init;
  }
  configure(config: VideoDecoderConfig): void {
    this.configs.push(config);
    this.state = 'configured';
  }
  decode(chunk: EncodedVideoChunk): void {
    if (this.refuse) throw new DOMException('no', 'DataError');
    this.chunks.push(chunk as unknown as EncodedVideoChunkInit);
    this.decodeQueueSize += 1;
  }
  close(): void {
    this.state = 'closed';
  }
  addEventListener(_type: string, listener: () => void): void {
    this.#dequeue.push(listener);
  }
  /** Delivers the image of the oldest chunk, or of the one named. */
  output(index = 0): void {
    const [chunk] = this.chunks.splice(index, 1);
    this.decodeQueueSize -= 1;
    this.init.output({
      timestamp: chunk!.timestamp,
      displayWidth: 640,
      displayHeight: 480,
      close: () => undefined,
    } as VideoFrame);
    for (const listener of this.#dequeue.splice(0)) listener();
  }
  fail(): void {
    this.state = 'closed';
    this.init.error(new DOMException('broken', 'EncodingError'));
  }
}

function setUp(encoding: 'h264' | 'h265' = 'h264') {
  const made: FakeDecoder[] = [];
  const shown: number[] = [];
  const damaged: number[] = [];
  const codecs: VideoCodecs = {
    createDecoder(init) {
      made.push(new FakeDecoder(init));
      return made.at(-1) as unknown as VideoDecoderLike;
    },
    createChunk: (init) => init as unknown as EncodedVideoChunk,
  };
  const sink = {
    image: (_image: unknown, header: LaneHeader) => shown.push(header.sequence),
    damaged: (header: LaneHeader) => damaged.push(header.sequence),
  };
  const decoder = new VideoFrameDecoder(encoding, sink, codecs);
  const push = (sequence: number, keyFrame: boolean, data: readonly number[] = deltaBytes): Promise<void> =>
    decoder.push(testFrame(sequence, { encoding, keyFrame }, data));
  return { decoder, made, shown, damaged, push, sink };
}

describe('the video decoder', () => {
  it('is configured from the first key frame and shows each image with its frame', async () => {
    const { made, shown, push } = setUp();
    await push(1, true, keyFrameBytes());
    await push(2, false);
    expect(made[0]!.configs).toEqual([{ codec: 'avc1.42C01E', optimizeForLatency: true }]);
    expect(made[0]!.chunks.map(({ type }) => type)).toEqual(['key', 'delta']);
    made[0]!.output(1);
    made[0]!.output();
    expect(shown).toEqual([2, 1]);
  });

  it('reports frames before the first key frame as damaged', async () => {
    const { made, damaged, push } = setUp();
    await push(1, false);
    expect([damaged, made]).toEqual([[1], []]);
  });

  it('makes its caller wait while the decoder is behind', async () => {
    const { made, push } = setUp();
    await push(1, true, keyFrameBytes());
    await push(2, false);
    let ready = false;
    const third = push(3, false).then(() => (ready = true));
    await Promise.resolve();
    expect(ready).toBe(false);
    made[0]!.output();
    await third;
  });

  it('starts again at the next key frame after an error', async () => {
    const { made, shown, damaged, push } = setUp();
    await push(1, true, keyFrameBytes());
    await push(2, false);
    made[0]!.fail();
    await push(3, false);
    expect(damaged).toEqual([1, 2, 3]);
    await push(4, true, keyFrameBytes());
    made[1]!.output();
    expect(shown).toEqual([4]);
  });

  it('reports a chunk that the decoder refuses', async () => {
    const { made, damaged, push } = setUp();
    await push(1, true, keyFrameBytes());
    made[0]!.output();
    made[0]!.refuse = true;
    await push(2, false);
    expect([damaged, made[0]!.state]).toEqual([[2], 'closed']);
  });

  it('takes another decoder when the stream changes its profile or level', async () => {
    const { made, push } = setUp();
    await push(1, true, keyFrameBytes());
    await push(2, true, keyFrameBytes());
    await push(3, true, keyFrameBytes(0x28));
    expect(made.map(({ configs, state }) => [configs[0]?.codec, state])).toEqual([
      ['avc1.42C01E', 'closed'],
      ['avc1.42C028', 'configured'],
    ]);
  });

  it('ends the wait of its caller when it is disposed', async () => {
    const { decoder, push } = setUp();
    await push(1, true, keyFrameBytes());
    await push(2, false);
    const waiting = push(3, false);
    decoder.dispose();
    await waiting;
  });

  it('reports every frame as damaged where the browser has no decoder', async () => {
    const { sink, damaged } = setUp();
    const without = new VideoFrameDecoder('h265', sink, undefined);
    await without.push(testFrame(1, { encoding: 'h265' }, keyFrameBytes()));
    expect(damaged).toEqual([1]);
  });
});
