// From the call of Stop to the camera's report that nothing runs, in the loops that are hard to stop.

import { openMvDriver } from '../src-main/camera/openmv/openmv-driver.ts';
import { transportFor } from '../src-main/transports/open-transport.ts';
import { systemClock } from '../src-shared/lib/clock.ts';
import { percentile, printFigure } from './lib/figure.ts';

const rounds = 15;
/** A flood is at its height after this many events. */
const floodEvents = 2000;
const snapshots = 'import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.RGB565)\nc.framesize(csi.QVGA)\n';
const channel = 'import protocol\nclass B:\n    def poll(self): return 1\nch = protocol.register("x", B())\n';
const scripts = {
  'empty loop': 'while True: pass\n',
  'text flood': 'n = 0\nwhile True:\n    n += 1\n    print("line", n, "x" * 60)\n',
  'snapshot loop': `${snapshots}while True:\n    c.snapshot()\n`,
  sleep: 'import time\nwhile True:\n    time.sleep(10)\n',
  'event flood': `${channel}while True:\n    ch.send_event(1)\n`,
  'notify flood': `${channel}while True:\n    ch.send_event(0xffff)\n`,
  'acknowledged events': `${channel}while True:\n    ch.send_event(1, True)\n`,
  'channel flood': `${channel}while True:\n    try: protocol.register("y", B())\n    except RuntimeError: pass\n`,
  'log flood': 'import logging\nwhile True:\n    logging.error("x" * 60)\n',
};

const camera = openMvDriver.create(transportFor('sim'), { clock: systemClock });
await camera.connect();
await camera.preview.configure({ enabled: true, raw: false });
for (const [name, source] of Object.entries(scripts)) {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await camera.run(new TextEncoder().encode(source));
    // The loop has to be under way: text or a frame shows it; the others need no proof.
    await firstSign(name);
    const startMs = performance.now();
    await camera.stop();
    times.push(performance.now() - startMs);
  }
  printFigure('stop', name, percentile(times, 0.5), 'ms', { p95: percentile(times, 0.95), max: Math.max(...times) });
}
await camera.disconnect();

function firstSign(name: string): Promise<void> {
  return new Promise((resolve) => {
    if (name.startsWith('text') || name.startsWith('log')) {
      const listening = camera.onText(() => (listening.dispose(), resolve()));
    } else if (name === 'snapshot loop') {
      const listening = camera.onFrame(() => (listening.dispose(), resolve()));
    } else if (name.includes('event') || name.startsWith('notify')) {
      let count = 0;
      const listening = camera.channels.onEvent(() => {
        count++;
        if (count < floodEvents) return;
        listening.dispose();
        resolve();
      });
    } else resolve();
  });
}
