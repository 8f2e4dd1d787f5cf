import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChannelInfo } from '../../../src-shared/device/channel.ts';
import { useStores } from '../../state/stores-context.ts';

/** What a channel held when it was read last. With `follow` it is read at every event of the channel. */
export function useChannelData(
  channel: ChannelInfo,
  eventCount: number,
  follow: boolean,
): { readonly data: Uint8Array | undefined; readonly read: () => void } {
  const { host, notices } = useStores();
  const [data, setData] = useState<Uint8Array>();
  const reading = useRef(false);

  const read = useCallback(() => {
    // One read at a time: events may come faster than answers.
    if (reading.current) return;
    reading.current = true;
    host.channels
      .read({ id: channel.id })
      .then(setData, (error: unknown) => notices.getState().fail(error))
      .finally(() => (reading.current = false));
  }, [host, notices, channel.id]);

  useEffect(() => {
    if (follow && eventCount > 0 && channel.readable) read();
  }, [follow, eventCount, channel.readable, read]);

  return { data, read };
}
