import { fromHex, toHex } from './hex-text.ts';

export const dataFormats = ['text', 'hex'] as const;
export type DataFormat = (typeof dataFormats)[number];

/** More is not read, and would make the page slow. */
const shownBytes = 64 * 1024;

/** The data as a person reads it; cut off with "…" if it is long. */
export function showData(data: Uint8Array, format: DataFormat): string {
  const shown = data.subarray(0, shownBytes);
  const text = format === 'hex' ? toHex(shown) : new TextDecoder().decode(shown);
  return shown.length < data.length ? `${text} …` : text;
}

/** Text if all bytes are printable, otherwise hex. */
export function formatFor(data: Uint8Array | undefined): DataFormat {
  const isPrintable = (byte: number): boolean => byte >= 32 || byte === 9 || byte === 10 || byte === 13;
  return data === undefined || data.every(isPrintable) ? 'text' : 'hex';
}

/** Bytes of what was typed; undefined if it is not hex. */
export function bytesOf(input: string, format: DataFormat): Uint8Array<ArrayBuffer> | undefined {
  return format === 'hex' ? fromHex(input) : new TextEncoder().encode(input);
}
