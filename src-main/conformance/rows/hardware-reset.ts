// SYS_RESET and SYS_BOOT (docs/protocol-v2.md §11). Last, because real hardware leaves the port.

import { eventNotify, Opcode } from '../../../src-shared/openmv/constants.ts';
import { decodeCapabilities, decodeDeviceStats } from '../../../src-shared/openmv/payloads.ts';
import { stdout } from '../channels.ts';
import type { Device } from '../probed-device.ts';
import { forgottenPeer, leavesThePort } from '../exemptions.ts';
import { expectSame, expectTrue, joinPayloads, shortForm } from '../probe-packet.ts';
import type { Row, RowGroup } from '../row.ts';
import { endlessScript } from '../test-scripts.ts';

async function received(device: Device): Promise<number> {
  return decodeDeviceStats(joinPayloads(await device.request(Opcode.protoStats))).received;
}

function reset(name: string, opcode: number): Row {
  return {
    name,
    reference: '§11',
    unless: [leavesThePort, forgottenPeer],
    run: async (device) => {
      const { probe } = device;
      await device.drainText();
      await device.scripts.start(endlessScript.source);
      const before = await received(device);
      const from = probe.events.length;
      probe.send(opcode);
      await probe.event(stdout, eventNotify, from);
      expectSame('its answer', shortForm(probe.takeAll()), 'nothing');
      await device.afterReboot();
      expectSame('a running script', await device.scripts.isRunning(), false);
      const after = await received(device);
      expectTrue('requests counted', after < before, `less than ${before}`, after);
      const told = decodeCapabilities(joinPayloads(await device.request(Opcode.protoGetCaps)));
      expectSame('GET_CAPS', told, device.facts.defaults);
    },
  };
}

export const hardwareReset: RowGroup = {
  subject: 'reset',
  withHelper: false,
  rows: [
    reset('SYS_RESET is not answered, ends the script and starts the statistics over', Opcode.sysReset),
    reset('SYS_BOOT is not answered and ends the script', Opcode.sysBoot),
  ],
};
