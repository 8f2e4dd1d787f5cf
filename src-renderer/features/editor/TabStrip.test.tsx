// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openTestPage } from '../../testing/render-page.tsx';
import { TabStrip } from './TabStrip.tsx';

async function openTabs(count: number) {
  const { stores, render } = await openTestPage();
  /** Names of the tabs that were scrolled into view. */
  const scrolled: (string | null)[] = [];
  Element.prototype.scrollIntoView = function scrollIntoView() {
    scrolled.push(this.textContent);
  };
  for (let index = 0; index < count; index += 1) stores.files.createNew();
  render(<TabStrip />);
  return { stores, scrolled, active: () => screen.getByRole('tab', { selected: true }).textContent };
}

test('the tab in front is scrolled into the strip when it changes and when it is new', async () => {
  const { stores, scrolled } = await openTabs(3);
  expect(scrolled).toEqual(['untitled-3.py']);
  act(() => stores.documents.getState().activate(stores.documents.getState().list[0]!.id));
  act(() => stores.files.createNew());
  expect(scrolled).toEqual(['untitled-3.py', 'untitled-1.py', 'untitled-4.py']);
});

test('arrows move between tabs, and Delete closes the one with the focus', async () => {
  const { active } = await openTabs(3);
  const user = userEvent.setup();
  act(() => screen.getByRole('tab', { selected: true }).focus());
  await user.keyboard('{ArrowRight}');
  expect(active()).toBe('untitled-1.py');
  await user.keyboard('{ArrowLeft}{ArrowLeft}');
  expect(active()).toBe('untitled-2.py');
  await user.keyboard('{Delete}');
  expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual(['untitled-1.py', 'untitled-3.py']);
});
