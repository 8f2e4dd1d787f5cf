// The built command as a process, on the simulated camera: its information, its channels, and a session that is recorded
// and played back.

import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJpegInfo } from '../../src-shared/picture/jpeg-info.ts';
import { assetFile, builtFile } from '../lib/product-files.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The JSON of the last line. */
  readonly json: Record<string, unknown>;
}

function viewfinder(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [builtFile('viewfinder.js'), ...args, '--json'], (error, out, err) => {
      const json = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err, json });
    });
  });
}

const channelScript = assetFile('examples/basic_channel.py');
const frameScript = assetFile('examples/frame_channel.py');
const script = `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QQVGA)
count = 0
while True:
    camera.snapshot()
    print("frame", count)
    count += 1
`;

describe('viewfinder on the simulated camera', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-built-'));
    await writeFile(path.join(folder, 'script.py'), script);
  });
  afterAll(() => rm(folder, { recursive: true }));
  const file = (name: string): string => path.join(folder, name);

  it('info shows versions, every system field, memory and statistics', async () => {
    const { code, json } = await viewfinder('info', '--camera', 'sim:H7');
    expect(code).toBe(0);
    expect(json).toMatchObject({
      camera: { board: 'OpenMV Cam H7' },
      versions: { protocolVersion: [1, 0, 2], firmwareVersion: [5, 0, 0] },
      system: { jpegPresent: true, npuPresent: false },
      memory: [{ type: 'heap' }, { type: 'pool' }],
      deviceStats: { checksumErrors: 0 },
      hostStats: { resyncs: 0 },
      channels: expect.arrayContaining([expect.objectContaining({ name: 'stream' })]) as unknown,
    });
  });

  it('reads and writes the channels of a script', async () => {
    const read = await viewfinder('read-channel', 'counter', '--script', channelScript);
    expect([read.code, read.json]).toMatchObject([0, { channel: { name: 'counter' }, bytes: 8 }]);
    expect(read.json['hex']).toMatch(/e8030000$/);
    const write = await viewfinder('write-channel', 'limit', '--hex', '10000000', '--script', channelScript);
    expect([write.code, write.json]).toMatchObject([0, { bytes: 4 }]);
    const refused = await viewfinder('write-channel', 'counter', '--text', 'x', '--script', channelScript);
    expect([refused.code, refused.json]).toMatchObject([2, { error: { code: 'channel-not-supported' } }]);
  });

  it('records a session and plays it back, even if the log was cut short', async () => {
    const log = file('session.vfcap');
    const recorded = await viewfinder('record', file('script.py'), '-o', log, '--frames', '5');
    expect(recorded.code).toBe(0);
    expect(recorded.json).toMatchObject({ frames: 5, recording: { file: log, bytes: (await stat(log)).size } });

    const shown = await viewfinder('replay', log, '--speed', 'max', '--save-frames', file('frames'));
    expect(shown.code).toBe(0);
    // The log also has the frames that arrived before the script was stopped.
    const { frames } = shown.json as { frames: number };
    expect(frames).toBeGreaterThanOrEqual(5);
    expect(shown.json).toMatchObject({ endedBy: 'recording', dropped: 0, truncated: false });
    expect(shown.out).toContain('frame 0');
    const images = await readdir(file('frames'));
    expect(images).toHaveLength(frames);
    const image = await readFile(path.join(file('frames'), images[0]!));
    expect(readJpegInfo(image)).toMatchObject({ width: 160, height: 120 });

    await truncate(log, Math.floor((await stat(log)).size * 0.7));
    const cut = await viewfinder('replay', log, '--speed', 'max');
    expect([cut.code, cut.json]).toMatchObject([0, { endedBy: 'recording', truncated: true }]);
    const wrong = await viewfinder('replay', file('script.py'));
    expect([wrong.code, wrong.json]).toMatchObject([2, { error: { code: 'not-a-capture' } }]);
  });

  it('records the frames of a channel, and plays them back', async () => {
    const log = file('channel.vfcap');
    const channel = ['--frames-from', 'frame'];
    const recorded = await viewfinder('record', frameScript, '-o', log, ...channel, '--frames', '8');
    expect([recorded.code, recorded.json]).toMatchObject([0, { endedBy: 'frames', frames: 8, dropped: 0 }]);
    const shown = await viewfinder('replay', log, '--speed', 'max', ...channel, '--save-frames', file('of-channel'));
    expect([shown.code, shown.json]).toMatchObject([0, { endedBy: 'recording', frames: 8 }]);
    const image = await readFile(path.join(file('of-channel'), '000008.jpg'));
    expect(readJpegInfo(image)).toMatchObject({ width: 320, height: 240, complete: true });
    const watched = await viewfinder('watch', '--camera', `replay:${log}`, ...channel);
    expect([watched.code, watched.json]).toMatchObject([0, { endedBy: 'script' }]);
  });

  it('ends with the exit code of the recorded script', async () => {
    await writeFile(file('raise.py'), 'raise ValueError("x")');
    const { code, json } = await viewfinder('record', file('raise.py'), '-o', file('raise.vfcap'));
    expect([code, json]).toMatchObject([1, { exception: { type: 'ValueError' } }]);
  });

  it('measures a camera', async () => {
    const { code, json } = await viewfinder('bench', '--seconds', '0.3');
    expect(code).toBe(0);
    const { streams } = json as { streams: { format: string; fps: number }[] };
    expect(streams.map(({ format }) => format)).toEqual(['JPEG', 'RGB565']);
    for (const { fps } of streams) expect(fps).toBeGreaterThan(0);
  });
});
