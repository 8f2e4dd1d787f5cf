// The conformance rows against the simulated camera as `viewfinder simulate` offers it, with real MicroPython and in real
// time: over TCP, over UDP and over a pseudo terminal. A sampled run takes half of the rows; conformance.test.ts always runs
// all of them, in memory.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sampled } from '../../src-shared/lib/testing/sample.ts';
import { exposeOnPty } from '../simulator/expose/expose-pty.ts';
import { exposeOnTcp } from '../simulator/expose/expose-tcp.ts';
import { exposeOnUdp } from '../simulator/expose/expose-udp.ts';
import type { ExposedCamera, ExposeOptions } from '../simulator/expose/exposed-camera.ts';
import { startPtyRelay, stopPtyRelay } from '../simulator/expose/pty-relay.ts';
import type { SimulatedBoardName } from '../simulator/core/script-engine.ts';
import type { ConformanceTarget } from './probed-device.ts';
import { leftOutSummary } from './report.ts';
import { conformanceSuite } from './suite.ts';
import { openTransportTarget } from './transport-target.ts';

function simulatedCameraSuite(
  name: string,
  board: SimulatedBoardName,
  expose: (options: ExposeOptions) => Promise<ExposedCamera>,
  scheme = '',
): void {
  const open = async (): Promise<ConformanceTarget> => {
    const flashFolder = mkdtempSync(path.join(tmpdir(), 'viewfinder-conformance-'));
    const camera = await expose({ simulator: { flashFolder, board, seed: 1, settings: { profileChannel: true } } });
    const target = await openTransportTarget(`${scheme}${camera.address}`);
    return {
      ...target,
      async close() {
        await target.close();
        await camera.close();
        rmSync(flashFolder, { recursive: true, force: true });
      },
    };
  };
  conformanceSuite(name, open, {
    onEnd: (report) => process.stdout.write(leftOutSummary(report)),
    choose: (rows) => sampled(rows, 0.5),
  });
}

/** Why there is no pseudo terminal, if so. */
async function ptyTrouble(): Promise<string | undefined> {
  try {
    await stopPtyRelay(await startPtyRelay());
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

simulatedCameraSuite('an RT1062 over TCP', 'RT1062', (options) => exposeOnTcp({ ...options, port: 0 }), 'tcp://');
simulatedCameraSuite('an N6 over UDP', 'N6', (options) => exposeOnUdp({ ...options, port: 0 }), 'udp://');

const trouble = await ptyTrouble();
if (trouble === undefined) simulatedCameraSuite('an H7 over a pseudo terminal', 'H7', exposeOnPty);
else process.stdout.write(`Conformance over a pseudo terminal is not tested: ${trouble}\n`);
