// NAL units into RTP payloads: single units, aggregates and fragments (RFC 6184 for H.264, RFC 7798 for H.265).

import type { NalCodec } from './nal.ts';

/** Types of the payload's first unit header that do not stand for a unit of the stream. */
export const payloadKinds = {
  h264: { aggregate: 24, fragment: 28 },
  h265: { aggregate: 48, fragment: 49 },
} as const;

/** Largest payload of a packet, in bytes: 1,500 of Ethernet less IP, UDP and RTP headers, with room for a tunnel. */
export const defaultPayloadBytes = 1400;

export interface PacketizeOptions {
  /** Default `defaultPayloadBytes`; at least 16. */
  readonly maxBytes?: number;
  /** Put small neighbours into one packet; default false, as live555 does. */
  readonly aggregate?: boolean;
}

/** RTP payloads of the units of one frame, in order. Each unit has at least its header. */
export function packetizeNals(
  codec: NalCodec,
  units: readonly Uint8Array[],
  { maxBytes = defaultPayloadBytes, aggregate = false }: PacketizeOptions = {},
): Uint8Array[] {
  const payloads: Uint8Array[] = [];
  let group: Uint8Array[] = [];
  const flush = (): void => {
    if (group.length > 0) payloads.push(group.length === 1 ? group[0]! : aggregateOf(codec, group));
    group = [];
  };
  for (const unit of units) {
    if (unit.length > maxBytes) {
      flush();
      payloads.push(...fragmentsOf(codec, unit, maxBytes));
      continue;
    }
    if (!aggregate || aggregateSize(codec, [...group, unit]) > maxBytes) flush();
    group.push(unit);
  }
  flush();
  return payloads;
}

function aggregateSize(codec: NalCodec, units: readonly Uint8Array[]): number {
  return units.reduce<number>((sum, unit) => sum + 2 + unit.length, codec.headerBytes);
}

function aggregateOf(codec: NalCodec, units: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(aggregateSize(codec, units));
  const view = new DataView(bytes.buffer);
  // The header carries the highest importance of its units: nal_ref_idc, or the lowest layer and temporal id.
  bytes.set(headerWithType(codec, mostImportant(codec, units), payloadKinds[codec.encoding].aggregate));
  let at: number = codec.headerBytes;
  for (const unit of units) {
    view.setUint16(at, unit.length);
    bytes.set(unit, at + 2);
    at += 2 + unit.length;
  }
  return bytes;
}

function mostImportant(codec: NalCodec, units: readonly Uint8Array[]): Uint8Array {
  if (codec.encoding === 'h265') return units.reduce((low, unit) => (unit[1]! < low[1]! ? unit : low));
  return units.reduce((high, unit) => ((unit[0]! & 0x60) > (high[0]! & 0x60) ? unit : high));
}

function fragmentsOf(codec: NalCodec, unit: Uint8Array, maxBytes: number): Uint8Array[] {
  const header = headerWithType(codec, unit, payloadKinds[codec.encoding].fragment);
  const room = maxBytes - header.length - 1;
  const type = codec.type(unit);
  const fragments: Uint8Array[] = [];
  for (let at: number = codec.headerBytes; at < unit.length; at += room) {
    const data = unit.subarray(at, at + room);
    const isFirst = at === codec.headerBytes;
    const isLast = at + room >= unit.length;
    const fragment = new Uint8Array(header.length + 1 + data.length);
    fragment.set(header);
    fragment[header.length] = (isFirst ? 0x80 : 0) | (isLast ? 0x40 : 0) | type;
    fragment.set(data, header.length + 1);
    fragments.push(fragment);
  }
  return fragments;
}

/** A unit's header with another type. */
export function headerWithType(codec: NalCodec, unit: Uint8Array, type: number): Uint8Array {
  if (codec.headerBytes === 1) return Uint8Array.of((unit[0]! & 0xe0) | type);
  return Uint8Array.of((unit[0]! & 0x81) | (type << 1), unit[1]!);
}
