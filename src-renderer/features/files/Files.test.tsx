// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FakeHost } from '../../testing/fake-host.ts';
import { openTestPage } from '../../testing/render-page.tsx';
import { Files } from './Files.tsx';

test('a folder opens by a click, and a file in it becomes a document', async () => {
  const host = new FakeHost();
  host.putFile('/home/a.py', 'print(1)\n');
  const { stores, render } = await openTestPage({ host });
  render(<Files />);
  await userEvent.click(await screen.findByRole('treeitem', { name: 'Home' }));
  await userEvent.click(await screen.findByRole('treeitem', { name: 'a.py' }));
  await waitFor(() => expect(stores.documents.getState().list.map(({ name }) => name)).toEqual(['a.py']));
});
