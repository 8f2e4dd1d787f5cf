// Pictures that a script offers on a channel of its own, in place of the camera's stream.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../fixtures/test.ts';
import { chooseOption, type Workbench } from '../pages/workbench.ts';

const examples = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../assets/examples');
const example = readFileSync(path.join(examples, 'frame_channel.py'), 'utf8');

const grayChannel = `import csi
import protocol
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QQVGA)

class Pixels:
    def __init__(self):
        self.data = b""

    def size(self):
        return len(self.data)

    def readp(self, offset, size):
        return memoryview(self.data)[offset : offset + size]

pixels = Pixels()
protocol.register(name="pixels", backend=pixels)
while True:
    pixels.data = bytes(camera.snapshot().bytearray())
`;

async function expectMovingPicture(workbench: Workbench): Promise<void> {
  const first = await workbench.pictureBytes();
  await expect.poll(() => workbench.pictureBytes()).not.toBe(first);
}

test('the example sends JPEG pictures by its channel; the preview shows them, also after another run', async ({
  workbench,
  page,
}) => {
  await workbench.runScript(example);
  const source = page.getByRole('combobox', { name: 'Source of the picture' });
  await chooseOption(source, 'Channel “frame”');
  await expectMovingPicture(workbench);
  await expect(workbench.figures).toContainText('320 × 240');
  await expect(workbench.figures).toContainText('JPEG');
  await expect.poll(() => workbench.figure('Camera fps')).toBeGreaterThan(5);
  await workbench.stopScript();
  await workbench.run.click();
  await expectMovingPicture(workbench);
  await chooseOption(source, 'Camera stream');
  await expectMovingPicture(workbench);
});

test('raw pixels of a channel without events are shown once their format and size are said', async ({
  workbench,
  page,
}) => {
  await workbench.runScript(grayChannel);
  await chooseOption(page.getByRole('combobox', { name: 'Source of the picture' }), 'Channel “pixels”');
  await expect(workbench.notices).toContainText('bad-picture');
  await chooseOption(page.getByRole('combobox', { name: 'Format of the channel’s pictures' }), 'GRAYSCALE');
  await page.getByRole('spinbutton', { name: 'Width in pixels' }).fill('160');
  await page.getByRole('spinbutton', { name: 'Height in pixels' }).fill('120');
  await expect(workbench.figures).toContainText('160 × 120');
  await expect(workbench.figures).toContainText('GRAYSCALE');
  await expectMovingPicture(workbench);
});
