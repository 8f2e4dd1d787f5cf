// Names of the messages about ports, in the window and between preload and main process, and of the property that the
// preload adds to the window. A separate file, so that the preload contains nothing else.

export const portRequestType = 'viewfinder-port-request';
export const portAnswerType = 'viewfinder-port';

/** The property of the window that holds the `DesktopBridge`. Only in the desktop shell. */
export const desktopBridgeName = 'viewfinderDesktop';

/** @typeParam PageFile The page's `File`, a name that this room does not know. */
export interface DesktopBridge<PageFile> {
  /** Path of a file that was dropped on the page; empty if it is not a file on disk. */
  pathOf(file: PageFile): string;
}
