import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { sampleSeed } from '../../../src-shared/lib/testing/sample.ts';
import { collect } from '../testing/byte-transport-suite.ts';
import { grownResources, openResources } from '../testing/open-resources.ts';
import { createSimulatorTransport } from './simulator-transport.ts';
import { transportFor } from '../open-transport.ts';

// A full synchronization of protocol V2 and the camera's answer (docs/protocol-v2.md §25.1).
const sync = Buffer.from('aad5000000000000b0ac', 'hex');
const syncAnswer = 'aad50000010000000846';

/** Each starts and ends an interpreter, so a sampled run makes do with fewer. */
const connections = sampleSeed === 'all' ? 100 : 12;

describe('the simulated camera', () => {
  it('speaks the wire protocol, and again after it was closed and opened', async () => {
    const transport = transportFor('sim:H7');
    for (let round = 0; round < 2; round += 1) {
      await transport.open();
      const answer = collect(transport, syncAnswer.length / 2);
      await transport.write(sync);
      expect(Buffer.from(await answer).toString('hex')).toBe(syncAnswer);
      await transport.close();
    }
    await expect(transport.write(sync)).rejects.toMatchObject({ code: 'port-closed' });
  });

  it('leaves no descriptor, timer, port or thread open after its connections', async () => {
    const transport = transportFor('sim:H7');
    const connect = async (): Promise<void> => {
      await transport.open();
      await transport.close();
    };
    await connect();
    const before = openResources();
    for (let count = 0; count < connections; count++) await connect();
    await expect.poll(() => grownResources(before, connections / 2), { timeout: 5000 }).toEqual([]);
  }, 300_000);

  it('leaves a given flash folder where it is', async () => {
    const flashFolder = await mkdtemp(path.join(tmpdir(), 'viewfinder-flash-test-'));
    const transport = createSimulatorTransport({ flashFolder });
    await transport.open();
    await transport.close();
    expect(existsSync(flashFolder)).toBe(true);
    await rm(flashFolder, { recursive: true });
  });

  it('can be cancelled while it starts', async () => {
    const cancel = new AbortController();
    // Time that does not pass.
    const opening = createSimulatorTransport({ clock: new ManualClock() }).open(cancel.signal);
    const outcome = expect(opening).rejects.toMatchObject({ name: 'AbortError' });
    cancel.abort();
    await outcome;
  });
});
