// The library as an application meets it: installed beside it, compiled against its declarations, run by Node.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildLibraryTypes, compiler } from './build-library.mjs';

const run = promisify(execFile);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
let folder = '';

const consumer = `
import { Camera, CameraError, Opcode, PixelFormat, type CameraFrame, type SystemReport } from 'viewfinder/camera';
import { CaptureLog, createCaptureFile, listPorts, transportFor } from 'viewfinder/transports';

class Blinker extends Camera {
  starts = 0;
  protected override handleEvent(channelId: number, event: number): void {
    super.handleEvent(channelId, event);
    if (channelId === 1 && event === 1) this.starts++;
  }
  readonly hello = Camera.retryIfFailed(async (name: string): Promise<boolean> => this.hasChannel(name));
  @Camera.retryIfFailed
  async capabilities(): Promise<number | undefined> {
    return (await this.sendCommand(Opcode.protoGetCaps))?.length;
  }
}

const ports: readonly { id: string }[] = await listPorts();
const capture = new CaptureLog({ sink: await createCaptureFile('session.vfcap') });
const camera = new Blinker(transportFor('sim', { capture }), { timeoutMs: 2000, maxRetry: 3, crc: true });
await camera.connect({ signal: AbortSignal.timeout(30_000) });
const info: SystemReport = camera.systemInfo();
await camera.streaming(true, { raw: true, resolution: [160, 120] });
const lines = camera.text({ signal: AbortSignal.timeout(30_000) });
await camera.exec(\`
import csi
csi0 = csi.CSI()
csi0.reset()
csi0.pixformat(csi.RGB565)
csi0.framesize(csi.QQVGA)
print("ready")
while True:
    csi0.snapshot()
\`);
let text = '';
for await (const piece of lines) {
  text += piece;
  if (text.includes('ready')) break;
}
let frame: CameraFrame | undefined;
for await (frame of camera.frames({ rgb: true, signal: AbortSignal.timeout(30_000) })) break;
await camera.exec(\`
import protocol
class Pixels:
    def poll(self):
        return True
    def size(self):
        return 6
    def readp(self, offset, size):
        return memoryview(b"abcdef")[offset : offset + size]
protocol.register(name="pixels", backend=Pixels())
while True:
    pass
\`);
let pixels: Uint8Array | undefined;
const picture = { format: 'grayscale', width: 3, height: 2 } as const;
for await (const { data } of camera.channelFrames('pixels', { picture })) {
  pixels = data;
  break;
}
await camera.stop();
const refused: unknown = await camera.sendCommand(0x77).catch((error: unknown) => error);
console.log(JSON.stringify({
  ports: ports.map(({ id }) => id).includes('sim'),
  words: info.deviceId.length,
  starts: camera.starts,
  hello: await camera.hello('nothing'),
  frame: frame && [frame.width, frame.height, frame.format === PixelFormat.rgb565, frame.data.length],
  refused: refused instanceof CameraError ? refused.code : 'other',
  capabilities: await camera.capabilities(),
  pixels: pixels && String.fromCharCode(...pixels),
}));
await camera.disconnect();
const { bytes, error } = await capture.finish();
if (error !== undefined || bytes < 1000) throw new Error('Not recorded.');
`;

const settings = {
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2023', 'ESNext.Disposable'],
    module: 'NodeNext',
    strict: true,
    exactOptionalPropertyTypes: true,
    types: ['node'],
    typeRoots: [path.join(root, 'node_modules/@types')],
    outDir: 'out',
  },
  files: ['consumer.ts'],
};

beforeAll(async () => {
  buildLibraryTypes();
  folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-library-'));
  await mkdir(path.join(folder, 'node_modules'));
  await symlink(root, path.join(folder, 'node_modules/viewfinder'), 'junction');
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name: 'consumer', type: 'module' }));
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(settings));
  await writeFile(path.join(folder, 'consumer.ts'), consumer);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('an application compiles against the declarations and runs with the simulated camera', async () => {
  const compiled = await run(process.execPath, [compiler, '-p', '.'], { cwd: folder }).catch((error) => error);
  expect(compiled.stdout).toBe('');
  const { stdout } = await run(process.execPath, ['out/consumer.js'], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual({
    ports: true,
    words: 3,
    starts: 2,
    hello: false,
    frame: [160, 120, true, 160 * 120 * 3],
    refused: 'request-refused',
    capabilities: 16,
    pixels: 'abcdef',
  });
}, 60_000);

test('every file that the package offers is built and goes with the package', async () => {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  for (const entry of Object.values(manifest.exports)) {
    for (const file of typeof entry === 'string' ? [entry] : Object.values(entry)) {
      expect([file, existsSync(path.join(root, file))]).toEqual([file, true]);
      const packed = file === './package.json' || manifest.files.some((each) => file.startsWith(`./${each}/`));
      expect([file, packed]).toEqual([file, true]);
    }
  }
});
