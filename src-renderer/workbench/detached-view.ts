// A panel in a window of its own: the page's address with `?view=NAME`.

import { detachableViews, type DetachableView, type WindowView } from '../../src-shared/contract/app.ts';
import { errorFacts } from '../../src-shared/rpc/rpc-error.ts';
import { guideAddress } from '../../src-shared/contract/guide-address.ts';
import { languageOf } from '../state/settings.ts';
import type { Stores } from '../state/stores.ts';

/** The panel that this window shows alone; undefined in the window with the workbench. */
export function viewOfAddress(search: string): DetachableView | undefined {
  const view = new URLSearchParams(search).get('view');
  return detachableViews.find((each) => each === view);
}

/** The desktop shell opens its own window; a browser opens one more of this page, which its cookie lets in. */
export async function openView({ host, notices, settings }: Stores, view: WindowView): Promise<void> {
  if (settings.getState().info?.shell === 'browser') {
    const address = view === 'guide' ? guideAddress(languageOf(settings.getState())) : `?view=${view}`;
    window.open(
      new URL(address, location.origin + location.pathname),
      `viewfinder-${view}`,
      'popup,width=720,height=600',
    );
    return;
  }
  await host.app.openView({ view }).catch((error: unknown) => notices.getState().problem(errorFacts(error)));
}
