import { useEffect } from 'react';
import { useStores } from '../state/stores-context.ts';

/** Looks at the files of the open documents when the person comes back to the page, perhaps from another editor. */
export function useDiskChanges(): void {
  const { files } = useStores();
  useEffect(() => {
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') void files.disk.checkAll();
    };
    window.addEventListener('focus', onVisible);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('focus', onVisible);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [files]);
}
