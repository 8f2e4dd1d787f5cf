// A numbered resource of the camera as the request executor sees it. An operation that a channel does not have is
// absent; the executor answers for it (INVALID or BUSY, docs/protocol-v2.md §7). Script channels answer asynchronously.

import type { Status } from '../../../../../src-shared/openmv/constants.ts';

type Eventually<T> = T | Promise<T>;

export interface DeviceChannel {
  /** At most 13 characters. */
  readonly name: string;
  /** `ChannelFlag` bits as listed. */
  readonly flags: number;
  poll?(): Eventually<boolean>;
  /** False is answered with BUSY. The interval between locks is the executor's business. */
  lock?(): Eventually<boolean>;
  unlock?(): Eventually<boolean>;
  size?(): Eventually<number>;
  /** At most four numbers. */
  shape?(): Eventually<readonly number[]>;
  /** readp: the whole range as parts in order, or undefined where the range is not there. Parts are copied at once. */
  readRange?(offset: number, length: number): Eventually<readonly Uint8Array[] | undefined>;
  /** read: at most `length` bytes; undefined or nothing ends the answer with FAILED. */
  readPiece?(offset: number, length: number): Eventually<Uint8Array | undefined>;
  /** False is answered with FAILED. `data` is valid during the call only. */
  write?(offset: number, data: Uint8Array): Eventually<boolean>;
  ioctl?(request: number, args: Uint8Array): Eventually<Status>;
}

/** Looks an ioctl's argument size up; static channels refuse any other. */
export function ioctlSizeMatches(sizes: ReadonlyMap<number, number>, request: number, args: Uint8Array): boolean {
  return sizes.get(request) === args.length;
}
