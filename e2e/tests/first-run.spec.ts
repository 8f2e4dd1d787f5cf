import { expect, test } from '../fixtures/test.ts';

test('the short tour is offered once, goes by keyboard, and can be left at any step', async ({ workbench, page }) => {
  const offer = page.getByRole('button', { name: 'Take the short tour' });
  await offer.click();
  const tour = page.getByRole('dialog');
  await expect(tour).toContainText('1 of 5');
  await page.keyboard.press('Enter');
  await expect(tour).toContainText('2 of 5');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(tour).toContainText('2 of 5');
  await page.keyboard.press('Escape');
  await expect(tour).toBeHidden();
  await expect(offer).toBeHidden();
  await page.reload();
  await workbench.isReady();
  await expect(offer).toBeHidden();
});
