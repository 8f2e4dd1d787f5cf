import { Flag, Opcode } from '../../../src-shared/openmv/constants.ts';
import { eventForm, expectSame, type ProbePacket } from '../probe-packet.ts';
import type { RowGroup } from '../row.ts';

/** Flags of an event: with or without a request for an ACK, and copies of the former (docs/protocol-v2.md §3.1). */
const eventFlags: readonly number[] = [Flag.event, Flag.event | Flag.ackReq, Flag.event | Flag.ackReq | Flag.rtx];

function isWellFormed({ channel, opcode, flags, payload }: ProbePacket): boolean {
  return (
    opcode === (channel === 0 ? Opcode.sysEvent : Opcode.channelEvent) &&
    eventFlags.includes(flags) &&
    (payload.length === 0 || payload.length === 2)
  );
}

/** After all others. */
export const bytes: RowGroup = {
  subject: 'bytes',
  withHelper: false,
  rows: [
    {
      name: 'All that came in the whole run were packets with right checksums',
      reference: '§3',
      run: (device) => {
        expectSame('bytes outside of packets', device.probe.skippedBytes - device.skippedBefore, 0);
        return Promise.resolve();
      },
    },
    {
      name: 'All events of the whole run had the opcode of their channel and no payload or a code of two bytes',
      reference: '§11.6',
      run: (device) => {
        const odd = device.probe.events.filter((event) => !isWellFormed(event));
        expectSame(
          'other events',
          odd.map((event) => `${eventForm(event)} (${event.hex})`),
          [],
        );
        return Promise.resolve();
      },
    },
  ],
};
