// The conformance rows against the virtual camera in memory, its clock in the suite's hand.

import { simulatedBoards } from '../simulator/boards/openmv/boards.ts';
import { openMemoryTarget, type MemoryTargetOptions } from './memory-target.ts';
import { leftOutSummary } from './report.ts';
import { conformanceSuite } from './suite.ts';

const cameras: Readonly<Record<string, MemoryTargetOptions>> = {
  // The camera of the table in docs/protocol-v2.md §20.
  'an RT1062 with eight counters': {
    board: simulatedBoards.RT1062,
    settings: { profileChannel: true, pmuCounters: 8 },
  },
  'an H7, which has the smallest buffers': { board: simulatedBoards.H7, settings: { profileChannel: true } },
  'an N6, which has the largest buffers': { board: simulatedBoards.N6, settings: { profileChannel: true } },
  'an RT1062 without profiler and acknowledgements': {
    board: simulatedBoards.RT1062,
    settings: { defaults: { ack: false } },
  },
  'an N6 on the network': {
    board: simulatedBoards.N6,
    kind: 'datagram',
    settings: {
      profileChannel: true,
      transportName: 'network',
      bufferBytes: 4096,
      defaults: { ack: false, maxPayload: 1400 },
    },
  },
};

for (const [name, options] of Object.entries(cameras)) {
  conformanceSuite(name, () => openMemoryTarget(options), {
    onEnd: (report) => process.stdout.write(leftOutSummary(report)),
  });
}
