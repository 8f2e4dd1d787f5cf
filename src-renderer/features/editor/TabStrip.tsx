// One tab a document. Arrows move between tabs, Delete closes, dragging and Alt+Shift+arrows reorder.

import { useRef, useState } from 'react';
import { Icon, IconButton } from '../../components/index.ts';
import { isDirty, isReadOnly, type OpenDocument } from '../../state/documents.ts';
import { displayBinding } from '../../state/key-binding.ts';
import { useDocuments, useStores, useMessages } from '../../state/stores-context.ts';
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
    const id = list[index]!.id;
    const actions: Record<string, () => void> = {
      ArrowRight: () => focusTab(index + 1),
      ArrowLeft: () => focusTab(index - 1),
      Home: () => focusTab(0),
      End: () => focusTab(list.length - 1),
      Delete: () => void files.close(id),
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
          <div
            key={document.id}
            className="tab"
            role="presentation"
            data-active={document.id === activeId}
            data-dirty={isDirty(document)}
            data-dragged={document.id === draggedId}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', document.name);
              setDraggedId(document.id);
            }}
            onDragEnd={() => setDraggedId(undefined)}
            onDragOver={(event) => {
              if (draggedId === undefined) return;
              event.preventDefault();
              if (draggedId !== document.id) documents.getState().move(draggedId, index);
            }}
            onMouseDown={(event) => {
              // The middle button would start scrolling.
              if (event.button === 1) event.preventDefault();
            }}
            onAuxClick={(event) => {
              if (event.button === 1) void files.close(document.id);
            }}
          >
            <button
              type="button"
              role="tab"
              id={`tab-${document.id}`}
              aria-selected={document.id === activeId}
              aria-controls="editor-text"
              aria-label={tabName(document, words.unsaved)}
              title={document.path ?? document.name}
              tabIndex={document.id === activeId ? 0 : -1}
              className="tab-button"
              onClick={() => {
                documents.getState().activate(document.id);
                commands.run('editor.focus');
              }}
              onKeyDown={(event) => onKeyDown(event, index)}
            >
              <span className="tab-name">{document.name}</span>
              {isReadOnly(document) && <span className="tab-note">{words.readOnly}</span>}
            </button>
            <button
              type="button"
              className="tab-close"
              tabIndex={-1}
              aria-label={words.closeTab(document.name)}
              title={words.closeTab(document.name)}
              onClick={() => void files.close(document.id)}
            >
              <span className="tab-dot" aria-hidden="true">
                <Icon name="dot" size={12} />
              </span>
              <span className="tab-cross" aria-hidden="true">
                <Icon name="close" size={12} />
              </span>
            </button>
          </div>
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

function tabName(document: OpenDocument, unsaved: string): string {
  return isDirty(document) ? `${document.name}, ${unsaved}` : document.name;
}
