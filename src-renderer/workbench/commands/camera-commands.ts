// Commands for the camera and its script: in the workbench and in the window of a single panel.

import { isConnected } from '../../state/camera.ts';
import type { Command } from '../../state/commands.ts';
import type { Stores } from '../../state/stores.ts';
import { workbenchMessages } from '../messages.ts';

export function cameraCommands({ camera, script, documents }: Stores): readonly Command[] {
  const status = () => camera.getState().status;
  const isBusy = (): boolean => camera.getState().pending === 'connect' || status().state === 'connecting';
  // A script that is being started can be stopped: the camera tells of it a moment later.
  const isRunning = (): boolean => status().state === 'running' || script.getState().pending === 'run';
  return [
    {
      id: 'script.run',
      title: (language) => workbenchMessages[language].commands.run,
      menu: { group: 'camera', order: 110 },
      keys: ['Mod+R', 'F5'],
      enabled: () => !isRunning() && documents.getState().activeId !== undefined,
      run: () => script.getState().run(),
    },
    {
      id: 'script.stop',
      title: (language) => workbenchMessages[language].commands.stop,
      menu: { group: 'camera', order: 120 },
      // The keys of Run stop what runs.
      keys: ['Shift+F5', 'Mod+R', 'F5'],
      enabled: isRunning,
      run: () => script.getState().stop(),
    },
    {
      id: 'camera.connect',
      title: (language) => workbenchMessages[language].commands.connect,
      menu: { group: 'camera', order: 100 },
      keys: ['Mod+E'],
      enabled: () => !isBusy(),
      run: () => (isConnected(status()) ? camera.getState().disconnect() : camera.getState().connect()),
    },
    {
      id: 'camera.cancel',
      title: (language) => workbenchMessages[language].commands.cancelConnect,
      enabled: isBusy,
      run: () => camera.getState().cancel(),
    },
    {
      id: 'camera.reset',
      title: (language) => workbenchMessages[language].commands.resetCamera,
      menu: { group: 'camera', order: 200 },
      enabled: () => isConnected(status()),
      run: () => camera.getState().reset(),
    },
  ];
}
