import { useEffect, useRef, useState, type RefObject } from 'react';
import { useHostConnection } from '../../host/host-context.tsx';
import { useFeatureStore, useStores } from '../../state/stores-context.ts';
import type { PreviewStats } from '../../workers/media/preview-messages.ts';
import { PreviewSession } from './preview-session.ts';
import { createPreviewStats } from './preview-stats.ts';

/**
 * Adds a canvas to the stage and keeps a session on it. The canvas is made here rather than by React: it can be handed to
 * a worker once only, and React may run effects twice.
 */
export function usePreviewSession(stage: RefObject<HTMLDivElement | null>): {
  readonly session: RefObject<PreviewSession | undefined>;
  readonly stats: PreviewStats | undefined;
} {
  const connection = useHostConnection();
  const { notices } = useStores();
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
      statusStats.take(next);
    });
    current.onRefused((error) => notices.getState().fail(error));
    return () => {
      current.dispose();
      session.current = undefined;
      canvas.remove();
    };
  }, [connection, notices, stage, statusStats]);

  return { session, stats };
}
