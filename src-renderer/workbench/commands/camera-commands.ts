// Commands for the camera and its script: in the workbench and in the window of a single panel.

import { isConnected } from '../../state/camera.ts';
import type { Command } from '../../state/commands.ts';
import type { Stores } from '../../state/stores.ts';
import { workbenchMessages } from '../messages.ts';

export function cameraCommands({ camera, script }: Stores): readonly Command[] {
  const status = () => camera.getState().status;
  const isBusy = (): boolean => camera.getState().pending === 'connect' || status().state === 'connecting';
  return [
    {
      id: 'script.toggle',
      title: (language) => workbenchMessages[language].commands.run,
      keys: ['Mod+R', 'F5'],
      run: () => script.getState().toggle(),
    },
    {
      id: 'script.stop',
      title: (language) => workbenchMessages[language].commands.stop,
      keys: ['Shift+F5'],
      enabled: () => status().state === 'running',
      run: () => script.getState().stop(),
    },
    {
      id: 'camera.connect',
      title: (language) => workbenchMessages[language].commands.connect,
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
      enabled: () => isConnected(status()),
      run: () => camera.getState().reset(),
    },
  ];
}
