// Messages as bytes, for carriers of bytes. CBOR, because messages contain bytes and undefined.
// The only importer of the CBOR library in this room.

import { decode, encode } from 'cborg';
import { UndecodableMessage } from './carrier.ts';

/** Carriers refuse larger messages: the largest script plus its envelope. */
export const maxMessageBytes = 16 * 1024 * 1024;

export function encodeMessage(message: unknown): Uint8Array<ArrayBuffer> {
  return encode(message, { ignoreUndefinedProperties: true });
}

/** Never throws: returns an `UndecodableMessage` for bytes that are not a message. */
export function decodeMessage(messageBytes: Uint8Array): unknown {
  try {
    return decode(messageBytes);
  } catch (error) {
    return new UndecodableMessage(error instanceof Error ? error.message : String(error));
  }
}
