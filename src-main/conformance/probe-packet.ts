// Packets as a row compares them, in the short form that stands in failures: `nak 2`, `data 50 18, data 30 08`.

import { Flag, Opcode, SystemEvent } from '../../src-shared/openmv/constants.ts';
import { decodeEvent, decodeStatus } from '../../src-shared/openmv/payloads.ts';
import { toHex, type BenchPacket } from '../simulator/testing/camera-bench.ts';
import { ConformanceFailure } from './conformance-failure.ts';

export interface ProbePacket extends BenchPacket {
  /** The whole packet as it came. */
  readonly hex: string;
  readonly atMs: number;
}

const opcodeNames = new Map<number, string>(
  Object.entries(Opcode).map(([name, opcode]) => [opcode, name.replaceAll(/([A-Z])/g, '_$1').toUpperCase()]),
);

/** As docs/protocol-v2.md writes it: "CHANNEL_SIZE", or the number. */
export function opcodeName(opcode: number): string {
  return opcodeNames.get(opcode) ?? `opcode ${hexByte(opcode)}`;
}

/**
 * The short form of a reply. `ack` and `nak` stand for exactly their flag and payload (docs/protocol-v2.md §6); other
 * flags or bytes are listed, so that the reply is not mistaken for one.
 */
export function shortForm(packets: readonly ProbePacket[]): string {
  return packets.length === 0 ? 'nothing' : packets.map(packetForm).join(', ');
}

function packetForm({ flags, payload }: ProbePacket): string {
  if (flags === Flag.ack && payload.length === 0) return 'ack';
  if (flags === Flag.nak && payload.length === 2) return `nak ${decodeStatus(payload)}`;
  return `${flags & (Flag.ack | Flag.nak) ? 'status' : 'data'} ${payload.length} ${hexByte(flags)}`;
}

function hexByte(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** "stdin 0001", "transport SOFT_REBOOT", "channel 5 NOTIFY": an event in a few words. */
export function eventForm({ channel, payload }: ProbePacket): string {
  const names = ['transport', 'stdin', 'stdout', 'stream'];
  const name = names[channel] ?? `channel ${channel}`;
  if (payload.length === 0) return `${name} NOTIFY`;
  const code = decodeEvent(payload);
  if (channel === 0 && code === SystemEvent.softReboot) return 'transport SOFT_REBOOT';
  if (channel === 0 && code === SystemEvent.channelRegistered) return 'transport CHANNEL_REGISTERED';
  return `${name} ${code.toString(16).padStart(4, '0')}`;
}

export function isEvent({ flags }: ProbePacket): boolean {
  return (flags & Flag.event) !== 0;
}

/** The payloads of an answer, joined. */
export function joinPayloads(packets: readonly ProbePacket[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(packets.reduce((sum, { payload }) => sum + payload.length, 0));
  let at = 0;
  for (const { payload } of packets) {
    joined.set(payload, at);
    at += payload.length;
  }
  return joined;
}

/** Throws unless the answer is the expected one in short form. */
export function expectAnswer(packets: readonly ProbePacket[], expected: string, subject?: string): void {
  const came = shortForm(packets);
  if (came !== expected) throw new ConformanceFailure(expected, came, subject);
}

/** Throws unless both read the same. Bytes are compared as hex. */
export function expectSame(subject: string, came: unknown, expected: unknown): void {
  const [cameText, expectedText] = [textOf(came), textOf(expected)];
  if (cameText !== expectedText) throw new ConformanceFailure(expectedText, cameText, subject);
}

export function expectTrue(subject: string, holds: boolean, expected: string, came: unknown): void {
  if (!holds) throw new ConformanceFailure(expected, textOf(came), subject);
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return value.length === 0 ? 'no bytes' : toHex(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
