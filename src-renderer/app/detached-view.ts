// A panel in a window of its own: the page's address with `?view=NAME`.

import { detachableViews, type DetachableView } from '../../src-shared/contract/app.ts';
import { errorFacts } from '../../src-shared/rpc/rpc-error.ts';
import type { Stores } from '../state/stores.ts';

/** The panel that this window shows alone; undefined in the window with the workbench. */
export function viewOfAddress(search: string): DetachableView | undefined {
  const view = new URLSearchParams(search).get('view');
  return detachableViews.find((each) => each === view);
}

/** The desktop shell opens its own window; a browser opens one more of this page, which its cookie lets in. */
export async function openView({ host, notices, settings }: Stores, view: DetachableView): Promise<void> {
  if (settings.getState().info?.shell === 'browser') {
    window.open(`${location.pathname}?view=${view}`, `viewfinder-${view}`, 'popup,width=720,height=600');
    return;
  }
  await host.app.openView({ view }).catch((error: unknown) => notices.getState().problem(errorFacts(error)));
}
