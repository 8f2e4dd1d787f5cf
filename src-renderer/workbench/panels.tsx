// Every panel of the workbench: its name in a saved layout, its icon, its words, its content.

import type { IconName } from '../components/index.ts';
import { CameraFacts } from '../features/camera/index.ts';
import { Channels } from '../features/channels/index.ts';
import { Editor } from '../features/editor/index.ts';
import { Examples } from '../features/examples/index.ts';
import { Files } from '../features/files/index.ts';
import { Preview } from '../features/preview/index.ts';
import { Problems } from '../features/problems/index.ts';
import { Profiler } from '../features/profiler/index.ts';
import { Terminal } from '../features/terminal/index.ts';
import type { Strings } from '../strings/strings.ts';

export interface Panel {
  readonly icon: IconName;
  readonly title: (strings: Strings) => string;
  readonly render: () => React.ReactElement;
}

export const panels = {
  files: { icon: 'files', title: (strings) => strings.files.panel, render: () => <Files /> },
  examples: { icon: 'examples', title: (strings) => strings.examples.panel, render: () => <Examples /> },
  camera: { icon: 'camera', title: (strings) => strings.camera.panel, render: () => <CameraFacts /> },
  editor: { icon: 'file', title: (strings) => strings.documents.editor, render: () => <Editor /> },
  terminal: { icon: 'terminal', title: (strings) => strings.terminal.panel, render: () => <Terminal /> },
  problems: { icon: 'problems', title: (strings) => strings.problems.panel, render: () => <Problems /> },
  preview: { icon: 'preview', title: (strings) => strings.preview.panel, render: () => <Preview /> },
  channels: { icon: 'channels', title: (strings) => strings.channels.panel, render: () => <Channels /> },
  profiler: { icon: 'profiler', title: (strings) => strings.profiler.panel, render: () => <Profiler /> },
} as const satisfies Record<string, Panel>;

export type PanelId = keyof typeof panels;

export const panelIds = Object.keys(panels) as readonly PanelId[];

export function isPanelId(id: string | undefined): id is PanelId {
  return id !== undefined && Object.hasOwn(panels, id);
}
