// Each visible page of one browser streams frames over a connection of its own, and Chromium allows six per host.

import type { Page } from 'playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { Workbench } from '../pages/workbench.ts';

/** What a browser does to a tab that is put in the background or brought to the front. */
async function setVisible(page: Page, visible: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    visible ? 'visible' : 'hidden',
  );
}

const loop = `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QQVGA)
while True:
    camera.snapshot()
`;

test('a page beyond the limit says so, and shows the preview once another page is hidden', async ({
  workbench,
  host,
  context,
}) => {
  await workbench.runScript(loop);
  const pages = [workbench];
  while (pages.length < 4) {
    const next = new Workbench(await context.newPage());
    // A window with the preview alone opens faster than a whole workbench.
    await next.page.goto(new URL('/?view=preview', host.url).href);
    await expect.poll(() => next.drawnPictures()).toBeGreaterThan(0);
    pages.push(next);
  }
  const fifth = new Workbench(await context.newPage());
  await fifth.page.goto(host.url);
  await expect(fifth.notices).toContainText('The preview cannot be shown on this page.');
  // The other pages keep their requests: HTTP still works in every one of them.
  await expect.poll(() => fifth.page.evaluate(async () => (await fetch('/')).status)).toBe(200);
  await setVisible(pages[1]!.page, false);
  await expect.poll(() => fifth.drawnPictures()).toBeGreaterThan(0);
});

test('a hidden page ends its lane and opens another one when it is visible again', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.runScript(loop);
  await expect.poll(() => workbench.drawnPictures()).toBeGreaterThan(5);
  const isLane = (url: string): boolean => url.includes('/frames/');
  const ended = page.waitForEvent('requestfailed', (request) => isLane(request.url()));
  await setVisible(page, false);
  await ended;
  const opened = page.waitForRequest((request) => isLane(request.url()));
  await setVisible(page, true);
  await opened;
  await expect.poll(() => workbench.drawnPictures()).toBeGreaterThan(5);
});
