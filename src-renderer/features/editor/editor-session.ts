// One editor for all documents: a model a document, kept in step with the documents store in both directions.
// Knows nothing of React.

import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { isReadOnly, type OpenDocument } from '../../state/documents.ts';
import type { FailureMark } from '../../state/script-output.ts';
import type { Stores } from '../../state/stores.ts';
import { createEditorStatus } from './editor-status.ts';
import { languageOfName, monaco } from './monaco.ts';

interface OpenModel {
  readonly model: monaco.editor.ITextModel;
  revision: number;
  viewState: monaco.editor.ICodeEditorViewState | null;
}

export class EditorSession implements Disposable {
  readonly #stores: Stores;
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #models = new Map<string, OpenModel>();
  readonly #marks: monaco.editor.IEditorDecorationsCollection;
  readonly #owned = new DisposableStore();
  #shownId: string | undefined;
  #seenReveal: number | undefined;

  constructor(stores: Stores, container: HTMLElement) {
    this.#stores = stores;
    this.#editor = this.#owned.add(
      monaco.editor.create(container, {
        model: null,
        automaticLayout: true,
        fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono'),
        fontSize: stores.settings.getState().settings.editorFontSize,
        glyphMargin: true,
        lineNumbersMinChars: 3,
        lineDecorationsWidth: 6,
        minimap: { enabled: false },
        stickyScroll: { enabled: false },
        scrollBeyondLastLine: false,
        smoothScrolling: true,
        padding: { top: 8, bottom: 8 },
        renderLineHighlight: 'all',
        overviewRulerLanes: 1,
        bracketPairColorization: { enabled: false },
        renderFinalNewline: 'on',
        fixedOverflowWidgets: true,
        // The colours of the theme do not reach menus in a shadow tree.
        useShadowDOM: false,
        wordBasedSuggestions: 'currentDocument',
        // Characters that look alike are normal in Chinese text, and nothing here may change what was typed.
        unicodeHighlight: { ambiguousCharacters: false },
        unusualLineTerminators: 'off',
        tabSize: 4,
        insertSpaces: true,
      }),
    );
    this.#marks = this.#editor.createDecorationsCollection();
    this.#owned.add(this.#editor.onDidChangeCursorSelection(() => this.#tellPosition()));
    this.#owned.addCallback(stores.documents.subscribe(() => this.#sync()));
    this.#owned.addCallback(stores.script.subscribe(() => this.#showMark()));
    this.#owned.addCallback(
      stores.settings.subscribe(({ settings }) => this.#editor.updateOptions({ fontSize: settings.editorFontSize })),
    );
    this.#sync();
  }

  focus(): void {
    this.#editor.focus();
  }

  /** Runs one of the editor's own actions, such as "actions.find". */
  runAction(id: string): void {
    this.#editor.focus();
    void this.#editor.getAction(id)?.run();
  }

  dispose(): void {
    this.#owned.dispose();
    for (const { model } of this.#models.values()) model.dispose();
    this.#models.clear();
  }

  #sync(): void {
    const { list, activeId, reveal } = this.#stores.documents.getState();
    for (const document of list) this.#takeOver(document);
    for (const [id, { model }] of this.#models) {
      if (list.some((document) => document.id === id)) continue;
      this.#models.delete(id);
      model.dispose();
    }
    const active = list.find((document) => document.id === activeId);
    this.#show(active);
    if (active !== undefined) this.#editor.updateOptions({ readOnly: isReadOnly(active), ariaLabel: active.name });
    if (reveal !== undefined && reveal.nonce !== this.#seenReveal && reveal.document === activeId) {
      this.#seenReveal = reveal.nonce;
      const position = { lineNumber: reveal.line, column: reveal.column };
      this.#editor.setPosition(position);
      this.#editor.revealPositionInCenterIfOutsideViewport(position);
      this.#editor.focus();
    }
  }

  #takeOver(document: OpenDocument): void {
    const present = this.#models.get(document.id);
    if (present === undefined) {
      const model = monaco.editor.createModel(document.text, languageOfName(document.name));
      model.updateOptions({
        bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
      });
      setLineEnding(model, document);
      this.#models.set(document.id, { model, revision: document.revision, viewState: null });
      model.onDidChangeContent(() => this.#stores.documents.getState().edit(document.id, model.getValue()));
      return;
    }
    const { model } = present;
    const language = languageOfName(document.name);
    if (model.getLanguageId() !== language) monaco.editor.setModelLanguage(model, language);
    if (present.revision === document.revision) return;
    present.revision = document.revision;
    setLineEnding(model, document);
    if (model.getValue() === document.text) return;
    // As an edit, so that it can be undone.
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text: document.text }], () => null);
  }

  #show(document: OpenDocument | undefined): void {
    if (document?.id === this.#shownId) return;
    const before = this.#shownId === undefined ? undefined : this.#models.get(this.#shownId);
    if (before !== undefined) before.viewState = this.#editor.saveViewState();
    this.#shownId = document?.id;
    const next = document === undefined ? undefined : this.#models.get(document.id);
    this.#marks.clear();
    this.#editor.setModel(next?.model ?? null);
    if (next?.viewState) this.#editor.restoreViewState(next.viewState);
    this.#tellPosition();
    this.#showMark();
  }

  #showMark(): void {
    const { mark } = this.#stores.script.getState();
    const model = this.#editor.getModel();
    if (mark === undefined || mark.document !== this.#shownId || model === null) {
      this.#marks.clear();
      return;
    }
    const line = Math.min(mark.line, model.getLineCount());
    this.#marks.set([failureDecoration(mark, line, model.getLineMaxColumn(line))]);
    this.#editor.revealLineInCenterIfOutsideViewport(line);
  }

  #tellPosition(): void {
    const selection = this.#editor.getSelection();
    const model = this.#editor.getModel();
    if (selection === null || model === null) return;
    this.#stores.features.get(createEditorStatus).setState({
      line: selection.positionLineNumber,
      column: selection.positionColumn,
      selected: selection.isEmpty() ? 0 : model.getValueLengthInRange(selection),
    });
  }
}

function setLineEnding(model: monaco.editor.ITextModel, document: OpenDocument): void {
  const { LF, CRLF } = monaco.editor.EndOfLineSequence;
  // A document of mixed line ends is never read back from its model.
  model.setEOL(document.lineEnding === 'crlf' ? CRLF : LF);
}

function failureDecoration(mark: FailureMark, line: number, endColumn: number): monaco.editor.IModelDeltaDecoration {
  const message = mark.message === '' ? mark.type : `${mark.type}: ${mark.message}`;
  const hover = { value: `**${mark.type}** ${escapeMarkdown(mark.message)}` };
  return {
    range: new monaco.Range(line, endColumn, line, endColumn),
    options: {
      isWholeLine: true,
      className: 'failure-line',
      glyphMarginClassName: 'failure-glyph',
      glyphMarginHoverMessage: hover,
      hoverMessage: hover,
      overviewRuler: { color: '#e5484d', position: monaco.editor.OverviewRulerLane.Full },
      showIfCollapsed: true,
      after: {
        content: message.replaceAll('\n', ' ').slice(0, 300),
        inlineClassName: 'failure-message',
        cursorStops: monaco.editor.InjectedTextCursorStops.None,
      },
    },
  };
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!<>|~]/g, String.raw`\$&`);
}
