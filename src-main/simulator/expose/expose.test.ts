import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SerialPort } from 'serialport';
import { afterAll, afterEach, expect, test } from 'vitest';
import { exposeOnPty } from './expose-pty.ts';
import { startPtyRelay, stopPtyRelay } from './pty-relay.ts';
import { exposeOnTcp } from './expose-tcp.ts';
import { exposeOnUdp } from './expose-udp.ts';
import { ScriptedEngine } from '../testing/scripted-engine.ts';
import { fromHex, toHex } from '../testing/camera-bench.ts';

const sync = fromHex('aad5000000000000b0ac');
const syncAnswer = 'aad50000010000000846';
const getCaps = fromHex('aad5000000010000c3dd');
const flashFolder = mkdtempSync(path.join(tmpdir(), 'viewfinder-expose-'));
const options = { simulator: { flashFolder, board: 'RT1062' as const }, createEngine: () => new ScriptedEngine() };
const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => rmSync(flashFolder, { recursive: true, force: true }));

/** Collects bytes until they contain `wanted`. */
function collect(onData: (listener: (bytes: Uint8Array) => void) => void) {
  let hex = '';
  const waiters: { wanted: string; resolve: (hex: string) => void }[] = [];
  onData((bytes) => {
    hex += toHex(bytes);
    for (const waiter of waiters) if (hex.includes(waiter.wanted)) waiter.resolve(hex);
  });
  return (wanted: string): Promise<string> =>
    new Promise((resolve) => {
      if (hex.includes(wanted)) resolve(hex);
      else waiters.push({ wanted, resolve });
    });
}

test('over TCP the camera answers, refuses a second client and lives on for the next', async () => {
  const exposed = await exposeOnTcp({ ...options, port: 0 });
  closers.push(() => exposed.close());
  const port = Number(exposed.address.split(':')[1]);

  const first = connect(port, '127.0.0.1');
  const received = collect((listener) => first.on('data', listener));
  first.write(sync);
  await received(syncAnswer);

  const second = connect(port, '127.0.0.1');
  second.on('error', () => undefined);
  await once(second, 'close');

  first.destroy();
  await once(first, 'close');
  const third = connect(port, '127.0.0.1');
  const receivedLater = collect((listener) => third.on('data', listener));
  third.write(sync);
  await receivedLater(syncAnswer);
  third.destroy();
});

test('a TCP port in use is reported as an unavailable address', async () => {
  const exposed = await exposeOnTcp({ ...options, port: 0 });
  closers.push(() => exposed.close());
  const port = Number(exposed.address.split(':')[1]);
  await expect(exposeOnTcp({ ...options, port })).rejects.toMatchObject({ code: 'address-unavailable' });
});

test('over UDP each packet is a datagram, acknowledgements are off and the last sender is the host', async () => {
  const exposed = await exposeOnUdp({ ...options, port: 0 });
  closers.push(() => exposed.close());
  const port = Number(exposed.address.split(':')[1]);
  for (let round = 0; round < 2; round++) {
    const socket = createSocket('udp4');
    closers.push(() => void socket.close());
    const datagrams: string[] = [];
    const answered = new Promise<void>((resolve) => {
      socket.on('message', (bytes) => {
        datagrams.push(toHex(bytes));
        if (datagrams.some((hex) => hex.slice(10, 12) === '01')) resolve();
      });
    });
    socket.send(sync, port, '127.0.0.1');
    socket.send(getCaps, port, '127.0.0.1');
    await answered;
    expect(datagrams.filter((hex) => hex.slice(8, 10) !== '20')).toEqual([
      syncAnswer,
      expect.stringMatching(/^aad50000000110.{6}0b0000007805/),
    ]);
  }
});

test('a pseudo terminal can be reached by a link, which replaces an old one and goes away at the end', async () => {
  const link = path.join(flashFolder, 'camera');
  symlinkSync('/nowhere', link);
  const exposed = await exposeOnPty({ ...options, link });
  const target = readlinkSync(link);
  await exposed.close();
  expect([exposed.address, target, existsSync(link)]).toEqual([link, expect.stringMatching(/^\/dev\//), false]);
});

test('a link is not made in the place of a file', async () => {
  const link = path.join(flashFolder, 'file');
  writeFileSync(link, 'mine');
  await expect(exposeOnPty({ ...options, link })).rejects.toMatchObject({ code: 'address-unavailable' });
  expect(readFileSync(link, 'utf8')).toBe('mine');
});

test('without socat perl offers the pseudo terminal, byte for byte', async () => {
  const relay = await startPtyRelay(['no-such-helper', 'perl']);
  closers.push(() => stopPtyRelay(relay));
  const port = new SerialPort({ path: relay.path, baudRate: 921600, autoOpen: false });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  const every = Uint8Array.from({ length: 256 }, (_, index) => index);
  const fromCamera = collect((listener) => port.on('data', listener));
  const fromHost = collect((listener) => relay.process.stdout.on('data', listener));
  relay.process.stdin.write(every);
  port.write(every);
  const [first, second] = await Promise.all([fromCamera('feff'), fromHost('feff')]);
  await new Promise<void>((resolve) => port.close(() => resolve()));
  expect([first, second]).toEqual([toHex(every), toHex(every)]);
});

test('on a pseudo terminal the camera answers one program after the other', async () => {
  const exposed = await exposeOnPty(options);
  closers.push(() => exposed.close());
  for (let round = 0; round < 2; round++) {
    const port = new SerialPort({ path: exposed.address, baudRate: 921600, autoOpen: false });
    await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
    const received = collect((listener) => port.on('data', listener));
    port.write(sync);
    await received(syncAnswer);
    await new Promise<void>((resolve) => port.close(() => resolve()));
  }
});
