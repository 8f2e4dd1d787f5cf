// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { giveElementsSize } from '../testing/render-page.tsx';
import { Button, Dialog } from './index.ts';
import { Select } from './Select.tsx';
import { Tree, type TreeRow } from './Tree.tsx';

beforeEach(giveElementsSize);

function DialogOnRequest(): React.ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button label="Open" onPress={() => setOpen(true)} />
      {open && (
        <Dialog
          title="Question"
          onClose={() => setOpen(false)}
          footer={<Button label="Yes" focusFirst onPress={() => setOpen(false)} />}
        >
          <p>Text</p>
        </Dialog>
      )}
    </>
  );
}

test('a dialog takes the focus to its first choice and gives it back, by button and by Escape', async () => {
  const user = userEvent.setup();
  render(<DialogOnRequest />);
  for (const close of [
    () => user.click(screen.getByRole('button', { name: 'Yes' })),
    () => user.keyboard('{Escape}'),
  ]) {
    await user.click(screen.getByRole('button', { name: 'Open' }));
    expect(screen.getByRole('dialog', { name: 'Question' })).toBeTruthy();
    expect(document.activeElement?.textContent).toBe('Yes');
    await close();
    expect(screen.queryByRole('dialog')).toBeNull();
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Open'));
  }
});

test('a select shows its value, offers its options and reports the chosen one', async () => {
  const user = userEvent.setup();
  const chosen: string[] = [];
  const options = [
    { value: 'a', label: 'First' },
    { label: 'More', options: [{ value: 'b', label: 'Second' }] },
  ];
  render(<Select label="Pick" value="a" options={options} onChange={(value) => void chosen.push(value)} />);
  const select = screen.getByRole('combobox', { name: 'Pick' });
  expect(select.textContent).toContain('First');
  select.focus();
  await user.keyboard('{Enter}');
  expect(screen.getByRole('option', { name: 'Second' })).toBeTruthy();
  await user.keyboard('{ArrowDown}{Enter}');
  expect(chosen).toEqual(['b']);
});

const rows: readonly TreeRow[] = [
  { id: 'folder', label: 'Folder', level: 1, expanded: true },
  { id: 'file', label: 'File', level: 2 },
  { id: 'closed', label: 'Closed', level: 1, expanded: false },
];

test('a tree is walked, opened and chosen from by keys', async () => {
  const user = userEvent.setup();
  const toggled: string[] = [];
  const chosen: string[] = [];
  render(
    <Tree label="Tree" rows={rows} onToggle={(id) => void toggled.push(id)} onChoose={(id) => void chosen.push(id)} />,
  );
  const items = screen.getAllByRole('treeitem');
  expect(
    items.map((item) => [item.textContent, item.getAttribute('aria-level'), item.getAttribute('aria-expanded')]),
  ).toEqual([
    ['Folder', '1', 'true'],
    ['File', '2', null],
    ['Closed', '1', 'false'],
  ]);
  items[0]!.focus();
  await user.keyboard('{ArrowDown}');
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('File'));
  await user.keyboard('{Enter}');
  expect(chosen).toEqual(['file']);
  await user.keyboard('{ArrowDown}');
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Closed'));
  await user.keyboard('{ArrowRight}');
  expect(toggled).toEqual(['closed']);
});

test('a tree of ten thousand rows has only those in view in the page', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({ id: String(index), label: `Row ${index}`, level: 1 }));
  render(<Tree label="Tree" rows={many} onToggle={() => {}} onChoose={() => {}} />);
  expect(screen.getAllByRole('treeitem').length).toBeLessThan(100);
});
