// What a person sees and does in the workbench, by role and name.

import { expect, type Locator, type Page } from 'playwright/test';

/** Chooses an option of a list; `option` is its text, or the beginning of it. */
export async function chooseOption(select: Locator, option: string | RegExp): Promise<void> {
  await select.click();
  await select
    .page()
    .getByRole('option', { name: option, exact: typeof option === 'string' })
    .click();
}

export class Workbench {
  readonly page: Page;
  /** The camera's state in the status bar. */
  readonly state: Locator;
  readonly run: Locator;
  readonly stop: Locator;
  readonly terminal: Locator;
  readonly picture: Locator;
  readonly figures: Locator;
  readonly editor: Locator;
  readonly notices: Locator;

  constructor(page: Page) {
    this.page = page;
    this.state = page.getByRole('contentinfo').getByRole('status').first();
    this.run = page.getByRole('button', { name: 'Run', exact: true });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    // xterm draws its rows as text of the page.
    this.terminal = page.locator('.xterm-rows');
    this.picture = page.locator('.preview-canvas');
    this.figures = page.getByRole('group', { name: 'Figures of the picture' });
    this.editor = page.locator('.monaco-editor').first();
    this.notices = page.getByRole('region', { name: 'Messages' });
  }

  /** Opens the page and waits until the simulated camera is connected and a script can be run. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.isReady();
  }

  async isReady(): Promise<void> {
    await expect(this.state).toHaveText('Ready');
    await expect(this.editor.locator('.view-line').first()).toBeVisible();
  }

  /** Chooses a camera by its address, in the camera picker. */
  async connectTo(address: string, fieldName = 'Address'): Promise<void> {
    await this.page.locator('.picker-button').click();
    const field = this.page.getByRole('textbox', { name: fieldName });
    await field.fill(address);
    await field.press('Enter');
  }

  /** Replaces the text of the document in front, as one paste. */
  async write(source: string): Promise<void> {
    await this.editor.locator('.view-lines').click();
    await this.page.keyboard.press('Control+a');
    await this.page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, source);
    await expect(this.editor).toContainText(source.trimEnd().split('\n').at(-1)!.trim().slice(0, 20));
  }

  async runScript(source: string): Promise<void> {
    await this.write(source);
    await this.run.click();
    await expect(this.stop).toBeVisible();
  }

  async stopScript(): Promise<void> {
    await this.stop.click();
    await expect(this.run).toBeVisible();
  }

  /** For benchmarks: clicks Stop and returns the time until the page offers Run again, in milliseconds. */
  async stopAndMeasure(): Promise<number> {
    await expect(this.stop).toBeVisible();
    return this.page.evaluate(async () => {
      const button = (name: string): HTMLButtonElement | undefined =>
        [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === name);
      const startMs = performance.now();
      button('Stop')!.click();
      return new Promise<number>((resolve, reject) => {
        const giveUp = setTimeout(() => reject(new Error('The script did not stop within 10 seconds.')), 10_000);
        const look = (): void => {
          if (button('Run') === undefined) {
            requestAnimationFrame(look);
            return;
          }
          clearTimeout(giveUp);
          resolve(performance.now() - startMs);
        };
        look();
      });
    });
  }

  /** The number that stands beside `name` under the picture. */
  async figure(name: string): Promise<number> {
    const text = await this.figures.getByText(name, { exact: true }).locator('..').textContent();
    return Number.parseFloat(text?.replace(name, '') ?? '');
  }

  /** How many pictures were drawn since the lane was opened. */
  async drawnPictures(): Promise<number> {
    return Number(await this.page.locator('.preview').getAttribute('data-drawn'));
  }

  /** From the camera's frame event to the finished draw over the last pictures: median and 95th percentile, ms. */
  async latencies(): Promise<readonly [number, number]> {
    const p95 = await this.page.locator('.preview').getAttribute('data-latency-p95');
    return [await this.figure('Delay'), Number(p95)];
  }

  /** Pixels of the picture as the screen shows them. */
  async pictureBytes(): Promise<string> {
    return (await this.picture.screenshot()).toString('base64');
  }
}
