import { useEffect, useState, type RefObject } from 'react';
import type { LinkQuality } from '../../../src-shared/contract/camera.ts';
import { useStores } from '../../state/stores-context.ts';

const pollMs = 1000;

/** The link's counters, asked for once a second and only while the panel can be seen. */
export function useLinkQuality(panel: RefObject<HTMLElement | null>, connected: boolean): LinkQuality | undefined {
  const { host } = useStores();
  const [quality, setQuality] = useState<LinkQuality>();
  const [visible, setVisible] = useState(false);

  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setVisible(entry?.isIntersecting === true));
    if (panel.current !== null) observer.observe(panel.current);
    return () => observer.disconnect();
  }, [panel]);

  useEffect(() => {
    if (!visible || !connected) return undefined;
    const calls = new AbortController();
    const poll = (): void => {
      if (document.visibilityState === 'hidden') return;
      // A missing answer is told by the link itself; the next second asks again.
      host.camera.linkQuality(undefined, { signal: calls.signal }).then(setQuality, () => undefined);
    };
    poll();
    const timer = setInterval(poll, pollMs);
    return () => {
      clearInterval(timer);
      calls.abort();
    };
  }, [host, visible, connected]);

  return connected ? quality : undefined;
}
