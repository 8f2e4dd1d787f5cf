// One tab per document. Arrows move between tabs, Delete closes, dragging and Alt+Shift+arrows reorder.

import { useRef, useState } from 'react';
import { IconButton } from '../../components/index.ts';
import { displayBinding } from '../../state/key-binding.ts';
import { useDocuments, useMessages, useStores } from '../../state/stores-context.ts';
import { DocumentTab } from './DocumentTab.tsx';
import { editorMessages } from './messages.ts';

export function TabStrip(): React.ReactElement {
  const words = useMessages(editorMessages);
  const { documents, files, commands } = useStores();
  const list = useDocuments((state) => state.list);
  const activeId = useDocuments((state) => state.activeId);
  const strip = useRef<HTMLDivElement>(null);
  const [draggedId, setDraggedId] = useState<string>();

  const focusTab = (index: number): void => {
    const next = list[(index + list.length) % list.length];
    if (next === undefined) return;
    documents.getState().activate(next.id);
    strip.current?.querySelectorAll<HTMLElement>('[role="tab"]')[list.indexOf(next)]?.focus();
  };

  const onKeyDown = (event: React.KeyboardEvent, index: number): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const actions: Record<string, () => void> = {
      ArrowRight: () => focusTab(index + 1),
      ArrowLeft: () => focusTab(index - 1),
      Home: () => focusTab(0),
      End: () => focusTab(list.length - 1),
      Delete: () => void files.close(list[index]!.id),
      Enter: () => void commands.run('editor.focus'),
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  return (
    <div className="tabs">
      <div
        className="tabs-list"
        role="tablist"
        aria-label={words.tabs}
        ref={strip}
        onWheel={(event) => {
          if (strip.current !== null && event.deltaX === 0) strip.current.scrollLeft += event.deltaY;
        }}
      >
        {list.map((document, index) => (
          <DocumentTab
            key={document.id}
            document={document}
            active={document.id === activeId}
            dragged={document.id === draggedId}
            onKeyDown={(event) => onKeyDown(event, index)}
            onDrag={(begins) => setDraggedId(begins ? document.id : undefined)}
            onDraggedOver={() => {
              if (draggedId !== undefined && draggedId !== document.id) documents.getState().move(draggedId, index);
              return draggedId !== undefined;
            }}
          />
        ))}
      </div>
      <div className="tabs-actions">
        <IconButton
          icon="plus"
          label={words.newFile}
          hint={displayBinding('Alt+N')}
          onPress={() => commands.run('file.new')}
        />
      </div>
    </div>
  );
}
