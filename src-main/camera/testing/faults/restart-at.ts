// The camera restarts at a chosen packet, in the middle of whatever it does: what it still had to say is lost, it is
// deaf for a while, and comes back with the number 0, its default capabilities and no channel of a script.

import { ChannelId, Flag, Opcode, SystemEvent } from '../../../../src-shared/openmv/constants.ts';
import { encodePacket } from '../../../../src-shared/openmv/packet.ts';
import { encodeEvent } from '../../../../src-shared/openmv/payloads.ts';
import type { FaultBench } from './fault-bench.ts';
import type { TappedPacket, WireTap } from './wire-tap.ts';

export interface RestartOptions {
  readonly at: (packet: TappedPacket) => boolean;
  /** Whether the packet arrives, before the camera goes; lost otherwise. */
  readonly packetPasses: boolean;
  /** Whether the reports of the end and of the restart arrive. */
  readonly announced: boolean;
}

/** The answer says whether it has happened. */
export function restartAt(bench: FaultBench, tap: WireTap, options: RestartOptions): () => boolean {
  let happened = false;
  let cut = false;
  let nextSeq = 0;
  tap.onPacket = (packet) => {
    if (cut) return [];
    if (packet.from === 'camera' && (packet.flags & Flag.event) === 0) nextSeq = (packet.seq + 1) & 0xff;
    if (happened || !options.at(packet)) return [packet.bytes];
    happened = true;
    cut = true;
    const waits = (packet.flags & Flag.ackReq) !== 0;
    // Not in the middle of the camera's own turn.
    setImmediate(() => {
      if (bench.simulated.engine.running) endScript(waits);
      else restartAnyway();
      setImmediate(() => (cut = false));
    });
    return options.packetPasses ? [packet.bytes] : [];
  };

  /** The camera restarts behind the script, once it waits for no acknowledgement any more. */
  const endScript = (waits: boolean): void => {
    if (waits) sendToDevice({ seq: 0, opcode: Opcode.protoSync });
    cut = !options.announced;
    bench.simulated.engine.end();
    cut = true;
  };

  /** Without a script nothing but a reset restarts it; the report is ours. */
  const restartAnyway = (): void => {
    sendToDevice({ seq: 0, opcode: Opcode.protoSync });
    sendToDevice({ seq: 0, opcode: Opcode.sysReset });
    if (!options.announced) return;
    const header = { seq: nextSeq, channel: ChannelId.transport, flags: Flag.event, opcode: Opcode.sysEvent };
    bench.simulated.peer.write(encodePacket(header, encodeEvent(SystemEvent.softReboot)));
  };

  const sendToDevice = ({ seq, opcode }: { seq: number; opcode: number }): void =>
    bench.simulated.sendToDevice(encodePacket({ seq, channel: ChannelId.transport, flags: 0, opcode }));

  return () => happened;
}
