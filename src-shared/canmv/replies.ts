// Fixed layouts of replies and payloads, both directions (docs/canmv.md §3). Little-endian throughout.

import { encodeWords } from '../usbdbg/replies.ts';
import { CapabilityBit, type Capability } from './constants.ts';
import { requireRange, requireReply } from './canmv-error.ts';

export interface Capabilities {
  /** 2 for the generation that this codec knows. */
  readonly version: number;
  /** `CapabilityBit` bits; unknown bits are kept. */
  readonly bits: number;
}

export const capabilitiesSize = 8;
export const allCapabilities = 0x3ff;

export function encodeCapabilities({ version, bits }: Capabilities): Uint8Array<ArrayBuffer> {
  return encodeWords([version, bits]);
}

/** Throws `reply-too-short`. */
export function decodeCapabilities(bytes: Uint8Array): Capabilities {
  const view = requireReply('CAPABILITIES', bytes, capabilitiesSize);
  return { version: view.getUint32(0, true), bits: view.getUint32(4, true) };
}

export function hasCapability({ bits }: Capabilities, capability: Capability): boolean {
  return ((bits >>> CapabilityBit[capability]) & 1) === 1;
}

/** "k230_canmv_01studio-v1.7-12-g<40 hex>" in its parts. */
export interface FullVersion {
  /** The board's name, such as "k230_canmv_01studio". */
  readonly board: string;
  /** "v1.7-12" */
  readonly version: string;
  /** 40 hexadecimal digits; empty if the text has none. */
  readonly commit: string;
}

export function parseFullVersion(text: string): FullVersion {
  const match = /^(.*?)-(v\d.*?)(?:-g([0-9a-f]{40}))?$/.exec(text);
  if (match === null) return { board: text, version: '', commit: '' };
  return { board: match[1]!, version: match[2]!, commit: match[3] ?? '' };
}

/** Reply of VTOUCH_STATUS. */
export interface TouchStatus {
  /** The firmware has the virtual device. */
  readonly supported: boolean;
  /** A script has opened it. */
  readonly enabled: boolean;
  /** Touch coordinates run from 0 to these values. */
  readonly rangeX: number;
  readonly rangeY: number;
  readonly queueDepth: number;
}

export const touchStatusSize = 20;

export function encodeTouchStatus(status: TouchStatus): Uint8Array<ArrayBuffer> {
  const { supported, enabled, rangeX, rangeY, queueDepth } = status;
  return encodeWords([supported ? 1 : 0, enabled ? 1 : 0, rangeX, rangeY, queueDepth]);
}

/** Throws `reply-too-short`. */
export function decodeTouchStatus(bytes: Uint8Array): TouchStatus {
  const view = requireReply('VTOUCH_STATUS', bytes, touchStatusSize);
  return {
    supported: view.getUint32(0, true) !== 0,
    enabled: view.getUint32(4, true) !== 0,
    rangeX: view.getUint32(8, true),
    rangeY: view.getUint32(12, true),
    queueDepth: view.getUint32(16, true),
  };
}

/** Event numbers of the official VS Code extension; the touch driver numbers its own events differently (docs/canmv.md §8). */
export const TouchEvent = { down: 1, up: 2, move: 3 } as const;
export type TouchEvent = (typeof TouchEvent)[keyof typeof TouchEvent];

export interface Touch {
  readonly x: number;
  readonly y: number;
  readonly event: number;
  readonly trackId: number;
  readonly width: number;
  /** Milliseconds, on a clock of the host's choice. */
  readonly timeMs: number;
}

export const touchSize = 12;

/** Payload of VTOUCH_EVENT. Throws `value-out-of-range` for coordinates beyond 16 bits. */
export function encodeTouch({ x, y, event, trackId, width, timeMs }: Touch): Uint8Array<ArrayBuffer> {
  requireRange('x', x, 0, 0xffff);
  requireRange('y', y, 0, 0xffff);
  const bytes = new Uint8Array(touchSize);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, x, true);
  view.setUint16(2, y, true);
  view.setUint8(4, event);
  view.setUint8(5, trackId);
  view.setUint16(6, width, true);
  view.setUint32(8, timeMs >>> 0, true);
  return bytes;
}

/** Throws `reply-too-short`. */
export function decodeTouch(bytes: Uint8Array): Touch {
  const view = requireReply('VTOUCH_EVENT', bytes, touchSize);
  return {
    x: view.getUint16(0, true),
    y: view.getUint16(2, true),
    event: view.getUint8(4),
    trackId: view.getUint8(5),
    width: view.getUint16(6, true),
    timeMs: view.getUint32(8, true),
  };
}
