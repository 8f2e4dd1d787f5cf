import { useCallback, useEffect, useState } from 'react';
import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';
import { useHostConnection } from '../../host/host-context.tsx';
import { useStores } from '../../state/stores-context.ts';

/** What the camera is asked to send; the host keeps it and tells every page. */
export function useStreamSettings(): {
  readonly settings: StreamSettings | undefined;
  readonly change: (difference: Partial<StreamSettings>) => void;
} {
  const { host } = useHostConnection();
  const { notices } = useStores();
  const [settings, setSettings] = useState<StreamSettings>();

  useEffect(() => {
    const subscription = host.frames.on('settings', setSettings);
    // A failure here is shown by the connection's own notice; the event brings the settings later.
    host.frames.settings(undefined).then(setSettings, () => undefined);
    return () => subscription.dispose();
  }, [host]);

  const change = useCallback(
    (difference: Partial<StreamSettings>) => {
      if (settings === undefined) return;
      host.frames.setSettings({ ...settings, ...difference }).catch((error: unknown) => notices.getState().fail(error));
    },
    [host, notices, settings],
  );

  return { settings, change };
}
