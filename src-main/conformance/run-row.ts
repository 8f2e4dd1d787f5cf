// One row on one device: whether it applies, the state it begins in, the row itself, and a look at the number due behind
// it. A device that sent a packet too many, or answered something that is to be ignored, is found out by that number.

import { Opcode } from '../../src-shared/openmv/constants.ts';
import { ConformanceFailure, LeftOut } from './conformance-failure.ts';
import type { Device } from './probed-device.ts';
import { expectAnswer } from './probe-packet.ts';
import { exemptionsOf, type Row, type RowGroup } from './row.ts';

export type RowResult =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'left-out'; readonly reason: string };

/** Never rejects. */
export async function runRow(device: Device, group: RowGroup, row: Row): Promise<RowResult> {
  const exemption = exemptionsOf(row).find(({ holds }) => holds(device.facts));
  if (exemption !== undefined) return { kind: 'left-out', reason: exemption.reason };
  try {
    await device.begin(group.withHelper, row.agree);
    await row.run(device);
    await closeRow(device);
    return { kind: 'passed' };
  } catch (error) {
    if (error instanceof LeftOut) return { kind: 'left-out', reason: error.reason };
    const failure = error instanceof Error ? error : new Error(String(error));
    failure.message = `${failure.message} (docs/protocol-v2.md ${row.reference})`;
    return { kind: 'failed', error: failure };
  }
}

async function closeRow(device: Device): Promise<void> {
  try {
    expectAnswer(await device.request(Opcode.protoVersion), device.data(16));
  } catch (error) {
    if (!(error instanceof ConformanceFailure)) throw error;
    throw new ConformanceFailure(error.expected, error.came, 'PROTO_VERSION behind the row');
  }
}
