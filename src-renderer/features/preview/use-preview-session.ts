import { useEffect, useRef, useState, type RefObject } from 'react';
import { useHostConnection } from '../../host/host-context.tsx';
import { useFeatureStore } from '../../state/stores-context.ts';
import type { PreviewStats } from '../../workers/media/preview-messages.ts';
import { PreviewSession } from './preview-session.ts';
import { createPreviewStats } from './preview-stats.ts';

/**
 * Puts a canvas of its own into the stage and keeps a session on it. The canvas is made here rather than by React:
 * a canvas can be handed to a worker only once, and React may run effects twice.
 */
export function usePreviewSession(stage: RefObject<HTMLDivElement | null>): {
  readonly session: RefObject<PreviewSession | undefined>;
  readonly stats: PreviewStats | undefined;
} {
  const connection = useHostConnection();
  const statusStats = useFeatureStore(createPreviewStats);
  const session = useRef<PreviewSession>(undefined);
  const [stats, setStats] = useState<PreviewStats>();

  useEffect(() => {
    const parent = stage.current;
    if (parent === null) return undefined;
    const canvas = document.createElement('canvas');
    canvas.className = 'preview-canvas';
    canvas.setAttribute('role', 'img');
    parent.append(canvas);
    const current = new PreviewSession(connection, canvas);
    session.current = current;
    current.onStats((next) => {
      setStats(next);
      statusStats.setState({
        width: next.width,
        height: next.height,
        cameraFps: next.cameraFps,
        shownFps: next.shownFps,
        dropped: next.dropped,
      });
    });
    return () => {
      current.dispose();
      session.current = undefined;
      canvas.remove();
    };
  }, [connection, stage, statusStats]);

  return { session, stats };
}
