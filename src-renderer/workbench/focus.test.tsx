// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openTestPage } from '../testing/render-page.tsx';
import { cameraCommands } from './commands/camera-commands.ts';
import { ConnectButton } from './ConnectButton.tsx';
import { Dialogs } from './Dialogs.tsx';
import { RunButton } from './RunButton.tsx';
import { useCommandKeys } from './use-command-keys.ts';

function Page(): React.ReactElement {
  useCommandKeys();
  return (
    <>
      <textarea aria-label="text" />
      <ConnectButton />
      <RunButton />
      <Dialogs />
    </>
  );
}

async function setUp() {
  const { host, stores, render } = await openTestPage();
  stores.files.createNew();
  stores.commands.register(...cameraCommands(stores));
  await stores.camera.getState().connect();
  render(<Page />);
  const focused = () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent;
  return { host, stores, focused, user: userEvent.setup() };
}

test('a click on Run and on Stop leaves the focus in the text', async () => {
  const { host, focused, user } = await setUp();
  await user.click(screen.getByRole('textbox', { name: 'text' }));
  await user.click(screen.getByRole('button', { name: 'Run' }));
  expect([host.runs.length, focused()]).toEqual([1, 'text']);
  await user.click(await screen.findByRole('button', { name: 'Stop' }));
  expect(focused()).toBe('text');
});

test('Run keeps the focus that it got by keyboard, also while the call is pending', async () => {
  const { host, focused, user } = await setUp();
  host.hanging.add('script.run');
  screen.getByRole('button', { name: 'Run' }).focus();
  await user.keyboard('{Enter}');
  const starting = await screen.findByRole('button', { name: 'Starting…' });
  expect([starting.getAttribute('aria-disabled'), focused()]).toEqual(['true', 'Starting…']);
  await user.keyboard('{Enter}');
  expect(host.calls.filter((each) => each === 'script.stop')).toEqual([]);
});

test('the buttons for the connection hand the focus on', async () => {
  const { host, focused, user } = await setUp();
  screen.getByRole('button', { name: 'Disconnect' }).focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('button', { name: 'Connect' });
  await expect.poll(focused).toBe('Connect');
  host.hanging.add('camera.connect');
  await user.keyboard('{Enter}');
  await screen.findByRole('button', { name: 'Cancel' });
  await expect.poll(focused).toBe('Cancel');
});

test('a dialog waits for its answer: keys of commands do nothing, and the focus returns afterwards', async () => {
  const { host, stores, focused, user } = await setUp();
  await user.click(screen.getByRole('textbox', { name: 'text' }));
  const button = { answer: 'ok', kind: 'primary', label: () => 'Yes' } as const;
  let answer: Promise<string | undefined> | undefined;
  act(() => {
    answer = stores.dialogs.getState().ask({ title: () => 'Question', text: () => 'Text', buttons: [button] });
  });
  fireEvent.keyDown(document.activeElement!, { key: 'F5' });
  expect([host.runs, focused()]).toEqual([[], 'Yes']);
  await user.keyboard('{Enter}');
  expect(await answer).toBe('ok');
  await expect.poll(focused).toBe('text');
});
