// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FakeHost } from '../../testing/fake-host.ts';
import { openTestPage } from '../../testing/render-page.tsx';
import { Examples } from './Examples.tsx';
import { examplesMessages } from './messages.ts';

test('without examples the panel offers another attempt', async () => {
  const { render } = await openTestPage();
  render(<Examples />);
  expect(await screen.findByText(examplesMessages.en.none)).toBeTruthy();
});

test('an example opens as a document, also by a double click only once', async () => {
  const host = new FakeHost();
  host.examples.push({
    entry: { id: 'hello', folder: 'Basics', title: { en: 'Hello', zh: '你好' }, file: 'hello.py' },
    text: 'print(1)\n',
  });
  const { stores, render } = await openTestPage({ host });
  render(<Examples />);
  await userEvent.dblClick(await screen.findByRole('treeitem', { name: 'Hello' }));
  await waitFor(() => expect(stores.documents.getState().list).toHaveLength(1));
});
