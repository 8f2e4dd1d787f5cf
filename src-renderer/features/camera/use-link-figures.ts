import { useEffect, useState, type RefObject } from 'react';
import type { LinkFigures } from '../../../src-shared/device/link-figures.ts';
import { useStores } from '../../state/stores-context.ts';

const pollMs = 1000;

/** The link's counters, asked for once a second and only while the panel can be seen. */
export function useLinkFigures(panel: RefObject<HTMLElement | null>, connected: boolean): LinkFigures | undefined {
  const { host } = useStores();
  const [figures, setFigures] = useState<LinkFigures>();
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
      host.camera.linkFigures(undefined, { signal: calls.signal }).then(setFigures, () => undefined);
    };
    poll();
    const timer = setInterval(poll, pollMs);
    return () => {
      clearInterval(timer);
      calls.abort();
    };
  }, [host, visible, connected]);

  return connected ? figures : undefined;
}
