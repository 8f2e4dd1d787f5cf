import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { decodePng } from '../../../src-shared/picture/png.ts';
import { createReport, reportName, withoutSecrets } from './report.ts';
import { SessionLog } from './session-log.ts';

const nowMs = Date.UTC(2026, 10, 28, 21, 55, 30);
const rawFrame: Frame = {
  sequence: 7,
  encoding: 'raw',
  format: PixelFormat.grayscale,
  width: 2,
  height: 1,
  data: Uint8Array.of(0, 255),
  keyFrame: true,
  cameraFps: 30,
  eventAtMs: 0,
  receivedAtMs: 0,
  droppedBefore: 3,
};

function setUp(frame: Frame = rawFrame) {
  const clock = new ManualClock();
  const log = new SessionLog(clock);
  log.add({ kind: 'state', state: 'running' });
  clock.advance(1500);
  log.add({ kind: 'text', bytes: new TextEncoder().encode('héllo\n') });
  log.add({ kind: 'frame', source: 'stream', frame });
  log.add({
    kind: 'problem',
    problem: { code: 'port-lost', message: 'gone', data: { port: '/dev/ttyACM0' }, atMs: 0 },
  });
  const facts = { versions: { viewfinder: '1.0.0' }, camera: { board: 'OpenMV N6', profiled: 1n } };
  const files = unzipSync(createReport({ log, facts, toWallMs: nowMs - clock.now(), nowMs }));
  return { files, text: (name: string): string => strFromU8(files[name]!) };
}

describe('a report', () => {
  it('is a zip with the log as text, the facts as JSON and the newest frame as a file', () => {
    const { files, text } = setUp();
    expect(Object.keys(files).sort()).toEqual([
      'camera.json',
      'log.txt',
      'newest-frame.png',
      'problems.json',
      'states.json',
      'versions.json',
    ]);
    expect(text('log.txt').split('\n').slice(3)).toEqual([
      '2026-11-28T21:55:28.500Z  state    running',
      '2026-11-28T21:55:30.000Z  text     "héllo\\n"',
      '2026-11-28T21:55:30.000Z  frame    stream 7 GRAYSCALE 2x1 2 bytes 3 lost before',
      '2026-11-28T21:55:30.000Z  problem  port-lost: gone {"port":"/dev/ttyACM0"}',
      '',
    ]);
    expect(JSON.parse(text('camera.json'))).toEqual({ board: 'OpenMV N6', profiled: '1' });
    expect(JSON.parse(text('states.json'))).toMatchObject([{ kind: 'state', state: 'running' }]);
    expect(decodePng(files['newest-frame.png']!)).toMatchObject({ width: 2, height: 1 });
  });

  it.each([
    ['jpg', { encoding: 'jpeg', format: PixelFormat.jpeg }],
    ['h264', { encoding: 'h264', format: 0 }],
    ['raw', { encoding: 'raw', format: 0x12345678 }],
  ] as const)('holds a frame that it cannot or need not convert as received: .%s', (ending, change) => {
    const { files } = setUp({ ...rawFrame, ...change });
    expect(files[`newest-frame.${ending}`]).toEqual(rawFrame.data);
  });

  it('has a name with its time', () => {
    expect(reportName(nowMs)).toBe('viewfinder-report-2026-11-28-21-55-30.zip');
  });
});

describe('secrets', () => {
  it.each([
    ['rtsp://admin:12345@192.168.1.9/live', 'rtsp://***@192.168.1.9/live'],
    ['http://localhost:7619/?token=abcdef0123', 'http://localhost:7619/?token=***'],
    ['"/home/mei/scripts/a.py"', '"~/scripts/a.py"'],
    ['tcp://127.0.0.1:5000', 'tcp://127.0.0.1:5000'],
  ])('are left out of %s', (text, expected) => {
    expect(withoutSecrets(text, '/home/mei')).toBe(expected);
  });
});
