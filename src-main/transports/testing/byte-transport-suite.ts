// The contract of ByteTransport, run against every implementation.

import { afterEach, describe, expect, it } from 'vitest';
import type { ByteTransport } from '../api/byte-transport.ts';
import { TransportError } from '../api/transport-error.ts';
import { grownResources, openResources } from './open-resources.ts';

/** A transport under test, not yet open, and the device at its other end. */
export interface TransportBench {
  readonly transport: ByteTransport;
  /** Sends from the device to the transport that spoke to it last. */
  send(bytes: Uint8Array): void | Promise<void>;
  /** Takes the next bytes that the device receives; resolves when that many have come. */
  received(sizeBytes: number): Promise<Uint8Array>;
  /** The device goes away. Absent where the transport cannot notice (UDP). */
  hangUp?(): void | Promise<void>;
  /** Ends the device. */
  dispose(): void | Promise<void>;
}

export interface ByteTransportSuiteOptions {
  /** What one write may carry; below the largest datagram for UDP. Default 200 000. */
  readonly bulkBytes?: number;
}

/** Resolves when the transport has delivered at least this many bytes. */
export function collect(transport: ByteTransport, sizeBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  return new Promise((resolve) => {
    const listening = transport.onData((chunk) => {
      // A chunk is the listener's only during the call.
      chunks.push(chunk.slice());
      total += chunk.length;
      if (total < sizeBytes) return;
      listening.dispose();
      resolve(Buffer.concat(chunks));
    });
  });
}

const connections = 100;

function pattern(sizeBytes: number): Uint8Array {
  return Uint8Array.from({ length: sizeBytes }, (_, index) => (index * 31 + (index >> 8)) & 0xff);
}

export function byteTransportSuite(
  name: string,
  createBench: () => Promise<TransportBench>,
  { bulkBytes = 200_000 }: ByteTransportSuiteOptions = {},
): void {
  describe(`${name} keeps the byte transport contract`, () => {
    let bench: TransportBench;
    const start = async (): Promise<TransportBench> => (bench = await createBench());
    afterEach(async () => {
      await bench.transport.close();
      await bench.dispose();
    });

    /** Opens and says one byte, so that the device knows whom to answer. */
    const openAndGreet = async (): Promise<void> => {
      await bench.transport.open();
      await bench.transport.write(Uint8Array.of(0));
      await bench.received(1);
    };

    it('carries every byte value unchanged in both directions', async () => {
      const { transport } = await start();
      await openAndGreet();
      const bytes = pattern(bulkBytes);
      await transport.write(bytes);
      expect(Buffer.compare(await bench.received(bulkBytes), bytes)).toBe(0);

      const arriving = collect(transport, bulkBytes);
      await bench.send(bytes);
      expect(Buffer.compare(await arriving, bytes)).toBe(0);
    });

    it('refuses to write before it is open and after it was closed', async () => {
      const { transport } = await start();
      await expect(transport.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'port-closed' });
      await transport.open();
      await transport.close();
      await expect(transport.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'port-closed' });
    });

    it('reports its own close once and without an error', async () => {
      const { transport } = await start();
      const ends: (Error | undefined)[] = [];
      transport.onClose((error) => ends.push(error));
      await transport.open();
      await transport.close();
      await transport.close();
      expect(ends).toEqual([undefined]);
    });

    it('can be opened again after a close', async () => {
      const { transport } = await start();
      await transport.open();
      await transport.close();
      await openAndGreet();
      const arriving = collect(transport, 3);
      await bench.send(Uint8Array.of(1, 2, 3));
      expect([...(await arriving)]).toEqual([1, 2, 3]);
    });

    it('leaves no descriptor, timer, socket or thread open after 100 connections', async () => {
      const { transport } = await start();
      const connect = async (): Promise<void> => {
        await openAndGreet();
        await transport.close();
      };
      await connect();
      const before = openResources();
      for (let count = 0; count < connections; count++) await connect();
      // Every connection that leaves something open counts; the margin is for what the test itself has open.
      await expect.poll(() => grownResources(before, connections / 5), { timeout: 5000 }).toEqual([]);
    });

    it('does not open when the caller has already cancelled', async () => {
      const { transport } = await start();
      await expect(transport.open(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
      await expect(transport.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'port-closed' });
    });

    it('reports once, with an error, that the other side went away', async () => {
      const { transport } = await start();
      if (bench.hangUp === undefined) return;
      const ends: (Error | undefined)[] = [];
      await openAndGreet();
      const ended = new Promise<void>((resolve) => {
        transport.onClose((error) => {
          ends.push(error);
          resolve();
        });
      });
      await bench.hangUp();
      await ended;
      await transport.close();
      expect(ends).toHaveLength(1);
      expect(ends[0]).toBeInstanceOf(TransportError);
      expect(ends[0]).toMatchObject({ code: 'port-lost' });
    });
  });
}
