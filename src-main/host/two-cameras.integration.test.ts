// Two simulated cameras in one host, each with its own interpreter.

import { expect, it, onTestFinished } from 'vitest';
import { hostContract } from '../../src-shared/contract/contract.ts';
import { decodeLaneHeader } from '../../src-shared/contract/frame-lane.ts';
import { connectClient } from '../../src-shared/rpc/client.ts';
import { createMemoryCarriers } from '../../src-shared/rpc/memory-carrier.ts';
import { createLocalHost } from './create-local-host.ts';
import { collect, temporaryFolder } from './testing/test-host.ts';

const script = (size: string, word: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.${size})
while True:
    camera.snapshot()
    print("${word}")
`);

async function openPage(core: Awaited<ReturnType<typeof createLocalHost>>, id: string) {
  const [pageEnd, hostEnd] = createMemoryCarriers();
  core.connect(hostEnd);
  const host = connectClient(hostContract, pageEnd);
  await host.camera.connect({ id, alongside: true });
  const text = collect<string>((listener) =>
    host.script.on('text', ({ bytes }) => {
      listener(new TextDecoder().decode(bytes));
      void host.script.textTaken({ count: bytes.length });
    }),
  );
  const ended = collect<unknown>((listener) => host.script.on('ended', listener));
  const { lane } = await host.frames.openLane(undefined);
  const frames = collect<string>((listener) =>
    core.subscribeLane(lane, {
      send(header) {
        const { width, height } = decodeLaneHeader(header)!;
        listener(`${width}x${height}`);
        void host.frames.credit({ lane, count: 1 });
      },
      end: () => undefined,
    }),
  );
  await host.frames.credit({ lane, count: 2 });
  return { host, text, frames, ended };
}

it('run different scripts; frames and text never mix, and stopping one leaves the other running', async () => {
  const core = await createLocalHost({ dataFolder: await temporaryFolder(), version: '0', connectAtStart: false });
  onTestFinished(() => core.close());
  const [left, right] = [await openPage(core, 'sim'), await openPage(core, 'sim:H7')];
  await Promise.all([
    left.host.script.run({ source: script('QVGA', 'left'), document: 'left' }),
    right.host.script.run({ source: script('QQVGA', 'right'), document: 'right' }),
  ]);
  for (const { frames } of [left, right]) await frames.until(() => frames.values.length >= 10);
  await left.host.script.stop(undefined);
  await left.ended.until(() => true);
  const seen = right.frames.values.length;
  await right.frames.until(() => right.frames.values.length >= seen + 10);
  expect((await right.host.camera.status(undefined)).state).toBe('running');
  await right.host.script.stop(undefined);
  await right.ended.until(() => true);
  expect([new Set(left.frames.values), new Set(right.frames.values)]).toEqual([
    new Set(['320x240']),
    new Set(['160x120']),
  ]);
  const words = [left, right].map(({ text }) => new Set(text.values.join('').match(/left|right/g)));
  expect(words).toEqual([new Set(['left']), new Set(['right'])]);
});
