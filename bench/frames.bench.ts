// From the simulated camera to the command line: frames and bytes a second at 320×240, raw and JPEG.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { printFigure } from './lib/figure.ts';

const frameCount = 600;
const script = `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.framerate(1000)
while True:
    camera.snapshot()
`;

interface Summary {
  readonly frames: number;
  readonly fps: number;
  readonly bytes: number;
  readonly dropped: number;
}

const folder = mkdtempSync(path.join(tmpdir(), 'viewfinder-bench-'));
const file = path.join(folder, 'snapshots.py');
writeFileSync(file, script);
for (const [name, options] of [
  ['RGB565 raw', ['--raw']],
  ['JPEG', []],
] as const) {
  const command = ['dist/main/viewfinder.js', 'run', file, '--frames', String(frameCount), '--json', ...options];
  const output = execFileSync(process.execPath, command, { encoding: 'utf8' });
  const { fps, bytes, frames, dropped } = JSON.parse(output.trimEnd().split('\n').at(-1)!) as Summary;
  const facts = { format: name, width: 320, height: 240, frames, dropped };
  printFigure('frames', 'simulator to CLI', fps, 'frames/s', facts);
  printFigure('frames', 'simulator to CLI', (fps * bytes) / frames / 1e6, 'MB/s', facts);
}
rmSync(folder, { recursive: true });
