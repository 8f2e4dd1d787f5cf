import { useEffect } from 'react';
import { useStores } from '../state/stores-context.ts';

/** Before the page goes away: what was typed last is sent now; while that cannot be, the browser asks first. */
export function useLastMoments(): void {
  const { drafts, link, settings } = useStores();
  useEffect(() => {
    const flush = (): void => drafts.flush();
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') drafts.flush();
    };
    const onBeforeUnload = (event: BeforeUnloadEvent): void => {
      const isAway = link.getState().state !== 'connected';
      // A desktop window would not ask, only stay open.
      const canAsk = settings.getState().info?.shell === 'browser';
      if (isAway && canAsk && drafts.hasUnkept) event.preventDefault();
      drafts.flush();
    };
    window.addEventListener('beforeunload', onBeforeUnload);
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      window.removeEventListener('beforeunload', onBeforeUnload);
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', onHidden);
    };
  }, [drafts, link, settings]);
}
