// @vitest-environment happy-dom
// What it takes to add a panel: its own folder, and one line of features.ts.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { act, screen } from '@testing-library/react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { expect, test } from 'vitest';
import { defineFeature } from '../state/define-feature.ts';
import { defineMessages } from '../state/language.ts';
import { useFeatureStore, useMessages } from '../state/stores-context.ts';
import { openTestPage } from '../testing/render-page.tsx';
import { App } from './App.tsx';
import { features, inOrder } from './feature-list.ts';
import { Panel } from './Panel.tsx';

const page = path.resolve(import.meta.dirname, '..');
const root = path.resolve(page, '..');

/** Every source file of the product without its tests, with its path from the root. */
function sources(): { readonly file: string; readonly text: string }[] {
  return ['src-main', 'src-renderer', 'src-shared'].flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
      .map((file) => path.join(room, file).replaceAll(path.sep, '/'))
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|\/testing\//.test(file))
      .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') })),
  );
}

const folders = readdirSync(path.join(page, 'features'));

test('a feature is named outside its folder in one line of features.ts, and nowhere else', () => {
  const all = sources();
  for (const folder of folders) {
    const naming = all
      .filter(({ file }) => !file.startsWith(`src-renderer/features/${folder}/`))
      .flatMap(({ file, text }) =>
        text
          .split('\n')
          .filter((line) => new RegExp(`from '(\\.\\./)+(features/)?${folder}/`).test(line))
          .filter(() => file.startsWith('src-renderer/'))
          .map((line) => `${file}: ${line}`),
      );
    expect(naming).toEqual([
      `src-renderer/workbench/features.ts: export { ${folder}Feature } from '../features/${folder}/feature.ts';`,
    ]);
  }
});

test('every folder of features has its feature, and the same name in both', () => {
  expect(features.map(({ id }) => id).sort()).toEqual([...folders].sort());
});

/** All that a feature can have, in a few lines. */
const countMessages = defineMessages({ panel: 'Counter', add: 'Add one' }, { panel: '计数器', add: '加一' });

function createCount() {
  return createStore<{ readonly count: number }>()(() => ({ count: 0 }));
}

function Count(): React.ReactElement {
  const words = useMessages(countMessages);
  return <p>{`${words.panel}: ${useStore(useFeatureStore(createCount)).count}`}</p>;
}

function CountStatus(): React.ReactElement {
  return <span>{`status ${useStore(useFeatureStore(createCount)).count}`}</span>;
}

const counter = defineFeature({
  id: 'counter',
  icon: 'plus',
  messages: countMessages,
  panel: { load: async () => Count, area: 'tools', order: 30 },
  createStore: createCount,
  commands: ({ features: stores }) => [
    {
      id: 'counter.add',
      title: (language) => countMessages[language].add,
      run: () => stores.get(createCount).setState(({ count }) => ({ count: count + 1 })),
    },
  ],
  settings: () => <p>Setting of the counter</p>,
  status: [{ side: 'right', order: 90, component: CountStatus }],
});

test('a new feature gets a command, a place in the layout, status items and settings from its definition alone', async () => {
  const list = inOrder([...features, counter]);
  const { stores, render } = await openTestPage({ features: list });
  render(<App features={list} />);
  expect(stores.commands.find('view.counter')?.title('zh')).toBe('显示：计数器');
  expect(screen.getByText('status 0')).toBeTruthy();
  act(() => void stores.commands.run('counter.add'));
  expect(screen.getByText('status 1')).toBeTruthy();
  act(() => stores.dialogs.getState().setSettingsOpen(true));
  expect(await screen.findByText('Setting of the counter')).toBeTruthy();
});

test('a panel loads when it is shown, and follows the language', async () => {
  const { stores, render } = await openTestPage({ features: [counter] });
  render(<Panel feature={counter} />);
  expect(screen.getByText('Loading…')).toBeTruthy();
  expect(await screen.findByText('Counter: 0')).toBeTruthy();
  await act(() => stores.settings.getState().change({ language: 'zh' }));
  expect(screen.getByText('计数器: 0')).toBeTruthy();
});

test('a panel that the camera cannot serve says why, until a camera can', async () => {
  const needy = { ...counter, panel: { ...counter.panel, needs: ['channels'] as const } };
  const { host, render } = await openTestPage({ features: [needy] });
  const features = { ...noFeatures, channels: false };
  host.setStatus({ state: 'idle', features });
  render(<Panel feature={needy} />);
  expect(screen.getByText('It has no channels.')).toBeTruthy();
  act(() => host.setStatus({ state: 'idle', features: { ...features, channels: true } }));
  expect(await screen.findByText('Counter: 0')).toBeTruthy();
});

const noFeatures = {
  attachWithoutInterrupt: false,
  hardReset: false,
  bootloader: false,
  stopMayHang: false,
  frameEncodings: [],
  rawPreview: false,
  previewSize: false,
  sensorChoice: false,
  channels: false,
  profiler: false,
  memory: false,
  files: false,
  console: false,
  touch: false,
};
