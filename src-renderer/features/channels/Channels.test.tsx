// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openTestPage } from '../../testing/render-page.tsx';
import { Channels } from './Channels.tsx';
import { channelsMessages } from './messages.ts';

const words = channelsMessages.en;
const channel = (id: number, name: string, dynamic = true) => ({
  id,
  name,
  readable: true,
  writable: name === 'b',
  lockable: false,
  dynamic,
});

test('the fixed channels of the link are named, not offered', async () => {
  const { host, render } = await openTestPage();
  render(<Channels />);
  act(() => host.emit('channels', 'list', [channel(1, 'stdin', false)]));
  expect(screen.getByText(words.fixed('stdin'))).toBeTruthy();
  expect(screen.queryByRole('option')).toBeNull();
});

test('a channel of the script is chosen and read', async () => {
  const { host, render } = await openTestPage();
  render(<Channels />);
  act(() => host.emit('channels', 'list', [channel(5, 'a'), channel(6, 'b')]));
  await userEvent.click(screen.getByRole('option', { name: /^b/ }));
  expect(screen.getByRole('option', { name: /^b/ }).getAttribute('aria-selected')).toBe('true');
  await userEvent.click(screen.getByRole('button', { name: words.read }));
  expect(host.calls).toContain('channels.read');
  expect(await screen.findByText(words.bytesRead(0))).toBeTruthy();
});
