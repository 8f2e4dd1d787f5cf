import { useEffect, useRef } from 'react';
import { Icon } from '../../components/index.ts';
import { isDirty, isReadOnly, type OpenDocument } from '../../state/documents.ts';
import { useMessages, useStores } from '../../state/stores-context.ts';
import { editorMessages } from './messages.ts';

export interface DocumentTabProps {
  readonly document: OpenDocument;
  readonly active: boolean;
  readonly dragged: boolean;
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
  /** True when dragging begins, false when it ends. */
  readonly onDrag: (begins: boolean) => void;
  /** Another tab is dragged over this one; returns false if it is something else. */
  readonly onDraggedOver: () => boolean;
}

/** The tab of a document: a click shows it, the middle button or the cross closes it. */
export function DocumentTab(props: DocumentTabProps): React.ReactElement {
  const { document, active } = props;
  const words = useMessages(editorMessages);
  const { documents, files, commands } = useStores();
  const tab = useRef<HTMLDivElement>(null);
  // The strip may be wider than its place.
  useEffect(() => {
    if (active) tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);
  const close = (): void => void files.close(document.id);
  return (
    <div
      ref={tab}
      className="tab"
      role="presentation"
      data-active={active}
      data-dirty={isDirty(document)}
      data-dragged={props.dragged}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', document.name);
        props.onDrag(true);
      }}
      onDragEnd={() => props.onDrag(false)}
      onDragOver={(event) => {
        if (props.onDraggedOver()) event.preventDefault();
      }}
      onMouseDown={(event) => {
        // The middle button would start scrolling.
        if (event.button === 1) event.preventDefault();
      }}
      onAuxClick={(event) => {
        if (event.button === 1) close();
      }}
    >
      <button
        type="button"
        role="tab"
        id={`tab-${document.id}`}
        aria-selected={active}
        aria-controls="editor-text"
        aria-label={isDirty(document) ? `${document.name}, ${words.unsaved}` : document.name}
        title={document.path ?? document.name}
        tabIndex={active ? 0 : -1}
        className="tab-button"
        onClick={() => {
          documents.getState().activate(document.id);
          commands.run('editor.focus');
        }}
        onKeyDown={props.onKeyDown}
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
        onClick={close}
      >
        <span className="tab-dot" aria-hidden="true">
          <Icon name="dot" size={12} />
        </span>
        <span className="tab-cross" aria-hidden="true">
          <Icon name="close" size={12} />
        </span>
      </button>
    </div>
  );
}
