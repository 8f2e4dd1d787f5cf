import { Button, IconButton } from '../../components/index.ts';
import { useMessages } from '../../state/stores-context.ts';
import { workbenchMessages } from '../messages.ts';
import { parentOf } from './host-path.ts';
import type { FilePickerModel } from './use-file-picker.ts';

/** The folder as text, the way up, and a field for a new folder. */
export function FolderBar(props: {
  readonly picker: FilePickerModel;
  readonly canCreate: boolean;
}): React.ReactElement {
  const words = useMessages(workbenchMessages).filePicker;
  const { state, dispatch, goTo } = props.picker;
  const parent = parentOf(state.folder);
  return (
    <>
      <form
        className="file-picker-path"
        onSubmit={(event) => {
          event.preventDefault();
          void goTo(state.typedFolder);
        }}
      >
        <IconButton
          icon="up"
          label={words.up}
          disabled={parent === undefined}
          onPress={() => void goTo(parent ?? state.folder)}
        />
        <input
          className="text-input"
          aria-label={words.folder}
          value={state.typedFolder}
          spellCheck={false}
          onChange={(event) => dispatch({ type: 'folderTyped', path: event.target.value })}
        />
        <Button label={words.go} onPress={() => void goTo(state.typedFolder)} />
        {props.canCreate && (
          <IconButton
            icon="newFolder"
            label={words.newFolder}
            onPress={() => dispatch({ type: 'newFolderTyped', name: '' })}
          />
        )}
      </form>
      {state.newFolder !== undefined && <NewFolder picker={props.picker} name={state.newFolder} />}
    </>
  );
}

function NewFolder(props: { readonly picker: FilePickerModel; readonly name: string }): React.ReactElement {
  const words = useMessages(workbenchMessages).filePicker;
  const { dispatch, createFolder } = props.picker;
  return (
    <form
      className="file-picker-path"
      onSubmit={(event) => {
        event.preventDefault();
        void createFolder();
      }}
    >
      <input
        className="text-input"
        aria-label={words.newFolderName}
        placeholder={words.newFolderName}
        value={props.name}
        onChange={(event) => dispatch({ type: 'newFolderTyped', name: event.target.value })}
      />
      <Button label={words.create} disabled={props.name.trim() === ''} onPress={() => void createFolder()} />
    </form>
  );
}
