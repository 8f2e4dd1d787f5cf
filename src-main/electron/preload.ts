// Passes the page's requests for ports to the main process, and the ports back; gives the paths of dropped files. The page
// gets nothing else of Electron.

import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  desktopBridgeName,
  portAnswerType,
  portRequestType,
  type DesktopBridge,
} from '../../src-shared/contract/desktop-port-names.ts';

const bridge: DesktopBridge<File> = { pathOf: (file) => webUtils.getPathForFile(file) };
contextBridge.exposeInMainWorld(desktopBridgeName, bridge);

window.addEventListener('message', ({ source, data }) => {
  if (source === window && data?.type === portRequestType) ipcRenderer.send(portRequestType, data);
});
ipcRenderer.on(portAnswerType, ({ ports }, answer: unknown) => window.postMessage(answer, location.origin, [...ports]));
