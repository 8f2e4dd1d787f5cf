// What the desktop shell promises of its pages, tried from inside a page. docs/security.md names these tests.

import { expect, test } from '../../fixtures/desktop-test.ts';
import { Workbench } from '../../pages/workbench.ts';

test('stays on its own page: no navigation away, no new window', async ({ desktop }) => {
  const app = await desktop.start();
  const page = await app.window();
  await new Workbench(page).isReady();
  const address = page.url();
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull();
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.com/';
    link.target = '_blank';
    link.click();
  });
  await expect(new Workbench(page).run).toBeVisible();
  expect(page.url()).toBe(address);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('runs no foreign code and loads nothing from elsewhere', async ({ desktop }) => {
  const app = await desktop.start();
  const page = await app.window();
  await new Workbench(page).isReady();
  const results = await page.evaluate(async () => {
    const outcome = async (work: () => unknown): Promise<string> => {
      try {
        await work();
        return 'allowed';
      } catch {
        return 'refused';
      }
    };
    const element = (name: 'script' | 'img' | 'iframe', source: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const made = document.createElement(name);
        document.addEventListener('securitypolicyviolation', () => reject(new Error('policy')), { once: true });
        made.addEventListener('load', () => resolve());
        made.addEventListener('error', () => reject(new Error('error')));
        made.src = source;
        document.body.append(made);
      });
    return {
      fetch: await outcome(() => fetch('https://example.com/')),
      // Code in an attribute: inline code is as foreign as any.
      evaluation: await outcome(
        () =>
          new Promise<void>((resolve, reject) => {
            document.addEventListener('securitypolicyviolation', () => reject(new Error('policy')), { once: true });
            addEventListener('evaluated', () => resolve(), { once: true });
            const element = document.createElement('button');
            element.setAttribute('onclick', 'dispatchEvent(new Event("evaluated"))');
            element.click();
          }),
      ),
      script: await outcome(() => element('script', 'https://example.com/a.js')),
      image: await outcome(() => element('img', 'https://example.com/a.png')),
      frame: await outcome(() => element('iframe', 'https://example.com/')),
      inline: await outcome(() => element('script', 'data:text/javascript,1')),
    };
  });
  expect(results).toEqual({
    fetch: 'refused',
    evaluation: 'refused',
    script: 'refused',
    image: 'refused',
    frame: 'refused',
    inline: 'refused',
  });
});

test('sees nothing of Node or Electron but the place of dropped files', async ({ desktop }) => {
  const app = await desktop.start();
  const page = await app.window();
  await new Workbench(page).isReady();
  const seen = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', '__dirname'].filter(
      (name) => name in window,
    ),
    bridge: Object.keys((window as unknown as { viewfinderDesktop: object }).viewfinderDesktop),
  }));
  expect(seen).toEqual({ globals: [], bridge: ['pathOf'] });
});

test('has no permissions but copying text', async ({ desktop }) => {
  const app = await desktop.start();
  const page = await app.window();
  await new Workbench(page).isReady();
  const states = await page.evaluate(async () => {
    const state = async (name: string): Promise<string> =>
      (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      geolocation: await state('geolocation'),
      camera: await state('camera'),
      microphone: await state('microphone'),
      notifications: await state('notifications'),
      reading: await state('clipboard-read'),
      media: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'given',
        () => 'refused',
      ),
    };
  });
  const { media, ...queried } = states;
  expect(Object.values(queried)).not.toContain('granted');
  expect(media).toBe('refused');
});

test('gives no port to a frame inside the page', async ({ desktop }) => {
  const app = await desktop.start();
  const page = await app.window();
  await new Workbench(page).isReady();
  const answered = await page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const frame = document.createElement('iframe');
        frame.srcdoc = '<p>frame</p>';
        document.body.append(frame);
        frame.addEventListener('load', () => {
          const inner = frame.contentWindow!;
          inner.addEventListener('message', ({ data }: MessageEvent<{ type?: string } | undefined>) => {
            if (data?.type === 'viewfinder-port') resolve(true);
          });
          inner.postMessage({ type: 'viewfinder-port-request', kind: 'calls' }, '*');
          // The main frame's own request is answered in a moment; so would this one be.
          window.addEventListener('message', ({ data }: MessageEvent<{ type?: string } | undefined>) => {
            if (data?.type === 'viewfinder-port') setTimeout(() => resolve(false), 0);
          });
          window.postMessage({ type: 'viewfinder-port-request', kind: 'calls' }, location.origin);
        });
      }),
  );
  expect(answered).toBe(false);
});

test('opens https addresses outside, by one function, and nothing else', async ({ desktop }) => {
  const app = await desktop.start();
  const page = await app.window();
  await new Workbench(page).isReady();
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    (globalThis as { opened?: string[] }).opened = opened;
    shell.openExternal = async (url) => void opened.push(url);
  });
  const codes = await page.evaluate(async () => {
    // A client of the contract, as the page has one, over a port of its own.
    const port = await new Promise<MessagePort>((resolve) => {
      const listen = ({ data, ports }: MessageEvent<{ type?: string } | undefined>): void => {
        if (data?.type !== 'viewfinder-port') return;
        window.removeEventListener('message', listen);
        resolve(ports[0]!);
      };
      window.addEventListener('message', listen);
      window.postMessage({ type: 'viewfinder-port-request', kind: 'calls' }, location.origin);
    });
    port.start();
    const call = (id: number, url: string): Promise<unknown> =>
      new Promise((resolve) => {
        port.addEventListener('message', ({ data }: MessageEvent<{ id?: number; error?: { code: string } }>) => {
          if (data.id === id) resolve(data.error?.code ?? 'opened');
        });
        port.postMessage({ type: 'call', id, service: 'app', method: 'openExternal', params: { url } });
      });
    return [
      await call(1, 'https://docs.openmv.io/'),
      await call(2, 'http://example.com/'),
      await call(3, 'file:///etc/passwd'),
      await call(4, 'javascript:alert(1)'),
    ];
  });
  expect(codes).toEqual(['opened', 'address-refused', 'address-refused', 'address-refused']);
  expect(await app.evaluate(() => (globalThis as { opened?: string[] }).opened)).toEqual(['https://docs.openmv.io/']);
});

test('makes every window with the sandbox, context isolation and without Node', async ({ desktop }) => {
  const app = await desktop.start();
  await new Workbench(await app.window()).isReady();
  const detach = (): Promise<boolean> =>
    app.evaluate(({ Menu }) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById('view.detach.preview');
      item?.click();
      return item !== undefined && item !== null;
    });
  await expect.poll(detach).toBe(true);
  await app.window(1);
  const preferences = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      // Electron tells by getLastWebPreferences; the stand-in keeps what a window was made with.
      const { webContents, options } = window as unknown as {
        webContents: { getLastWebPreferences?: () => Electron.WebPreferences };
        options?: { webPreferences: Electron.WebPreferences };
      };
      const given = webContents.getLastWebPreferences?.() ?? options!.webPreferences;
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = given;
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    }),
  );
  const secure = {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  };
  expect(preferences).toEqual([secure, secure]);
});
