import { expect, test } from '../fixtures/test.ts';

test('a wrong token opens a page that says what to do', async ({ host, page }) => {
  const url = new URL(host.url);
  url.searchParams.set('token', '0'.repeat(32));
  const response = await page.goto(url.href);
  expect(response?.status()).toBe(401);
  await expect(page.locator('body')).toContainText(/address/i);
});

test('a port that does not exist gives one message with a code, and the simulated camera works next', async ({
  workbench,
  page,
}) => {
  await page.keyboard.press('Control+e');
  await expect(workbench.state).toHaveText(/Not connected|Disconnected/);
  await page.getByRole('button', { name: /Simulated OpenMV N6/ }).click();
  const address = page.getByRole('textbox', { name: /address/i });
  await address.fill('/dev/no-such-port');
  await address.press('Enter');
  await expect(workbench.notices).toContainText('/dev/no-such-port');
  await expect(workbench.notices).toContainText('port-not-found');
});

test('a script with a syntax error marks its line', async ({ workbench }) => {
  await workbench.write('print("one")\nif True print("two")\n');
  await workbench.run.click();
  await expect(workbench.terminal).toContainText('SyntaxError');
  await expect(workbench.editor.getByText(/SyntaxError/)).toBeVisible();
});
