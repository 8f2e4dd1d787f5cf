import type { MenuCommand } from '../../src-shared/contract/app-menu.ts';
import { HostError } from './host-error.ts';

/** What the host needs of the shell around it. */
export interface ShellHooks {
  readonly name: 'electron' | 'browser';
  readonly nativeDialogs: boolean;
  /** "en-GB", "zh-CN" */
  readonly locale: string;
  /** Opens an https address outside. */
  openExternal(url: string): Promise<void>;
  /** Rejects with `no-windows` where there are none. */
  openView(view: string): Promise<void>;
  /** Puts the page's commands into the shell's own menu, if it has one. */
  showMenu(commands: readonly MenuCommand[]): void;
  /** A path, or undefined when cancelled. Rejects with `no-dialogs` where there are none. */
  pickOpen(): Promise<string | undefined>;
  pickSave(suggestedName: string): Promise<string | undefined>;
}

/** The browser shell: pages open addresses themselves and files are picked in the page. */
export const browserShell: ShellHooks = {
  name: 'browser',
  nativeDialogs: false,
  locale: Intl.DateTimeFormat().resolvedOptions().locale,
  openExternal: () => Promise.reject(new HostError('address-refused', 'The page opens addresses itself.')),
  openView: () => Promise.reject(new HostError('no-windows', 'This shell opens no windows.')),
  showMenu: () => undefined,
  pickOpen: () => Promise.reject(noDialogs()),
  pickSave: () => Promise.reject(noDialogs()),
};

function noDialogs(): HostError {
  return new HostError('no-dialogs', 'This shell opens no file dialogs.');
}
