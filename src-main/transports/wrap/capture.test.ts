import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock, systemClock } from '../../../src-shared/lib/clock.ts';
import { Deferred } from '../../../src-shared/lib/deferred.ts';
import { RecordKind } from '../../../src-shared/recording/capture-format.ts';
import { readCapture } from '../../../src-shared/recording/capture-reader.ts';
import { byteTransportSuite, collect } from '../testing/byte-transport-suite.ts';
import { createMemoryTransport } from '../testing/memory-transport.ts';
import { TransportError } from '../api/transport-error.ts';
import { createCaptureFile } from './capture-file.ts';
import { CaptureLog, captureTransport, type CaptureSink } from './capture.ts';
import { captureToFiles } from './capture-to-files.ts';
import { unwrapAddress } from './address-wrappers.ts';
import { transportFor } from '../open-transport.ts';
import { createTcpTransport } from '../net/tcp-transport.ts';
import { ByteSink } from '../testing/byte-sink.ts';

class MemorySink implements CaptureSink {
  readonly blocks: Uint8Array[] = [];
  closed = 0;

  get bytes(): Uint8Array {
    return Buffer.concat(this.blocks);
  }

  write(blocks: readonly Uint8Array[]): Promise<void> {
    this.blocks.push(...blocks);
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed++;
    return Promise.resolve();
  }
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-capture-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

byteTransportSuite('A captured TCP port', async () => {
  let peer: Socket | undefined;
  const sockets = new Set<Socket>();
  const sink = new ByteSink();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      peer = socket;
      sink.push(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const log = new CaptureLog({ sink: new MemorySink(), clock: systemClock });
  return {
    transport: captureTransport(createTcpTransport({ host: '127.0.0.1', port }), log),
    send: (bytes) => void peer?.write(bytes),
    received: (sizeBytes) => sink.take(sizeBytes),
    hangUp: () => void peer?.destroy(),
    dispose: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
});

describe('a captured session', () => {
  it('is written down in both directions, with times and with the end of the connection', async () => {
    const clock = new ManualClock();
    const sink = new MemorySink();
    const { transport: inner, peer } = createMemoryTransport();
    clock.advance(500);
    const log = new CaptureLog({ sink, clock, metadata: { port: 'memory' } });
    const transport = captureTransport(inner, log);
    await transport.open();
    clock.advance(1.25);
    const sent = Uint8Array.of(1, 2);
    await transport.write(sent);
    // The caller may use its buffer again.
    sent.fill(9);
    clock.advance(2);
    const arriving = collect(transport, 3);
    peer.write(Uint8Array.of(3, 4, 5));
    await arriving;
    const ended = new Promise((resolve) => transport.onClose(resolve));
    peer.unplug();
    await ended;
    const report = await log.finish();

    const { metadata, records, truncated } = readCapture(sink.bytes);
    expect(metadata).toEqual({ port: 'memory' });
    expect(truncated).toBe(false);
    expect(records.map(({ kind, timeUs, bytes }) => [kind, timeUs, Buffer.from(bytes).toString('latin1')])).toEqual([
      [RecordKind.opened, 0, ''],
      [RecordKind.toCamera, 1250, '\u0001\u0002'],
      [RecordKind.fromCamera, 3250, '\u0003\u0004\u0005'],
      [RecordKind.closed, 3250, 'Unplugged.'],
    ]);
    expect(report).toEqual({ records: 4, bytes: sink.bytes.length, error: undefined });
    expect(sink.closed).toBe(1);
  });

  it('goes on when the log cannot be written, and the log says why', async () => {
    const full = new Error('no space left');
    const { transport: inner, peer } = createMemoryTransport();
    const sink: CaptureSink = { write: () => Promise.reject(full), close: () => Promise.resolve() };
    const log = new CaptureLog({ sink, clock: systemClock });
    const failed = new Promise((resolve) => log.onError(resolve));
    const transport = captureTransport(inner, log);
    await transport.open();
    expect(await failed).toBe(full);
    const arriving = collect(transport, 1);
    peer.write(Uint8Array.of(7));
    expect([...(await arriving)]).toEqual([7]);
    await transport.write(Uint8Array.of(1));
    expect((await log.finish()).error).toBe(full);
    await transport.close();
  });

  it('ends the log rather than hold more than its limit, and keeps what it has', async () => {
    const disk = new Deferred<void>();
    const sink = new MemorySink();
    const slow: CaptureSink = {
      write: async (blocks) => {
        await disk.promise;
        await sink.write(blocks);
      },
      close: () => sink.close(),
    };
    const log = new CaptureLog({ sink: slow, clock: new ManualClock(), limitBytes: 1000 });
    const errors: Error[] = [];
    log.onError((error) => errors.push(error));
    for (let packet = 0; packet < 50; packet++) log.append(RecordKind.fromCamera, new Uint8Array(100));
    expect(errors).toMatchObject([{ code: 'capture-too-slow' }]);
    disk.resolve();
    const { records } = await log.finish();
    expect(records).toBeGreaterThan(5);
    expect(readCapture(sink.bytes)).toMatchObject({ records: { length: records }, truncated: false });
  });

  it('is written to a file', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, 'session.vfcap');
    const log = new CaptureLog({ sink: await createCaptureFile(file), clock: systemClock });
    for (let count = 0; count < 300; count++) log.append(RecordKind.toCamera, new Uint8Array(5000).fill(count));
    const { bytes } = await log.finish();
    const written = await readFile(file);
    expect(written.length).toBe(bytes);
    const { records } = readCapture(written);
    expect(records).toHaveLength(300);
    expect(records[299]!.bytes).toEqual(new Uint8Array(5000).fill(299));
  });

  it('that never begins leaves no file behind, and the one that was there as it was', async () => {
    const folder = await temporaryFolder();
    const [old, none] = [path.join(folder, 'old.vfcap'), path.join(folder, 'none.vfcap')];
    await writeFile(old, 'an earlier session');
    for (const file of [old, none]) {
      const log = new CaptureLog({ sink: await createCaptureFile(file), clock: systemClock });
      expect(await log.finish()).toEqual({ records: 0, bytes: 0, error: undefined });
    }
    expect(await readdir(folder)).toEqual(['old.vfcap']);
    expect(await readFile(old, 'utf8')).toBe('an earlier session');
    const log = new CaptureLog({ sink: await createCaptureFile(old), clock: systemClock });
    log.append(RecordKind.opened);
    await log.finish();
    expect(readCapture(await readFile(old)).records).toHaveLength(1);
  });

  it('is written to a separate file for each connection, by address', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, 'a b.vfcap');
    const { transport: inner, peer } = createMemoryTransport();
    const transport = captureToFiles(inner, { file, port: 'capture(…):memory', clock: systemClock });
    peer.refuse = new TransportError('port-busy', 'in use');
    await expect(transport.open()).rejects.toMatchObject({ code: 'port-busy' });
    peer.refuse = undefined;
    for (const byte of [1, 2]) {
      await transport.open();
      await transport.write(Uint8Array.of(byte));
      await transport.close();
    }
    expect((await readdir(folder)).sort()).toEqual(['a b-2.vfcap', 'a b.vfcap']);
    const { metadata, records } = readCapture(await readFile(path.join(folder, 'a b-2.vfcap')));
    expect(metadata).toMatchObject({ port: 'capture(…):memory', transport: 'stream' });
    expect(records.map(({ kind, bytes }) => [kind, ...bytes])).toEqual([
      [RecordKind.opened],
      [RecordKind.toCamera, 2],
      [RecordKind.closed],
    ]);
    const nowhere = transportFor(`capture(${path.join(folder, 'none', 'x.vfcap')}):/dev/null`);
    await expect(nowhere.open()).rejects.toMatchObject({ code: 'port-not-found' });
  });

  it('is asked for in front of any address, also of one with faults', () => {
    expect(unwrapAddress(' capture(a b.vfcap):fault(drop=2%):tcp://host:1 ')).toEqual({
      wrappers: [
        { kind: 'capture', argument: 'a b.vfcap' },
        { kind: 'fault', argument: 'drop=2%' },
      ],
      address: 'tcp://host:1',
    });
    expect(unwrapAddress('COM3')).toEqual({ wrappers: [], address: 'COM3' });
    expect(transportFor('capture(x.vfcap):fault(drop=2%):udp://127.0.0.1:9').kind).toBe('datagram');
  });
});
