import { CodedError } from '../lib/coded-error.ts';

/** What can be wrong with media bytes and with their descriptions. */
export type MediaErrorCode =
  /** Not an RTP or RTCP packet of version 2, or shorter than its header says. Data: `have`. */
  | 'bad-rtp-packet'
  /** A session description without a readable stream. Data: `line`. */
  | 'bad-sdp'
  /** A JPEG file that RTP cannot carry: progressive, over 2,040 pixels, other sampling, own Huffman tables. Data: `reason`. */
  | 'unsendable-jpeg'
  /** A value does not fit its field. Data: `field`, `value`. */
  | 'value-out-of-range';

/** Bytes or text that do not follow RTP, SDP or a payload format. */
export class MediaError extends CodedError<MediaErrorCode> {}
