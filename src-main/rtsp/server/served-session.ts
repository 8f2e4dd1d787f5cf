import type { MediaEncoding } from '../../../src-shared/media/sdp.ts';
import { writeSdp } from '../../../src-shared/media/sdp.ts';
import { ServedStream } from './served-stream.ts';

/** A name under which the server offers one video stream, and audio if there is any. */
export class ServedSession {
  readonly name: string;
  readonly video: ServedStream;
  readonly audio: ServedStream | undefined;

  constructor(name: string, video: MediaEncoding, audio?: MediaEncoding) {
    this.name = name;
    this.video = new ServedStream(video, 'track1');
    this.audio = audio === undefined ? undefined : new ServedStream(audio, 'track2');
  }

  get streams(): readonly ServedStream[] {
    return this.audio === undefined ? [this.video] : [this.video, this.audio];
  }

  /** The session description; `address` is the server's as the client sees it. */
  describe(address: string, id: number): string {
    return writeSdp({ name: this.name, address, id, streams: this.streams.map(({ description }) => description) });
  }
}
