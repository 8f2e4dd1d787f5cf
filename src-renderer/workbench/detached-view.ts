// A panel in its own window: the page's address with `?view=NAME`.

import { guideAddress } from '../../src-shared/contract/guide-address.ts';
import type { Feature } from '../state/define-feature.ts';
import { languageOf } from '../state/settings.ts';
import type { Stores } from '../state/stores.ts';

/** The feature whose panel this window shows alone; undefined in the window with the workbench. */
export function viewOfAddress(search: string, features: readonly Feature[]): Feature | undefined {
  const view = new URLSearchParams(search).get('view');
  return features.find(({ id, panel }) => id === view && panel.detachable === true);
}

/**
 * Opens the panel with this id, or the guide. The desktop shell opens its own window; a browser opens this page again, which
 * its cookie lets in.
 */
export async function openView({ host, notices, settings }: Stores, view: string): Promise<void> {
  if (settings.getState().info?.shell === 'browser') {
    const address = view === 'guide' ? guideAddress(languageOf(settings.getState())) : `?view=${view}`;
    window.open(
      new URL(address, location.origin + location.pathname),
      `viewfinder-${view}`,
      'popup,width=720,height=600',
    );
    return;
  }
  await host.app.openView({ view }).catch((error: unknown) => notices.getState().fail(error));
}
