import { useStore } from 'zustand';
import { StatusItem } from '../../components/index.ts';
import { isReadOnly } from '../../state/documents.ts';
import { useActiveDocument, useFeatureStore, useMessages, useStores } from '../../state/stores-context.ts';
import { createEditorStatus } from './editor-status.ts';
import { editorMessages } from './messages.ts';

/** Position of the cursor, encoding and line endings of the document in front. */
export function EditorStatus(): React.ReactElement | null {
  const { status: words, readOnly } = useMessages(editorMessages);
  const { commands } = useStores();
  const document = useActiveDocument();
  const { line, column, selected } = useStore(useFeatureStore(createEditorStatus));
  if (document === undefined) return null;
  const position = words.position(line, column);
  return (
    <>
      <StatusItem
        text={selected > 0 ? `${position} ${words.selected(selected)}` : position}
        title={words.goToLine}
        onPress={() => void commands.run('editor.goToLine')}
      />
      {isReadOnly(document) && <StatusItem text={readOnly} />}
      {document.bom && <StatusItem text={words.encodingBom} />}
      <StatusItem
        text={words.lineEndings[document.lineEnding]}
        title={words.changeLineEndings}
        onPress={() => void commands.run('file.lineEndings')}
      />
    </>
  );
}
