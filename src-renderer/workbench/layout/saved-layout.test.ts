import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Actions, BorderNode, type Model, TabNode, TabSetNode, type Node } from 'flexlayout-react';
import { expect, test } from 'vitest';
import { features } from '../feature-list.ts';
import type { PanelPlace } from './build.ts';
import { presetModel, readLayout, showPanel, writeLayout } from './model.ts';
import { presetIds } from './presets.ts';

/** Saved by version 1.0: the profiler beside the preview, the channels in front of the terminal, the examples open. */
const savedLayout = readFileSync(path.join(import.meta.dirname, 'testing/saved-layout-v1.json'), 'utf8');

interface SavedLayout {
  readonly model: { readonly layout: { readonly children: readonly { readonly weight: number }[] } };
}

const panels: readonly PanelPlace[] = features.map(({ id, panel: { area } }) => ({ id, area }));
const plot: PanelPlace = { id: 'plot', area: 'tools' };

/** The groups of panels from left to right, a star at each panel in front. */
function groupsOf(model: Model): string[] {
  const groups: string[] = [];
  const describe = (node: Node): void => {
    if (!(node instanceof TabSetNode) && !(node instanceof BorderNode)) return;
    const selected = node.getSelectedNode();
    const names = node
      .getChildren()
      .map((each) => `${(each as TabNode).getComponent()}${each === selected ? '*' : ''}`);
    groups.push(`${node instanceof BorderNode ? `${node.getLocation().getName()}: ` : ''}${names.join(' ')}`);
  };
  model.visitNodes(describe);
  return groups.filter((each) => !/^\w+: $/.test(each));
}

test('a layout that version 1.0 saved opens with every panel where it was', () => {
  const model = readLayout(savedLayout, panels);
  expect(groupsOf(model)).toEqual([
    'left: files examples* camera',
    'editor*',
    'terminal problems channels*',
    'preview*',
    'profiler*',
  ]);
  const weights = (JSON.parse(writeLayout(model)) as SavedLayout).model.layout.children.map(({ weight }) => weight);
  expect(weights).toEqual([58, 21, 21]);
});

test('a panel that is gone leaves its place; the others stay', () => {
  const without = (id: string) =>
    groupsOf(
      readLayout(
        savedLayout,
        panels.filter((each) => each.id !== id),
      ),
    );
  expect(without('channels')).toEqual([
    'left: files examples* camera',
    'editor*',
    'terminal* problems',
    'preview*',
    'profiler*',
  ]);
  expect(without('files')[0]).toBe('left: examples* camera');
  expect(without('profiler')).not.toContain('');
});

test('a new panel comes to the panels of its own area', () => {
  expect(groupsOf(readLayout(savedLayout, [...panels, plot]))).toEqual([
    'left: files examples* camera',
    'editor*',
    'terminal problems channels* plot',
    'preview*',
    'profiler*',
  ]);
  const side: PanelPlace = { id: 'search', area: 'side' };
  expect(groupsOf(readLayout(savedLayout, [...panels, side]))[0]).toBe('left: files examples* camera search');
});

test('a new panel without a neighbour gets its own place', () => {
  const old = panels.filter(({ area }) => area !== 'view' && area !== 'side');
  const saved = writeLayout(readLayout(savedLayout, old));
  expect(groupsOf(readLayout(saved, panels))).toEqual([
    'left: files examples camera',
    'editor*',
    'terminal problems channels*',
    'profiler*',
    'preview*',
  ]);
});

test('a panel that was removed and comes back is there once', () => {
  const saved = writeLayout(readLayout(savedLayout, [...panels, plot]));
  const removed = writeLayout(readLayout(saved, panels));
  expect(
    groupsOf(readLayout(removed, [...panels, plot]))
      .join(' ')
      .match(/plot/g),
  ).toEqual(['plot']);
});

test('what is saved opens as it was', () => {
  const model = presetModel('tune', panels);
  model.doAction(Actions.selectTab('problems'));
  expect(groupsOf(readLayout(writeLayout(model), panels))).toEqual(groupsOf(model));
});

test('nothing saved and damaged text give the Edit preset', () => {
  const edit = groupsOf(presetModel('edit', panels));
  for (const saved of ['', 'no layout', '{}', '{"version":1,"model":{}}', '{"model":{"layout":{"type":"row"}}}']) {
    expect(
      new Set(
        groupsOf(readLayout(saved, panels))
          .join(' ')
          .replaceAll('*', '')
          .split(/ |\w+: /),
      ),
    ).toEqual(
      new Set(
        edit
          .join(' ')
          .replaceAll('*', '')
          .split(/ |\w+: /),
      ),
    );
  }
});

test.each(presetIds)('the preset %s has every panel once', (id) => {
  const model = presetModel(id, [...panels, plot]);
  const found: string[] = [];
  model.visitNodes((node) => {
    if (node instanceof TabNode) found.push(node.getId());
  });
  expect(found.sort()).toEqual([...panels, plot].map((each) => each.id).sort());
});

test('a panel in a bar of icons opens when it is shown, and stays open', () => {
  const model = presetModel('operator', panels);
  showPanel(model, 'terminal');
  showPanel(model, 'terminal');
  expect(groupsOf(model)).toContain('bottom: terminal* problems channels profiler');
});
