// Everything that can go wrong gives one message with a code and a next step, and the next attempt works.

import type { Page } from 'playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { startProxy, startSimulator, startTcpCamera, type TcpCamera } from '../fixtures/misbehaving-cameras.ts';
import type { Workbench } from '../pages/workbench.ts';

const snapshotLoop = `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.VGA)
while True:
    camera.snapshot()
`;

const typed = 'print("typed", "before")  # 世界\n';

/** One message with this code, a sentence, a cause and a next step. */
async function expectOneError(workbench: Workbench, code: string, timeout = 30_000): Promise<void> {
  const { notices } = workbench;
  await expect(notices.getByText(code)).toBeVisible({ timeout });
  const alerts = notices.getByRole('alert');
  await expect(alerts).toHaveCount(1);
  // Sentence, cause, next step and code.
  await expect(alerts.locator('p')).toHaveCount(4);
}

/** The text is still there, and the simulated camera runs it. */
async function expectNextAttemptWorks(workbench: Workbench): Promise<void> {
  await expect(workbench.editor).toContainText('typed');
  await workbench.connectTo('sim');
  await workbench.isReady();
  await workbench.run.click();
  await expect(workbench.terminal).toContainText('typed before');
}

test.describe('the address of', () => {
  const silent = (): Promise<TcpCamera> => startTcpCamera(() => undefined);
  const chatty = (): Promise<TcpCamera> =>
    startTcpCamera((socket) => {
      const timer = setInterval(() => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n\u0000\u00ff'), 20);
      socket.on('close', () => clearInterval(timer));
    });
  const echoing = (): Promise<TcpCamera> => startTcpCamera((socket) => socket.pipe(socket));
  const closing = (): Promise<TcpCamera> => startTcpCamera((socket) => socket.end());
  const absent = async (): Promise<TcpCamera> => {
    const camera = await silent();
    await camera.stop();
    return { ...camera, stop: () => Promise.resolve() };
  };

  for (const [what, start, code] of [
    ['something silent', silent, 'not-a-camera'],
    ['something that talks of other things', chatty, 'not-a-camera'],
    ['something that echoes', echoing, 'not-a-camera'],
    ['something that hangs up', closing, 'port-lost'],
    ['nothing', absent, 'port-not-found'],
  ] as const) {
    test(`${what} gives one message with a code, and the simulated camera works next`, async ({
      workbench,
      stopLater,
    }) => {
      const camera = stopLater(await start());
      await workbench.write(typed);
      await workbench.connectTo(camera.address);
      await expectOneError(workbench, code);
      await expect(workbench.state).toHaveText('Not connected');
      await expectNextAttemptWorks(workbench);
    });
  }
});

test('a port that does not exist gives one message with a code, and the simulated camera works next', async ({
  workbench,
}) => {
  await workbench.write(typed);
  await workbench.connectTo('/dev/no-such-port');
  await expect(workbench.notices).toContainText('/dev/no-such-port');
  await expectOneError(workbench, 'port-not-found');
  await expectNextAttemptWorks(workbench);
});

test('connecting can be cancelled at once, without a message', async ({ workbench, page, stopLater }) => {
  const camera = stopLater(await startTcpCamera(() => undefined));
  await workbench.write(typed);
  await workbench.connectTo(camera.address);
  await expect(page.getByText(`Connecting to ${camera.address}…`)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(workbench.state).toHaveText('Not connected');
  await expect(workbench.notices.getByRole('alert')).toHaveCount(0);
  await expectNextAttemptWorks(workbench);
});

test('an unplug in the middle of a picture says so once, and plugging in again carries on', async ({
  workbench,
  stopLater,
}) => {
  const simulator = stopLater(await startSimulator());
  const proxy = stopLater(await startProxy(simulator.address));
  await workbench.connectTo(proxy.address);
  await workbench.isReady();
  await workbench.runScript(snapshotLoop);
  await expect(workbench.figures).toContainText('640 × 480');
  proxy.cutAfter(50_000);
  await expectOneError(workbench, 'port-lost');
  // It comes back by itself, and so does the picture of the next run.
  await expect(workbench.state).toHaveText(/Ready|Running/);
  await expect(workbench.notices.getByRole('alert')).toHaveCount(0);
  await workbench.write(typed);
  await expectNextAttemptWorks(workbench);
});

test('a camera that is gone for good is said once, however often it is tried again', async ({
  workbench,
  page,
  stopLater,
}) => {
  const simulator = stopLater(await startSimulator());
  const proxy = stopLater(await startProxy(simulator.address));
  await workbench.write(typed);
  await workbench.connectTo(proxy.address);
  await workbench.isReady();
  await proxy.stop();
  await expectOneError(workbench, 'port-lost');
  await countsConnecting(page, 3);
  await expectOneError(workbench, 'port-lost');
  await expectNextAttemptWorks(workbench);
});

/** Waits until the page has shown so many attempts to connect. */
async function countsConnecting(page: Page, attempts: number): Promise<void> {
  await page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const bar = document.querySelector('[role="contentinfo"], footer')!;
        let seen = 0;
        let before = '';
        const observer = new MutationObserver(() => {
          const now = bar.querySelector('[role="status"], output')?.textContent ?? '';
          if (now !== before && now.includes('Connecting')) seen += 1;
          before = now;
          if (seen < wanted) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(bar, { subtree: true, childList: true, characterData: true });
      }),
    attempts,
  );
}

test('a camera that goes silent is said once, and the next attempt works', async ({ workbench, stopLater }) => {
  const simulator = stopLater(await startSimulator());
  const proxy = stopLater(await startProxy(simulator.address));
  await workbench.connectTo(proxy.address);
  await workbench.isReady();
  await workbench.runScript(typed + 'while True: pass\n');
  proxy.mute();
  await expectOneError(workbench, 'camera-silent', 40_000);
  await expectNextAttemptWorks(workbench);
});

test('a script with a syntax error marks its line', async ({ workbench }) => {
  await workbench.write('print("one")\nif True print("two")\n');
  await workbench.run.click();
  await expect(workbench.terminal).toContainText('SyntaxError');
  await expect(workbench.editor.getByText(/SyntaxError/)).toBeVisible();
  await workbench.write(typed);
  await workbench.run.click();
  await expect(workbench.terminal).toContainText('typed before');
});

test('a script larger than the camera takes is refused with a code, kept, and the next one runs', async ({
  workbench,
}) => {
  await workbench.write(`# ${'x'.repeat(1_200_000)}\n${typed}`);
  await workbench.run.click();
  await expectOneError(workbench, 'script-too-large');
  await expect(workbench.editor).toContainText('typed');
  await workbench.write(typed);
  await workbench.run.click();
  await expect(workbench.terminal).toContainText('typed before');
});

test('a corrupt JPEG is counted and said once, and the picture goes on', async ({ workbench }) => {
  await workbench.runScript(`import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
for n in range(1000000):
    picture = camera.snapshot()
    picture.compress(quality=50)
    if n % 2:
        data = picture.bytearray()
        data[20:400] = b"\\x55" * 380
`);
  await expectOneError(workbench, 'bad-picture');
  await expect.poll(() => workbench.figure('Damaged')).toBeGreaterThan(3);
  const first = await workbench.pictureBytes();
  await expect.poll(() => workbench.pictureBytes()).not.toBe(first);
  await expect(workbench.notices.getByRole('alert')).toHaveCount(1);
  await workbench.stopScript();
});

test('a wrong token opens a page that says what to do, with a code', async ({ host, page }) => {
  const url = new URL(host.url);
  url.searchParams.set('token', '0'.repeat(32));
  const response = await page.goto(url.href);
  expect(response?.status()).toBe(401);
  await expect(page.locator('body')).toContainText(/address/i);
  await expect(page.getByText('wrong-token')).toBeVisible();
  expect((await page.goto(host.url))?.status()).toBe(200);
});

test('messages of the wrong shape are answered by errors with a code and change nothing', async ({
  workbench,
  page,
}) => {
  await workbench.write(typed);
  const answers = await page.evaluate(async () => {
    const socket = new WebSocket(new URL('/rpc', location.href.replace('http', 'ws')));
    socket.binaryType = 'arraybuffer';
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const texts: string[] = [];
    for (const garbage of ['text', new Uint8Array([0xff, 0x00]), new Uint8Array([0xa0]), new Uint8Array()]) {
      const answer = new Promise<ArrayBuffer>((resolve) => {
        socket.addEventListener('message', ({ data }) => resolve(data as ArrayBuffer), { once: true });
      });
      socket.send(garbage);
      texts.push(new TextDecoder().decode(await answer));
    }
    socket.close();
    return texts;
  });
  expect(answers).toHaveLength(4);
  for (const answer of answers) expect(answer).toContain('bad-message');
  await expect(workbench.notices.getByRole('alert')).toHaveCount(0);
  await workbench.run.click();
  await expect(workbench.terminal).toContainText('typed before');
});
