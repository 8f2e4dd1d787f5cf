import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { byteTransportSuite } from '../testing/byte-transport-suite.ts';
import { findPortHolder } from './port-holder.ts';
import { createSerialTransport } from './serial-transport.ts';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { fromSystemError } from '../api/system-error.ts';
import { ByteSink } from '../testing/byte-sink.ts';
import { openPseudoTerminal } from '../testing/pseudo-terminal.ts';

byteTransportSuite('a serial port', async () => {
  const terminal = await openPseudoTerminal();
  const sink = new ByteSink();
  terminal.onData((chunk) => sink.push(chunk));
  return {
    transport: createSerialTransport({ path: terminal.path }),
    send: (bytes) => terminal.send(bytes),
    received: (sizeBytes) => sink.take(sizeBytes),
    hangUp: () => terminal.unplug(),
    dispose: () => terminal.dispose(),
  };
});

describe('a serial port', () => {
  it('that does not exist is not found', async () => {
    const transport = createSerialTransport({ path: '/dev/viewfinder-no-such-port' });
    await expect(transport.open()).rejects.toMatchObject({
      code: 'port-not-found',
      data: { port: '/dev/viewfinder-no-such-port', system: 'ENOENT' },
    });
  });

  it('takes writes faster than the device reads, in their order', async () => {
    const terminal = await openPseudoTerminal();
    const sink = new ByteSink();
    const transport = createSerialTransport({ path: terminal.path });
    await transport.open();
    const sent = Uint8Array.from({ length: 100_000 }, (_, at) => at >> 8);
    // The device reads nothing yet, so its buffer of 4 KB is full after a few of them.
    const writes = Array.from({ length: 100 }, (_, at) => transport.write(sent.subarray(at * 1000, (at + 1) * 1000)));
    terminal.onData((chunk) => sink.push(chunk));
    await Promise.all(writes);
    expect(Buffer.compare(await sink.take(sent.length), sent)).toBe(0);
    await transport.close();
    await terminal.dispose();
  });

  it('that another program has open is busy', async () => {
    const terminal = await openPseudoTerminal();
    const first = createSerialTransport({ path: terminal.path });
    const second = createSerialTransport({ path: terminal.path });
    await first.open();
    try {
      await expect(second.open()).rejects.toMatchObject({ code: 'port-busy' });
    } finally {
      await first.close();
      await terminal.dispose();
    }
  });

  it('is traced to the program that holds it, where the system tells', async () => {
    const terminal = await openPseudoTerminal();
    const found = { name: 'socat', processId: expect.any(Number) as unknown };
    expect(await findPortHolder(terminal.path)).toEqual(process.platform === 'linux' ? found : undefined);
    await terminal.dispose();
  });

  it('fails to open if it is not a serial port', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-serial-'));
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    await expect(createSerialTransport({ path: file }).open()).rejects.toMatchObject({ code: 'port-open-failed' });
    await rm(folder, { recursive: true });
  });

  it('can be cancelled while it settles', async () => {
    const terminal = await openPseudoTerminal();
    const cancel = new AbortController();
    // Time stands still; setting the timer is the moment at which the caller changes their mind.
    const clock = {
      now: () => 0,
      after: () => {
        queueMicrotask(() => cancel.abort());
        return { dispose: () => undefined };
      },
    };
    const transport = createSerialTransport({ path: terminal.path, clock });
    await transport.open();
    const settling = transport.line!.configure({ baudRate: 9600, dtr: true }, cancel.signal);
    await expect(settling).rejects.toMatchObject({ name: 'AbortError' });
    await transport.close();
    await terminal.dispose();
  });

  it('drops what was sent before its line changed, and carries on afterwards', async () => {
    const terminal = await openPseudoTerminal();
    const clock = new ManualClock();
    const transport = createSerialTransport({ path: terminal.path, clock });
    await transport.open();
    const seen: number[] = [];
    const arrival = new Promise<void>((resolve) => {
      transport.onData((chunk) => {
        seen.push(...chunk);
        if (seen.includes(9)) resolve();
      });
    });
    let settled = false;
    const settling = transport.line!.configure({ baudRate: 921_600, dtr: true, rts: true });
    void settling.then(() => (settled = true));
    terminal.send(Uint8Array.of(1, 2, 3));
    await expect.poll(() => (clock.advance(10), settled)).toBe(true);
    terminal.send(Uint8Array.of(9));
    await arrival;
    expect(seen.at(-1)).toBe(9);
    await transport.close();
    await expect(transport.line!.configure({ dtr: false })).rejects.toMatchObject({ code: 'port-closed' });
    await terminal.dispose();
  });

  it('that the system guards is a matter of permission', () => {
    const refused = Object.assign(new Error('permission denied'), { code: 'EACCES' });
    expect(fromSystemError('/dev/ttyACM0', refused, 'port-open-failed')).toMatchObject({
      code: 'port-no-permission',
      data: { port: '/dev/ttyACM0', system: 'EACCES' },
    });
  });
});
