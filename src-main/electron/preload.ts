// Passes the page's requests for ports to the main process, and the ports back. The page sees nothing of Electron.

import { ipcRenderer } from 'electron';
import { portAnswerType, portRequestType } from '../../src-shared/contract/desktop-port-names.ts';

window.addEventListener('message', ({ source, data }) => {
  if (source === window && data?.type === portRequestType) ipcRenderer.send(portRequestType, data);
});
ipcRenderer.on(portAnswerType, ({ ports }, answer: unknown) => window.postMessage(answer, location.origin, [...ports]));
