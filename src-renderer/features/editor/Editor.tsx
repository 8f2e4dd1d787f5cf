import { lazy, Suspense } from 'react';
import { Button, EmptyState } from '../../components/index.ts';
import { useDocuments, useStores, useMessages } from '../../state/stores-context.ts';
import './editor.css';
import { TabStrip } from './TabStrip.tsx';
import { editorMessages } from './messages.ts';

// The editor is the largest part of the page by far; the rest shows before it is there.
const MonacoView = lazy(() => import('./MonacoView.tsx').then(({ MonacoView }) => ({ default: MonacoView })));

/** Tabs of the open documents, and the text of the one in front. */
export function Editor(): React.ReactElement {
  const words = useMessages(editorMessages);
  const { commands } = useStores();
  const isEmpty = useDocuments(({ list }) => list.length === 0);
  const restored = useDocuments((state) => state.restored);
  return (
    <section className="editor" aria-label={words.panel}>
      <TabStrip />
      <div className="editor-body">
        {isEmpty && restored && (
          <EmptyState icon="file" text={words.emptyTitle}>
            <Button label={words.newFile} onPress={() => commands.run('file.new')} />
            <Button label={words.openFile} onPress={() => commands.run('file.open')} />
            <Button label={words.openExample} onPress={() => commands.run('view.examples')} />
          </EmptyState>
        )}
        {!isEmpty && (
          <Suspense fallback={<p className="editor-loading">{words.loadingEditor}</p>}>
            <MonacoView />
          </Suspense>
        )}
      </div>
    </section>
  );
}
