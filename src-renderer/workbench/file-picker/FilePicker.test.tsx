// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FakeHost } from '../../testing/fake-host.ts';
import { openTestPage } from '../../testing/render-page.tsx';
import { Dialogs } from '../Dialogs.tsx';

/** A page that asks for a file; the answer is what the dialog gave. */
async function ask(mode: 'open' | 'save') {
  const host = new FakeHost();
  host.putFile('/home/a.py', 'a\n');
  host.putFile('/home/work/b.py', 'b\n');
  const page = await openTestPage({ host });
  page.render(<Dialogs />);
  const answer = page.stores.dialogs.getState().pickFile({ mode, suggestedName: 'a.py', folder: undefined });
  await screen.findByRole('option', { name: 'a.py' });
  return { host, answer, user: userEvent.setup() };
}

test('opens a file below the first place by clicks', async () => {
  const { answer, user } = await ask('open');
  await user.click(screen.getByRole('option', { name: 'work' }));
  await user.click(await screen.findByRole('option', { name: 'b.py' }));
  expect(await answer).toBe('/home/work/b.py');
});

test('asks before a file is replaced, and answers with its path after that', async () => {
  const { answer, user } = await ask('save');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(await screen.findByRole('button', { name: 'Replace' }));
  expect(await answer).toBe('/home/a.py');
});

test('says why a folder cannot be listed, and stays', async () => {
  const { answer, user } = await ask('open');
  await user.clear(screen.getByRole('textbox', { name: 'Folder' }));
  await user.type(screen.getByRole('textbox', { name: 'Folder' }), '/gone{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('/gone');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(await answer).toBeUndefined();
  await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
});
