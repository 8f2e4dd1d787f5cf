// What every driver must do, run against each of them over a device that the test plays.

import { afterEach, describe, expect, it } from 'vitest';
import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import { systemClock } from '../../../src-shared/lib/clock.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import type { ByteTransport } from '../../transports/api/byte-transport.ts';
import type { Camera, RunEvent } from '../camera.ts';
import type { CameraDriver } from '../driver.ts';
import { next } from './simulated-camera.ts';

/** A device and the driver under test. */
export interface DriverBench {
  readonly driver: CameraDriver;
  readonly entry: CameraEntry;
  /** Leads to the device; not open. */
  readonly transport: ByteTransport;
  readonly device: {
    readonly running: boolean;
    /** Scripts received so far. */
    readonly sources: readonly Uint8Array[];
    /** The script prints. */
    print(text: string): void;
    /** The script shows a frame of some pixels; it may be dropped. */
    show(): void;
    /** The script ends by itself. */
    end(): void;
    /** The cable is pulled. */
    unplug(): void;
  };
  dispose(): void | Promise<void>;
}

const source = Uint8Array.from({ length: 256 }, (_, value) => value);

/** Registers the tests. */
export function driverSuite(name: string, createBench: () => DriverBench): void {
  describe(`the driver ${name}`, () => {
    let bench: DriverBench | undefined;
    let camera: Camera | undefined;
    const start = (): { bench: DriverBench; camera: Camera; runs: RunEvent[] } => {
      bench = createBench();
      camera = bench.driver.create(bench.transport, { clock: systemClock });
      const runs: RunEvent[] = [];
      camera.onRun((event) => runs.push(event));
      return { bench, camera, runs };
    };
    afterEach(async () => {
      await camera?.disconnect();
      await bench?.dispose();
    });

    it('takes its own port for likely and recognizes its device', async () => {
      const { driver, entry, transport } = start().bench;
      expect(driver.matches(entry)).not.toBe('no');
      await transport.open();
      const { signal } = new AbortController();
      expect(await driver.probe({ transport, entry, clock: systemClock, signal })).toBe(true);
      await transport.close();
    });

    it('connects, says who the camera is, and has the facets that it declares', async () => {
      const { camera, bench } = start();
      expect(camera.state).toBe('disconnected');
      const identity = await camera.connect();
      expect(identity.protocol.split(' ')[0]).toBe(bench.driver.id);
      expect([camera.identity, camera.state]).toEqual([identity, 'idle']);
      for (const facet of ['channels', 'profiler', 'memory', 'files', 'console', 'touch'] as const) {
        if (camera.features[facet]) expect(camera[facet], facet).toBeDefined();
      }
    });

    it('runs a script byte for byte, and delivers all of its text before its end', async () => {
      const { camera, bench, runs } = start();
      await camera.connect();
      const heard: string[] = [];
      camera.onText((bytes) => heard.push(new TextDecoder().decode(bytes)));
      camera.onRun(({ kind }) => heard.push(`[${kind}]`));
      await camera.run(source);
      expect([...bench.device.sources.at(-1)!]).toEqual([...source]);
      expect([camera.state, runs]).toEqual(['running', [{ kind: 'started' }]]);
      bench.device.print('hello ');
      bench.device.print('world\r\n');
      const ended = next(camera.onRun);
      bench.device.end();
      expect(await ended).toEqual({ kind: 'ended', reason: 'finished' });
      expect(heard.join('')).toMatch(/\[started\][^]*hello world\r\n[^]*\[ended\]$/);
    });

    it('stops a script, and replaces a running one', async () => {
      const { camera, bench } = start();
      await camera.connect();
      const ends: RunEvent[] = [];
      camera.onRun((event) => {
        if (event.kind === 'ended') ends.push(event);
      });
      await camera.run(source);
      await camera.run(source);
      expect([bench.device.running, ends.length]).toEqual([true, 1]);
      const stopped = next(camera.onRun, ({ kind }) => kind === 'ended');
      await camera.stop();
      expect(bench.device.running).toBe(false);
      expect(await stopped).toEqual({ kind: 'ended', reason: 'stopped' });
      await camera.stop();
    });

    it('delivers frames in an encoding that it declares', async () => {
      const { camera, bench } = start();
      await camera.connect();
      await camera.preview?.configure({ enabled: true, raw: true });
      await camera.run(source);
      const frames: Frame[] = [];
      const showing = setInterval(() => bench.device.show(), 5);
      const third = next(camera.onFrame, (frame) => frames.push(frame) === 3);
      await third;
      clearInterval(showing);
      expect(frames.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
      for (const { encoding, width, height, data } of frames) {
        expect(camera.features.frameEncodings).toContain(encoding);
        expect(Math.min(width, height, data.length)).toBeGreaterThan(0);
      }
    });

    it('attaches to a running script if it can, and stops it otherwise', async () => {
      const { camera, bench } = start();
      await camera.connect();
      await camera.run(source);
      await camera.disconnect();
      if (camera.features.attachWithoutInterrupt) {
        await camera.connect({ stopRunning: false });
        expect([camera.state, bench.device.running]).toEqual(['running', true]);
        await camera.disconnect();
      }
      const ended = next(camera.onRun, ({ kind }) => kind === 'ended');
      await camera.connect();
      expect([camera.state, bench.device.running]).toEqual(['idle', false]);
      expect(await ended).toEqual({ kind: 'ended', reason: 'stopped' });
    });

    it('reports an unexpected disconnect once, ends the run with it, and can connect again', async () => {
      const { camera, bench, runs } = start();
      await camera.connect();
      await camera.run(source);
      const lost = next(camera.onStateChange, ({ state }) => state === 'disconnected');
      bench.device.unplug();
      expect((await lost).error).toMatchObject({ code: 'port-lost' });
      expect(runs.at(-1)).toEqual({ kind: 'ended', reason: 'disconnected' });
      await expect(camera.run(source)).rejects.toMatchObject({ code: 'not-connected' });
      await camera.connect();
      expect(camera.state).toBe('idle');
    });

    it('refuses a second connection, and a cancelled one leaves it disconnected', async () => {
      const { camera } = start();
      await expect(camera.connect({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
      expect(camera.state).toBe('disconnected');
      await camera.connect();
      await expect(camera.connect()).rejects.toMatchObject({ code: 'already-connected' });
      await camera.disconnect();
      await camera.disconnect();
      expect(camera.state).toBe('disconnected');
    });
  });
}
