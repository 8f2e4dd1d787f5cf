// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openTestPage } from '../../testing/render-page.tsx';
import { previewMessages } from './messages.ts';
import { SourceSelect } from './SourceSelect.tsx';

const words = previewMessages.en;

test('a readable channel of the script can feed the preview', async () => {
  const { host, render } = await openTestPage();
  render(<SourceSelect />);
  const channel = { id: 5, name: 'pixels', readable: true, writable: false, lockable: false, dynamic: true };
  act(() => host.emit('channels', 'list', [channel, { ...channel, id: 6, name: 'write only', readable: false }]));
  const select = await screen.findByRole('combobox', { name: words.source });
  select.focus();
  await userEvent.keyboard('{Enter}');
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
    words.sourceStream,
    words.sourceChannel('pixels'),
  ]);
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(host.calls).toContain('frames.setSource');
});
