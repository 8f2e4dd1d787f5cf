import { expect, test } from '../../fixtures/desktop-test.ts';
import { Workbench } from '../../pages/workbench.ts';

test('opens on the simulated camera; one click and the picture moves; Stop stops', async ({ desktop }) => {
  const app = await desktop.start();
  const workbench = new Workbench(await app.window());
  await workbench.isReady();
  await workbench.run.click();
  await expect(workbench.figures).toContainText('320 × 240');
  const first = await workbench.pictureBytes();
  await expect.poll(() => workbench.pictureBytes()).not.toBe(first);
  await expect(workbench.terminal).toContainText(/\d/);
  await workbench.stopScript();
});
