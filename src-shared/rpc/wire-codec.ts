// Messages as bytes, for carriers that move nothing else. CBOR, because messages hold bytes and undefined.
// The only importer of the CBOR library in this room.

import { decode, encode } from 'cborg';
import { UndecodableMessage } from './carrier.ts';

/** Carriers refuse messages above this: the largest source, and room for its envelope. */
export const maxMessageBytes = 16 * 1024 * 1024;

export function encodeMessage(message: unknown): Uint8Array<ArrayBuffer> {
  return encode(message, { ignoreUndefinedProperties: true });
}

/** Never throws: bytes that are no message come back as an `UndecodableMessage`. */
export function decodeMessage(messageBytes: Uint8Array): unknown {
  try {
    return decode(messageBytes);
  } catch (error) {
    return new UndecodableMessage(error instanceof Error ? error.message : String(error));
  }
}
