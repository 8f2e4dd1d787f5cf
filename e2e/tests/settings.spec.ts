import { expect, test } from '../fixtures/test.ts';

test('pictures can be fetched the slow way that suits every firmware; the camera panel tells how', async ({
  workbench,
  page,
}) => {
  await page.getByRole('tab', { name: 'Camera', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Camera', exact: true });
  await workbench.run.click();
  await expect(panel).toContainText('in two trips');

  const choose = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('checkbox', { name: 'Fetch pictures the slow way that suits every firmware' }).click();
    await page.keyboard.press('Escape');
  };
  await choose();
  await expect(panel).toContainText('in four trips');
  const drawn = await workbench.drawnPictures();
  await expect.poll(() => workbench.drawnPictures()).toBeGreaterThan(drawn + 10);
  await choose();
  await expect(panel).toContainText('in two trips');
});
