// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { RpcError } from '../../src-shared/rpc/rpc-error.ts';
import { openTestPage } from '../testing/render-page.tsx';
import { Notifications } from './Notifications.tsx';

test('of several failures the newest is shown, and the others are one click away', async () => {
  const { stores, render } = await openTestPage();
  const shown: string[] = [];
  stores.commands.register({ id: 'view.problems', title: () => 'Problems', run: () => shown.push('problems') });
  render(<Notifications />);
  const { fail } = stores.notices.getState();
  act(() => {
    fail(new RpcError('camera-silent', 'silent'));
    fail(new RpcError('file-not-found', 'gone'));
  });
  expect(screen.getAllByRole('alert').map(({ dataset }) => dataset['code'])).toEqual(['file-not-found']);
  await userEvent.click(screen.getByRole('button', { name: '1 more in Problems' }));
  expect(shown).toEqual(['problems']);
});

test('a solved failure is no alert any more, and offers no action', async () => {
  const { stores, render } = await openTestPage();
  render(<Notifications />);
  const action = { label: () => 'Try again', run: () => undefined };
  act(() => stores.notices.getState().fail(new RpcError('camera-silent', 'silent'), action, 'camera'));
  expect(screen.getByRole('alert').textContent).toContain('Try again');
  act(() => stores.notices.getState().solve('camera'));
  expect([screen.queryByRole('alert'), screen.queryByText('Try again')]).toEqual([null, null]);
  expect(screen.getByRole('status').textContent).toContain('Solved');
});
