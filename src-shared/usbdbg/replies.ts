// Fixed layouts of replies and payloads, both directions (docs/usbdbg.md §3). Little-endian throughout.

import { requireReply, UsbdbgError } from './usbdbg-error.ts';

export const wordSize = 4;

export function encodeWords(words: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(wordSize * words.length);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => view.setUint32(wordSize * index, word, true));
  return bytes;
}

/** The first word of a reply, as in SCRIPT_RUNNING, TX_BUF_LEN and SENSOR_ID. Throws `reply-too-short`. */
export function decodeWord(layout: string, bytes: Uint8Array): number {
  return requireReply(layout, bytes, wordSize).getUint32(0, true);
}

export const archStringSize = 64;

/** Architecture text, padded with NULs. Throws `value-out-of-range` if it leaves no room for one NUL. */
export function encodeArchString(text: string): Uint8Array<ArrayBuffer> {
  const encoded = new TextEncoder().encode(text);
  if (encoded.length >= archStringSize) {
    throw new UsbdbgError('value-out-of-range', `An architecture text of ${encoded.length} bytes does not fit.`, {
      data: { field: 'archString', value: encoded.length },
    });
  }
  const bytes = new Uint8Array(archStringSize);
  bytes.set(encoded);
  return bytes;
}

/** Text up to the first NUL; a text that fills the reply is taken whole. */
export function decodeArchString(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end === -1 ? bytes : bytes.subarray(0, end));
}

/** The parts of an architecture text such as `OMV4 H7 1024 [H7:…]`. */
export interface Architecture {
  /** "OMV4 H7 1024"; empty on a K230. */
  readonly name: string;
  /** "H7", "M7", "CanMV K230 V3.0"; the whole text if it has no brackets. */
  readonly board: string;
  /** Unique id as 24 hexadecimal digits, upper case; empty if the text has none. */
  readonly uniqueId: string;
}

export function parseArchitecture(text: string): Architecture {
  const match = /^(.*?)\s*\[(.*):([0-9A-Fa-f]{24})\]/.exec(text);
  if (match === null) return { name: text.trim(), board: text.trim(), uniqueId: '' };
  return { name: match[1]!.trim(), board: match[2]!, uniqueId: match[3]!.toUpperCase() };
}

/** Reply of PROFILE_SIZE; all zero while the camera holds the lock. */
export interface ProfileSize {
  readonly recordCount: number;
  /** Bytes. */
  readonly recordSize: number;
  readonly counterCount: number;
}

export const profileSizeSize = 12;

export function encodeProfileSize({ recordCount, recordSize, counterCount }: ProfileSize): Uint8Array<ArrayBuffer> {
  return encodeWords([recordCount, recordSize, counterCount]);
}

/** Throws `reply-too-short`. */
export function decodeProfileSize(bytes: Uint8Array): ProfileSize {
  const view = requireReply('PROFILE_SIZE', bytes, profileSizeSize);
  return {
    recordCount: view.getUint32(0, true),
    recordSize: view.getUint32(4, true),
    counterCount: view.getUint32(8, true),
  };
}
