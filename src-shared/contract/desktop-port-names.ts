// Names of the messages about ports, in the window and between preload and main process, and of what the preload adds to
// the window. A file of their own, so that the preload carries nothing but them.

export const portRequestType = 'viewfinder-port-request';
export const portAnswerType = 'viewfinder-port';

/** The property of the window that holds the `DesktopBridge`. It is there in the desktop shell only. */
export const desktopBridgeName = 'viewfinderDesktop';

/** @typeParam PageFile The page's `File`, a name that this room does not know. */
export interface DesktopBridge<PageFile> {
  /** Path of a file that was dropped on the page; empty when it is not a file on disk. */
  pathOf(file: PageFile): string;
}
