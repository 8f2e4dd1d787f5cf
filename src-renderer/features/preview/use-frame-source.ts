import { useCallback, useEffect, useState } from 'react';
import type { FrameSource } from '../../../src-shared/contract/frames.ts';
import { useHostConnection } from '../../host/host-context.tsx';
import { useStores } from '../../state/stores-context.ts';

/** What feeds the preview; the host keeps it and tells every page. */
export function useFrameSource(): {
  readonly source: FrameSource | undefined;
  readonly choose: (source: FrameSource) => void;
} {
  const { host } = useHostConnection();
  const { notices } = useStores();
  const [source, setSource] = useState<FrameSource>();

  useEffect(() => {
    const subscription = host.frames.on('source', setSource);
    // A failure here is shown by the connection's own notice; the event brings the source later.
    host.frames.source(undefined).then(setSource, () => undefined);
    return () => subscription.dispose();
  }, [host]);

  const choose = useCallback(
    (next: FrameSource) => {
      host.frames.setSource(next).catch((error: unknown) => notices.getState().fail(error));
    },
    [host, notices],
  );

  return { source, choose };
}
