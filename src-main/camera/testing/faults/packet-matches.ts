// Picks one packet out of the traffic between the virtual camera and the engine.

import { ChannelId, Flag, Opcode } from '../../../../src-shared/openmv/constants.ts';
import type { TappedPacket } from './wire-tap.ts';

export type PacketMatch = (packet: TappedPacket) => boolean;

/** A packet of the answer to such a request. */
export function answerTo(opcode: number, channel: number = ChannelId.transport): PacketMatch {
  return (packet) =>
    packet.from === 'camera' &&
    (packet.flags & Flag.event) === 0 &&
    packet.opcode === opcode &&
    packet.channel === channel;
}

/** RESET, EXEC or STOP on its way to the camera. */
export function stdinRequest(ioctl: number): PacketMatch {
  return ({ from, channel, opcode, payload }) =>
    from === 'host' && channel === ChannelId.stdin && opcode === Opcode.channelIoctl && payload[0] === ioctl;
}

/** The report of a script's start or end. */
export function stdinReport(code: number): PacketMatch {
  return ({ channel, flags, payload }) =>
    channel === ChannelId.stdin && (flags & Flag.event) !== 0 && payload[0] === code;
}

export function nth(count: number, match: PacketMatch): PacketMatch {
  let seen = 0;
  return (packet) => match(packet) && ++seen === count;
}

/** What fits `match` behind a packet that fits `before`. */
export function behind(before: PacketMatch, match: PacketMatch): PacketMatch {
  let armed = false;
  return (packet) => {
    if (armed) return match(packet);
    armed = before(packet);
    return false;
  };
}
